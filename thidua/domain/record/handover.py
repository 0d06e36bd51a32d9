"""Gói bàn giao: all of a block that its next chair, elsewhere, must have, as plain values.

Scores stay where they were given: the record that goes with the pack tells of them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from thidua.domain.ground.errors import Refused

_Text = tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedUnit:
    """Đơn vị của khối, and the years it was a member."""

    code: str
    name: str
    short_name: str
    kind: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOffice:
    """Chức vụ một đơn vị đã giữ."""

    year: int
    office: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedCovenant:
    """Một bản giao ước, row by row as its workbook says it, with who adopted it and why."""

    year: int
    kind: str
    part: str
    part_name: str
    begins: str | None
    ends: str | None
    version: int
    title: str
    effective_from: str | None
    reason: str
    document: str
    created_by: str
    created_at: str
    fingerprint: str
    settings: tuple[_Text, ...]
    criteria: tuple[_Text, ...]
    ranking: tuple[_Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedPerson:
    """Cá nhân của một đơn vị."""

    code: str
    full_name: str
    unit: str
    position: str
    is_leader: bool | None
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedAward:
    """Một lần khen đã ghi."""

    recipient: str
    subject: str
    award: str
    year: int
    decision: str
    day: str | None
    authority: str
    occasion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedRole:
    """Vai trò một người đang giữ trong khối; never a password.

    `home` is the unit the person said to be of, empty for none, None while nobody has said.
    """

    login: str
    full_name: str
    role: str
    unit: str | None
    year: int
    home: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Gói bàn giao của một khối.

    `organiser` is its level, body and document. `matters` are what was still open, in words.
    `position` and `seal` are the head of the record it was made from; `records` the digests of the
    packs of that record which go with it, by the name of the file.
    """

    block_code: str
    block_name: str
    organiser: tuple[str, str, str] | None
    units: tuple[HandedUnit, ...]
    offices: tuple[HandedOffice, ...]
    covenants: tuple[HandedCovenant, ...]
    people: tuple[HandedPerson, ...]
    awards: tuple[HandedAward, ...]
    roles: tuple[HandedRole, ...]
    matters: tuple[str, ...]
    position: int
    seal: str
    records: tuple[tuple[str, str], ...]

    def written(self) -> str:
        """Thành chữ: the same pack gives the same words."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

    @property
    def fingerprint(self) -> str:
        """Vân tay của nội dung gói."""
        return hashlib.sha256(self.written().encode()).hexdigest()

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Trong gói có gì, for whoever is about to take it in."""
        return (
            ("đơn vị", len(self.units)),
            ("chức vụ", len(self.offices)),
            ("bản giao ước", len(self.covenants)),
            ("cá nhân", len(self.people)),
            ("lần khen", len(self.awards)),
            ("vai trò", len(self.roles)),
            ("việc còn dở", len(self.matters)),
            ("gói nhật ký", len(self.records)),
        )


def read_handover(text: str) -> Handover:
    """Đọc lại: Refused for whatever is not exactly such a pack."""
    try:
        found: Handover = _read(Handover, json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Refused("Tệp này không phải gói bàn giao, hoặc đã bị sửa hỏng.") from fault
    return found


def _read(kind: Any, raw: Any) -> Any:  # noqa: ANN401 (whatever JSON holds)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        names = {one.name for one in fields(kind)}
        needed = {one.name for one in fields(kind) if one.default is MISSING}
        if not isinstance(raw, Mapping) or not needed <= set(raw) <= names:
            raise ValueError(kind)
        made: Any = kind
        return made(**{name: _read(hints[name], raw[name]) for name in raw})
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if raw is None and NoneType in inside:
            return None
        return _read(next(one for one in inside if one is not NoneType), raw)
    if origin is tuple:
        if not isinstance(raw, list):
            raise TypeError(raw)
        if inside[-1] is Ellipsis:
            return tuple(_read(inside[0], one) for one in raw)
        return tuple(_read(one, value) for one, value in zip(inside, raw, strict=True))
    if type(raw) is not kind:
        raise TypeError(raw)
    return raw
