"""Kế hoạch của các phong trào: those of a year, with the readings chosen and what falls due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound
from thidua.domain.law.programme import Programme, Readable
from thidua.domain.movement.deadline import Due, falling_due
from thidua.domain.period.windows import VIETNAM
from thidua.services.awards import quotas
from thidua.services.ground.work import Work
from thidua.services.law import law


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPlan:
    """Kế hoạch của một phong trào trong một năm: as read here, and what falls due when.

    `readable` are the places with several readings, `chosen` those chosen for the year by the
    code of what they read, with the version of each; `dues` are those of all its years from
    its document on, `parts` the movements that are part of it.
    """

    plan: Programme
    year: int
    today: date
    readable: tuple[Readable, ...]
    chosen: Mapping[str, tuple[str, int]]
    dues: tuple[Due, ...]
    parts: tuple[Programme, ...]

    @property
    def day_to_state(self) -> date:
        """Ngày ghi số liệu khi chưa chọn: today, or the last of the movement once it is over."""
        return min(self.today, date(self.plan.last_year + 1, 1, 1) - timedelta(days=1))

    @property
    def next_dues(self) -> tuple[Due, ...]:
        """Các hạn còn ở phía trước, the nearest first."""
        return tuple(due for due in self.dues if due.last >= self.today)

    @property
    def dues_of_year(self) -> tuple[Due, ...]:
        """Các hạn rơi vào năm đang xem."""
        return tuple(due for due in self.dues if due.last.year == self.year)


def of_year(work: Work) -> tuple[Programme, ...]:
    """Các phong trào có năm của kỳ này, in the order of the law book.

    A plan that another one only names stands with it and not here.
    """
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    found = law.book(work.session).programmes.values()
    return tuple(
        plan for plan in found if work.period.year in plan.years and not plan.is_only_named
    )


def plan(work: Work, *, code: str) -> MovementPlan:
    """Kế hoạch của phong trào này; NotFound where none of this year has the code."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    book = law.book(work.session)
    found = book.programmes.get(code)
    if found is None or work.period.year not in found.years:
        raise NotFound
    choices = quotas.unchecked_choices(work.session, work.period)
    as_chosen = quotas.as_chosen(found, choices)
    return MovementPlan(
        plan=as_chosen,
        year=work.period.year,
        today=work.now.astimezone(VIETNAM).date(),
        readable=tuple(found.readable()),
        chosen={
            place: (one.reading, one.version)
            for (of, place), one in choices.items()
            if of == found.code
        },
        dues=tuple(
            falling_due(as_chosen.deadlines, found.years, found.citation.span.start, date.max)
        ),
        parts=tuple(one for one in book.programmes.values() if one.part_of == found.code),
    )
