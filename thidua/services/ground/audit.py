"""Nhật ký: every change is recorded in the transaction that makes it, or neither happens.

An entry keeps values and no sentences: which rows were changed, from what to what. The words that
people read are made of them by `record_words`, whenever they are read.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert
from sqlmodel import Session, SQLModel, col, select

from thidua.db import stamps
from thidua.db.changes import Row, RowChange, take
from thidua.db.rows import Image, recorded
from thidua.db.tables import AuditEntry, AuditHead
from thidua.domain.access.permissions import Actor
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import LONGEST_TEXT, clean_lines, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.record.chain import RecordLine, digest, moment, seal
from thidua.services.ground import record_days
from thidua.services.ground.personal import PERSON, Tokens

_LONGEST = 10 * LONGEST_TEXT
"""Chi tiết dài nhất: what an entry says beside the rows it changed."""


@dataclass(frozen=True, slots=True)
class Name:
    """Tên người trong chi tiết của một việc: kept beside the chain, like that of who acts."""

    value: str


Detail = Mapping[str, Any]
"""Chi tiết: plain values of JSON, lists of them, and names of people."""


@dataclass(frozen=True, slots=True)
class Act:
    """Một việc cần ghi: of which kind, about what, and why.

    `rows` are those this act changed; what else the transaction changed belongs to its first act.
    `detail` holds values that stand in no table, such as the name of a file.
    """

    action: str
    unit_code: str = ""
    criterion_code: str = ""
    rows: Sequence[Row] = ()
    detail: Detail = field(default_factory=dict)
    reason: str = ""
    on_behalf_of: str = ""


def row_of(one: SQLModel) -> Row:
    """Dòng của một đối tượng, once it was flushed."""
    return str(one.__tablename__), one.id  # type: ignore[attr-defined]


def take_turn(session: Session) -> AuditHead:
    """Đến lượt: nobody else records anything until the caller commits."""
    return session.exec(_HEAD).one()


_HEAD = select(AuditHead).with_for_update()
_ENTRIES = insert(AuditEntry)


def record(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    acts: Iterable[Act],
    period: BlockPeriod | None = None,
) -> None:
    """Ghi nhật ký: all acts of one transaction, in order, each sealed to the one before.

    Writers take turns here until they commit, so that the chain has no fork. The caller owns the
    commit, which is refused where something changed and no act was recorded after it.
    """
    listed = list(acts)
    if not listed:
        return
    for act in listed:
        _require_bearable(act)
    head = take_turn(session)
    changed_rows = take(session)
    changes = _shared_out(listed, changed_rows)
    tokens = Tokens(session)
    tokens.prepare(_names(actor, listed, changes))
    position, previous = head.position, head.hash
    rows: list[dict[str, Any]] = []
    for act, changed in zip(listed, changes, strict=True):
        position += 1
        line = RecordLine(
            position=position,
            at=moment(now),
            actor=tokens.of(actor.name),
            on_behalf_of=tokens.of(act.on_behalf_of),
            action=act.action,
            block_code="" if period is None else period.block_code,
            year=None if period is None else period.year,
            unit_code=act.unit_code,
            criterion_code=act.criterion_code,
            content=_content(act.detail, changed, tokens, period),
            reason=clean_lines(act.reason),
        )
        own = seal(digest(line), previous)
        rows.append({**asdict(line), "at": now, "previous_hash": previous, "hash": own})
        previous = own
    session.connection().execute(_ENTRIES, rows)
    record_days.add(session, period=period, now=now, first=head.position + 1, entries=len(rows))
    head.position, head.hash = position, previous
    session.add(head)
    session.flush()
    stamps.mark(session, previous, changed_rows, stamps.ANY if period is None else period.id)


def _shared_out(acts: Sequence[Act], changes: Iterable[RowChange]) -> list[list[RowChange]]:
    """Thay đổi của từng việc, in the order they were made."""
    owner = {row: place for place, act in enumerate(acts) for row in act.rows}
    shared: list[list[RowChange]] = [[] for _ in acts]
    for change in changes:
        shared[owner.get(change.row, 0)].append(change)
    return shared


def _names(
    actor: Actor, acts: Iterable[Act], changes: Iterable[Iterable[RowChange]]
) -> Iterable[str]:
    yield actor.name
    for act in acts:
        yield act.on_behalf_of
        yield from _named(act.detail)
    for changed in changes:
        for one in changed:
            shape = recorded(one.table)
            persons = shape.persons if shape else frozenset()
            for image in (one.before, one.after, one.naming):
                yield from (value for name, value in (image or {}).items() if name in persons)


def _named(value: object) -> Iterable[str]:
    if isinstance(value, Name):
        yield value.value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _named(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _named(one)


WITHIN = "within"
"""Tên chỗ giữ mã kỳ trong năm; an entry of a whole year has none."""


def of_part(period: BlockPeriod) -> ColumnElement[bool]:
    """Mục của đúng kỳ này, among those of its block and year."""
    content = col(AuditEntry.content)
    if not period.part.kept:
        return content.not_like(f'%"{WITHIN}":"%')
    return content.like(f'%"{WITHIN}":"{period.part.kept}"%')


def _content(
    detail: Detail, changes: Sequence[RowChange], tokens: Tokens, period: BlockPeriod | None
) -> str:
    """Nội dung một mục: canonical JSON, the same for the same values."""
    said: dict[str, Any] = {}
    if period is not None and period.part.kept:
        said[WITHIN] = period.part.kept
    if detail:
        said["detail"] = _plain(detail, tokens)
    if changes:
        said["rows"] = [_row(one, tokens) for one in changes]
    return canonical_json(said)


def canonical_json(value: object) -> str:
    """JSON chuẩn: sorted, without spaces, the same text for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _row(change: RowChange, tokens: Tokens) -> dict[str, Any]:
    shape = recorded(change.table)
    persons = shape.persons if shape else frozenset[str]()

    def told(image: Image) -> Image:
        return {
            name: {PERSON: tokens.of(value)} if name in persons and value else value
            for name, value in image.items()
        }

    said: dict[str, Any] = {"table": change.table, "key": change.key}
    if change.naming:
        said["naming"] = told(change.naming)
    if change.before is not None:
        said["before"] = told(change.before)
    if change.after is not None:
        said["after"] = told(change.after)
    return said


