"""Kiểm tra báo cáo: what was received came at some time, and by a second hand or on paper."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from thidua.db.tables import ReportHandInRow, Unit
from thidua.domain.period.period import BlockPeriod
from thidua.domain.report.hand_in import HandInState


def faults(session: Session, only: BlockPeriod | None = None) -> Iterator[str]:
    """Báo cáo không có lúc nộp, hoặc người nộp tự nhận."""
    asked = (
        select(Unit.code, ReportHandInRow)
        .join(Unit, col(Unit.id) == col(ReportHandInRow.unit_id))
        .where(ReportHandInRow.state == HandInState.RECEIVED)
        .order_by(col(ReportHandInRow.id))
    )
    if only is not None:
        asked = asked.where(ReportHandInRow.block_year_id == only.id)
    for unit, row in session.exec(asked):
        place = f"báo cáo {row.report} · {row.term} · {unit}"
        if row.counted_at is None or row.last_at is None:
            yield f"{place}: đã nhận mà không có lúc nộp"
        if not row.on_paper and row.received_by == row.handed_by:
            yield f"{place}: người nộp tự nhận"
