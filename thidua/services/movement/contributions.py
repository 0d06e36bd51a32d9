"""Đóng góp trong một phong trào: what units of the block gave, where, against which needs.

The rows themselves are those of the registers `dong-gop` and `do-dau`, written and confirmed there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from thidua.db import register_queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.law.programme import Programme
from thidua.domain.movement.contribution import (
    Contribution,
    Need,
    contributions_of,
    needs_of,
)
from thidua.domain.movement.place import Place
from thidua.domain.register.line import RegisterLine
from thidua.domain.register.registers import REGISTERS
from thidua.services.ground import block_members
from thidua.services.ground.work import Work
from thidua.services.movement import places
from thidua.services.register import counted_targets, stored

GIVEN, NEEDED = counted_targets.GIVEN, "do-dau"
"""Sổ mà phần «Đóng góp» lấy số."""


@dataclass(frozen=True, kw_only=True)
class ContributionSight:
    """Đóng góp của khối cho một phong trào: what counts, what waits, what lies outside its years.

    `counted` are confirmed, `waiting` are not yet and stand in no sum.
    """

    counted: tuple[Contribution, ...]
    waiting: tuple[Contribution, ...]
    outside: tuple[Contribution, ...]
    needs: tuple[Need, ...]
    places: Mapping[str, Place]
    units: Mapping[str, str]


def of_movement(work: Work, *, plan: Programme) -> ContributionSight:
    """Đóng góp của các đơn vị trong khối mà người này được xem, of all years of the movement."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    members = block_members.members(work.session, work.period)
    names = {one.code: one.short_name or one.name for one in members}
    given = contributions_of(_seen(work, GIVEN, plan.code, names))
    inside = [one for one in given if one.day.year in plan.years]
    needs = _seen(work, NEEDED, plan.code, names)
    return ContributionSight(
        counted=tuple(one for one in inside if one.is_confirmed),
        waiting=tuple(one for one in inside if not one.is_confirmed),
        outside=tuple(one for one in given if one.day.year not in plan.years),
        needs=needs_of(needs),
        places={one.code: one for one in places.listed(work)},
        units=names,
    )


def _seen(
    work: Work, register: str, programme: str, members: Collection[str]
) -> list[RegisterLine]:
    kind = REGISTERS[register]
    units = stored.seen_units(work, kind, members)
    rows = register_queries.rows(
        work.session, registers=[register], units=units, programme=programme
    )
    return [stored.line_of(kind, row) for row in rows]
