"""Mục cuối của một phần nhật ký: the entries of a block's year are told by the last of them."""

from contextlib import AbstractContextManager
from functools import partial

from sqlalchemy import bindparam
from sqlmodel import Session, col

from thidua.db import queries, stamps
from thidua.db.tables import AuditEntry
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.kept import kept


def reading_of(session: Session, period: BlockPeriod | None) -> AbstractContextManager[None]:
    """Đọc mục của năm này ở khối này, or of no block: what is made meanwhile stays true as long as
    nothing is added to them.

    Whoever asks must ask for no other entries: of each it names the block and the year.
    """
    place = None if period is None else (period.block_code, period.year)
    rest = stamps.Rest(("end of the record", place), partial(_end, place))
    return stamps.resting_on(session, rest)


def _end(place: tuple[str, int] | None, session: Session) -> str:
    return kept(session, ("end of the record", place), lambda: _read(session, place))


def _read(session: Session, place: tuple[str, int] | None) -> str:
    if place is None:
        found = queries.picked(session, _OF_NONE)
    else:
        found = queries.picked(session, _OF_BLOCK, block=place[0], year=place[1])
    return next((str(one[0]) for one in found), "")


_LAST = queries.pick(AuditEntry.hash).order_by(col(AuditEntry.position).desc()).limit(1)
_OF_NONE = _LAST.where(col(AuditEntry.block_code) == "", col(AuditEntry.year).is_(None))
_OF_BLOCK = _LAST.where(
    col(AuditEntry.block_code) == bindparam("block"), col(AuditEntry.year) == bindparam("year")
)
