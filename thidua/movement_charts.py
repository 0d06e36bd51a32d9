"""Biểu đồ phong trào, sổ, báo cáo: targets, deadlines, duties; nothing by colour alone."""

from functools import cache
from typing import TYPE_CHECKING

from thidua import palette
from thidua.charts import (
    INK,
    NARROW,
    ROW,
    STACKED,
    Spec,
    along,
    bare,
    expr,
    px,
    wrapped,
)
from thidua.domain.movement.duties import DUTY_STATE_WORDS, DUTY_WORDS, DutyState
from thidua.domain.movement.progress import TARGET_STATE_WORDS, TargetState
from thidua.frames.movement.places import LEVEL_ORDER
from thidua.frames.movement.plan import MONTHS
from thidua.frames.register.marks import Mark
from thidua.later import Later

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Later("altair")


PRESSED = "o"
"""Tên phép chọn: what a press on a bar or cell gives."""

_STATE_FILL = {
    TargetState.SHORT: palette.EXCLUDED,
    TargetState.REACHED: palette.ELIGIBLE,
    TargetState.REACHED_LOW: palette.SELF_HAND,
    TargetState.REACHED_HIGH: palette.ELIGIBLE,
}


def _pressed(*fields: str) -> "alt.Parameter":
    return alt.selection_point(name=PRESSED, fields=list(fields), toggle=False)


_MARK_FILL = {
    Mark.DONE: palette.MET_CELL,
    Mark.WAITING: palette.MISSING_CELL,
    Mark.LACKING: palette.LACKING_CELL,
}


@cache
def marks_spec() -> Spec:
    """Bảng dấu: a row a unit, a column a thing, its sign or number in each square."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Đầu cột:N", sort=alt.EncodingSortField("Cột", op="min"), title=None).axis(
            orient="top",
            labelAngle=0,
            labelOverlap=False,
            labelLimit=160,
            labelFontSize=expr(f"{NARROW} ? 10 : 13"),
            domain=False,
            ticks=False,
        ),
        y=alt.Y("Đơn vị:N", sort=alt.EncodingSortField("Hàng", op="min"), title=None).axis(
            labelExpr=wrapped(16),
            labelOverlap=False,
            labelFontSize=expr(f"{NARROW} ? 11 : 13"),
            labelLimit=expr(f"{NARROW} ? 118 : 240"),
            domain=False,
            ticks=False,
        ),
        tooltip=[alt.Tooltip("Đơn vị:N"), alt.Tooltip("Việc:N"), alt.Tooltip("Bằng lời:N")],
    )
    is_plain = f"datum['Mức'] == '{Mark.NONE.value}'"
    cells = (
        base.mark_rect(stroke=palette.NEUTRAL, strokeWidth=0.6, cursor="pointer")
        .encode(
            color=alt.when(is_plain)
            .then(alt.value("transparent"))
            .otherwise(
                alt.Color("Mức:N", legend=None).scale(
                    domain=[one.value for one in _MARK_FILL], range=list(_MARK_FILL.values())
                )
            )
        )
        .add_params(_pressed("Đơn vị", "Việc"))
    )
    signs = base.mark_text(aria=False, fontSize=13, fontWeight=600).encode(
        text="Dấu:N",
        color=alt.when(is_plain).then(px(INK)).otherwise(alt.value(palette.INK)),
    )
    return bare((cells + signs).properties(height=alt.Step(26)))


_TARGET_ROOM = 352
"""Chỗ cho tên một mục tiêu, in pixels."""
_WORDS_ROOM = 136
_LOW = f"{STACKED} ? 15 : 0"
"""Thanh ở dòng thứ ba khi hẹp, below the name and the result."""


@cache
def bullets_spec() -> Spec:
    """Thanh mục tiêu: a bar a target, in per cent of what is to be reached, with its marks.

    The long line is the lower mark, the short stroke the upper one; result and word at the end.
    """
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        y=alt.Y("Thứ tự:O", title=None, axis=None),
        tooltip=[
            alt.Tooltip("Mục tiêu:N"),
            alt.Tooltip("Kết quả:N"),
            alt.Tooltip("Đạt khi:N"),
            alt.Tooltip("Mức:N"),
        ],
    )
    bars = (
        base.mark_bar(cornerRadiusEnd=2, height=14, yOffset=expr(_LOW), cursor="pointer")
        .encode(
            x=along("Từ", "Từ", _TARGET_ROOM),
            x2="So với mức phải đạt:Q",
            color=alt.Color("Mức:N", legend=None).scale(
                domain=[TARGET_STATE_WORDS[state] for state in _STATE_FILL],
                range=list(_STATE_FILL.values()),
            ),
        )
        .add_params(_pressed("Mục tiêu"))
    )
    far = base.mark_point(aria=False, opacity=0, size=1).encode(x=along("Đến", "Đến", _TARGET_ROOM))
    low = base.mark_tick(
        thickness=3, size=expr(f"{STACKED} ? 18 : 30"), yOffset=expr(_LOW), color=palette.NEUTRAL
    ).encode(x=along("Phải đạt", "Phải đạt", _TARGET_ROOM))
    high = base.mark_tick(
        thickness=3, size=expr(f"{STACKED} ? 10 : 18"), yOffset=expr(_LOW), color=palette.NEUTRAL
    ).encode(x=along("Mức trên", "Mức trên", _TARGET_ROOM))
    ink = {"aria": False, "fontSize": 13, "color": expr(INK)}
    names = base.mark_text(
        **ink,
        align=expr(f"{STACKED} ? 'left' : 'right'"),
        dy=expr(f"{STACKED} ? -16 : 0"),
        limit=expr(f"{STACKED} ? width : {_TARGET_ROOM - 16}"),
    ).encode(x=px(f"{STACKED} ? 0 : {_TARGET_ROOM - 12}"), text="Mục tiêu:N")
    words = base.mark_text(**ink, align="left", fontWeight=600).encode(
        x=px(f"{STACKED} ? 0 : width - {_WORDS_ROOM}"), text="Nhãn:N"
    )
    layers = bars + far + low + high + names + words
    return bare(layers.properties(height=alt.Step(ROW + 12)))


@cache
def levels_spec() -> Spec:
    """Ô địa bàn theo mức và năm: a row a level, a column a year, the count in each square."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Năm:O", title=None).axis(orient="top", labelAngle=0, domain=False, ticks=False),
        y=alt.Y("Mức:N", sort=list(LEVEL_ORDER), title=None).axis(
            labelLimit=200, domain=False, ticks=False
        ),
        tooltip=[alt.Tooltip("Mức:N"), alt.Tooltip("Năm:O"), alt.Tooltip("Số địa bàn:Q")],
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("Số địa bàn:Q", legend=None).scale(range=list(palette.SEQUENTIAL[:6]))
    )
    counts = base.mark_text(fontSize=14, fontWeight=700, color=palette.INK).encode(
        text="Số địa bàn:Q"
    )
    return bare((cells + counts).properties(height=alt.Step(34)))


