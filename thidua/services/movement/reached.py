"""Số đếm từ các sổ: what targets that count places or contributions come to, and where it
differs from what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, require
from thidua.domain.law.programme import Programme
from thidua.domain.movement.place_count import PlaceBook, difference
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.period.windows import day_of
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.movement import figures
from thidua.services.movement.figures import Figures
from thidua.services.register import counted_targets


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
    count = counted_targets.counter(plan, book_of(work, plan=plan), work.session)
    if count is None:
        return KnownFigures(figures=typed)
    day = counted_targets.last_day(plan, day_of(work.now))
    found = counted_targets.all_counted(plan, count, day)
    last = {code: rows[-1] for code, rows in typed.items() if rows}
    differing = (
        difference(one, count(one, last[one.code].as_of), last[one.code])
        for one in plan.targets
        if one.code in found and one.code in last
    )
    known = {**typed, **{code: (*typed.get(code, ()), one) for code, one in found.items()}}
    return KnownFigures(figures=known, differing=tuple(filter(None, differing)), counted=found)


def unchecked_on(session: Session, plan: Programme, day: date) -> Mapping[str, TargetFigure]:
    """Số liệu của mọi mục tiêu như vào ngày ấy, by code, whoever asks; none where nobody said."""
    until = counted_targets.last_day(plan, day)
    last = {
        code: next((one for one in reversed(rows) if one.as_of <= until), None)
        for code, rows in figures.unchecked(session, plan.code).items()
    }
    known = {code: one for code, one in last.items() if one is not None}
    return {**known, **counted_targets.unchecked(session, plan, until)}


def book_of(work: Work, *, plan: Programme) -> PlaceBook | None:
    """Sổ địa bàn của phong trào: the places of its list; None before it is launched."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return kept(
        work.session,
        ("place_book", plan.code, plan.first_year),
        lambda: counted_targets.book(work.session, plan),
    )
