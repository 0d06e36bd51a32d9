"""Biểu đồ xếp hạng: totals on a cut axis, steps, parts, the way to a total, years, progress.

Each is one drawing for every width: where it is narrow, names and numbers stand above the bars
instead of beside them. Ink is read off the ground it is drawn on, so one drawing serves day and
night; what a colour says, a sign, a word or a dash says too.
"""

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
)
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ranking.standing import Standings
from thidua.frames.overview import STRIP
from thidua.frames.ranking.pictures import (
    FIRST,
    PART,
    RANKED,
    UNIT,
    UNRANKED,
    axis_of,
)
from thidua.frames.ranking.standings import thresholds_frame
from thidua.later import Later

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Later("altair")

BAR = "o"
"""Tên phép chọn: what a press on a bar, cell or line gives."""

_KINDS = {
    FIRST: palette.RANK_FIRST,
    RANKED: palette.NEUTRAL,
    UNRANKED: "#B9AF9D",
}


def _rows(order: str) -> "alt.Y":
    return alt.Y("Đơn vị:N", sort=alt.EncodingSortField(order, op="min"), title=None, axis=None)


def _chosen(*fields: str) -> "alt.Parameter":
    return alt.selection_point(name=BAR, fields=list(fields), toggle=False)


@cache
def totals_spec() -> Spec:
    """Tổng điểm trên trục cắt: a bar with a dot a unit, the first in gold, the gap as text."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(y=_rows("Thứ tự"))
    told = [alt.Tooltip("Đơn vị:N"), alt.Tooltip("Nhãn:N", title="Tổng điểm")]
    colour = alt.Color("Nhóm:N", legend=None).scale(
        domain=list(_KINDS), range=list(_KINDS.values())
    )
    bars = base.mark_bar(height=8, cornerRadiusEnd=4, yOffset=expr(BELOW), cursor="pointer").encode(
        x=along("Từ", "Từ"), x2="Tổng:Q", color=colour, tooltip=told
    )
    dots = (
        base.mark_point(
            aria=False,
            filled=True,
            size=150,
            opacity=1,
            yOffset=expr(BELOW),
            cursor="pointer",
            strokeWidth=2,
        )
        .encode(
            x=along("Tổng", "Tổng điểm"),
            color=colour,
            shape=alt.Shape("Nhóm:N", legend=None).scale(
                domain=list(_KINDS), range=["diamond", "circle", "square"]
            ),
            tooltip=told,
        )
        .add_params(_chosen(UNIT))
    )
    room = base.mark_point(aria=False, opacity=0, size=1).encode(x=along("Đến", "Đến"))
    layers = bars + dots + room + named(base) + numbered(base)
    return bare(layers.properties(height=alt.Step(ROW)))


def totals_with_thresholds(covenant: Covenant, standings: Standings) -> Spec:
    """Tổng điểm trên vùng xếp loại: a zone, a dashed line and a name a threshold.

    Where it is narrow the words stand above the bars: the line crosses the bars alone.
    """
    spec = dict(totals_spec())
    axis = axis_of(covenant, standings)
    lines = thresholds_frame(covenant)
    marks = [
        (value, label)
        for value, label in zip(lines["Ngưỡng"], lines["Tên"], strict=True)
        if float(axis.least) <= value <= float(axis.most)
    ]
    scale = {"zero": False, "nice": False}
    zones: list[Spec] = []
    rows = spec["layer"][0]["encoding"]["y"]
    for place, (value, label) in enumerate(sorted(marks)):
        data = {"values": [{"Ngưỡng": value, "Hết": float(axis.most), "Tên": label}]}
        x = {"field": "Ngưỡng", "type": "quantitative", "scale": scale, "axis": None}
        zones += [
            {
                "data": data,
                "mark": {
                    "type": "rect",
                    "aria": False,
                    "color": palette.RANK_FIRST,
                    "opacity": 0.09,
                },
                "encoding": {"x": x, "x2": {"field": "Hết"}},
            },
            {
                "data": data,
                "mark": {
                    "type": "rule",
                    "aria": False,
                    "strokeDash": [5, 4],
                    "color": palette.NEUTRAL,
                    "opacity": {"expr": f"{STACKED} ? 0 : 1"},
                },
                "encoding": {"x": x},
            },
            {
                "mark": {
                    "type": "tick",
                    "aria": False,
                    "orient": "vertical",
                    "size": 14,
                    "thickness": 1,
                    "yOffset": 8,
                    "color": palette.NEUTRAL,
                    "opacity": {"expr": f"{STACKED} ? 1 : 0"},
                },
                "encoding": {
                    "x": {"datum": value, "type": "quantitative", "scale": scale, "axis": None},
                    "y": rows,
                },
            },
            {
                "data": data,
                "mark": {
                    "type": "text",
                    "align": {"expr": f"scale('x', {value}) > width / 2 ? 'right' : 'left'"},
                    "baseline": "bottom",
                    "fontSize": 12,
                    "color": {"expr": INK},
                    "dx": {"expr": f"scale('x', {value}) > width / 2 ? 4 : -4"},
                    "dy": -4 - 16 * (len(marks) - 1 - place),
                    "y": 0,
                    "limit": {"expr": "width"},
                },
                "encoding": {"x": x, "text": {"field": "Tên", "type": "nominal"}},
            },
        ]
    spec["layer"] = [*zones, *spec["layer"]]
    top = 14 + 16 * max(0, len(marks) - 1)
    spec["padding"] = {"top": top, "left": 5, "right": 5, "bottom": 5}
    return spec


@cache
def podium_spec() -> Spec:
    """Bục ba hạng: a step a unit, as high as its rank; name and points above, the rank in it."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Chỗ:O", title=None, axis=None).scale(paddingInner=0.06, paddingOuter=0.02),
        y=alt.Y("Bậc:Q", title=None, axis=None).scale(domain=[0, 5.4]),
        tooltip=[
            alt.Tooltip("Đơn vị:N"),
            alt.Tooltip("Hạng:N"),
            alt.Tooltip("Điểm:N"),
        ],
    )
    steps = (
        base.mark_bar(cornerRadiusTopLeft=3, cornerRadiusTopRight=3, cursor="pointer")
        .encode(
            color=alt.Color("Nhóm:N", legend=None).scale(
                domain=list(_KINDS), range=list(_KINDS.values())
            )
        )
        .add_params(_chosen(UNIT))
    )
    ranks = base.mark_text(
        aria=False, fontSize=26, fontWeight=700, color="white", baseline="top", dy=8
    ).encode(text="Hạng:N")
    points = base.mark_text(
        aria=False, fontSize=13, color=expr(INK), baseline="bottom", dy=-5
    ).encode(text="Điểm:N")
    names = base.mark_text(
        aria=False,
        fontSize=13,
        fontWeight=600,
        color=expr(INK),
        baseline="bottom",
        lineBreak="\n",
        lineHeight=16,
        dy=-23,
    ).encode(text="Đơn vị:N")
    return bare((steps + ranks + points + names).properties(height=230))


