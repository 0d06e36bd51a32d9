"""Chuỗi nhật ký: each entry is sealed together with the one before it.

Written with the standard library alone and importing nothing of the program, because an exported
record carries this very file as its verifier.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

START = "0" * 64
"""Dấu trước mục đầu tiên."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """Nội dung một mục nhật ký: what is sealed, in this order; `at` is UTC to the microsecond.

    `actor` and `on_behalf_of` are tokens of people, `content` is the canonical JSON of the values
    that were changed.
    """

    position: int
    at: str
    actor: str
    on_behalf_of: str
    action: str
    block_code: str
    year: int | None
    unit_code: str
    criterion_code: str
    content: str
    reason: str


_VALUES = attrgetter(*(one.name for one in fields(RecordLine)))
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: a whole record is checked line by line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedLine:
    """Mục nhật ký đã niêm: the digest of its content, the seal before it and its own.

    `line` is None where the content is not shown; the chain can be followed through it all the
    same.
    """

    position: int
    digest: str
    previous_hash: str
    hash: str
    line: RecordLine | None = None


@dataclass(frozen=True, slots=True)
class NamedToken:
    """Tên người sau một dấu: what the token was made of; empty where the name was erased."""

    token: str
    salt: str
    name: str


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Chỗ đứt của chuỗi: at which position, and what is wrong there."""

    position: int
    message: str


def moment(at: datetime) -> str:
    """Thời điểm as it is sealed: UTC, to the microsecond, always of the same length."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def digest(line: RecordLine) -> str:
    """Dấu nội dung: SHA-256 of one JSON list without spaces, the same for the same content."""
    return digest_of(_VALUES(line))


def digest_of(values: Sequence[Any]) -> str:
    """Dấu nội dung của những giá trị này, which stand as those of a line do."""
    return hashlib.sha256(_JSON(values).encode()).hexdigest()


def seal(content: str, previous_hash: str) -> str:
    """Niêm: the SHA-256 of the seal before it and of the digest of this content."""
    return hashlib.sha256(f"{previous_hash}\n{content}".encode()).hexdigest()


def token(salt: str, value: str) -> str:
    """Dấu thay tên người: the name cannot be found again without its salt."""
    return hashlib.sha256(f"{salt}\n{value}".encode()).hexdigest()


def name_fault(names: Iterable[NamedToken]) -> str | None:
    """Tên không khớp dấu của nó; one that was erased has nothing left to compare."""
    for one in names:
        if (one.salt or one.name) and token(one.salt, one.name) != one.token:
            return f"tên «{one.name}» không khớp dấu {one.token[:16]}"
    return None


def first_fault(
    lines: Iterable[SealedLine],
    head: tuple[int, str] | None = None,
    after: tuple[int, str] = (0, START),
) -> ChainFault | None:
    """Chỗ đứt đầu tiên; None for a whole chain.

    `head` is the last position and seal as kept elsewhere; without it a record that lost its last
    entries cannot be told from a shorter one. `after` is the position and seal the lines follow.
    """
    position, previous = after
    for sealed in lines:
        position += 1
        if sealed.position != position:
            return ChainFault(position, f"thiếu mục {position} hoặc các mục bị đổi chỗ")
        if sealed.previous_hash != previous:
            return ChainFault(position, f"mục {position} không nối với mục trước nó")
        if sealed.line is not None and (
            sealed.line.position != position or sealed.digest != digest(sealed.line)
        ):
            return ChainFault(position, f"nội dung mục {position} đã bị sửa")
        if sealed.hash != seal(sealed.digest, previous):
            return ChainFault(position, f"mục {position} không khớp dấu niêm của nó")
        previous = sealed.hash
    if head is not None and head != (position, previous):
        return ChainFault(
            position + 1, f"nhật ký dừng ở mục {position}, đầu chuỗi ghi mục {head[0]}"
        )
    return None
