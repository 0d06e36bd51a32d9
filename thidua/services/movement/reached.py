"""Số đếm từ sổ mức đạt chuẩn: what targets that count places come to, and where it differs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, require
from thidua.domain.law.programme import Programme
from thidua.domain.movement.place_count import PlaceBook, counted, difference, is_counted
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.movement.standard import by_place
from thidua.domain.period.windows import VIETNAM
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.movement import figures, places, standards, states
from thidua.services.movement.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFigures:
    """Số liệu đã biết của các mục tiêu: typed day by day, and where there is a register what it
    counts, which then stands last; `differing` are typed numbers that the register does not bear
    out, in words."""

    figures: Figures
    differing: tuple[str, ...] = ()
    counted: Mapping[str, TargetFigure] = field(default_factory=dict)


def of_movement(work: Work, *, plan: Programme) -> KnownFigures:
    """Số liệu của mọi mục tiêu as of today, or of the last day of a movement that is over."""
    typed = figures.of_movement(work, code=plan.code)
    if not any(map(is_counted, plan.targets)):
        return KnownFigures(figures=typed)
    book = book_of(work, plan=plan)
    if book is None:
        return KnownFigures(figures=typed)
    day = last_day(plan, work.now.astimezone(VIETNAM).date())
    found = unchecked_counted(work.session, plan, day)
    differing = (
        difference(target, book, typed[target.code][-1])
        for target in plan.targets
        if target.code in found and target.code in typed
    )
    known = {**typed, **{code: (*typed.get(code, ()), one) for code, one in found.items()}}
    return KnownFigures(figures=known, differing=tuple(filter(None, differing)), counted=found)


def last_day(plan: Programme, today: date) -> date:
    """Ngày tính tới: today, or the last of the movement once it is over."""
    return min(today, date(plan.last_year, 12, 31))


def _counted(plan: Programme, book: PlaceBook, day: date) -> dict[str, TargetFigure]:
    found = {one.code: counted(one, book, day) for one in plan.targets}
    return {code: one for code, one in found.items() if one is not None}


def unchecked_counted(session: Session, plan: Programme, day: date) -> dict[str, TargetFigure]:
    """Số đếm của các mục tiêu tới ngày ấy, whoever asks; empty where nothing is counted."""
    return kept(
        session,
        ("places counted", plan.code, plan.targets, plan.first_year, day),
        lambda: {} if (book := _book(session, plan)) is None else _counted(plan, book, day),
    )


def book_of(work: Work, *, plan: Programme) -> PlaceBook | None:
    """Sổ địa bàn của phong trào: the places of its launching day; None before it is launched."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return kept(
        work.session,
        ("place_book", plan.code, plan.first_year),
        lambda: _book(work.session, plan),
    )


def _book(session: Session, plan: Programme) -> PlaceBook | None:
    launched = states.unchecked(session, plan.code).launch.day
    if launched is None:
        return None
    return PlaceBook(
        places=places.unchecked(session),
        decisions=by_place(standards.unchecked(session)),
        listed_on=launched,
        first=date(plan.first_year, 1, 1),
    )
