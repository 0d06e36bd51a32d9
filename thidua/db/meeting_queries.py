"""Truy vấn cuộc họp: how its points went, for who leads it and for its minutes."""

from sqlmodel import Session, select

from thidua.db.tables import MeetingPoint
from thidua.domain.meeting.agenda import Point, PointRecord
from thidua.domain.period.period import BlockPeriod


def meeting_points(session: Session, period: BlockPeriod) -> tuple[PointRecord, ...]:
    """Các mục của cuộc họp đã có gì được ghi, in the order of the agenda."""
    rows = session.exec(select(MeetingPoint).where(MeetingPoint.block_year_id == period.id)).all()
    by_point = {row.point: row for row in rows}
    return tuple(
        PointRecord(
            point=point,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            present=row.present,
            attending=tuple(row.attending.splitlines()),
            decided=row.decided,
            planned=row.planned or 0,
            version=row.version,
        )
        for point in Point
        if (row := by_point.get(point)) is not None
    )
