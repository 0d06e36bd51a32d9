"""Biểu đồ: frames drawn in Altair, converted once to specifications that take their data later.

Floats appear here alone: a chart draws lengths, the exact numbers stand as text beside them.
"""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from thidua import labels, palette
from thidua.domain.covenant import Covenant
from thidua.domain.points import vi_number
from thidua.domain.ranking import Standing, Standings
from thidua.frames.standings import Name, rank_text, shown

Spec = dict[str, Any]

_CONFIG: Spec = {
    "locale": {
        "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
    },
    "axis": {"labelColor": palette.NEUTRAL, "titleColor": palette.NEUTRAL, "labelFontSize": 13},
    "legend": {"labelColor": palette.NEUTRAL, "titleColor": palette.NEUTRAL},
    "view": {"stroke": None},
}


def totals_frame(covenant: Covenant, standings: Standings, name: Name) -> pd.DataFrame:
    """Số liệu biểu đồ tổng điểm: length and text of every bar, units in the order of ranks."""
    rows = [row for row in standings.rows if row.total is not None]
    return pd.DataFrame(
        {
            "Thứ tự": range(1, len(rows) + 1),
            "Đơn vị": [name(row.unit) for row in rows],
            "Tổng": [float(row.total or 0) for row in rows],
            "Nhãn": [f"{shown(covenant, row.total)} · {_place(row)}" for row in rows],
            "Nhất": ["Hạng nhất" if row.rank == 1 else "Các hạng khác" for row in rows],
        }
    )


def _place(row: Standing) -> str:
    return labels.CONSIDERATIONS[row.state] if row.rank is None else f"hạng {rank_text(row)}"


def thresholds_frame(covenant: Covenant) -> pd.DataFrame:
    """Ngưỡng xếp loại để kẻ vạch."""
    known = [(band.label, band.least) for band in covenant.bands if band.least]
    return pd.DataFrame(
        {
            "Ngưỡng": [float(least) for _, least in known if least is not None],
            "Tên": [f"{label} ≥ {vi_number(least)}" for label, least in known if least is not None],
        }
    )


def _bare(chart: alt.Chart | alt.LayerChart) -> Spec:
    """Bỏ dữ liệu khỏi đặc tả: the data are sent apart, under the names the chart gives them."""
    spec: Spec = chart.to_dict()
    spec.pop("datasets", None)
    spec["config"] = _CONFIG
    return spec


@cache
def totals_spec(height: int = 34, font: int = 13) -> Spec:
    """Biểu đồ tổng điểm: a bar a unit, the first in gold, its number at the end of the bar."""
    base = alt.Chart(pd.DataFrame({"Tổng": [0.0]})).encode(
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
    spec = _bare((bars + texts).properties(height=alt.Step(height)))
    spec.pop("data", None)
    for layer in spec["layer"]:
        layer.pop("data", None)
    return spec


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
        alt.Chart(pd.DataFrame({"Năm": ["2000"], "Hạng": [1]}))
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
    spec = _bare(chart)
    spec.pop("data", None)
    return spec
