"""Việc của các đơn vị trong phong trào: who has registered, with which plan, and who owes one."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from thidua.db import movement_queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.law.programme import Programme
from thidua.domain.movement.duties import (
    PARTICIPATION_REGISTER,
    UnitDuties,
    cells,
    owes_plan,
    plan_due,
)
from thidua.domain.movement.life import MovementState, is_over
from thidua.domain.movement.participation import (
    Participation,
    ParticipationState,
    furthest,
)
from thidua.domain.movement.tasks import task_due
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import VIETNAM
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import participations
from thidua.services.register import plan_tasks

_HANDED_IN = frozenset({ParticipationState.SENT, ParticipationState.RECEIVED})


def of_movement(work: Work, *, plan: Programme) -> tuple[UnitDuties, ...]:
    """Việc của từng đơn vị trong khối ở phong trào này, in the order of the members."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    today = work.now.astimezone(VIETNAM).date()
    return tuple(_of_units(work, plan, today))


def _of_units(work: Work, plan: Programme, today: date) -> Iterator[UnitDuties]:
    by_unit: dict[str, list[Participation]] = {}
    for one in participations.unchecked(work.session, work.period, plan.code):
        by_unit.setdefault(one.unit, []).append(one)
    year = work.period.year
    for member in block_members.members(work.session, work.period):
        found = furthest(by_unit.get(member.code, ()), year)
        due = plan_due(plan.tasks, member.kind, year)
        yield UnitDuties(
            unit=member.code, name=member.short_name or member.name, cells=cells(found, due, today)
        )


def unchecked_owed(session: Session, period: BlockPeriod) -> Iterator[tuple[str, str]]:
    """Đơn vị nào còn nợ đăng ký ở phong trào nào, in words, whoever asks.

    Owed by the kinds of unit that the plan of a movement under way names.
    """
    states = movement_queries.movement_states(session)
    plans = [
        plan
        for code, plan in law.book(session).programmes.items()
        if period.year in plan.years and _is_under_way(states.get(code))
    ]
    for plan in plans:
        yield from _tasks_owed(session, period, plan)
    members = block_members.members(session, period) if plans else []
    asked = [
        (member, plan) for member in members for plan in plans if owes_plan(plan.tasks, member.kind)
    ]
    if not asked:
        return
    found = movement_queries.participations(session, {member.code for member, _ in asked})
    handed_in = {
        (one.unit, one.movement)
        for one in found
        if one.state in _HANDED_IN and one.is_for(period.year)
    }
    for member, plan in asked:
        if (member.code, plan.code) not in handed_in:
            due = plan_due(plan.tasks, member.kind, period.year)
            until = "" if due is None else f" (hạn {due:%d/%m/%Y})"
            yield member.code, f"phong trào «{plan.name}»: chưa gửi đăng ký, kế hoạch{until}"


def _tasks_owed(
    session: Session, period: BlockPeriod, plan: Programme
) -> Iterator[tuple[str, str]]:
    """Nhiệm vụ có hạn mà đơn vị chưa ghi là đã làm; a registration owed is told by itself."""
    dated = {
        one.code: task_due(one, period.year)
        for one in plan.tasks
        if PARTICIPATION_REGISTER not in one.registers
    }
    if not any(dated.values()):
        return
    for unit in plan_tasks.unchecked(session, period, plan, date.min):
        for cell in unit.open_cells:
            due = dated.get(cell.task.code)
            if due is not None:
                said = f"chưa ghi việc «{cell.task.text}» (hạn {due:%d/%m/%Y})"
                yield unit.unit, f"phong trào «{plan.name}»: {said}"


def _is_under_way(state: MovementState | None) -> bool:
    return state not in (None, MovementState.DRAFT) and not is_over(state or MovementState.DRAFT)
