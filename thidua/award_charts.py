"""Biểu đồ khen thưởng: signs with words in cells, quotas as gauges; nothing by colour alone."""

from functools import cache
from typing import TYPE_CHECKING

from thidua import palette
from thidua.charts import Spec, bare
from thidua.domain.law.conditions.measured import STATE_WORDS, RequirementState
from thidua.later import Later

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Later("altair")

_LINE, _GAP = 13, 6
"""Dòng của đầu cột: lines below the first need the room above the cells."""

SIGN_CELL = "o"
"""Tên phép chọn ô của ma trận: gives the fields the chart was asked to choose by."""

_FILL = {
    RequirementState.MET: palette.MET_CELL,
    RequirementState.NOT_MET: palette.EXCLUDED,
    RequirementState.MISSING: palette.MISSING_CELL,
}
"""Nền của ô: a failure is dark and the two others light, so that grey paper tells it too."""


@cache
def signs_spec(*chosen_by: str, lines: int = 1) -> Spec:
    """Ma trận dấu: a cell a row and column, its sign above its word, chosen by a click.

    Missing data stand in a dashed frame, and a third line says where the wording of the
    requirement was not compared. `chosen_by` are the fields a click gives; none where
    there is nothing to open. Headings have so many lines.
    """
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Đầu cột:N", sort=alt.EncodingSortField("Cột", op="min"), title=None).axis(
            orient="top",
            labelAngle=0,
            labelLimit=160,
            labelFontSize=11,
            labelExpr="split(datum.label, '\\n')",
            labelLineHeight=_LINE,
            labelPadding=_GAP + _LINE * (lines - 1),
            labelOverlap=False,
            labelFlush=False,
            labelAlign="center",
            domain=False,
            ticks=False,
        ),
        y=alt.Y("Đối tượng:N", sort=alt.EncodingSortField("Hàng", op="min"), title=None).axis(
            labelLimit=220, domain=False, ticks=False
        ),
        tooltip=[
            alt.Tooltip("Đối tượng:N"),
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
    signs = base.mark_text(fontSize=16, fontWeight=700, dy=-14).encode(text="Dấu:N", color=ink)
    words = base.mark_text(fontSize=11, dy=3).encode(text="Chữ:N", color=ink)
    unread = base.mark_text(fontSize=11, fontStyle="italic", dy=17).encode(
        text="Dòng ba:N", color=ink
    )
    return bare((cells + signs + words + unread).properties(height=alt.Step(56)))


@cache
def gauges_spec() -> Spec:
    """Hạn mức: a frame as long as may be, a bar as long as is proposed, both numbers in words."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        y=alt.Y("Hạn mức:N", sort=alt.EncodingSortField("Hàng", op="min"), title=None).axis(
            labelLimit=420, domain=False, ticks=False
        )
    )
    used = base.mark_bar(height=12).encode(
        x=alt.X("Đề nghị:Q", title=None)
        .scale(zero=True)
        .axis(format="d", tickMinStep=1, tickCount=8),
        color=alt.Color("Vượt:N", legend=None).scale(
            domain=["không", "có"], range=[palette.ELIGIBLE, palette.EXCLUDED]
        ),
        tooltip=[alt.Tooltip("Hạn mức:N"), alt.Tooltip("Chữ:N", title="Đề nghị")],
    )
    frame = base.mark_bar(
        height=20, filled=False, stroke=palette.NEUTRAL, strokeWidth=2, invalid="filter"
    ).encode(x="Nhiều nhất:Q")
    words = base.mark_text(align="left", dx=8, fontSize=13, fontWeight=600).encode(
        x="Đầu chữ:Q", text="Chữ:N", color=alt.value(palette.NEUTRAL)
    )
    return bare((used + frame + words + _room(base)).properties(height=alt.Step(40)))


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
