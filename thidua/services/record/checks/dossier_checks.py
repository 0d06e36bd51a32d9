"""Kiểm tra hồ sơ khen thưởng: each decision rests on a whole verdict of its day."""

import json
from collections.abc import Iterator

from sqlmodel import Session, col, select

from thidua.db.tables import GivenAward, Proposal
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.law.conditions.measured import RequirementState
from thidua.services.record.words.names import Names, StoredRows


def decisions(session: Session) -> Iterator[str]:
    """Mỗi quyết định có kết quả xét đầy đủ của ngày quyết định, and stands in the history as is."""
    given = {
        row.proposal_id: row
        for row in session.exec(select(GivenAward).where(col(GivenAward.proposal_id).is_not(None)))
    }
    names = Names(StoredRows(session))
    for row in session.exec(select(Proposal).order_by(col(Proposal.id))):
        award = given.get(row.id)
        place = f"đề nghị {row.id} · {row.subject} · {names.award(row.award)}"
        if row.state is not ProposalState.DECIDED:
            if award is not None:
                yield f"{place}: chưa có quyết định mà đã vào quá trình khen thưởng"
            continue
        fault = _verdict_fault(row)
        if fault:
            yield f"{place}: {fault}"
        if award is None or _decided(award) != _decided(row):
            yield f"{place}: quá trình khen thưởng không ghi đúng quyết định này"


def _decided(row: GivenAward | Proposal) -> tuple[object, ...]:
    return row.recipient, row.subject, row.award, row.decision, row.day, row.authority


def _verdict_fault(row: Proposal) -> str:
    """Chỗ thiếu của kết quả xét; what was decided against the law book says why."""
    if not row.verdict or row.judged_on is None or row.judged_on != row.day:
        return "không có kết quả xét của ngày quyết định"
    found = json.loads(row.verdict)
    states = [one["verdict"] for one in found["findings"]]
    is_whole = bool(states) and RequirementState.MISSING not in states
    if row.despite or (is_whole and found["verdict"] == Conclusion.ELIGIBLE):
        return ""
    return "kết quả xét chưa đầy đủ hoặc không đủ điều kiện mà không ghi lý do"
