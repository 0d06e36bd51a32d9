"""Số đếm từ các sổ: what targets that count places or contributions come to, and where it
differs from what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, require
from thidua.domain.law.programme import Programme
from thidua.domain.movement.contribution_count import given_figure, is_given
from thidua.domain.movement.place_count import PlaceBook, counted, difference, is_counted
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.movement.standard import by_place
from thidua.domain.movement.target import Target
from thidua.domain.period.windows import VIETNAM
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.movement import contributions, figures, places, standards, states
from thidua.services.movement.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigures:
    """Số liệu đã biết của các mục tiêu: typed day by day, and where there is a register what it
    counts, which then stands last; `differing` are typed numbers that the register does not bear
    out, in words."""

    figures: Figures
    differing: tuple[str, ...] = ()
    counted: Mapping[str, TargetFigure] = field(default_factory=dict)


_Counter = Callable[[Target, date], TargetFigure | None]
"""Đếm một mục tiêu tới một ngày; None where no register counts it."""


def of_movement(work: Work, *, plan: Programme) -> KnownFigures:
    """Số liệu của mọi mục tiêu as of today, or of the last day of a movement that is over."""
    typed = figures.of_movement(work, code=plan.code)
    count = _counter(plan, book_of(work, plan=plan), work.session)
    if count is None:
        return KnownFigures(figures=typed)
    found = _counted(plan, count, last_day(plan, work.now.astimezone(VIETNAM).date()))
    last = {code: rows[-1] for code, rows in typed.items() if rows}
    differing = (
        difference(one, count(one, last[one.code].as_of), last[one.code])
        for one in plan.targets
        if one.code in found and one.code in last
    )
    known = {**typed, **{code: (*typed.get(code, ()), one) for code, one in found.items()}}
    return KnownFigures(figures=known, differing=tuple(filter(None, differing)), counted=found)


def last_day(plan: Programme, today: date) -> date:
    """Ngày tính tới: today, or the last of the movement once it is over."""
    return min(today, date(plan.last_year, 12, 31))


def _counted(plan: Programme, count: _Counter, day: date) -> dict[str, TargetFigure]:
    found = {one.code: count(one, day) for one in plan.targets}
    return {code: one for code, one in found.items() if one is not None}


def _counter(plan: Programme, book: PlaceBook | None, session: Session) -> _Counter | None:
    """Cách đếm các mục tiêu của phong trào; None where none of them is counted."""
    by_book = book is not None and any(map(is_counted, plan.targets))
    by_gifts = any(map(is_given, plan.targets))
    if not by_book and not by_gifts:
        return None
    given = contributions.unchecked(session, plan) if by_gifts else ()

    def count(target: Target, day: date) -> TargetFigure | None:
        if is_given(target):
            there = () if book is None or not target.of else book.of(target.of)
            return given_figure(target, given, day, [one.code for one in there])
        return None if book is None else counted(target, book, day)

    return count


def unchecked_counted(session: Session, plan: Programme, day: date) -> dict[str, TargetFigure]:
    """Số đếm của các mục tiêu tới ngày ấy, whoever asks; empty where nothing is counted."""
    return kept(
        session,
        ("targets counted", plan.code, plan.targets, plan.first_year, day),
        lambda: _counted_by(plan, _counter(plan, _book(session, plan), session), day),
    )


def _counted_by(plan: Programme, count: _Counter | None, day: date) -> dict[str, TargetFigure]:
    return {} if count is None else _counted(plan, count, day)


def book_of(work: Work, *, plan: Programme) -> PlaceBook | None:
    """Sổ địa bàn của phong trào: the places of its list; None before it is launched."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return kept(
        work.session,
        ("place_book", plan.code, plan.first_year),
        lambda: _book(work.session, plan),
    )


def _book(session: Session, plan: Programme) -> PlaceBook | None:
    day = states.unchecked(session, plan.code).list_day
    if day is None:
        return None
    return PlaceBook(
        places=places.unchecked(session),
        decisions=by_place(standards.unchecked(session)),
        listed_on=day,
        first=date(plan.first_year, 1, 1),
    )