@cache
def given_tiles_spec() -> Spec:
    """Lưới địa bàn: a square a place where its own list puts it, darker the more it got.

    A name stands in as many lines as it has words, so that a phone has room for it.
    """
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Cột:O", title=None).axis(None),
        y=alt.Y("Dòng:O", title=None).axis(None),
        tooltip=[alt.Tooltip("Địa bàn:N"), alt.Tooltip("Giá trị:N", title="Triệu đồng")],
    )
    cells = base.mark_rect(cornerRadius=3, stroke="white", strokeWidth=3).encode(
        color=alt.Color("Triệu đồng:Q", legend=None).scale(
            range=list(palette.SEQUENTIAL[:6]), zero=True
        )
    )
    names = base.mark_text(
        fontSize=11, dy=-20, lineBreak=" ", lineHeight=13, baseline="top", color=palette.INK
    ).encode(text="Tên ngắn:N")
    values = base.mark_text(fontSize=12, fontWeight=700, dy=16, color=palette.INK).encode(
        text="Giá trị:N"
    )
    return bare((cells + names + values).properties(height=alt.Step(62)))


@cache
def given_points_spec() -> Spec:
    """Bản đồ điểm: a disc a place by its own coordinates, its area the sum; nothing fetched."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Kinh độ:Q", title=None).scale(zero=False, padding=40).axis(None),
        y=alt.Y("Vĩ độ:Q", title=None).scale(zero=False, padding=40).axis(None),
        tooltip=[alt.Tooltip("Địa bàn:N"), alt.Tooltip("Giá trị:N", title="Triệu đồng")],
    )
    discs = base.mark_circle(color=palette.SELF_HAND, opacity=0.75).encode(
        size=alt.Size("Triệu đồng:Q", legend=None).scale(zero=True, range=[20, 1800])
    )
    names = base.mark_text(fontSize=11, dy=-6).encode(text="Tên ngắn:N")
    values = base.mark_text(fontSize=11, fontWeight=700, dy=8).encode(text="Giá trị:N")
    return bare((discs + names + values).properties(height=420))


@cache
def given_forms_spec() -> Spec:
    """Thanh hình thức: a bar a form of giving, the value written at its end."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Triệu đồng:Q", title="Triệu đồng").scale(zero=True),
        y=alt.Y("Hình thức:N", sort="-x", title=None).axis(labelLimit=160),
        tooltip=[alt.Tooltip("Hình thức:N"), alt.Tooltip("Giá trị:N")],
    )
    bars = base.mark_bar(cornerRadiusEnd=2, height=16, color=palette.SELF_HAND)
    values = base.mark_text(align="left", dx=4, fontSize=12).encode(text="Giá trị:N")
    return bare((bars + values).properties(height=alt.Step(28)))


