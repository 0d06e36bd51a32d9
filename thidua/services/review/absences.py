"""Vắng mặt: what an absent reviewer has not handed in leaves the denominator until it is back."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from thidua.db import queries
from thidua.db.tables import ReviewPlan
from thidua.domain.access.permissions import Actor, Permission
from thidua.domain.ground.errors import Refused
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.assignment import is_handed_in
from thidua.domain.review.plan import Assignment
from thidua.services.ground.audit import Act, record
from thidua.services.ground.rights import require_now
from thidua.services.period import review_plan as plans


def mark_absent(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    reviewer: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Ghi người chấm vắng: what it has not handed in leaves the denominator; needs a reason.

    What it has handed in still counts.
    """
    period = require_now(session, actor, Permission.ASSIGN_REVIEWERS, period)
    if not reason.strip():
        raise Refused("Cần ghi lý do vắng.")
    held = plans.held(session, period, now, seen)
    old = plans.review_plan(session, period)
    sheets = queries.reviews(session, period)
    away = [
        one
        for one in old.assignments
        if one.reviewer == reviewer
        and not one.absent_reason
        and not is_handed_in(sheets.get((one.unit, reviewer)))
    ]
    if not away:
        raise Refused("Người chấm này không còn phiếu nào chưa nộp nên không cần ghi vắng.")
    _set_absence(session, period, held, actor, now, away, reason.strip(), reason.strip())


def mark_present(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    reviewer: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Ghi người chấm có mặt trở lại: it scores again what it was assigned; needs a reason."""
    period = require_now(session, actor, Permission.ASSIGN_REVIEWERS, period)
    if not reason.strip():
        raise Refused("Cần ghi lý do cho chấm trở lại.")
    held = plans.held(session, period, now, seen)
    old = plans.review_plan(session, period)
    back = [one for one in old.assignments if one.reviewer == reviewer and one.absent_reason]
    if not back:
        raise Refused("Người chấm này không được ghi vắng.")
    _set_absence(session, period, held, actor, now, back, "", reason.strip())


def _set_absence(
    session: Session,
    period: BlockPeriod,
    held: ReviewPlan,
    actor: Actor,
    now: datetime,
    some: Sequence[Assignment],
    away: str,
    reason: str,
) -> None:
    plans.write(session, held, by=actor.name, now=now)
    rows = plans.write_absence(session, period, some, away)
    action = "review.absent" if away else "review.present"
    acts = [Act(action, unit, rows=changed, reason=reason) for (_, unit), changed in rows.items()]
    record(session, actor=actor, now=now, acts=acts, period=period)
