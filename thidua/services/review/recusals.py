"""Từ chối chấm vì có liên quan: declared by the reviewing unit or for it, ended with a reason."""

from sqlmodel import col, select

from thidua.db import queries
from thidua.db.tables import Recusal
from thidua.domain.access.permissions import Actor, Grant, Permission, Role, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, STAGE_WORDS, Stage, earlier_stages
from thidua.domain.review.assignment import by_pair, is_handed_in
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import review_plan


def declare(work: Work, *, reviewer: str, unit: str, reason: str) -> None:
    """Khai từ chối chấm một đơn vị vì có liên quan, until the period is closed; needs a reason.

    The people of the reviewing unit declare it, or whoever assigns does so on its behalf. Once
    cross-scoring is over, a unit no longer takes out of the count what it has handed in. Who is not
    to score a unit is never declared for others by the people of that unit, nor by a rival alone.
    """
    work = work.require(Permission.VIEW_DUTY, reviewer)
    if work.period.stage in CLOSED:
        raise Refused(
            f"Kỳ đang ở giai đoạn «{STAGE_WORDS[work.period.stage]}» nên không đổi được nữa."
        )
    is_own = _is_of(work.actor, work.period, reviewer)
    if not is_own:
        require(work.actor, Permission.ASSIGN_REVIEWERS, work.period)
        interests.require_no_rival(work, unit)
    if not reason.strip():
        raise Refused("Cần ghi lý do từ chối chấm.")
    names = block_members.short_names(work.session, work.period)
    for code in (reviewer, unit):
        if code not in names:
            raise NotFound(f"«{code}» không phải đơn vị thành viên của khối năm này.")
    if reviewer == unit:
        raise Refused("Không đơn vị nào chấm chéo cho chính mình nên không cần từ chối.")
    held = review_plan.held(work.session, work.period, work.now)
    old = review_plan.review_plan(work.session, work.period)
    if old.recused(reviewer, unit):
        raise Refused(f"{names[reviewer]} đã từ chối chấm {names[unit]} rồi.")
    if is_own and Stage.CROSS_SCORE in earlier_stages(work.period.stage):
        sheet = queries.reviews(work.session, work.period, unit).get((unit, reviewer))
        if is_handed_in(sheet):
            raise Refused(
                "Phiếu này đã nộp và giai đoạn chấm chéo đã qua; "
                "hãy đề nghị khối trưởng hoặc thư ký ghi từ chối thay."
            )
    review_plan.write(work.session, held, by=work.actor.name, now=work.now)
    work.session.add(
        Recusal(
            block_year_id=work.period.id,
            reviewer=reviewer,
            unit_id=queries.unit_key(work.session, unit),
            reason=reason.strip(),
            declared_by=work.actor.name,
            declared_at=work.now,
        )
    )
    act = Act(
        "recusal.declared",
        unit,
        detail={"groups": by_pair(old.assignments).get((reviewer, unit), [])},
        reason=reason.strip(),
        on_behalf_of="" if is_own else reviewer,
    )
    work.record(act)


def _is_of(actor: Actor, period: BlockPeriod, unit: str) -> bool:
    """Người của đơn vị này, officer or reviewer."""
    place = (period.block_code, unit, period.year)
    own = {Grant(role, *place) for role in (Role.UNIT_OFFICER, Role.REVIEWER)}
    return not own.isdisjoint(actor.grants)


def end(work: Work, *, reviewer: str, unit: str, reason: str, seen: int | None = None) -> None:
    """Kết thúc việc từ chối chấm; it stays in the record. Needs a reason, and one who is neither of
    the unit that was not scored nor a rival alone.
    """
    work = work.require(Permission.ASSIGN_REVIEWERS)
    interests.require_no_rival(work, unit)
    if not reason.strip():
        raise Refused("Cần ghi lý do kết thúc việc từ chối chấm.")
    held = review_plan.held(work.session, work.period, work.now, seen)
    row = work.session.exec(
        select(Recusal).where(
            Recusal.block_year_id == work.period.id,
            Recusal.reviewer == reviewer,
            Recusal.unit_id == queries.unit_key(work.session, unit),
            col(Recusal.ended_at).is_(None),
        )
    ).first()
    if row is None:
        raise NotFound("Không có việc từ chối chấm này, hoặc nó vừa được kết thúc.")
    review_plan.write(work.session, held, by=work.actor.name, now=work.now)
    row.ended_by, row.ended_at = work.actor.name, work.now
    work.session.add(row)
    act = Act("recusal.ended", unit, reason=reason.strip())
    work.record(act)
