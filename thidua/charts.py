"""Biểu đồ: frames drawn in Altair, converted once to specifications that take their data later.

A chart draws lengths; the exact numbers stand as text beside them.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from thidua import palette
from thidua.later import Later

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Later("altair")

Spec = dict[str, Any]

INK = f"luminance(background) > 0.3 ? '{palette.INK}' : '{palette.NIGHT_INK}'"
"""Màu chữ trên nền đang vẽ: read off the ground, by day and by night."""

_CONFIG: Spec = {
    "locale": {
        "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
    },
    "axis": {
        "labelColor": {"expr": INK},
        "titleColor": {"expr": INK},
        "labelFontSize": 13,
        "labelFlush": False,
    },
    "legend": {"labelColor": {"expr": INK}, "titleColor": {"expr": INK}},
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


NARROW = "width < 460"
"""Khi hẹp: on a telephone, or in a narrow column."""

LINED = "'\\n'"
"""Chỗ xuống dòng trong tên ở đầu dòng."""


def wrapped(letters: int) -> str:
    """Tên ở đầu dòng xuống dòng khi hẹp, between words, so that no two are cut to the same."""
    parts = f"replace(datum.label, regexp('(.{{1,{letters}}})( |$)', 'g'), '$1' + {LINED})"
    return f"{NARROW} ? split(trim({parts}), {LINED}) : datum.label"


STACKED = "width < 560"
"""Chữ nằm trên thanh: beside the bars of a row there is no room for its name and its number."""

_NAME_ROOM, _TEXT_ROOM = 190, 150
"""Chỗ cho tên ở đầu và chữ ở cuối một dòng, in pixels, where it is wide."""

_TO = f"({STACKED} ? width - 8 : width - {_TEXT_ROOM})"
ROW = 34
"""Bề cao một dòng, in pixels: room for its bar below its words."""


def expr(code: str) -> Any:  # noqa: ANN401 - as Altair takes it
    return alt.ExprRef(code)


def px(code: str) -> Any:  # noqa: ANN401 - as Altair takes it
    return alt.value(alt.ExprRef(code))


def along(field: str, title: str, room: int = _NAME_ROOM) -> "alt.X":
    """Trục dài theo số, between the names and the numbers."""
    begins = f"({STACKED} ? 2 : {room})"
    return alt.X(f"{field}:Q", title=title, axis=None).scale(
        zero=False, nice=False, range=[expr(begins), expr(_TO)]
    )


def named(
    base: "alt.Chart",
    text: str = "Đơn vị:N",
    weight: Any = 400,  # noqa: ANN401
    room: int = _NAME_ROOM,
    beside: int = 130,
) -> "alt.Chart":
    """Tên ở đầu dòng, above its bar where it is narrow, the number `beside` it."""
    told: alt.Chart = base.mark_text(
        aria=False,
        fontSize=13,
        fontWeight=weight,
        color=expr(INK),
        align=expr(f"{STACKED} ? 'left' : 'right'"),
        dy=expr(f"{STACKED} ? -8 : 0"),
        limit=expr(f"{STACKED} ? width - {beside} : {room - 16}"),
    ).encode(x=px(f"{STACKED} ? 0 : {room - 12}"), text=text)
    return told


def numbered(base: "alt.Chart", text: str = "Nhãn:N") -> "alt.Chart":
    """Số ở cuối dòng, above its bar where it is narrow."""
    told: alt.Chart = base.mark_text(
        aria=False,
        fontSize=13,
        fontWeight=600,
        color=expr(INK),
        align=expr(f"{STACKED} ? 'right' : 'left'"),
        dy=expr(f"{STACKED} ? -8 : 0"),
    ).encode(x=px(f"{STACKED} ? width : width - {_TEXT_ROOM - 14}"), text=text)
    return told


BELOW = f"{STACKED} ? 8 : 0"
"""Cột thấp xuống dưới chữ khi hẹp."""


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
