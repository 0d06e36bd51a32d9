"""Trang chiếu: sentence, table, chart and notes of a slide; nothing here knows PowerPoint."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import TypeVar, cast

ROWS = 12
"""Nhiều nhất chừng ấy dòng một trang."""

_Value = TypeVar("_Value")


class Tone(StrEnum):
    """Sắc thái của một ô, always beside a sign or a word that says the same."""

    PLAIN = "plain"
    FIRST = "first"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Cell:
    """Ô của bảng chiếu."""

    text: str
    tone: Tone = Tone.PLAIN

    @property
    def is_bold(self) -> bool:
        """In đậm, where it says something of its own."""
        return self.tone is not Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """Cột của bảng chiếu: `share` of the width against the other columns."""

    heading: str
    share: int = 10
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideTable:
    """Bảng trên trang chiếu: `summary` is what a reader who does not see it is told.

    A table that `is_aside` stands on the first page alone when the rows of the other go on.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summary: str
    is_aside: bool = False


class ChartKind(StrEnum):
    """Kiểu biểu đồ."""

    COLUMNS = "columns"
    BARS = "bars"
    STACKED_BARS = "stacked_bars"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """Dãy số của biểu đồ, exact; None is no point."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideChart:
    """Biểu đồ trên trang chiếu: a category for each row of its table, in a line chart a series.

    `places` are the decimals of the numbers; `is_reversed` puts the least on top, as ranks go.
    `top` is what the scale reaches, where this is a part of a larger chart.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    summary: str
    places: int = 0
    is_reversed: bool = False
    top: Decimal | None = None

    @property
    def highest(self) -> Decimal:
        """Số cao nhất phải vẽ tới: of the whole chart, so that its pages share one scale."""
        if self.top is not None:
            return self.top
        columns = zip(*(one.values for one in self.series), strict=True)
        if self.kind is ChartKind.STACKED_BARS:
            tall = [sum((one for one in own if one is not None), Decimal(0)) for own in columns]
        else:
            tall = [one for own in columns for one in own if one is not None]
        return max(tall, default=Decimal(0))

    def part(self, start: int, end: int) -> "SlideChart":
        """Phần của những dòng này, where the table beside it goes on over several pages."""
        if self.kind is ChartKind.LINES:
            return replace(self, series=self.series[start:end], top=self.highest)
        return replace(
            self,
            top=self.highest,
            categories=self.categories[start:end],
            series=tuple(replace(one, values=one.values[start:end]) for one in self.series),
        )


@dataclass(frozen=True, slots=True)
class SlideLines:
    """Các dòng chữ lớn của một trang."""

    lines: tuple[str, ...]


Block = SlideTable | SlideChart | SlideLines


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """Một trang chiếu: its title is the finding in a sentence; `name` is what the list calls it."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    is_cover: bool = False

    @property
    def tables(self) -> tuple[SlideTable, ...]:
        """Các bảng, in reading order."""
        return tuple(one for one in self.blocks if isinstance(one, SlideTable))

    @property
    def charts(self) -> tuple[SlideChart, ...]:
        """Các biểu đồ."""
        return tuple(one for one in self.blocks if isinstance(one, SlideChart))

    @property
    def lines(self) -> tuple[str, ...]:
        """Các dòng chữ lớn."""
        return tuple(
            line for one in self.blocks if isinstance(one, SlideLines) for line in one.lines
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Trang không có: which one, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Bản trình chiếu của một kỳ.

    `mark` stands under every title: provisional or not, and of which moment. `footer` says by what
    the numbers are checked, `at` is the moment of the last entry.
    """

    title: str
    mark: str
    footer: str
    fingerprint: str
    author: str
    at: datetime
    slides: tuple[Slide, ...]
    left_out: tuple[LeftOut, ...]


def texts(value: object) -> Iterator[str]:
    """Mọi chữ của một giá trị, but for the words of its kinds."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name))


def rewritten(value: _Value, write: Callable[[str], str]) -> _Value:
    """Viết lại mọi chữ của một giá trị, whatever depth it stands at."""
    return cast("_Value", _rewritten(value, write))


def _rewritten(value: object, write: Callable[[str], str]) -> object:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return write(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(one, write) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: _rewritten(getattr(value, one.name), write) for one in fields(value)}
        return replace(value, **changed)
    return value
