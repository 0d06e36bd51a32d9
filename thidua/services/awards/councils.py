"""Bình xét và hội đồng: a proposal voted on, sent to the higher level, or cut there."""

from datetime import date, datetime

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.db.tables import Proposal
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.awards.road import leaving_step
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import clean
from thidua.domain.law.quota import CouncilCut
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of
from thidua.domain.vote.counting import CandidateResult
from thidua.domain.vote.vote import Subject as VoteSubject
from thidua.services.awards import dossier_papers, nominees, quota_checks, road, shares
from thidua.services.awards.steps import ProposalStep, needs
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.vote import results as vote_results


def mark_voted(
    work: Work, *, key: int, seen: int, vote: int | None = None, document: str = ""
) -> None:
    """Ghi đã bình xét: by a vote counted here in which it passed, or by the minutes of one."""
    voted = ProposalState.VOTED
    step = ProposalStep.begin(work, key=key, seen=seen, to=voted)
    said = clean(document)
    counted = {}
    if vote is None:
        said = needs(document, "biên bản bình xét")
    else:
        one = _passed(work.session, step.work.period, step.row, vote)
        counted = {"votes": one.votes, "base": one.base}
    step.row.vote_id, step.row.document = vote, said or step.row.document
    step.finish(said, detail=counted)


def _passed(session: Session, period: BlockPeriod, row: Proposal, vote: int) -> CandidateResult:
    """Kết quả bỏ phiếu của đối tượng này; Refused where it did not pass."""
    book = law.book(session)
    for closed in vote_results.unchecked_results(session, period):
        draft = closed.vote.draft
        if closed.vote.key != vote or draft.subject is not VoteSubject.AWARD:
            continue
        if not nominees.is_award(book, draft.award, row.award):
            continue
        for one in closed.result.candidates:
            if one.candidate.code == row.subject:
                _require_passed(draft.title, one)
                return one
    raise NotFound("Cuộc bỏ phiếu này chưa kiểm phiếu, hoặc không bỏ phiếu về đề nghị này.")


def _require_passed(title: str, one: CandidateResult) -> None:
    if not one.has_passed:
        lack = f", còn thiếu {one.missing} phiếu" if one.missing else ""
        got = f"«{one.candidate.text}» được {one.votes}/{one.base} phiếu ở «{title}»"
        raise Refused(f"{got}, không đạt{lack}.")


def mark_sent(
    work: Work,
    *,
    key: int,
    seen: int,
    document: str,
    declared: bool = False,
    at: datetime | None = None,
) -> None:
    """Ghi đã trình cấp trên, by which letter; Refused beyond a quota.

    In a movement whose plan states a road it is a transfer as well: with its papers confirmed, the
    declaration ticked, and a place of its unit. `at` is when it was sent where that is past.
    """
    sent = ProposalState.SENT
    step = ProposalStep.begin(work, key=key, seen=seen, to=sent)
    step.row.document = needs(document, "số tờ trình")
    acts = _on_the_road(step, declared, at) if step.row.programme else []
    quota_checks.require_place(work.session, step.work.period, key, sent)
    step.finish(step.row.document, *acts)


def _on_the_road(step: ProposalStep, declared: bool, at: datetime | None) -> list[Act]:
    """Lần chuyển hồ sơ lên cấp trên; none where the plan states no road."""
    work = step.work
    found = dossier_papers.held(work.session, work.period, step.row.id or 0)
    shares.require_share(
        work.session, work.period, found.plan, dossier_queries.proposed_award(step.row)
    )
    leaving = leaving_step(found.plan)
    if leaving is None:
        return []
    said = step.row.document
    return [road.begin(work, found, step=leaving.code, declared=declared, document=said, at=at)]


def cut(work: Work, *, key: int, seen: int, council: str, day: date, reason: str) -> None:
    """Ghi hội đồng không đồng ý, with its reason; what it used may be used again."""
    out = ProposalState.CUT
    step = ProposalStep.begin(work, key=key, seen=seen, to=out)
    if day > day_of(work.now):
        raise Refused(f"Ngày họp {day:%d/%m/%Y} chưa tới.")
    row = step.row
    given = CouncilCut(
        nominee=row.subject,
        award=row.award,
        council=needs(council, "tên hội đồng"),
        day=day,
        reason=clean(reason),
    )
    row.council, row.day, row.reason = given.council, given.day, given.reason
    step.finish(given.reason)
