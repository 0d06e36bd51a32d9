"""Hình của một trang chiếu: bars and lines drawn from exact numbers, a picture for each row.

Words and numbers stay in the table beside them, so nothing has to be read out of a picture.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from thidua.domain.document.deck.blocks import ChartKind, Slide, SlideChart, SlideTable
from thidua.domain.ground.points import Exact

WIDTH, HEIGHT = 1000, 100
"""Khung của một thanh, in its own units; the page stretches it to the width that is there."""

_GAP, _AROUND, _HALF = 8, 12, Fraction(1, 2)


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
    """Hình của một dòng; `words` say the same to who does not see it.

    `lines` are the points of each stretch without a gap, a single one where both its neighbours
    are missing.
    """

    words: str
    bars: tuple[Bar, ...] = ()
    lines: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Hình cạnh một bảng, a row each; `legend` names the series in their order."""

    rows: tuple[RowPicture, ...]
    legend: tuple[str, ...]


def picture_of(slide: Slide) -> Picture | None:
    """Hình của trang này: that of its bars or lines, where its table has a row for each of them."""
    for chart in slide.charts:
        draw = _DRAWN.get(chart.kind)
        if draw is not None and any(_goes_beside(chart, table) for table in slide.tables):
            return draw(chart)
    return None


def _goes_beside(chart: SlideChart, table: SlideTable) -> bool:
    is_by_series = chart.kind is ChartKind.LINES
    count = len(chart.series if is_by_series else chart.categories)
    return not table.is_aside and len(table.rows) == count


def _barred(chart: SlideChart) -> Picture:
    draw = _stacked if chart.kind is ChartKind.STACKED_BARS else _grouped
    top = chart.highest
    rows = []
    for place, category in enumerate(chart.categories):
        values = [one.values[place] for one in chart.series]
        told = [
            f"{one.name} {'chưa có số' if value is None else _plain(value)}"
            for one, value in zip(chart.series, values, strict=True)
        ]
        rows.append(RowPicture(f"{category}: {'; '.join(told)}", draw(values, top)))
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


def _lined(chart: SlideChart) -> Picture:
    """Mỗi dãy một đường trong dòng của nó, all on one scale; what is better stands higher."""
    found = [value for one in chart.series for value in one.values if value is not None]
    least, most = min(found, default=Decimal(0)), chart.highest
    wide = Fraction(WIDTH, len(chart.categories))
    rows = []
    for one in chart.series:
        stretches: list[list[tuple[str, str]]] = [[]]
        for place, value in enumerate(one.values):
            if value is None:
                stretches.append([])
                continue
            part = Fraction(value - least) / Fraction(most - least) if most > least else _HALF
            down = part if chart.is_reversed else 1 - part
            high = _AROUND + (HEIGHT - 2 * _AROUND) * down
            stretches[-1].append((_place(wide * place + wide / 2), _place(high)))
        told = [
            f"{category} {'không có' if value is None else _plain(value)}"
            for category, value in zip(chart.categories, one.values, strict=True)
        ]
        lines = tuple(tuple(stretch) for stretch in stretches if stretch)
        rows.append(RowPicture(f"{one.name}: {'; '.join(told)}", lines=lines))
    ends = f"{chart.categories[0]} – {chart.categories[-1]}"
    best = "số nhỏ ở trên" if chart.is_reversed else "số lớn ở trên"
    return Picture(tuple(rows), (f"{ends}, {best}",))


_DRAWN: Mapping[ChartKind, Callable[[SlideChart], Picture]] = MappingProxyType(
    {
        ChartKind.BARS: _barred,
        ChartKind.STACKED_BARS: _barred,
        ChartKind.LINES: _lined,
    }
)


def _plain(value: Exact) -> str:
    return f"{value}".replace(".", ",")
