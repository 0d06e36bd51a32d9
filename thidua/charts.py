"""Biểu đồ: frames drawn in Altair, converted once to specifications that take their data later.

A chart draws lengths; the exact numbers stand as text beside them.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from thidua import palette
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ranking.standing import Standings
from thidua.frames.ranking.standings import Name, thresholds_frame
from thidua.later import Later

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Later("altair")

Spec = dict[str, Any]

_CONFIG: Spec = {
    "locale": {
        "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
    },
    "axis": {"labelColor": palette.NEUTRAL, "titleColor": palette.NEUTRAL, "labelFontSize": 13},
    "legend": {"labelColor": palette.NEUTRAL, "titleColor": palette.NEUTRAL},
    "view": {"stroke": None},
}


def bare(chart: "alt.Chart | alt.LayerChart") -> Spec:
    """Bỏ dữ liệu khỏi đặc tả: the data are sent apart, in the frame beside it."""
    spec: Spec = chart.to_dict()
    spec.pop("datasets", None)
    for part in (spec, *spec.get("layer", [])):
        part.pop("data", None)
    spec["config"] = _CONFIG
    return spec


@cache
def totals_spec(height: int = 34, font: int = 13) -> Spec:
    """Biểu đồ tổng điểm: a bar a unit, the first in gold, its number at the end of the bar."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        y=alt.Y("Đơn vị:N", sort=alt.EncodingSortField("Thứ tự", op="min"), title=None).axis(
            labelLimit=320, labelFontSize=font
        ),
        x=alt.X("Tổng:Q", title="Tổng điểm").scale(zero=True).axis(format=",.0f", grid=True),
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color("Nhất:N", legend=None).scale(
            domain=["Hạng nhất", "Các hạng khác"], range=[palette.RANK_FIRST, palette.NEUTRAL]
        ),
        tooltip=[alt.Tooltip("Đơn vị:N"), alt.Tooltip("Nhãn:N", title="Kết quả")],
    )
    texts = base.mark_text(align="left", fontSize=font, fontWeight=600, color="white").encode(
        x=alt.value(8), text="Nhãn:N"
    )
    return bare((bars + texts).properties(height=alt.Step(height)))


def totals_with_thresholds(covenant: Covenant, standings: Standings, name: Name) -> Spec:
    """Tổng điểm so với ngưỡng xếp loại: the bars, and a dashed line with its name a threshold."""
    lines = thresholds_frame(covenant)
    spec = dict(totals_spec())
    rules: list[Spec] = []
    for place, (value, label) in enumerate(zip(lines["Ngưỡng"], lines["Tên"], strict=True)):
        data = {"values": [{"Ngưỡng": value, "Tên": label}]}
        x = {"field": "Ngưỡng", "type": "quantitative"}
        rules += [
            {
                "data": data,
                "mark": {"type": "rule", "strokeDash": [6, 4], "color": palette.VERIFIED_HAND},
                "encoding": {"x": x},
            },
            {
                "data": data,
                "mark": {
                    "type": "text",
                    "align": "center",
                    "baseline": "bottom",
                    "fontSize": 12,
                    "color": palette.VERIFIED_HAND,
                    "dy": -4 - 16 * place,
                    "y": 0,
                },
                "encoding": {"x": x, "text": {"field": "Tên", "type": "nominal"}},
            },
        ]
    spec["layer"] = [*spec["layer"], *rules]
    spec["padding"] = {"top": 12 + 16 * max(0, len(lines) - 1), "left": 5, "right": 5, "bottom": 5}
    return spec


@cache
def history_spec() -> Spec:
    """Hạng qua các năm: a line a unit, the first rank on top."""
    chart = (
        alt.Chart(alt.NamedData("cho_so_lieu"))
        .mark_line(point=True, strokeWidth=2)
        .encode(
            x=alt.X("Năm:O", title=None).axis(labelAngle=0),
            y=alt.Y("Hạng:Q", title="Hạng")
            .scale(reverse=True, zero=False)
            .axis(format="d", tickMinStep=1),
            color=alt.Color("Đơn vị:N", title=None).scale(range=list(palette.SERIES)),
            tooltip=["Năm:O", "Đơn vị:N", alt.Tooltip("Hạng:Q", format="d")],
        )
        .properties(height=300)
    )
    return bare(chart)


HEAT_CELL = "o"
"""Tên phép chọn ô trên bản đồ: gives `don_vi` and `Tiêu chí`."""

_HEAT_REACH = 0.25
"""Từ một phần tư điểm tối đa trở lên thì màu không đậm thêm."""


@cache
def heat_spec(*, two_sided: bool) -> Spec:
    """Bản đồ chênh lệch: a cell a unit and criterion, its number and marks in it, chosen by click.

    `two_sided` colours below and above a middle; the marks say the same without colour.
    """
    chosen = alt.selection_point(name=HEAT_CELL, fields=["don_vi", "Tiêu chí"], toggle=False)
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Tiêu chí:N", sort=alt.EncodingSortField("Thứ tự", op="min"), title=None).axis(
            orient="top", labelAngle=0, labelLimit=90, domain=False, ticks=False
        ),
        y=alt.Y("Đơn vị:N", sort=alt.EncodingSortField("Thứ tự", op="min"), title=None).axis(
            labelLimit=220, domain=False, ticks=False
        ),
    )
    colours = palette.DIVERGING if two_sided else palette.SEQUENTIAL
    reach = [-_HEAT_REACH if two_sided else 0, _HEAT_REACH]
    cells = (
        base.mark_rect(stroke=palette.NEUTRAL, cursor="pointer", invalid=None)
        .encode(
            color=alt.when("datum['Tỷ lệ'] == null")
            .then(alt.value("transparent"))
            .otherwise(
                alt.Color("Tỷ lệ:Q", legend=None).scale(
                    type="linear", domain=reach, range=list(colours), clamp=True
                )
            ),
            strokeWidth=alt.condition(chosen, alt.value(3), alt.value(0.5), empty=False),
            tooltip=[
                alt.Tooltip("Đơn vị:N"),
                alt.Tooltip("Tiêu chí:N"),
                alt.Tooltip("Chữ:N", title="Chênh lệch"),
                alt.Tooltip("Mức:N"),
            ],
        )
        .add_params(chosen)
    )
    texts = base.mark_text(fontSize=13).encode(
        text="Chữ:N",
        color=alt.when("datum['Tỷ lệ'] == null")
        .then(alt.value(palette.NEUTRAL))
        .when("datum['Đậm']")
        .then(alt.value("white"))
        .otherwise(alt.value(palette.INK)),
    )
    return bare((cells + texts).properties(height=alt.Step(30)))