_DUTY_FILL = {
    DutyState.DONE: palette.MET_CELL,
    DutyState.WAITING: palette.MISSING_CELL,
    DutyState.MISSING: palette.LACKING_CELL,
    DutyState.LATE: palette.EXCLUDED,
}
"""Nền của ô: what is late is dark and the others light, so that grey paper tells it too."""


@cache
def duty_matrix_spec() -> Spec:
    """Bảng ô đơn vị và việc: a row a unit, a column a duty, sign and word in each square."""
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Việc:N", sort=list(DUTY_WORDS.values()), title=None).axis(
            orient="top",
            labelAngle=0,
            labelOverlap=False,
            labelFontSize=expr(f"{NARROW} ? 10 : 13"),
            domain=False,
            ticks=False,
        ),
        y=alt.Y("Đơn vị:N", sort=alt.EncodingSortField("Thứ tự", op="min"), title=None).axis(
            labelLimit=260, domain=False, ticks=False
        ),
        tooltip=[
            alt.Tooltip("Đơn vị:N"),
            alt.Tooltip("Việc:N"),
            alt.Tooltip("Bằng lời:N"),
        ],
    )
    cells = (
        base.mark_rect(stroke=palette.NEUTRAL, strokeWidth=0.6, cursor="pointer")
        .encode(
            color=alt.Color("Mức:N", legend=None).scale(
                domain=[DUTY_STATE_WORDS[state] for state in _DUTY_FILL],
                range=list(_DUTY_FILL.values()),
            )
        )
        .add_params(_pressed("Đơn vị", "Việc"))
    )
    is_late = f"datum['Mức'] == '{DUTY_STATE_WORDS[DutyState.LATE]}'"
    is_long = "length(datum['Dấu và mức']) > 8"
    words = base.mark_text(aria=False, fontWeight=600).encode(
        text=alt.when(f"{NARROW} && {is_long}")
        .then(px("substring(datum['Dấu và mức'], 0, 1)"))
        .otherwise("Dấu và mức:N"),
        color=alt.when(is_late).then(alt.value("white")).otherwise(alt.value(palette.INK)),
        size=px(f"{NARROW} ? 11 : 13"),
    )
    return bare((cells + words).properties(height=alt.Step(30)))


@cache
def year_strip_spec() -> Spec:
    """Dải mười hai tháng: a row a deadline, its last day on time in the month it falls in.

    What is over is dark and what is to come light, and the row beneath the day says which.
    """
    base = alt.Chart(alt.NamedData("cho_so_lieu")).encode(
        x=alt.X("Tháng:N", title=None)
        .scale(domain=list(MONTHS))
        .axis(orient="top", labelAngle=0, labelOverlap=False, domain=False, ticks=False),
        y=alt.Y("Việc:N", sort=alt.EncodingSortField("Thứ tự", op="min"), title=None).axis(
            labelExpr="split(datum.label, '\\n')", labelLimit=360, domain=False, ticks=False
        ),
        tooltip=[
            alt.Tooltip("Việc:N"),
            alt.Tooltip("Ngày:N", title="Chậm nhất hết ngày"),
            alt.Tooltip("Còn:N", title="Còn lại"),
        ],
    )
    cells = base.mark_rect(stroke=palette.NEUTRAL, strokeWidth=1).encode(
        color=alt.Color("Tình trạng:N", legend=None).scale(
            domain=["đã qua", "sắp tới"], range=[palette.NEUTRAL, palette.MISSING_CELL]
        )
    )
    passed = "datum['Tình trạng'] == 'đã qua'"
    ink = alt.when(passed).then(alt.value("white")).otherwise(alt.value(palette.INK))
    days = base.mark_text(fontSize=13, fontWeight=700, dy=-7).encode(text="Ngày:N", color=ink)
    words = base.mark_text(fontSize=11, dy=9).encode(text="Tình trạng:N", color=ink)
    return bare((cells + days + words).properties(height=alt.Step(44)))
