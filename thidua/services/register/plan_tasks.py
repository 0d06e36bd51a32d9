"""Nhiệm vụ của phong trào theo đơn vị: written as done, or shown by a register; for reading."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from thidua.db import movement_queries, register_queries
from thidua.domain.law.programme import Programme
from thidua.domain.movement.duties import PARTICIPATION_REGISTER
from thidua.domain.movement.participation import ParticipationState
from thidua.domain.movement.tasks import UnitTasks, cells, proving
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.register.line import RowState
from thidua.services.ground import block_members

_HANDED_IN = frozenset({ParticipationState.SENT, ParticipationState.RECEIVED})


def unchecked(
    session: Session, period: BlockPeriod, plan: Programme, today: date
) -> Iterator[UnitTasks]:
    """Nhiệm vụ của từng đơn vị trong khối, whoever asks."""
    members = block_members.members(session, period)
    units = [one.code for one in members]
    year = period.year
    done = movement_queries.tasks_done(session, plan.code, units) if plan.tasks else []
    proved = _proved(session, period, plan, members) if plan.tasks else {}
    for member in members:
        own = [one for one in done if one.unit == member.code and one.year == year]
        found = cells(
            plan.tasks, member.kind, own, proved.get(member.code, set()), year=year, today=today
        )
        yield UnitTasks(unit=member.code, name=member.short_name or member.name, cells=found)


def _proved(
    session: Session, period: BlockPeriod, plan: Programme, members: list[Member]
) -> dict[str, set[str]]:
    """Sổ nào của đơn vị nào có dòng đã xác nhận của phong trào này trong năm."""
    found: dict[str, set[str]] = {}
    units = [one.code for one in members]
    asked = {code for one in plan.tasks for code in proving(one)}
    for row in register_queries.rows(
        session,
        registers=asked,
        units=units,
        years=[period.year],
        programme=plan.code,
        state=RowState.CONFIRMED,
    ):
        found.setdefault(row.unit, set()).add(row.kind)
    for one in movement_queries.participations(session, units, plan.code):
        if one.state in _HANDED_IN and one.is_for(period.year):
            found.setdefault(one.unit, set()).add(PARTICIPATION_REGISTER)
    return found
