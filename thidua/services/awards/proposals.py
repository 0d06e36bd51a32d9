"""Đề nghị khen thưởng: who is put forward for what, and taken back; each as far as one may see."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from thidua.db import dossier_queries, movement_queries
from thidua.db.tables import Proposal
from thidua.domain.access.permissions import Permission, require, require_here, units_of
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.awards.nomination import LEADER
from thidua.domain.awards.proposal import STANDING, AwardSplit, ProposalState, ProposedAward
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import clean
from thidua.domain.law.programme import Programme
from thidua.domain.movement.life import MOVEMENT_STATE_WORDS, is_over
from thidua.domain.period.period import BlockPeriod
from thidua.services.awards import achievements, nominees
from thidua.services.awards.achievements import Use
from thidua.services.awards.aims import aim_at, keep_verdict
from thidua.services.awards.steps import ProposalStep, needs
from thidua.services.dossier import owners
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work


def listed(work: Work) -> tuple[ProposedAward, ...]:
    """Các đề nghị của kỳ này mà người này được xem, the first made first."""
    require_here(work.actor, Permission.VIEW_AWARDS, work.period)
    allowed = units_of(work.actor, Permission.VIEW_AWARDS, work.period)
    found = unchecked(work.session, work.period)
    if allowed is None:
        return found
    units = {(one.recipient, one.code): one.unit for one in owners.everybody(work.session)}
    return tuple(one for one in found if units.get((one.recipient, one.subject)) in allowed)


def unchecked(session: Session, period: BlockPeriod) -> tuple[ProposedAward, ...]:
    """Các đề nghị của kỳ này, whoever asks."""
    return kept(
        session, ("proposals", period), lambda: tuple(dossier_queries.proposals(session, period))
    )


def split(work: Work) -> AwardSplit:
    """Khen thưởng cá nhân đang được đề nghị hoặc đã quyết định, by who leads and who does not."""
    require(work.actor, Permission.VIEW_AWARDS, work.period)
    people = {
        one.nominee.code: one.nominee.facts.stated.get((LEADER, None))
        for one in nominees.unchecked(work.session, work.period)
        if one.nominee.recipient is Recipient.INDIVIDUAL
    }
    holds = [
        None if (stated := people.get(one.subject)) is None else stated.value
        for one in unchecked(work.session, work.period)
        if one.recipient is Recipient.INDIVIDUAL and one.state in STANDING
    ]
    return AwardSplit(holds.count(True), holds.count(False), holds.count(None))


def propose(
    work: Work,
    *,
    recipient: Recipient,
    subject: str,
    award: str = "",
    programme: str = "",
    group: str = "",
    round_code: str = "",
    reason: str = "",
    document: str = "",
    despite: str = "",
    uses: Sequence[Use] | None = None,
    on: date | None = None,
) -> int:
    """Đề nghị khen thưởng một đối tượng; the key of the proposal.

    Whoever the law book does not find eligible is refused with what is missing, unless `despite`
    says why all the same; for one's own unit nobody says so by a role of the block. `uses` are the
    achievements it takes; left out, those without which it would not be eligible. Without a round
    it is put forward in the ordinary one.
    """
    unit = owners.unit_of(work.session, recipient, subject)
    work = work.require(Permission.PROPOSE_AWARD, unit)
    if not work.period.part.is_year:
        raise Refused(f"Khen thưởng xét theo cả năm, không theo {work.period.when}.")
    take_turn(work.session)
    aim = aim_at(
        work.session,
        work.period,
        recipient,
        subject,
        award=award,
        programme=programme,
        group=group,
        on=on,
    )
    if aim.plan is not None:
        _require_open(work.session, aim.plan)
    round_code = _round(work.period, aim.plan, round_code)
    standing = [
        one for one in dossier_queries.proposals(work.session, work.period) if one.state in STANDING
    ]
    place = (programme, round_code, group, aim.award, recipient, subject)
    if place in [
        (one.programme, one.round, one.group, one.award, one.recipient, one.subject)
        for one in standing
    ]:
        raise Refused(f"«{aim.candidacy.nominee.name}» đã được đề nghị {aim.award_name}.")
    row = Proposal(
        block_year_id=work.period.id,
        award=aim.award,
        programme=programme,
        round_code=round_code,
        group_code=group,
        recipient=recipient,
        subject=subject,
        reason=clean(reason),
        document=clean(document),
        set_by=work.actor.name,
        set_at=work.now,
    )
    found = keep_verdict(row, aim, despite)
    if found.conclusion is not Conclusion.ELIGIBLE:
        owners.require_not_own(work, Permission.PROPOSE_AWARD, unit)
    work.session.add(row)
    work.session.flush()
    key = row.id or 0
    achievements.take(work.session, aim, key, uses)
    act = Act(f"proposal.{row.state}", unit, reason=row.despite or row.reason)
    work.record(act)
    return key


def _round(period: BlockPeriod, plan: Programme | None, code: str) -> str:
    """Đợt khen của đề nghị, empty for the ordinary one; Refused where the year has no such."""
    if not code:
        return ""
    found = None if plan is None else plan.round_of(code, period.year)
    if plan is None or found is None:
        known = [] if plan is None else [one.code for one in plan.further_rounds(period.year)]
        listed = f"; đợt dùng được: {', '.join(known)}" if known else ""
        raise Refused(f"Năm {period.year} không có đợt khen «{code}»{listed}.")
    return "" if found.is_ordinary else found.code


def _require_open(session: Session, plan: Programme) -> None:
    """Phong trào còn nhận đề nghị: neither closed nor stopped, as it is now."""
    state = movement_queries.movement_state(session, plan.code)
    if is_over(state):
        raise Refused(
            f"Phong trào «{plan.name}» đang ở trạng thái «{MOVEMENT_STATE_WORDS[state]}» nên "
            "không nhận thêm đề nghị khen. Muốn đề nghị, thường trực mở lại phong trào ở trang "
            "Phong trào."
        )


def withdraw(work: Work, *, key: int, seen: int, reason: str) -> None:
    """Rút một đề nghị chưa trình; what it used may be used again."""
    out = ProposalState.WITHDRAWN
    step = ProposalStep.begin(work, key=key, seen=seen, to=out)
    step.finish(needs(reason, "lý do rút"))
