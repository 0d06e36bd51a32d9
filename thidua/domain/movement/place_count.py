"""Đếm địa bàn: what the register of standards says of a target, on a day, over a list of places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from thidua.domain.movement.place import Place, of_kind
from thidua.domain.movement.progress import TargetFigure, value_words
from thidua.domain.movement.standard import (
    Decisions,
    PlaceLevel,
    level_on,
    place_level,
    reaches,
)
from thidua.domain.movement.target import Measure, Target, TargetSource


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBook:
    """Sổ địa bàn của một phong trào: the list as of `listed_on`, and what was decided about them.

    `first` is the first day of the movement, for what is to be reached within it.
    """

    places: tuple[Place, ...]
    decisions: Decisions
    listed_on: date
    first: date

    def of(self, kind: str) -> tuple[Place, ...]:
        """Các địa bàn loại này trong danh sách của phong trào."""
        return of_kind(self.places, kind, self.listed_on)


def is_counted(target: Target) -> bool:
    """Mục tiêu đếm theo sổ mức đạt chuẩn."""
    is_known = target.measure in (Measure.COUNT, Measure.SHARE, Measure.ADDED)
    return target.source is TargetSource.STANDARDS and is_known and bool(target.level)


def counted(target: Target, book: PlaceBook, day: date) -> TargetFigure | None:
    """Số đếm từ sổ tới ngày này; None where the list has no place of the kind asked."""
    level = place_level(target.level)
    places = book.of(target.of)
    if not is_counted(target) or level is None or not places:
        return None
    reached = [one for one in places if _is_reached(target, book, one, level, day)]
    source = (
        f"sổ mức đạt chuẩn, theo danh sách {len(places)} {target.of} ngày {book.listed_on:%d/%m/%Y}"
    )
    figure = TargetFigure(as_of=day, source=source)
    if target.measure is Measure.SHARE:
        parts = Decimal(len(reached)), Decimal(len(places))
        missing = tuple(one.name for one in places if one not in reached)
        return replace(figure, numerator=parts[0], denominator=parts[1], missing=missing)
    return replace(figure, value=Decimal(len(reached)))


def is_typed_by_place(target: Target) -> bool:
    """Mục tiêu đòi mỗi địa bàn một mức, whose values may be typed place by place."""
    is_every = target.measure is Measure.EVERY_PLACE and target.source is TargetSource.TYPED
    return is_every and bool(target.of) and target.low is not None


def every_figure(
    target: Target, places: Sequence[Place], typed: Sequence[TargetFigure], day: date
) -> TargetFigure | None:
    """Bao nhiêu địa bàn đã đạt theo số của từng nơi; None where no place has a value by then.

    Of a place the last value by that day counts; a place without one is missing, never 0 and
    never reached.
    """
    if not is_typed_by_place(target) or target.low is None:
        return None
    last = {one.place: one for one in typed if one.as_of <= day}
    known = [one for one in places if one.code in last]
    if not known:
        return None
    reached = [one for one in known if (last[one.code].value or 0) >= target.low]
    return TargetFigure(
        as_of=day,
        numerator=Decimal(len(reached)),
        denominator=Decimal(len(places)),
        source=f"số của từng {target.of}, {len(known)}/{len(places)} {target.of} đã có số liệu",
        missing=tuple(one.name for one in places if one not in reached),
    )


def _is_reached(
    target: Target, book: PlaceBook, place: Place, level: PlaceLevel, day: date
) -> bool:
    decisions = book.decisions.get(place.code, ())
    if target.measure is Measure.ADDED:
        return any(
            one.level is level and book.first <= one.day and one.holds_on(day) for one in decisions
        )
    return reaches(level_on(decisions, day), level)


def difference(target: Target, own: TargetFigure | None, typed: TargetFigure) -> str:
    """Số đã nhập khác sổ của chính ngày ấy, in words; empty where they agree."""
    if own is None or own.exact(target) == typed.exact(target):
        return ""
    return (
        f"{target.text}: tính đến {typed.as_of:%d/%m/%Y} sổ {value_words(target, own)}, "
        f"nhập {value_words(target, typed)}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelYear:
    """Bao nhiêu địa bàn giữ một mức vào cuối một năm; level None is for those without any."""

    year: int
    level: PlaceLevel | None
    count: int


def level_years(
    book: PlaceBook, kind: str, years: Sequence[int], last: date
) -> tuple[LevelYear, ...]:
    """Số địa bàn theo mức từng năm, at the end of each or on the `last` day if that is sooner.

    Years that had not begun by then are left out.
    """
    places = book.of(kind)
    found = []
    for year in years:
        if date(year, 1, 1) > last:
            continue
        day = min(date(year, 12, 31), last)
        held = [level_on(book.decisions.get(one.code, ()), day) for one in places]
        found += [
            LevelYear(year=year, level=level, count=held.count(level))
            for level in (None, *PlaceLevel)
        ]
    return tuple(found)
