"""Hình của một trang chiếu: bars drawn from exact numbers, a small picture for each row.

Words and numbers stay in the table beside them, so nothing has to be read out of a picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.document.deck.blocks import ChartKind, Slide, SlideChart, SlideTable
from thidua.domain.ground.points import Exact

WIDTH, HEIGHT = 1000, 100
"""Khung của một thanh, in its own units; the page stretches it to the width that is there."""

_GAP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Một thanh: where it lies, and of which series it is."""

    x: str
    y: str
    width: str
    height: str
    series: int


@dataclass(frozen=True, slots=True)
class RowPicture:
    """Hình của một dòng; `words` say the same to who does not see it."""

    bars: tuple[Bar, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Hình cạnh một bảng, a row each; `legend` names the series in their order."""

    rows: tuple[RowPicture, ...]
    legend: tuple[str, ...]


def picture_of(slide: Slide) -> Picture | None:
    """Hình của trang này: that of its bars, where its table has a row for each of them."""
    for chart in slide.charts:
        is_bars = chart.kind in (ChartKind.BARS, ChartKind.STACKED_BARS)
        if is_bars and any(_goes_beside(chart, table) for table in slide.tables):
            return _picture(chart)
    return None


def _goes_beside(chart: SlideChart, table: SlideTable) -> bool:
    return not table.is_aside and len(table.rows) == len(chart.categories)


def _picture(chart: SlideChart) -> Picture:
    draw = _stacked if chart.kind is ChartKind.STACKED_BARS else _grouped
    top = chart.highest
    rows = []
    for place, category in enumerate(chart.categories):
        values = [one.values[place] for one in chart.series]
        told = [
            f"{one.name} {'chưa có số' if value is None else _plain(value)}"
            for one, value in zip(chart.series, values, strict=True)
        ]
        rows.append(RowPicture(draw(values, top), f"{category}: {'; '.join(told)}"))
    return Picture(tuple(rows), tuple(one.name for one in chart.series))


def _stacked(values: Sequence[Decimal | None], top: Decimal) -> tuple[Bar, ...]:
    bars, start = [], Fraction(0)
    for series, value in enumerate(values):
        wide = _wide(value, top)
        if wide > 0:
            bars.append(_bar(start, Fraction(_GAP), wide, Fraction(HEIGHT - 2 * _GAP), series))
        start += wide
    return tuple(bars)


def _grouped(values: Sequence[Decimal | None], top: Decimal) -> tuple[Bar, ...]:
    high = Fraction(HEIGHT - 2 * _GAP, max(1, len(values)))
    return tuple(
        _bar(Fraction(0), _GAP + high * series, wide, high * 9 / 10, series)
        for series, value in enumerate(values)
        if (wide := _wide(value, top)) > 0
    )


def _wide(value: Decimal | None, top: Decimal) -> Fraction:
    if value is None or value <= 0 or top <= 0:
        return Fraction(0)
    return Fraction(value) * WIDTH / Fraction(top)


def _bar(x: Fraction, y: Fraction, width: Fraction, height: Fraction, series: int) -> Bar:
    return Bar(x=_place(x), y=_place(y), width=_place(width), height=_place(height), series=series)


def _place(value: Fraction) -> str:
    """Tọa độ: hundredths are finer than any screen."""
    whole, rest = divmod(round(value * 100), 100)
    return f"{whole}.{rest:02}"


def _plain(value: Exact) -> str:
    return f"{value}".replace(".", ",")
