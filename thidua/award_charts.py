"""Biểu đồ khen thưởng: signs with words in cells, quotas as gauges; nothing by colour alone."""

from functools import cache
from typing import TYPE_CHECKING

from thidua import palette
from thidua.charts import (
    BELOW,
    INK,
    NARROW,
    ROW,
    STACKED,
    Spec,
    along,
    bare,
    expr,
    named,
    numbered,
    px,
    wrapped,
)
from thidua.domain.law.conditions.measured import STATE_WORDS, RequirementState
from thidua.frames.awards.quotas import MOST_SLOTS, SLOTS
from thidua.later import Later

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Later("altair")

SIGN_CELL = "o"
"""Tên phép chọn ô của ma trận: gives the fields the chart was asked to choose by."""

_FILL = {
    RequirementState.MET: palette.MET_CELL,
    RequirementState.NOT_MET: palette.EXCLUDED,
    RequirementState.MISSING: palette.MISSING_CELL,
}
"""Nền của ô: a failure is dark and the two others light, so that grey paper tells it too."""


@cache
def signs_spec(*chosen_by: str) -> Spec:
    """Ma trận dấu: a cell a row and column, its sign in it, chosen by a click.

    Columns bear numbers or years, so that it is read on a telephone too; what a number stands for
    is listed under the picture. Missing data stand in a dashed frame. `chosen_by` are the fields
    a click gives; none where there is nothing to open.
    """
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Đầu cột:N", sort=alt.EncodingSortField("Cột", op="min"), title=None).axis(
            orient="top", labelAngle=0, labelOverlap=False, domain=False, ticks=False
        ),
        y=alt.Y("Đối tượng:N", sort=alt.EncodingSortField("Hàng", op="min"), title=None).axis(
            labelExpr=wrapped(20),
            labelOverlap=False,
            labelFontSize=expr(f"{NARROW} ? 11 : 13"),
            labelLimit=expr(f"{NARROW} ? 124 : 240"),
            domain=False,
            ticks=False,
        ),
        tooltip=[
            alt.Tooltip("Đối tượng:N"),
            alt.Tooltip("Tiêu chuẩn:N"),
            alt.Tooltip("Chữ:N", title="Kết quả"),
            alt.Tooltip("Giá trị:N"),
            alt.Tooltip("Ngưỡng:N"),
            alt.Tooltip("Đối chiếu:N", title="Lời văn"),
        ],
    )
    missing = f"datum['Chữ'] == '{STATE_WORDS[RequirementState.MISSING]}'"
    cells = base.mark_rect(
        stroke=palette.NEUTRAL, strokeWidth=1, cursor="pointer" if chosen_by else "default"
    ).encode(
        color=alt.Color("Chữ:N", title="Kết quả", legend=None).scale(
            domain=[STATE_WORDS[state] for state in _FILL], range=list(_FILL.values())
        ),
        strokeDash=alt.when(missing).then(alt.value([4, 3])).otherwise(alt.value([1, 0])),
    )
    if chosen_by:
        chosen = alt.selection_point(name=SIGN_CELL, fields=list(chosen_by), toggle=False)
        cells = cells.encode(
            strokeWidth=alt.condition(chosen, alt.value(3), alt.value(1), empty=False)
        ).add_params(chosen)
    failed = f"datum['Chữ'] == '{STATE_WORDS[RequirementState.NOT_MET]}'"
    ink = alt.when(failed).then(alt.value("white")).otherwise(alt.value(palette.INK))
    signs = base.mark_text(fontSize=15, fontWeight=700).encode(text="Dấu:N", color=ink)
    return bare((cells + signs).properties(height=alt.Step(28)))