@cache
def shares_spec() -> Spec:
    """Mạnh, yếu: a cell a unit and part, its per cent in it, the darker the fuller."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Phần:N", sort=alt.EncodingSortField("Cột", op="min"), title=None).axis(
            orient="top",
            labelAngle=0,
            labelLimit=expr(f"{NARROW} ? 46 : 90"),
            labelOverlap=False,
            domain=False,
            ticks=False,
            labelFontSize=expr(f"{NARROW} ? 10 : 12"),
        ),
        y=alt.Y("Đơn vị:N", sort=alt.EncodingSortField("Hàng", op="min"), title=None).axis(
            labelLimit=expr(f"{NARROW} ? 104 : 160"), domain=False, ticks=False
        ),
    )
    chosen = _chosen(UNIT, PART)
    cells = (
        base.mark_rect(stroke=palette.NEUTRAL, cursor="pointer", invalid=None)
        .encode(
            color=alt.when("datum['Tỷ lệ'] == null")
            .then(alt.value("transparent"))
            .otherwise(
                alt.Color("Tỷ lệ:Q", legend=None).scale(
                    type="linear", domain=[0.3, 1], range=list(palette.SEQUENTIAL), clamp=True
                )
            ),
            strokeWidth=alt.condition(chosen, alt.value(3), alt.value(0.5), empty=False),
            tooltip=[
                alt.Tooltip("Đơn vị:N"),
                alt.Tooltip("Phần:N"),
                alt.Tooltip("Chữ:N", title="Đạt"),
            ],
        )
        .add_params(chosen)
    )
    texts = base.mark_text(aria=False).encode(
        text="Chữ:N",
        size=alt.when("length(datum['Chữ']) > 5")
        .then(px(f"{NARROW} ? 8.5 : 12.5"))
        .otherwise(px(f"{NARROW} ? 10.5 : 12.5")),
        color=alt.when("datum['Tỷ lệ'] == null")
        .then(px(INK))
        .when("datum['Đậm']")
        .then(alt.value("white"))
        .otherwise(alt.value(palette.INK)),
    )
    return bare((cells + texts).properties(height=alt.Step(28)))


_BASE_HUES = ("#2F6E80", "#4C8A9B", "#6DA5B3", "#91BFCA", "#B4D6DD", "#D3E8EC")
"""Các nhóm gốc cùng một màu, each lighter than the one before, told apart by its edge."""


@cache
def stacked_spec(parts: tuple[str, ...], bonus: str, deduction: str) -> Spec:
    """Điểm từng nhóm chồng nhau: base parts in one hue, bonus in gold, what is taken off dashed."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(y=_rows("Hàng"))
    hues = [_BASE_HUES[place % len(_BASE_HUES)] for place in range(len(parts))]
    chosen = _chosen(UNIT, PART)
    bars = (
        base.mark_bar(
            height=18,
            stroke=expr("background"),
            strokeWidth=1,
            yOffset=expr(BELOW),
            cursor="pointer",
        )
        .encode(
            x=along("Từ", "Từ"),
            x2="Tới:Q",
            color=alt.Color(
                "Phần:N",
                legend=alt.Legend(
                    title=None, orient="top", columns=4, labelLimit=180, symbolType="square"
                ),
            ).scale(
                domain=[*parts, bonus, deduction], range=[*hues, palette.RANK_FIRST, "#F2CFC6"]
            ),
            tooltip=[
                alt.Tooltip("Đơn vị:N"),
                alt.Tooltip("Phần:N"),
                alt.Tooltip("Chữ:N", title="Điểm"),
            ],
        )
        .add_params(chosen)
    )
    is_off = f"datum['Phần'] == '{deduction}'"
    off = (
        base.transform_filter(is_off)
        .mark_bar(
            height=18,
            filled=False,
            stroke=palette.EXCLUDED,
            strokeWidth=1.5,
            strokeDash=[3, 2],
            yOffset=expr(BELOW),
        )
        .encode(x=along("Từ", "Từ"), x2="Tới:Q")
    )
    wide = "abs(scale('x', datum['Tới']) - scale('x', datum['Từ'])) > 7 * length(datum['Chữ'])"
    inside = (
        base.mark_text(fontSize=11, opacity=expr(f"{wide} ? 1 : 0"), yOffset=expr(BELOW))
        .encode(
            x=along("Giữa", "Giữa"),
            text="Chữ:N",
            color=alt.when(f"indexof({list(parts[:2])}, datum['Phần']) >= 0")
            .then(alt.value("white"))
            .otherwise(alt.value(palette.INK)),
        )
        .transform_calculate("Giữa", "(datum['Từ'] + datum['Tới']) / 2")
    )
    one = base.transform_filter("datum['Đầu']")
    layers = bars + off + inside + named(one) + numbered(one, "Tổng:N")
    return bare(layers.properties(height=alt.Step(ROW)))


