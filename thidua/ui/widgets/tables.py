"""Bảng: numbers stand to the comma, totals are bold, and paper has every row.

What a cell shows is the very text that was reckoned; no number is made of it again.

A grid on the screen draws only the rows in sight, so what the printer gets lies beside it as data,
which the screen does not show; `ban-in.js` makes a table of it when printing begins.
"""

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from thidua.ui.frame import paper
from thidua.web.streamlit_inside import DeltaGenerator

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

_NUMBER = re.compile(
    r"([+−-]?)(\d{1,3}(?:\.\d{3})*|\d+(?=,))(?:,(\d+))?(?: %)?(?: \(đồng hạng\))?$"
)
_EMPTY = ("", "—", "–")
_PRINTED = 400
"""Giấy có nhiều nhất bấy nhiêu dòng; of a longer list the paper says where the rest is."""


def draw(
    frame: pd.DataFrame,
    *,
    alt: str,
    numbers: bool = False,
    totals: Collection[str] = (),
    inside: DeltaGenerator | None = None,
    as_slips: bool = False,
    **look: Any,  # noqa: ANN401 - as Streamlit takes it
) -> Any:  # noqa: ANN401 - as Streamlit gives it
    """Vẽ một bảng, or say that it has no line; what is chosen in it is given back.

    With `numbers` columns of numbers stand to the comma; columns of `totals` are bold. On paper a
    row may be a slip of its own, to be cut apart.
    """
    place = inside or st
    if frame.empty and "on_select" not in look:  # the grid would say so in English
        place.caption("Chưa có dòng nào.")
        return None
    if numbers:
        look["column_config"] = to_the_comma(frame, look.get("column_config") or {})
    drawn = in_bold(frame, totals) if numbers else frame
    shown = place.dataframe(drawn, hide_index=True, alt=alt, **look)
    paper.lay(on_paper(frame, alt, totals) | ({"slips": True} if as_slips else {}), inside)
    return shown


def to_the_comma(frame: pd.DataFrame, given: Mapping[str, Any]) -> dict[str, Any]:
    """Cách bày các cột, with those of numbers to the right."""
    right = {name for name in frame.columns if is_number([str(cell) for cell in frame[name]])}
    plain = st.column_config.Column()
    return {
        **given,
        **{name: {**given.get(name, plain), "alignment": "right"} for name in right},
    }


def in_bold(frame: pd.DataFrame, totals: Collection[str]) -> "pd.DataFrame | Styler":
    """Cùng bảng ấy, its totals bold."""
    bold: list[Any] = [name for name in totals if name in frame]
    if not bold:
        return frame
    return frame.style.set_properties(subset=bold, **{"font-weight": "700"})


def is_number(texts: Collection[str]) -> bool:
    """Cột số, which stands to the right."""
    known = [cell for cell in texts if cell not in _EMPTY]
    return bool(known) and all(_NUMBER.match(cell) for cell in known)


def _text(cell: object) -> str:
    """Ô trên giấy; of a link only the words that it bears."""
    said = "" if cell is None else str(cell)
    return said.partition("#")[2] if said.startswith("/") else said


def on_paper(frame: pd.DataFrame, alt: str, totals: Collection[str] = ()) -> dict[str, object]:
    """Bảng ấy là dữ liệu: its title, columns with their look, and the words of each cell."""
    right = {name for name in frame.columns if is_number([str(cell) for cell in frame[name]])}
    looks = [
        " ".join(filter(None, ("so" if name in right else "", "tong" if name in totals else "")))
        for name in frame.columns
    ]
    rest = len(frame) - _PRINTED
    more = f"Còn {rest} dòng nữa không in ở đây; tải tệp Excel để có đủ." if rest > 0 else ""
    return {
        "title": alt,
        "columns": list(zip(map(str, frame.columns), looks, strict=True)),
        "rows": [
            [_text(cell) for cell in row]
            for row in frame.head(_PRINTED).itertuples(index=False, name=None)
        ],
        "more": more,
    }
