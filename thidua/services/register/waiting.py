"""Việc còn lại ở các sổ: drafts that wait for a second person, registers in use not closed yet."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from thidua.db import register_queries
from thidua.domain.access.interest import interest_of
from thidua.domain.access.permissions import Permission
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of
from thidua.domain.register.line import RegisterLine, RowState
from thidua.domain.register.registers import REGISTERS
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.register import authors, stored
from thidua.services.register.whereabouts import Units

_CLOSING_MONTH = 12


@dataclass(frozen=True, slots=True)
class _Use:
    """Sổ đang dùng của một đơn vị: who wrote each draft and about which units, and whether it is
    closed."""

    register: str
    unit: str
    drafts: tuple[tuple[str, Units], ...]
    is_closed: bool


def _in_use(session: Session, period: BlockPeriod) -> tuple[_Use, ...]:
    units = [one.code for one in block_members.members(session, period)]
    drafts: dict[tuple[str, str], list[RegisterLine]] = {}
    for row in register_queries.rows(session, units=units, years=[period.year]):
        if row.kind in REGISTERS:
            found = drafts.setdefault((row.kind, row.unit), [])
            if row.state is RowState.DRAFT:
                found.append(stored.line_of(REGISTERS[row.kind], row))
    if not drafts:
        return ()
    closed = {
        (row.kind, row.unit)
        for row in register_queries.closings(session, units=units, years=[period.year])
        if row.closed
    }
    return tuple(
        _Use(kind, unit, _written(session, kind, lines), (kind, unit) in closed)
        for (kind, unit), lines in drafts.items()
    )


def _written(
    session: Session, register: str, lines: list[RegisterLine]
) -> tuple[tuple[str, Units], ...]:
    about = authors.units_of(session, REGISTERS[register], lines)
    return tuple((one.entered_by, about[one.key]) for one in lines)


def _own(work: Work, permission: Permission) -> list[_Use]:
    """Các sổ đang dùng mà người này làm được việc ấy."""
    used = kept(
        work.session,
        ("registers in use", work.period),
        lambda: _in_use(work.session, work.period),
    )
    return [
        one
        for one in used
        if not one.is_closed
        and stored.may_view(work, REGISTERS[one.register])
        and interests.may_decide(work, permission, one.unit)
    ]


def _proves(register: str) -> bool:
    """Sổ mà khóa lại là nói chắc điều không có."""
    kind = REGISTERS[register]
    return bool(kind.facts or kind.unit_facts)


def to_confirm(work: Work) -> tuple[int, tuple[str, ...]]:
    """Bao nhiêu dòng chờ chính người này xác nhận, and in which units."""
    own = interest_of(work.actor, work.period).units
    found = [
        (
            one.unit,
            sum(name != work.actor.name and not about & own for name, about in one.drafts),
        )
        for one in _own(work, Permission.CONFIRM_REGISTER)
    ]
    units = dict.fromkeys(unit for unit, count in found if count)
    return sum(count for _, count in found), tuple(sorted(units))


def to_close(work: Work) -> tuple[int, tuple[str, ...]]:
    """Bao nhiêu sổ đang dùng mà cuối năm chưa khóa, and in which units."""
    year = work.period.year
    if day_of(work.now) < date(year, _CLOSING_MONTH, 1):
        return 0, ()
    found = [
        one
        for one in _own(work, Permission.CLOSE_REGISTER)
        if not _proves(one.register) or not interests.rival_fault(work, one.unit)
    ]
    return len(found), tuple(sorted({one.unit for one in found}))