_STEP_COLOURS = {
    "Nhóm": "#4C8A9B",
    "Thưởng": palette.RANK_FIRST,
    "Trừ": palette.EXCLUDED,
    "Tổng": palette.NEUTRAL,
}


_STEP_ROOM = 330
"""Chỗ cho lời của một bước, in pixels: the title of a group is long."""


@cache
def waterfall_spec() -> Spec:
    """Từ nhóm tới tổng: each step on from where the last one ended, with its sign and number."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        y=alt.Y("Bước:N", sort=alt.EncodingSortField("Thứ tự", op="min"), title=None, axis=None)
    )
    bars = (
        base.mark_bar(height=16, yOffset=expr(BELOW), cursor="pointer", cornerRadius=2)
        .encode(
            x=along("Từ", "Từ", _STEP_ROOM),
            x2="Tới:Q",
            color=alt.Color("Loại:N", legend=None).scale(
                domain=list(_STEP_COLOURS), range=list(_STEP_COLOURS.values())
            ),
            tooltip=[alt.Tooltip("Bước:N"), alt.Tooltip("Chữ:N", title="Điểm")],
        )
        .add_params(_chosen(PART))
    )
    weight = alt.when("datum['Loại'] == 'Tổng'").then(alt.value(1)).otherwise(alt.value(0.92))
    names = named(base, "Bước:N", room=_STEP_ROOM, beside=68).encode(opacity=weight)
    return bare((bars + names + numbered(base, "Chữ:N")).properties(height=alt.Step(ROW)))


@cache
def history_spec() -> Spec:
    """Hạng qua các năm: a line a unit, its name at its end; the one followed in gold, thick."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Năm:O", title=None)
        .scale(
            range=[expr("16"), expr(f"width - ({NARROW} ? 146 : 190)")],
            type="point",
            padding=0,
        )
        .axis(labelAngle=0, domain=False, ticks=False),
        y=alt.Y("Hạng:Q", title=None)
        .scale(reverse=True, zero=False, nice=False)
        .axis(format="d", tickMinStep=1, grid=True, domain=False, ticks=False),
        tooltip=["Năm:O", "Đơn vị:N", alt.Tooltip("Hạng:Q", format="d")],
    )
    followed = "datum['Theo dõi']"
    hue = (
        alt.when(followed).then(alt.value(palette.RANK_FIRST)).otherwise(alt.value(palette.NEUTRAL))
    )
    lines = base.mark_line(cursor="pointer").encode(
        detail="Đơn vị:N",
        color=hue,
        strokeWidth=alt.when(followed).then(alt.value(4)).otherwise(alt.value(1.4)),
        opacity=alt.when(followed).then(alt.value(1)).otherwise(alt.value(0.75)),
    )
    dots = (
        base.mark_point(filled=True, opacity=1, cursor="pointer")
        .encode(
            color=hue,
            size=alt.when(followed).then(alt.value(110)).otherwise(alt.value(45)),
            detail="Đơn vị:N",
        )
        .add_params(_chosen("Đơn vị"))
    )
    ends = base.mark_text(
        align="left", dx=10, fontSize=12, color=expr(INK), limit=expr(f"{NARROW} ? 136 : 180")
    ).encode(
        text="Cuối:N",
        opacity=alt.when("datum['Cuối'] == ''").then(alt.value(0)).otherwise(alt.value(1)),
    )
    return bare((lines + dots + ends).properties(height=300))


