"""Cách chấm chéo của một kỳ: read once until the record grows, written by one at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, tuple_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from thidua.db import queries, tables
from thidua.db.changes import Row, delete_rows, insert_rows, rows_by, update_rows
from thidua.db.tables import ReviewAssignment, Unit
from thidua.domain.ground.errors import StaleEdit
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.plan import Assignment, ReviewPlan
from thidua.services.ground.kept import kept

Pair = tuple[str, str]
"""Người chấm và đơn vị được chấm."""

_AT_ONCE = 1000
"""Nhiều nhất chừng ấy dòng trong một câu lệnh: a database takes only so many parameters."""

_STALE = "Phân công chấm chéo vừa được người khác đổi; hãy xem lại rồi làm tiếp."


def review_plan(session: Session, period: BlockPeriod) -> ReviewPlan:
    """Cách chấm chéo của một kỳ, whoever asks; writers always read afresh."""
    return kept(session, ("review plan", period), lambda: queries.review_plan(session, period))


def held(
    session: Session, period: BlockPeriod, now: datetime, seen: int | None = None
) -> tables.ReviewPlan:
    """Kế hoạch chấm chéo, held until the commit; a new one, not yet written, where there is none.

    StaleEdit when it is no longer the version seen.
    """
    wanted = select(tables.ReviewPlan).where(tables.ReviewPlan.block_year_id == period.id)
    row = session.exec(wanted.with_for_update()).first()
    if seen is not None and seen != (0 if row is None else row.version):
        raise StaleEdit(_STALE)
    return row or tables.ReviewPlan(block_year_id=period.id, version=0, set_by="", set_at=now)


def write(session: Session, row: tables.ReviewPlan, *, by: str, now: datetime) -> None:
    """Ghi phiên bản kế tiếp of the plan, before anything that belongs to it."""
    row.version += 1
    row.set_by, row.set_at = by, now
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as fault:
        raise StaleEdit(_STALE) from fault


def replace_assignments(
    session: Session,
    period: BlockPeriod,
    old: Sequence[Assignment],
    new: Sequence[Assignment],
    *,
    by: str,
    now: datetime,
) -> dict[Pair, list[Row]]:
    """Ghi phân công mới thay cho phân công cũ: only the rows that differ; says whose they are."""
    gone = [one for one in old if one not in new]
    more = [one for one in new if one not in old]
    keys = _unit_keys(session, gone + more)
    for part in _parts(gone):
        delete_rows(session, ReviewAssignment, _these(period, keys, part))
    insert_rows(
        session,
        ReviewAssignment,
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
    return _by_pair(session, keys, gone + more)


def write_absence(
    session: Session, period: BlockPeriod, some: Sequence[Assignment], reason: str
) -> dict[Pair, list[Row]]:
    """Ghi lý do vắng cho các phân công này; no reason is there again. Says whose the rows are."""
    keys = _unit_keys(session, some)
    for part in _parts(some):
        update_rows(session, ReviewAssignment, _these(period, keys, part), absent_reason=reason)
    return _by_pair(session, keys, some)


def _parts(some: Sequence[Assignment]) -> Iterable[Sequence[Assignment]]:
    return (some[start : start + _AT_ONCE] for start in range(0, len(some), _AT_ONCE))


def _unit_keys(session: Session, some: Iterable[Assignment]) -> dict[str, int]:
    wanted = {one.unit for one in some}
    rows = session.exec(select(Unit.code, Unit.id).where(col(Unit.code).in_(wanted)))
    return {code: key or 0 for code, key in rows}


def _these(
    period: BlockPeriod, keys: Mapping[str, int], some: Iterable[Assignment]
) -> ColumnElement[bool]:
    places = [(one.reviewer, keys[one.unit], one.group) for one in some]
    place = (ReviewAssignment.reviewer, ReviewAssignment.unit_id, ReviewAssignment.group_code)
    return and_(
        col(ReviewAssignment.block_year_id) == period.id, tuple_(*map(col, place)).in_(places)
    )


def _by_pair(
    session: Session, keys: Mapping[str, int], some: Iterable[Assignment]
) -> dict[Pair, list[Row]]:
    rows = rows_by(session, ReviewAssignment, "reviewer", "unit_id")
    pairs = dict.fromkeys((one.reviewer, one.unit) for one in some)
    return {(reviewer, unit): rows[reviewer, keys[unit]] for reviewer, unit in pairs}
