"""Truy vấn dự thảo giao ước: its lines in order, the versions kept, what members propose."""

from sqlmodel import Session, col, select

from thidua.db.tables import (
    ClauseProposalTable,
    CovenantDraftTable,
    DraftLineTable,
    DraftVersionTable,
    Unit,
)
from thidua.domain.covenant.drafting.lines import DraftLine, DraftSheet, read_cells
from thidua.domain.covenant.drafting.proposal import ClauseProposal
from thidua.domain.period.period import BlockPeriod


def draft(session: Session, period: BlockPeriod) -> CovenantDraftTable | None:
    """Dự thảo của kỳ này; None where nobody started one."""
    wanted = select(CovenantDraftTable).where(CovenantDraftTable.block_year_id == period.id)
    return session.exec(wanted).first()


def rows(session: Session, period: BlockPeriod) -> list[DraftLineTable]:
    """Các dòng như đang lưu, sheet by sheet in the order of a workbook."""
    found = session.exec(
        select(DraftLineTable)
        .where(DraftLineTable.block_year_id == period.id)
        .order_by(col(DraftLineTable.position), col(DraftLineTable.id))
    ).all()
    sheets = list(DraftSheet)
    return sorted(found, key=lambda one: sheets.index(one.sheet))


def line_of(row: DraftLineTable) -> DraftLine:
    """Một dòng đang lưu."""
    return DraftLine(
        key=row.id or 0,
        sheet=row.sheet,
        cells=read_cells(row.cells),
        version=row.version,
        set_by=row.set_by,
        set_at=row.set_at,
    )


def versions(session: Session, period: BlockPeriod) -> list[DraftVersionTable]:
    """Các bản dự thảo đã giữ, newest first."""
    return list(
        session.exec(
            select(DraftVersionTable)
            .where(DraftVersionTable.block_year_id == period.id)
            .order_by(col(DraftVersionTable.number).desc())
        )
    )


def proposals(session: Session, period: BlockPeriod) -> list[ClauseProposal]:
    """Các đề nghị sửa dự thảo, in the order they came."""
    found = session.exec(
        select(ClauseProposalTable, Unit.code)
        .join(Unit, col(Unit.id) == col(ClauseProposalTable.unit_id))
        .where(ClauseProposalTable.block_year_id == period.id)
        .order_by(col(ClauseProposalTable.id))
    )
    return [
        ClauseProposal(
            key=row.id or 0,
            unit=unit,
            kind=row.kind,
            title=row.title,
            before=read_cells(row.before),
            cells=read_cells(row.cells),
            reason=row.reason,
            state=row.state,
            answer=row.answer,
            answered_by=row.answered_by,
            answered_at=row.answered_at,
            proposed_by=row.proposed_by,
            proposed_at=row.proposed_at,
        )
        for row, unit in found
    ]
