"""Kết quả của mục tiêu: a value against what the plan wants, exactly, and the gap in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.domain.ground.points import Scale, share_ceiling, vi_number
from thidua.domain.movement.target import Measure, Target


class TargetState(StrEnum):
    """Mức của một mục tiêu; no value is not a value of nothing."""

    NO_DATA = "no_data"
    SHORT = "short"
    REACHED = "reached"
    REACHED_LOW = "reached_low"
    REACHED_HIGH = "reached_high"


TARGET_STATE_WORDS = {
    TargetState.NO_DATA: "chưa có số liệu",
    TargetState.SHORT: "chưa đạt",
    TargetState.REACHED: "đạt",
    TargetState.REACHED_LOW: "đạt mức dưới",
    TargetState.REACHED_HIGH: "đạt mức trên",
}
MET_STATES = frozenset({TargetState.REACHED, TargetState.REACHED_LOW, TargetState.REACHED_HIGH})
"""Những mức đã đạt."""

_MOST_PLACES = 6
PARTS_MEASURES = frozenset({Measure.SHARE, Measure.EVERY_PLACE})
"""Cách đo là phần của một tổng: the part is never more than the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFigure:
    """Số liệu của một mục tiêu tới một ngày: a part of a whole, or a value as it is.

    `place` is the one place it is of, where it is not of all; `missing` are the places that are
    not there yet, by name, where they are known one by one.
    """

    as_of: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    source: str = ""
    version: int = 1
    place: str = ""
    missing: tuple[str, ...] = ()

    def exact(self, target: Target) -> Fraction:
        """Giá trị so với ngưỡng: per cent for a share, the quotient for times, else as typed."""
        if self.numerator is None or self.denominator is None:
            return Fraction(self.value or 0)
        quotient = Fraction(self.numerator) / Fraction(self.denominator)
        return quotient * 100 if target.measure is Measure.SHARE else quotient


def cut_value(target: Target, figure: TargetFigure) -> Decimal:
    """Giá trị viết được bằng số thập phân: cut, never rounded over the mark it is short of."""
    step = Fraction(1, 10**_MOST_PLACES)
    value = figure.exact(target)
    steps = -(-value // step) if target.fewer_is_better else value // step
    return Decimal(int(steps)).scaleb(-_MOST_PLACES).normalize() + 0


def state_of(target: Target, figure: TargetFigure | None) -> TargetState:
    """Mức đã tới: compared before anything is rounded."""
    if figure is None or target.low is None:
        return TargetState.NO_DATA
    if target.measure is Measure.EVERY_PLACE and not figure.place:
        is_whole = figure.numerator == figure.denominator
        reached = TargetState.REACHED if target.high is None else TargetState.REACHED_LOW
        return reached if is_whole else TargetState.SHORT
    value, low = figure.exact(target), Fraction(target.low)
    if target.fewer_is_better:
        return TargetState.REACHED if value <= low else TargetState.SHORT
    if value < low:
        return TargetState.SHORT
    if target.high is None:
        return TargetState.REACHED
    is_high = value >= Fraction(target.high)
    return TargetState.REACHED_HIGH if is_high else TargetState.REACHED_LOW


def value_words(target: Target, figure: TargetFigure | None) -> str:
    """Giá trị bằng lời: «43/100 (43,00 %)», «8 xã»; never rounded over a mark it is short of."""
    if figure is None:
        return TARGET_STATE_WORDS[TargetState.NO_DATA]
    shown = _shown(target, figure)
    if figure.numerator is None or figure.denominator is None:
        return f"{vi_number(figure.value or 0)} {target.unit}".rstrip()
    parts = f"{vi_number(figure.numerator)}/{vi_number(figure.denominator)}"
    if target.measure is Measure.EVERY_PLACE:
        return f"{parts} {target.of}"
    return f"{parts} ({shown} {target.unit})".replace(" )", ")")


def _shown(target: Target, figure: TargetFigure) -> str:
    value, state = figure.exact(target), state_of(target, figure)
    is_short = state is TargetState.SHORT
    mark = {TargetState.SHORT: target.low, TargetState.REACHED_LOW: target.high}.get(state)
    rounded = vi_number(value, None if is_short else 2)
    if mark is None or _as_shown(value, _MOST_PLACES if is_short else 2) != Fraction(mark):
        return rounded
    step = Fraction(1, 10**_MOST_PLACES)
    cut = -(-value // step) if target.fewer_is_better else value // step
    return vi_number(cut * step)


def _as_shown(value: Fraction, places: int) -> Fraction:
    return Fraction(Scale(places).rounded(value))


def _little(gap: Fraction, unit: str) -> str:
    """Phần còn lệch; one too small to be shown is never a gap of nothing."""
    least = Fraction(1, 10**_MOST_PLACES)
    said = vi_number(gap) if _as_shown(gap, _MOST_PLACES) else f"chưa tới {vi_number(least)}"
    return f"{said} {unit}".rstrip()


_MOST_NAMED = 5


def _named(figure: TargetFigure) -> str:
    """Những địa bàn còn thiếu, by name where they are few enough to be read."""
    if not figure.missing:
        return ""
    more = len(figure.missing) - _MOST_NAMED
    tail = f" và {more} nơi nữa" if more > 0 else ""
    return f": {', '.join(figure.missing[:_MOST_NAMED])}{tail}"


def value_text(target: Target, figure: TargetFigure) -> str:
    """Giá trị cho máy đọc, with a point; never rounded over a mark it is short of."""
    return _shown(target, figure).replace(".", "").replace(",", ".")


def gap_words(target: Target, figure: TargetFigure | None) -> str:
    """Còn thiếu bao nhiêu bằng lời; empty where it is reached or nothing is known."""
    if figure is None or state_of(target, figure) is not TargetState.SHORT or target.low is None:
        return ""
    low = Fraction(target.low)
    if figure.numerator is not None and figure.denominator is not None:
        whole, part = Fraction(figure.denominator), Fraction(figure.numerator)
        if target.measure is Measure.EVERY_PLACE:
            return f"còn thiếu {vi_number(whole - part)} {target.of}{_named(figure)}"
        if target.measure is Measure.SHARE and whole.denominator == part.denominator == 1:
            more = share_ceiling(low / 100, int(whole)) - int(part)
            return f"còn thiếu {more} {target.of}".rstrip()
    value = figure.exact(target)
    if target.fewer_is_better:
        return f"vượt {_little(value - low, target.unit)}"
    return f"còn thiếu {_little(low - value, target.unit)}"
