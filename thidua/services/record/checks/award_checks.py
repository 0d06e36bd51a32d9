"""Kiểm tra đường của khen thưởng: groups shared within their limits, papers of two hands."""

from collections.abc import Iterator

from sqlmodel import Session, select

from thidua.db import queries, road_queries
from thidua.db.tables import Proposal, ProposalPaperTable, ProposalTransferTable
from thidua.domain.awards.allocation import over_fault
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.awards.road import PaperState
from thidua.domain.period.period import BlockPeriod
from thidua.services.law import law
from thidua.services.movement import allocations


def faults(session: Session, only: BlockPeriod | None = None) -> Iterator[str]:
    """Phân bổ vượt hạn mức, giấy tờ tự xác nhận, hồ sơ đi đường mà đề nghị không ở đó."""
    yield from _shares(session, only)
    proposals = {row.id: row for row in session.exec(select(Proposal))}
    for row in session.exec(select(ProposalPaperTable)):
        of = proposals[row.proposal_id]
        if only is not None and of.block_year_id != only.id:
            continue
        if row.state is PaperState.CONFIRMED and row.confirmed_by == row.there_by:
            yield f"giấy tờ {row.code} của đề nghị {of.id}: người ghi tự xác nhận"
    for one in session.exec(select(ProposalTransferTable)):
        of = proposals[one.proposal_id]
        if only is not None and of.block_year_id != only.id:
            continue
        if of.state is ProposalState.WITHDRAWN and one.answered_at is None:
            yield f"hồ sơ của đề nghị {of.id} đã rút mà còn chờ nơi nhận ở chặng {one.step}"


def _shares(session: Session, only: BlockPeriod | None) -> Iterator[str]:
    if law.faults(session):
        return
    plans = law.book(session).programmes
    for period in queries.periods(session) if only is None else (only,):
        found = road_queries.quota_shares(session, period)
        for code in sorted({one.programme for one in found}):
            plan = plans.get(code)
            if plan is None:
                continue
            limited = allocations.limits(session, period, plan)
            for group, state in limited.items():
                own = [one for one in found if (one.programme, one.group) == (code, group)]
                fault = "" if state.most is None else over_fault(group, state.most, own)
                if fault:
                    yield f"{period.block_code} {period.year} · {plan.name}: {fault}"
