"""Bảng: numbers stand to the comma, totals are bold, and paper has every row.

What a cell shows is the very text that was reckoned; no number is made of it again. A grid sorts
text as text, so before the text of a number stands, unseen, its place among those of its column.

A grid on the screen draws only the rows in sight, so what the printer gets lies beside it as data,
which the screen does not show; `ban-in.js` makes a table of it when printing begins.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from thidua.ui.widgets.widths import STANDS_WHOLE, fitted
from thidua.web.streamlit_inside import DeltaGenerator

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

_NUMBER = re.compile(
    r"([+−-]?)(\d{1,3}(?:\.\d{3})*|\d+(?=,))(?:,(\d+))?(?: %)?(?: \(đồng hạng\))?$"
)
_EMPTY = ("", "—", "–")
_LOW, _HIGH = "\t", "\u2007"
"""Hai chữ trống, the first before the second in every order of letters; nobody reads them out."""
_FOR_PAPER = '<div class="chi-in" aria-hidden="true"></div>'
"""Chỗ của bảng trên giấy, with nothing in it until then."""
_IN_SIGHT = 9
"""Số dòng trong tầm mắt của một bảng dài mà chữ xuống dòng."""
_PRINTED = 400
"""Giấy có nhiều nhất bấy nhiêu dòng; of a longer list the paper says where the rest is."""


def draw(
    frame: pd.DataFrame,
    *,
    alt: str,
    numbers: bool = False,
    totals: Collection[str] = (),
    inside: DeltaGenerator | None = None,
    **look: Any,  # noqa: ANN401 - as Streamlit takes it
) -> Any:  # noqa: ANN401 - as Streamlit gives it
    """Vẽ một bảng, or say that it has no line; what is chosen in it is given back.

    With `numbers` columns of numbers stand to the comma and sort as numbers; those of `totals` are
    bold.
    """
    place = inside or st
    if not look.keys() & {"row_height", "column_config"}:
        look |= _read_whole(frame, look)
    if frame.empty and "on_select" not in look:  # the grid would say so in English
        place.caption("Chưa có dòng nào.")
        return None
    if numbers:
        look["column_config"] = to_the_comma(frame, look.get("column_config") or {})
    drawn = grid(frame, totals) if numbers else frame
    shown = place.dataframe(drawn, hide_index=True, alt=alt, **look)
    place.html(_FOR_PAPER)
    place.text(paper(frame, alt, totals))
    return shown


def _read_whole(frame: pd.DataFrame, look: Mapping[str, Any]) -> dict[str, Any]:
    """Bảng rộng hơn màn hình thì xuống dòng trong ô; a short one stands whole."""
    found = fitted(frame)
    if found and "height" not in look:
        is_short = len(frame) <= STANDS_WHOLE
        found["height"] = "content" if is_short else _IN_SIGHT * found["row_height"]
    return found


def to_the_comma(frame: pd.DataFrame, given: Mapping[str, Any]) -> dict[str, Any]:
    """Cách bày các cột, with those of numbers to the right."""
    right = {name for name in frame.columns if is_number([str(cell) for cell in frame[name]])}
    plain = st.column_config.Column()
    return {
        **given,
        **{name: {**given.get(name, plain), "alignment": "right"} for name in right},
    }


def grid(frame: pd.DataFrame, totals: Collection[str] = ()) -> "pd.DataFrame | Styler":
    """Cùng bảng ấy cho lưới: its totals bold, its numbers sorted as numbers."""
    bold: list[Any] = [name for name in totals if name in frame]
    keyed = {
        name: in_places([str(cell) for cell in frame[name]])
        for name in (numbers_of(frame) if len(frame) <= _PRINTED else ())
    }
    if not bold and not keyed:
        return frame
    style = frame.assign(**keyed).style
    if bold:
        style = style.set_properties(subset=bold, **{"font-weight": "700"})
    return style.format(shown, subset=list(keyed)) if keyed else style


def numbers_of(frame: pd.DataFrame) -> list[str]:
    """Các cột số viết bằng chữ."""
    texts = {name: list(frame[name]) for name in frame.columns}
    return [
        name
        for name, cells in texts.items()
        if all(isinstance(cell, str) for cell in cells) and is_number(cells)
    ]


def in_places(texts: Sequence[str]) -> list[str]:
    """Các số của một cột, each behind its place among them; what is none stands lowest."""
    known = sorted({value for text in texts if (value := number_in(text)) is not None})
    places = {value: place for place, value in enumerate(known, 1)}
    width = len(known).bit_length()

    def key(text: str) -> str:
        value = number_in(text)
        place = 0 if value is None else places[value]
        return "".join(_HIGH if one == "1" else _LOW for one in f"{place:0{width}b}")

    return [key(text) + text for text in texts]


def number_in(text: str) -> Decimal | None:
    """Số mà ô này viết, exactly; None where it writes none."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    sign, whole, rest = found.groups()
    value = Decimal(f"{whole.replace('.', '')}.{rest or 0}")
    return -value if sign in ("−", "-") else value


def shown(text: object) -> str:
    """Ô như người đọc thấy, without its place."""
    return str(text).lstrip(_LOW + _HIGH)


def is_number(texts: Collection[str]) -> bool:
    """Cột số, which stands to the right."""
    known = [cell for cell in texts if cell not in _EMPTY]
    return bool(known) and all(_NUMBER.match(cell) for cell in known)


def _text(cell: object) -> str:
    """Ô trên giấy; of a link only the words that it bears."""
    said = "" if cell is None else str(cell)
    return said.partition("#")[2] if said.startswith("/") else said


def paper(frame: pd.DataFrame, alt: str, totals: Collection[str] = ()) -> str:
    """Bảng ấy là dữ liệu: its title, columns with their look, and the words of each cell."""
    right = {name for name in frame.columns if is_number([str(cell) for cell in frame[name]])}
    looks = [
        " ".join(filter(None, ("so" if name in right else "", "tong" if name in totals else "")))
        for name in frame.columns
    ]
    rest = len(frame) - _PRINTED
    more = f"Còn {rest} dòng nữa không in ở đây; tải tệp Excel để có đủ." if rest > 0 else ""
    told = {
        "title": alt,
        "columns": list(zip(map(str, frame.columns), looks, strict=True)),
        "rows": [
            [_text(cell) for cell in row]
            for row in frame.head(_PRINTED).itertuples(index=False, name=None)
        ],
        "more": more,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
