"""Truy vấn báo cáo: what a block asks for, and what its units handed in."""

from sqlmodel import Session, col, select

from thidua.db.tables import ReportDutyRow, ReportHandInRow, SourceNumberRow, Unit
from thidua.domain.period.period import BlockPeriod
from thidua.domain.report.duty import report_code
from thidua.domain.report.hand_in import HandIn
from thidua.domain.report.offered import SourceFigure


def source_numbers(
    session: Session, period: BlockPeriod, unit: str
) -> dict[str, tuple[SourceFigure, str, int]]:
    """Số đã lấy từ nguồn của một đơn vị, by criterion: the figure, its source, its version."""
    rows = session.exec(
        select(SourceNumberRow)
        .join(Unit, col(Unit.id) == col(SourceNumberRow.unit_id))
        .where(
            SourceNumberRow.block_year_id == period.id,
            col(Unit.code) == unit,
            col(SourceNumberRow.live),
        )
        .order_by(col(SourceNumberRow.id))
    )
    return {
        row.criterion_code: (SourceFigure(row.value, row.shown_by), row.source, row.version)
        for row in rows
    }


def duties(session: Session, period: BlockPeriod) -> list[ReportDutyRow]:
    """Chế độ báo cáo khối đã đặt trong kỳ này, the withdrawn ones too."""
    asked = select(ReportDutyRow).where(ReportDutyRow.block_year_id == period.id)
    return list(session.exec(asked.order_by(col(ReportDutyRow.id))))


def hand_ins(session: Session, period: BlockPeriod) -> dict[tuple[str, str, str], HandIn]:
    """Các lần nộp trong kỳ này, by unit, report and term."""
    asked = (
        select(Unit.code, ReportHandInRow)
        .join(Unit, col(Unit.id) == col(ReportHandInRow.unit_id))
        .where(ReportHandInRow.block_year_id == period.id)
        .order_by(col(ReportHandInRow.id))
    )
    return {
        (unit, report_code(row.programme, row.report), row.term): HandIn(
            state=row.state,
            counted_at=row.counted_at,
            last_at=row.last_at,
            document=row.document,
            note=row.note,
            reason=row.reason,
            on_paper=row.on_paper,
            file_name=row.file_name,
            media_type=row.media_type,
            handed_by=row.handed_by,
            received_by=row.received_by,
            version=row.version,
        )
        for unit, row in session.exec(asked)
    }


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
