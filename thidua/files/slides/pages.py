"""Chia trang: where every block stands, and how long tables go on over several pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thidua.domain.document.deck.blocks import ROWS, ChartKind, Slide, SlideChart, SlideTable
from thidua.files.slides import form
from thidua.files.slides.fit import (
    column_widths,
    heading_height,
    line_count,
    line_height,
    numbers_width,
    row_height,
)
from thidua.files.slides.form import Place

_PER_SHARE, _MOST_BESIDE, _LEAST_CHART, _LEAST_TEXT = 0.2, 0.66, 9.0, 5.0
_PER_BAR, _BETWEEN, _AROUND_BARS, _LEAST_HEIGHT = 0.55, 0.45, 3.0, 5.0


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """Bảng đã đặt chỗ."""

    table: SlideTable
    place: Place
    widths: tuple[float, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Một trang của tệp: title, texts, and the blocks where they stand, in reading order."""

    title: str
    lines: tuple[str, ...]
    lines_place: Place | None
    tables: tuple[PlacedTable, ...]
    chart: SlideChart | None
    chart_place: Place | None
    notes: tuple[str, ...]
    is_cover: bool


def pages_of(slide: Slide, content: Place = form.CONTENT) -> tuple[Page, ...]:
    """Các trang của một trang chiếu: twelve rows at most, fewer where the text is long.

    `content` is where on the page all but its title stands.
    """
    if slide.is_cover:
        return (_cover(slide),)
    below, lines_place = _below_lines(slide.lines, content)
    main = next((one for one in slide.tables if not one.is_aside), None)
    if main is None:
        return (_page(slide, slide.title, lines_place, (), None, None),)
    asides = [one for one in slide.tables if one.is_aside]
    chart = slide.charts[0] if slide.charts else None
    first = _columns(main, asides, below, has_chart=chart is not None)
    later = _columns(main, [], below, has_chart=chart is not None)
    spans = _spans(main, first, later)
    found = []
    for count, (start, end, widths) in enumerate(spans):
        columns = first if count == 0 else later
        part = replace(main, rows=main.rows[start:end])
        tables = [
            _placed(one, place, column_widths(one, place.width))
            for one, place in zip(asides, columns.asides, strict=False)
        ]
        tables.append(_placed(part, columns.main, widths))
        title = slide.title if len(spans) == 1 else f"{slide.title} ({count + 1}/{len(spans)})"
        shown = None if chart is None else chart.part(start, end)
        place = None if shown is None else _chart_place(shown, columns.chart)
        found.append(_page(slide, title, lines_place, tables, shown, place))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Chỗ cạnh nhau trên một trang."""

    asides: tuple[Place, ...]
    main: Place
    chart: Place | None


def _columns(
    main: SlideTable, asides: Sequence[SlideTable], below: Place, *, has_chart: bool
) -> _Columns:
    left, places = below.left, []
    for one in asides:
        width = sum(column.share for column in one.columns) * _PER_SHARE
        places.append(Place(left, below.top, width, below.height))
        left += width + form.GAP
    free = below.left + below.width - left
    if not has_chart:
        return _Columns(tuple(places), Place(left, below.top, free, below.height), None)
    wanted = min(_MOST_BESIDE * free, sum(one.share for one in main.columns) * _PER_SHARE)
    width = min(max(wanted, numbers_width(main) + _LEAST_TEXT), free - _LEAST_CHART - form.GAP)
    beside = Place(left + width + form.GAP, below.top, free - width - form.GAP, below.height)
    return _Columns(tuple(places), Place(left, below.top, width, below.height), beside)


def _chart_place(chart: SlideChart, place: Place | None) -> Place | None:
    """Chỗ của biểu đồ: bars no thicker than they need be."""
    if place is None or chart.kind is not ChartKind.BARS:
        return place
    thick = _PER_BAR * len(chart.series) + _BETWEEN
    height = _AROUND_BARS + thick * len(chart.categories)
    return place._replace(height=min(place.height, max(_LEAST_HEIGHT, height)))


def _spans(
    table: SlideTable, first: _Columns, later: _Columns
) -> list[tuple[int, int, tuple[float, ...]]]:
    """Các đoạn dòng của từng trang, each with the widths of its columns.

    A single row that is too tall still gets a page.
    """
    on_first = tuple(column_widths(table, first.main.width))
    on_later = tuple(column_widths(table, later.main.width))
    found: list[tuple[int, int, tuple[float, ...]]] = []
    start = 0
    while start < len(table.rows):
        widths, place = (on_later, later.main) if found else (on_first, first.main)
        used = heading_height(table, widths)
        end = start
        while end < len(table.rows) and end - start < ROWS:
            used += row_height(table.rows[end], widths)
            if used > place.height and end > start:
                break
            end += 1
        found.append((start, end, widths))
        start = end
    return found


def _placed(table: SlideTable, place: Place, widths: Sequence[float]) -> PlacedTable:
    heights = [heading_height(table, widths)]
    heights += [row_height(row, widths) for row in table.rows]
    return PlacedTable(table, place._replace(height=sum(heights)), tuple(widths), tuple(heights))


def _below_lines(lines: Sequence[str], content: Place) -> tuple[Place, Place | None]:
    """Chỗ của các dòng chữ lớn, and what is left under them."""
    if not lines:
        return content, None
    count = sum(line_count(one, form.TEXT_SIZE, content.width - 0.6) for one in lines)
    height = count * line_height(form.TEXT_SIZE) + len(lines) * 0.25 + 0.3
    top = content.top + height + 0.2
    left = content.top + content.height - top
    return content._replace(top=top, height=left), content._replace(height=height)


def _cover(slide: Slide) -> Page:
    return _page(slide, slide.title, form.COVER_LINES, (), None, None)


def _page(
    slide: Slide,
    title: str,
    lines_place: Place | None,
    tables: Sequence[PlacedTable],
    chart: SlideChart | None,
    chart_place: Place | None,
) -> Page:
    return Page(
        title=title,
        lines=slide.lines,
        lines_place=lines_place,
        tables=tuple(tables),
        chart=chart,
        chart_place=chart_place,
        notes=slide.notes,
        is_cover=slide.is_cover,
    )