@cache
def funnel_spec() -> Spec:
    """Thang đủ điều kiện: a bar a step, shorter as fewer are left; the names on hovering."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        y=alt.Y("Nấc:N", sort=alt.EncodingSortField("Thứ tự", op="min"), title=None, axis=None),
        tooltip=[alt.Tooltip("Nấc:N"), alt.Tooltip("Nhãn:N", title="Số"), alt.Tooltip("Gồm:N")],
    )
    bars = base.mark_bar(height=16, yOffset=expr(BELOW), cornerRadius=2).encode(
        x=along("Từ", "Từ"), x2="Số:Q", color=alt.value(palette.ELIGIBLE)
    )
    room = base.mark_point(aria=False, opacity=0, size=1).encode(x=along("Đến", "Đến"))
    layers = bars + room + named(base, "Nấc:N") + numbered(base)
    return bare(layers.properties(height=alt.Step(ROW)))


_SLOTS_FROM = 366
"""Chỗ của suất đầu, in pixels: the name of a limit is long."""


@cache
def slots_spec() -> Spec:
    """Suất: a full circle a place that is taken, an empty one a place that is free, and the words.

    One too many is a cross. Names and words stand above the places where it is narrow.
    """
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        y=alt.Y("Hạn mức:N", sort=alt.EncodingSortField("Hàng", op="min"), title=None, axis=None),
        tooltip=[alt.Tooltip("Hạn mức:N"), alt.Tooltip("Chữ:N", title="Đề nghị")],
    )
    places = (
        base.transform_filter("datum['Suất'] !== ''")
        .mark_point(filled=True, size=120, opacity=1, strokeWidth=2, yOffset=expr(BELOW))
        .encode(
            x=alt.X("Chỗ:Q", title=None, axis=None).scale(
                zero=False,
                nice=False,
                domain=[0, MOST_SLOTS],
                range=[
                    expr(f"{STACKED} ? 8 : {_SLOTS_FROM}"),
                    expr(f"{STACKED} ? width : {_SLOTS_FROM} + 18 * 16"),
                ],
            ),
            shape=alt.Shape("Suất:N", legend=None).scale(
                domain=list(SLOTS), range=["circle", "circle", "cross"]
            ),
            fill=alt.Color("Suất:N", legend=None).scale(
                domain=list(SLOTS), range=[palette.ELIGIBLE, "transparent", palette.EXCLUDED]
            ),
            stroke=alt.Color("Suất:N", legend=None).scale(
                domain=list(SLOTS), range=[palette.ELIGIBLE, palette.NEUTRAL, palette.EXCLUDED]
            ),
        )
    )
    one = base.transform_filter("datum['Đầu']")
    names = one.mark_text(
        fontSize=13,
        color=expr(INK),
        align=expr(f"{STACKED} ? 'left' : 'right'"),
        dy=expr(f"{STACKED} ? -8 : 0"),
        limit=expr(f"{STACKED} ? width - 150 : {_SLOTS_FROM - 30}"),
    ).encode(x=px(f"{STACKED} ? 0 : {_SLOTS_FROM - 16}"), text="Hạn mức:N")
    words = one.mark_text(
        fontSize=13,
        fontWeight=600,
        color=expr(INK),
        align=expr(f"{STACKED} ? 'right' : 'left'"),
        dy=expr(f"{STACKED} ? -8 : 0"),
    ).encode(x=px(f"{STACKED} ? width : {_SLOTS_FROM} + 18 * (datum['Rộng'] + 0.4)"), text="Chữ:N")
    return bare((places + names + words).properties(height=alt.Step(ROW)))


@cache
def shares_spec() -> Spec:
    """Tỷ lệ khen: who the awards go to, each bar with its number and share in words."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        y=alt.Y("Nhóm:N", sort=alt.EncodingSortField("Hàng", op="min"), title=None).axis(
            labelLimit=320, domain=False, ticks=False
        ),
        x=alt.X("Số:Q", title=None).scale(zero=True).axis(format="d", tickMinStep=1, tickCount=8),
    )
    bars = base.mark_bar(height=20).encode(color=alt.value(palette.SELF_HAND))
    words = base.mark_text(align="left", dx=8, fontSize=13, fontWeight=600).encode(
        text="Chữ:N", color=alt.value(palette.NEUTRAL)
    )
    return bare((bars + words + _room(base)).properties(height=alt.Step(34)))


def _room(base: "alt.Chart") -> "alt.Chart":
    """Chừa chỗ cho chữ ở cuối thanh dài nhất."""
    room: alt.Chart = base.mark_point(opacity=0).encode(x="Bề rộng:Q")
    return room