_LEVELS = {
    STRIP["xong"]: palette.MET_CELL,
    STRIP["dở"]: palette.MISSING_CELL,
    STRIP["chưa"]: palette.LACKING_CELL,
}


@cache
def strip_spec() -> Spec:
    """Dải tiến độ: a cell a unit and step; a tick, or how much of it is done."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Việc:N", sort=alt.EncodingSortField("Cột", op="min"), title=None).axis(
            orient="top", labelAngle=0, labelLimit=90, domain=False, ticks=False, labelFontSize=12
        ),
        y=alt.Y("Đơn vị:N", sort=alt.EncodingSortField("Hàng", op="min"), title=None).axis(
            labelLimit=150, domain=False, ticks=False
        ),
    )
    chosen = _chosen(UNIT)
    cells = (
        base.mark_rect(stroke=palette.NEUTRAL, cursor="pointer")
        .encode(
            color=alt.Color("Mức:N", legend=None).scale(
                domain=list(_LEVELS), range=list(_LEVELS.values())
            ),
            strokeWidth=alt.condition(chosen, alt.value(2), alt.value(0.5), empty=False),
            strokeDash=alt.when(f"datum['Mức'] == '{STRIP['dở']}'")
            .then(alt.value([4, 3]))
            .otherwise(alt.value([1, 0])),
            tooltip=[alt.Tooltip("Đơn vị:N"), alt.Tooltip("Việc:N"), alt.Tooltip("Mức:N")],
        )
        .add_params(chosen)
    )
    words = base.mark_text(aria=False, fontSize=12.5, color=palette.INK).encode(text="Chữ:N")
    return bare((cells + words).properties(height=alt.Step(24)))


_GROUP_ROOM = 330
"""Chỗ cho tên một nhóm, in pixels."""


@cache
def groups_spec() -> Spec:
    """Từng nhóm đã chấm tới đâu: a bar in the frame of what is to be scored, the count in words."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(y=_of_group())
    done = base.mark_bar(height=12, yOffset=expr(BELOW), color=palette.SELF_HAND).encode(
        x=along("Từ", "Từ", _GROUP_ROOM),
        x2="Đã chấm:Q",
        tooltip=[alt.Tooltip("Nhóm:N"), alt.Tooltip("Nhãn:N", title="Đã chấm")],
    )
    whole = base.mark_bar(
        height=14, yOffset=expr(BELOW), filled=False, stroke=palette.NEUTRAL
    ).encode(x=along("Từ", "Từ", _GROUP_ROOM), x2="Đến:Q")
    layers = done + whole + named(base, "Nhóm:N", room=_GROUP_ROOM, beside=110) + numbered(base)
    return bare(layers.properties(height=alt.Step(ROW)))


