"""Quyết định khen thưởng: judged once more on its day; it enters the history of the awarded."""

from datetime import date

from thidua.db.tables import Proposal
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.dossier.award_file import RecordedAward
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import LONGEST_NAME, clean
from thidua.domain.period.windows import day_of
from thidua.services.awards import eligibility, quota_checks
from thidua.services.awards.aims import Aim, aim_at, keep_verdict
from thidua.services.awards.steps import ProposalStep, needs
from thidua.services.dossier import award_history
from thidua.services.ground.work import Work


def decide(
    work: Work,
    *,
    key: int,
    seen: int,
    decision: str,
    day: date,
    signer: str,
    authority: str = "",
    despite: str = "",
) -> None:
    """Ghi quyết định khen thưởng; it enters the history of whoever is awarded.

    The law book is asked once more for the day of the decision, and its answer kept. Where it does
    not say eligible, `despite` must say why it was decided all the same. Beyond a quota it is
    Refused until more places were set with a reason.
    """
    decided = ProposalState.DECIDED
    step = ProposalStep.begin(work, key=key, seen=seen, to=decided)
    row = step.row
    row.decision, row.signer = needs(decision, "số quyết định"), needs(signer, "người ký")
    if day > day_of(work.now):
        raise Refused(f"Ngày quyết định {day:%d/%m/%Y} chưa tới.")
    aim = aim_at(
        work.session,
        step.work.period,
        row.recipient,
        row.subject,
        award=row.award,
        programme=row.programme,
        group=row.group_code,
        on=day,
    )
    keep_verdict(row, aim, clean(despite) or row.despite)
    quota_checks.require_place(work.session, step.work.period, key, decided)
    row.authority, row.day = clean(authority) or _conferrer(aim), day
    given = _given(aim, row, day)
    act = award_history.give(work, award=given, unit=step.unit, proposal=key)
    step.finish(clean(despite), act)


def _conferrer(aim: Aim) -> str:
    """Cấp có thẩm quyền theo bộ luật; empty where it names none."""
    found = aim.view.conferrer(aim.award)
    return "" if found is None else found.text[:LONGEST_NAME]


def _given(aim: Aim, row: Proposal, day: date) -> RecordedAward:
    occasion = Occasion.ANNUAL
    if aim.programme:
        occasion = eligibility.in_force(aim.view, aim.programme, aim.year).occasion
    return RecordedAward(
        key=0,
        recipient=row.recipient,
        subject=row.subject,
        award=row.award,
        year=aim.year,
        decision=row.decision,
        day=day,
        authority=row.authority,
        occasion=occasion,
    )
