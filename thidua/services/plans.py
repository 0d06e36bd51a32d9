"""Cách chấm chéo của một kỳ: read once until the record grows, written by one at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import ReviewAssignment, ReviewPlan, Unit
from thidua.domain.errors import StaleEdit
from thidua.domain.record import BlockPeriod
from thidua.domain.review import Assignment, Plan
from thidua.services.kept import kept

_STALE = "Phân công chấm chéo vừa được người khác đổi; hãy xem lại rồi làm tiếp."


def review_plan(session: Session, period: BlockPeriod) -> Plan:
    """Cách chấm chéo của một kỳ, whoever asks; writers always read afresh."""
    return kept(session, ("review plan", period), lambda: queries.review_plan(session, period))


def held(
    session: Session, period: BlockPeriod, now: datetime, seen: int | None = None
) -> ReviewPlan:
    """Kế hoạch chấm chéo, held until the commit; a new one, not yet written, where there is none.

    StaleEdit when it is no longer the version seen.
    """
    wanted = select(ReviewPlan).where(ReviewPlan.block_year_id == period.id)
    row = session.exec(wanted.with_for_update()).first()
    if seen is not None and seen != (0 if row is None else row.version):
        raise StaleEdit(_STALE)
    return row or ReviewPlan(block_year_id=period.id, version=0, set_by="", set_at=now)


def write(session: Session, row: ReviewPlan, *, by: str, now: datetime) -> None:
    """Ghi phiên bản kế tiếp of the plan, before anything that belongs to it."""
    row.version += 1
    row.set_by, row.set_at = by, now
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as fault:
        raise StaleEdit(_STALE) from fault


_OF_ROW = (
    col(ReviewAssignment.block_year_id) == bindparam("period"),
    col(ReviewAssignment.reviewer) == bindparam("who"),
    col(ReviewAssignment.unit_id) == bindparam("unit"),
    col(ReviewAssignment.group_code) == bindparam("place"),
)


def replace_assignments(
    session: Session,
    period: BlockPeriod,
    old: Sequence[Assignment],
    new: Sequence[Assignment],
    *,
    by: str,
    now: datetime,
) -> None:
    """Ghi phân công mới thay cho phân công cũ: only the rows that differ."""
    gone = [one for one in old if one not in new]
    more = [one for one in new if one not in old]
    keys = _unit_keys(session, gone + more)
    if gone:
        session.connection().execute(
            delete(ReviewAssignment).where(*_OF_ROW),
            [_row_named(period, keys, one) for one in gone],
        )
    if more:
        session.connection().execute(
            insert(ReviewAssignment),
            [
                {
                    "block_year_id": period.id,
                    "reviewer": one.reviewer,
                    "unit_id": keys[one.unit],
                    "group_code": one.group,
                    "absent_reason": one.absent_reason,
                    "set_by": by,
                    "set_at": now,
                }
                for one in more
            ],
        )


_ABSENCE = update(ReviewAssignment).where(*_OF_ROW).values(absent_reason=bindparam("away"))


def write_absence(
    session: Session, period: BlockPeriod, some: Sequence[Assignment], reason: str
) -> None:
    """Ghi lý do vắng cho các phân công này; no reason is there again."""
    keys = _unit_keys(session, some)
    named = [{**_row_named(period, keys, one), "away": reason} for one in some]
    session.connection().execute(_ABSENCE, named)


def _unit_keys(session: Session, some: Iterable[Assignment]) -> dict[str, int]:
    wanted = {one.unit for one in some}
    rows = session.exec(select(Unit.code, Unit.id).where(col(Unit.code).in_(wanted)))
    return {code: key or 0 for code, key in rows}


def _row_named(
    period: BlockPeriod, keys: Mapping[str, int], one: Assignment
) -> dict[str, str | int]:
    return {
        "period": period.id,
        "who": one.reviewer,
        "unit": keys[one.unit],
        "place": one.group,
    }
