"""Vắng mặt: what an absent reviewer has not handed in leaves the denominator until it is back."""

from collections.abc import Sequence

from thidua.db import queries
from thidua.db.tables import ReviewPlan
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import Refused
from thidua.domain.review.assignment import is_handed_in
from thidua.domain.review.plan import Assignment
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import review_plan


def mark_absent(work: Work, *, reviewer: str, reason: str, seen: int | None = None) -> None:
    """Ghi người chấm vắng: what it has not handed in leaves the denominator; needs a reason.

    What it has handed in still counts.
    """
    work = work.require(Permission.ASSIGN_REVIEWERS)
    if not reason.strip():
        raise Refused("Cần ghi lý do vắng.")
    held = review_plan.held(work.session, work.period, work.now, seen)
    old = review_plan.review_plan(work.session, work.period)
    sheets = queries.reviews(work.session, work.period)
    away = [
        one
        for one in old.assignments
        if one.reviewer == reviewer
        and not one.absent_reason
        and not is_handed_in(sheets.get((one.unit, reviewer)))
    ]
    if not away:
        raise Refused("Người chấm này không còn phiếu nào chưa nộp nên không cần ghi vắng.")
    _set_absence(work, held, away, reason.strip(), reason.strip())


def mark_present(work: Work, *, reviewer: str, reason: str, seen: int | None = None) -> None:
    """Ghi người chấm có mặt trở lại: it scores again what it was assigned; needs a reason."""
    work = work.require(Permission.ASSIGN_REVIEWERS)
    if not reason.strip():
        raise Refused("Cần ghi lý do cho chấm trở lại.")
    held = review_plan.held(work.session, work.period, work.now, seen)
    old = review_plan.review_plan(work.session, work.period)
    back = [one for one in old.assignments if one.reviewer == reviewer and one.absent_reason]
    if not back:
        raise Refused("Người chấm này không được ghi vắng.")
    _set_absence(work, held, back, "", reason.strip())


def _set_absence(
    work: Work, held: ReviewPlan, some: Sequence[Assignment], away: str, reason: str
) -> None:
    review_plan.write(work.session, held, by=work.actor.name, now=work.now)
    rows = review_plan.write_absence(work.session, work.period, some, away)
    action = "review.absent" if away else "review.present"
    acts = [Act(action, unit, rows=changed, reason=reason) for (_, unit), changed in rows.items()]
    work.record(*acts)