@cache
def own_years_spec() -> Spec:
    """Năm trước bên trung vị khối: a line a part, the own diamond and the stroke of the median."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(y=_of_group())
    told = [alt.Tooltip("Nhóm:N"), alt.Tooltip("Nhãn:N", title="Đạt")]
    way = base.mark_bar(height=3, yOffset=expr(BELOW), color=palette.NEUTRAL, opacity=0.5).encode(
        x=along("Từ", "Từ", _GROUP_ROOM), x2="Đến:Q"
    )
    middle = base.mark_tick(
        thickness=3, size=20, yOffset=expr(BELOW), color=palette.NEUTRAL
    ).encode(x=along("Trung vị", "Trung vị", _GROUP_ROOM), tooltip=told)
    own = base.mark_point(
        shape="diamond",
        filled=True,
        size=150,
        opacity=1,
        yOffset=expr(BELOW),
        color=palette.RANK_FIRST,
    ).encode(x=along("Đơn vị mình", "Đơn vị mình", _GROUP_ROOM), tooltip=told)
    names = named(base, "Nhóm:N", room=_GROUP_ROOM, beside=140)
    layers = way + middle + own + names + numbered(base)
    return bare(layers.properties(height=alt.Step(ROW)))


def _of_group() -> "alt.Y":
    return alt.Y("Nhóm:N", sort=alt.EncodingSortField("Thứ tự", op="min"), title=None, axis=None)
