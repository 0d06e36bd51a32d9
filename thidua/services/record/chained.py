"""Chuỗi nhật ký: every entry under its seal, read through, checked, and carried out."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, type_coerce
from sqlalchemy import select as select_any
from sqlmodel import Session, col, select

from thidua.db.tables import AuditEntry, AuditHead
from thidua.domain.access.permissions import (
    Permission,
    require,
    require_ever,
)
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.record.chain import (
    START,
    ChainFault,
    NamedToken,
    RecordLine,
    SealedLine,
    digest,
    digest_of,
    first_fault,
    moment,
    seal,
)
from thidua.services.ground import personal
from thidua.services.ground.audit import read_content
from thidua.services.ground.work import Work
from thidua.services.record import replay
from thidua.services.record.records import hides_reviewers, tokens_in
from thidua.services.record.replay import Mismatch

_CHUNK = 2000


def head(session: Session) -> tuple[int, str]:
    """Đầu chuỗi: the last position and its seal, to be printed on paper."""
    kept = session.exec(select(AuditHead)).first()
    return (0, START) if kept is None else (kept.position, kept.hash)


def sealed(session: Session) -> Iterator[SealedLine]:
    """Toàn bộ chuỗi, in its order, read in portions."""
    return map(_sealed, _rows(session))


def _sealed(values: Sequence[Any]) -> SealedLine:
    line = RecordLine(*values[:-2])
    return SealedLine(
        position=line.position,
        digest=digest(line),
        previous_hash=values[-2],
        hash=values[-1],
        line=line,
    )


def _rows(session: Session, after: int = 0) -> Iterator[tuple[Any, ...]]:
    """Các mục như chúng được niêm, after a position, each with the seal before it and its own.

    Plain values: a million objects would take many times as long.
    """
    connection = session.connection()
    is_text = connection.dialect.name == "sqlite"
    at = type_coerce(col(AuditEntry.at), String) if is_text else col(AuditEntry.at)
    columns = [at if name == "at" else getattr(AuditEntry, name) for name in _SEALED]
    wanted = select_any(col(AuditEntry.id), *columns).order_by(col(AuditEntry.id)).limit(_CHUNK)
    key = 0
    if after:
        found = select(AuditEntry.id).where(AuditEntry.position == after)
        key = session.exec(found).first() or 0
    while True:
        rows = connection.execute(wanted.where(col(AuditEntry.id) > key)).all()
        for row in rows:
            moment_of = datetime.fromisoformat(row[_AT]) if is_text else row[_AT]
            yield (*row[1:_AT], moment(moment_of.replace(tzinfo=UTC)), *row[_AT + 1 :])
        if len(rows) < _CHUNK:
            return
        key = rows[-1][0]


_SEALED = (*(one.name for one in fields(RecordLine)), "previous_hash", "hash")


_AT = 1 + _SEALED.index("at")


def chain_fault(session: Session, after: tuple[int, str] = (0, START)) -> ChainFault | None:
    """Chỗ đứt đầu tiên của nhật ký trong cơ sở dữ liệu, or of what follows an entry in it."""
    position, previous = after
    for values in _rows(session, position):
        own = seal(digest_of(values[:-2]), previous)
        if (values[0], values[-2], values[-1]) != (position + 1, previous, own):
            return first_fault([_sealed(values)], after=(position, previous))
        position, previous = position + 1, own
    return first_fault((), head(session), after=(position, previous))


def seal_at(session: Session, position: int) -> str:
    """Dấu niêm của mục này; empty where there is none."""
    found = select(AuditEntry.hash).where(AuditEntry.position == position)
    return session.exec(found).first() or ""


def has_seal(session: Session, hash_text: str) -> bool:
    """Có dấu niêm này trong chuỗi: what was once printed must still be there."""
    wanted = "".join(hash_text.split()).lower()
    found = select(AuditEntry.id).where(AuditEntry.hash == wanted)
    return session.exec(found).first() is not None


def mismatches(work: Work) -> list[Mismatch]:
    """Dữ liệu đã bị đổi ngoài phần mềm: every value must be the one that was recorded last."""
    require_ever(work.actor, Permission.CHECK_SYSTEM)
    return replay.mismatches(work.session)


def require_whole(work: Work) -> None:
    """Yêu cầu được mang nhật ký của kỳ đi.

    Where the names of reviewers are hidden from this person the chain is refused altogether: a
    seal without its line can be tried against every reviewer of the block.
    """
    require(work.actor, Permission.VIEW_RECORD, work.period)
    if hides_reviewers(work):
        raise NotPermitted(
            "Kỳ này giấu tên người chấm nên gói nhật ký chỉ quản trị hoặc người kiểm tra xuất được."
        )


def shown(work: Work) -> Sequence[SealedLine]:
    """Chuỗi để xuất: what was recorded of this period in full, of the rest only the seals.

    Refused as `require_whole` says.
    """
    require_whole(work)
    own = (work.period.block_code, work.period.year)
    return [
        one
        if one.line is not None and (one.line.block_code, one.line.year) == own
        else SealedLine(
            position=one.position, digest=one.digest, previous_hash=one.previous_hash, hash=one.hash
        )
        for one in sealed(work.session)
    ]


def shown_names(session: Session, lines: Sequence[SealedLine]) -> list[NamedToken]:
    """Tên người trong những mục được xuất, with the salts by which their tokens are checked."""
    wanted: set[str] = set()
    for one in lines:
        if one.line is not None:
            wanted |= {one.line.actor, one.line.on_behalf_of}
            wanted |= tokens_in(read_content(one.line.content))
    return personal.named_tokens(session, wanted - {""})
