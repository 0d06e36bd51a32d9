"""Biểu đồ của trang chiếu: native, its numbers exact, its workbook without formulas."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import xlsxwriter

from thidua import palette
from thidua.domain.document.deck.blocks import ChartKind, SlideChart
from thidua.files.slides import form
from thidua.files.slides.base import rgb
from thidua.files.slides.form import Place
from thidua.files.slides.looks import Looks
from thidua.files.slides.tables import described
from thidua.files.slides.text import written
from thidua.later import Later

if TYPE_CHECKING:
    from pptx import util
    from pptx.chart import data as chart_data
    from pptx.enum import chart as kinds
    from pptx.oxml import ns
else:
    util = Later("pptx.util")
    chart_data, kinds = Later("pptx.chart.data"), Later("pptx.enum.chart")
    ns = Later("pptx.oxml.ns")

_STEPS = 5
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def draw_chart(slide: Any, chart: SlideChart, place: Place, looks: Looks) -> None:  # noqa: ANN401
    """Vẽ một biểu đồ."""
    frame = slide.shapes.add_chart(
        _type(chart.kind), *(util.Cm(one) for one in place), _data(chart)
    )
    described(frame, chart.summary)
    made = frame.chart
    made.part.chart_workbook.update_from_xlsx_blob(_workbook(chart))
    made.font.size = util.Pt(form.TABLE_SIZE)
    if looks.font is not None:
        made.font.name = looks.font
    made.has_title = False
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position = kinds.XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout = False
    _axes(made, chart)
    _colours(made, chart, looks.series)


def _type(kind: ChartKind) -> Any:  # noqa: ANN401
    types = kinds.XL_CHART_TYPE
    return {
        ChartKind.COLUMNS: types.COLUMN_CLUSTERED,
        ChartKind.BARS: types.BAR_CLUSTERED,
        ChartKind.STACKED_BARS: types.BAR_STACKED,
        ChartKind.LINES: types.LINE_MARKERS,
    }[kind]


def _number_format(chart: SlideChart) -> str:
    return f"0.{'0' * chart.places}" if chart.places else "0"


def _data(chart: SlideChart) -> Any:  # noqa: ANN401
    make: Any = chart_data.CategoryChartData
    data = make(number_format=_number_format(chart))
    data.categories = [written(one) for one in chart.categories]
    for one in chart.series:
        data.add_series(written(one.name), one.values)
    return data


def _workbook(chart: SlideChart) -> bytes:
    """Sổ số liệu trong biểu đồ: as the library lays it out, but whatever begins with = is text."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, **_PLAIN}) as book:
        sheet = book.add_worksheet("Sheet1")
        looks = book.add_format({"num_format": _number_format(chart)})
        for row, category in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, written(category))
        for column, one in enumerate(chart.series, start=1):
            sheet.write_string(0, column, written(one.name))
            for row, value in enumerate(one.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, looks)
    return made.getvalue()


def _axes(made: Any, chart: SlideChart) -> None:  # noqa: ANN401
    values, names = made.value_axis, made.category_axis
    values.major_gridlines.format.line.color.rgb = rgb(palette.LINE)
    values.format.line.fill.background()
    values.tick_labels.number_format = "0"
    values.tick_labels.number_format_is_linked = False
    names.format.line.color.rgb = rgb(palette.NEUTRAL)
    _put(names, "c:noMultiLvlLbl", "c:tickLblSkip", 1)  # every unit by its name
    step, top = _scale(chart)
    if not chart.is_reversed:
        values.minimum_scale, values.maximum_scale, values.major_unit = 0, top, step
    if chart.kind in (ChartKind.BARS, ChartKind.STACKED_BARS):
        names.reverse_order = True
        # The numbers stay below, though the names now begin above.
        values._element.find(ns.qn("c:crosses")).set("val", "max")
    if chart.is_reversed:
        values.reverse_order = True
        values.minimum_scale, values.maximum_scale = 1, max(2, int(chart.highest))
        values.major_unit = max(1, int(chart.highest) // 8)
        values.crosses = kinds.XL_AXIS_CROSSES.MAXIMUM


def _scale(chart: SlideChart) -> tuple[int, int]:
    """Bước và mức cao nhất của trục: round numbers, about five steps."""
    highest = max(1, -int(-chart.highest // 1))
    rough = -(-highest // _STEPS)
    size = 10 ** (len(str(rough)) - 1)
    step = next(one * size for one in (1, 2, 5, 10) if one * size >= rough)
    return step, -(-highest // step) * step


def _put(axis: Any, before: str, tag: str, value: int) -> None:  # noqa: ANN401
    made = axis._element.makeelement(ns.qn(tag))
    made.set("val", str(value))
    axis._element.find(ns.qn(before)).addprevious(made)


def _colours(made: Any, chart: SlideChart, colours: Sequence[str]) -> None:  # noqa: ANN401
    plot = made.plots[0]
    if chart.kind is not ChartKind.LINES:
        plot.gap_width = 50
        plot.overlap = 100 if chart.kind is ChartKind.STACKED_BARS else 0
    for place, one in enumerate(plot.series):
        colour = rgb(colours[place % len(colours)])
        if chart.kind is ChartKind.LINES:
            one.smooth = False
            one.format.line.color.rgb = colour
            one.format.line.width = util.Pt(2.25)
            one.marker.format.fill.solid()
            one.marker.format.fill.fore_color.rgb = colour
            one.marker.format.line.color.rgb = colour
        else:
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = colour