def _plain(value: Any, tokens: Tokens) -> Any:  # noqa: ANN401 (JSON)
    if isinstance(value, Name):
        return {PERSON: tokens.of(value.value)} if value.value else ""
    if isinstance(value, Mapping):
        return {name: _plain(one, tokens) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, tokens) for one in value]
    if isinstance(value, float):
        raise TypeError("Nhật ký không giữ số nhị phân.")
    return value


def read_content(text: str) -> dict[str, Any]:
    """Nội dung một mục; empty where it holds none."""
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def _require_bearable(act: Act) -> None:
    """Yêu cầu không quá dài: one entry must not make the record unreadable for everybody."""
    texts = [(act.reason, LONGEST_TEXT)]
    texts += [(value, _LONGEST) for value in act.detail.values() if isinstance(value, str)]
    for text, most in texts:
        fault = length_fault(text, most)
        if fault:
            raise Refused(f"Nội dung cần ghi nhật ký {fault}.")


def code_of(service: Callable[..., object]) -> str:
    """Mã của một việc, as the record keeps what was tried."""
    return f"{service.__module__.rpartition('.')[2]}.{service.__name__}"


def refusal(session: Session, *, actor: Actor, now: datetime, tried: Callable[..., object]) -> None:
    """Ghi việc bị từ chối: who tried what is not theirs; in a transaction of its own."""
    act = Act("refused", detail={"tried": code_of(tried)})
    record(session, actor=actor, now=now, acts=[act])
