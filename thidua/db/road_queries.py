"""Truy vấn đường của khen thưởng: places of units, papers and transfers of proposals."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from thidua.db.tables import (
    ProposalPaperTable,
    ProposalTransferTable,
    QuotaShareTable,
    Unit,
)
from thidua.domain.awards.allocation import QuotaShare
from thidua.domain.awards.road import StoredPaper, Transfer
from thidua.domain.period.period import BlockPeriod


def quota_shares(session: Session, period: BlockPeriod, programme: str = "") -> list[QuotaShare]:
    """Suất đã phân bổ trong kỳ này, of one movement or of all; by group and unit."""
    asked = (
        select(QuotaShareTable, Unit.code)
        .join(Unit, col(Unit.id) == col(QuotaShareTable.unit_id))
        .where(QuotaShareTable.block_year_id == period.id)
    )
    if programme:
        asked = asked.where(QuotaShareTable.programme == programme)
    rows = session.exec(
        asked.order_by(col(QuotaShareTable.programme), col(QuotaShareTable.group_code), Unit.code)
    )
    return [
        QuotaShare(
            programme=row.programme,
            round=row.round_code,
            group=row.group_code,
            unit=unit,
            places=row.places,
            from_rest=row.from_rest,
            reason=row.reason,
            version=row.version,
        )
        for row, unit in rows
    ]


def papers(session: Session, proposals: Collection[int]) -> dict[int, dict[str, StoredPaper]]:
    """Giấy tờ đã ghi của các đề nghị này, by proposal and code."""
    found: dict[int, dict[str, StoredPaper]] = {}
    rows = session.exec(
        select(ProposalPaperTable).where(col(ProposalPaperTable.proposal_id).in_(sorted(proposals)))
    )
    for row in rows:
        found.setdefault(row.proposal_id, {})[row.code] = StoredPaper(
            code=row.code,
            state=row.state,
            document=row.document,
            copies=row.copies,
            signed=row.signed,
            reason=row.reason,
            there_by=row.there_by,
            confirmed_by=row.confirmed_by,
            version=row.version,
        )
    return found


def transfers(session: Session, proposals: Collection[int]) -> dict[int, list[Transfer]]:
    """Các lần chuyển hồ sơ của những đề nghị này, by proposal, the first made first."""
    found: dict[int, list[Transfer]] = {}
    rows = session.exec(
        select(ProposalTransferTable)
        .where(col(ProposalTransferTable.proposal_id).in_(sorted(proposals)))
        .order_by(col(ProposalTransferTable.id))
    )
    for row in rows:
        found.setdefault(row.proposal_id, []).append(transfer_of(row))
    return found


def transfer_of(row: ProposalTransferTable) -> Transfer:
    """Một lần chuyển như đã ghi."""
    return Transfer(
        key=row.id or 0,
        proposal=row.proposal_id,
        step=row.step,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        receiver=row.receiver,
        document=row.document,
        on_paper=row.on_paper,
        result=row.result,
        reason=row.reason,
        answered_by=row.answered_by,
        version=row.version,
    )
