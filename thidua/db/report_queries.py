"""Truy vấn báo cáo: what a block asks for, and what its units handed in."""

from sqlmodel import Session, col, select

from thidua.db.tables import ReportDutyRow, ReportHandInRow, Unit
from thidua.domain.period.period import BlockPeriod


def duties(session: Session, period: BlockPeriod) -> list[ReportDutyRow]:
    """Chế độ báo cáo khối đã đặt trong kỳ này, the withdrawn ones too."""
    asked = select(ReportDutyRow).where(ReportDutyRow.block_year_id == period.id)
    return list(session.exec(asked.order_by(col(ReportDutyRow.id))))


def hand_ins(session: Session, period: BlockPeriod) -> list[tuple[str, ReportHandInRow]]:
    """Các lần nộp trong kỳ này, with the unit's code."""
    asked = (
        select(Unit.code, ReportHandInRow)
        .join(Unit, col(Unit.id) == col(ReportHandInRow.unit_id))
        .where(ReportHandInRow.block_year_id == period.id)
        .order_by(col(ReportHandInRow.id))
    )
    return list(session.exec(asked))


def hand_in(
    session: Session, period: BlockPeriod, unit: int, report: tuple[str, str], term: str
) -> ReportHandInRow | None:
    """Lần nộp một báo cáo của một đơn vị; `report` is the movement, or none, and the code."""
    programme, code = report
    return session.exec(
        select(ReportHandInRow).where(
            ReportHandInRow.block_year_id == period.id,
            ReportHandInRow.unit_id == unit,
            ReportHandInRow.programme == programme,
            ReportHandInRow.report == code,
            ReportHandInRow.term == term,
        )
    ).first()
