"""Số liệu của mục tiêu phong trào: typed day by day, or counted from the registers; for reading."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlmodel import Session

from thidua.db import movement_queries, place_queries, register_queries
from thidua.domain.law.programme import Programme
from thidua.domain.movement.contribution import Contribution, contributions_of
from thidua.domain.movement.contribution_count import given_figure, is_given
from thidua.domain.movement.place import Place
from thidua.domain.movement.place_count import PlaceBook, counted, every_figure, is_counted
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.movement.standard import PlaceStandard, by_place
from thidua.domain.movement.target import Target
from thidua.domain.register.registers import REGISTERS
from thidua.services.ground.kept import kept
from thidua.services.register import stored

GIVEN = "dong-gop"
"""Sổ đóng góp."""

Counter = Callable[[Target, date], TargetFigure | None]
"""Đếm một mục tiêu tới một ngày; None where no register counts it."""


_Figures = Mapping[str, tuple[TargetFigure, ...]]


def typed(session: Session, code: str) -> _Figures:
    """Số liệu đã nhập của mọi mục tiêu, the oldest day first; none of a single place."""
    return _parted(session, code, is_of_place=False)


def by_single_place(session: Session, code: str) -> _Figures:
    """Số liệu đã nhập của từng địa bàn, the oldest day first, whoever asks."""
    return _parted(session, code, is_of_place=True)


def _parted(session: Session, code: str, *, is_of_place: bool) -> _Figures:
    own = {
        target: tuple(one for one in rows if bool(one.place) is is_of_place)
        for target, rows in every(session, code).items()
    }
    return {target: rows for target, rows in own.items() if rows}


def every(session: Session, code: str) -> _Figures:
    """Mọi số liệu đã nhập, of the whole and of single places, whoever asks."""
    return kept(
        session,
        ("figures", code),
        lambda: movement_queries.figures(session, code, history=False),
    )


def places(session: Session) -> tuple[Place, ...]:
    """Mọi địa bàn, whoever asks."""
    return kept(session, "places", lambda: tuple(place_queries.places(session)))


def standards(session: Session) -> tuple[PlaceStandard, ...]:
    """Sổ mức đạt chuẩn, whoever asks."""
    return kept(session, "standards", lambda: tuple(place_queries.standards(session)))


def given(session: Session, plan: Programme) -> tuple[Contribution, ...]:
    """Đóng góp trong các năm của phong trào, of every unit there is, whoever asks."""

    def read() -> tuple[Contribution, ...]:
        rows = register_queries.rows(session, registers=[GIVEN], programme=plan.code)
        found = contributions_of(stored.line_of(REGISTERS[GIVEN], row) for row in rows)
        return tuple(one for one in found if one.day.year in plan.years)

    return kept(session, ("given", plan.code, plan.first_year, plan.last_year), read)


def book(session: Session, plan: Programme) -> PlaceBook | None:
    """Sổ địa bàn của phong trào: the places of its list; None before it is launched."""
    day = movement_queries.places_listed_on(session, plan.code)
    if day is None:
        return None
    return PlaceBook(
        places=places(session),
        decisions=by_place(standards(session)),
        listed_on=day,
        first=date(plan.first_year, 1, 1),
    )


def counter(plan: Programme, found: PlaceBook | None, session: Session) -> Counter | None:
    """Cách đếm các mục tiêu của phong trào; None where none of them is counted."""
    by_book = found is not None and any(map(is_counted, plan.targets))
    by_gifts = any(map(is_given, plan.targets))
    single = by_single_place(session, plan.code)
    if not (by_book or by_gifts or single):
        return None
    gifts = given(session, plan) if by_gifts else ()

    def count(target: Target, day: date) -> TargetFigure | None:
        there = () if found is None or not target.of else found.of(target.of)
        if is_given(target):
            return given_figure(target, gifts, day, [one.code for one in there])
        if target.code in single:
            return every_figure(target, there, single[target.code], day)
        return None if found is None else counted(target, found, day)

    return count


def all_counted(plan: Programme, count: Counter | None, day: date) -> dict[str, TargetFigure]:
    """Số đếm của các mục tiêu tới ngày ấy."""
    if count is None:
        return {}
    found = {one.code: count(one, day) for one in plan.targets}
    return {code: one for code, one in found.items() if one is not None}


def unchecked(session: Session, plan: Programme, day: date) -> dict[str, TargetFigure]:
    """Số đếm của các mục tiêu tới ngày ấy, whoever asks; empty where nothing is counted."""
    return kept(
        session,
        ("targets counted", plan.code, plan.targets, plan.first_year, day),
        lambda: all_counted(plan, counter(plan, book(session, plan), session), day),
    )


def last_day(plan: Programme, today: date) -> date:
    """Ngày tính tới: today, or the last of the movement once it is over."""
    return min(today, date(plan.last_year, 12, 31))


def latest(session: Session, plan: Programme, target: Target, today: date) -> TargetFigure | None:
    """Số liệu đứng cuối của một mục tiêu: as counted where a register counts it, else as typed."""
    counts = unchecked(session, plan, last_day(plan, today))
    if target.code in counts:
        return counts[target.code]
    rows = typed(session, plan.code).get(target.code, ())
    return rows[-1] if rows else None
