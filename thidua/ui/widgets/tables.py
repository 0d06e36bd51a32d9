"""Bảng: numbers stand to the comma, totals are bold, and paper has every row.

What a cell holds is the very text that was reckoned; no number is made of it again, and nothing is
hidden in it, since cells are copied, opened, saved and read out. That numbers sort as numbers is
the work of `khung.js`.

A grid on the screen draws only the rows in sight, so what the printer gets lies beside it as data,
which the screen does not show; `ban-in.js` makes a table of it when printing begins.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from thidua.ui.frame import paper
from thidua.ui.widgets.widths import STANDS_WHOLE, fitted
from thidua.web.streamlit_inside import DeltaGenerator

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

_NUMBER = re.compile(r"[+−-]?(\d{1,3}(\.\d{3})*|\d+(?=,))(,\d+)?( %)?( \(đồng hạng\))?$")
_EMPTY = ("", "—", "–")
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
    as_slips: bool = False,
    **look: Any,  # noqa: ANN401 - as Streamlit takes it
) -> Any:  # noqa: ANN401 - as Streamlit gives it
    """Vẽ một bảng, or say that it has no line; what is chosen in it is given back.

    With `numbers` columns of numbers stand to the comma; those of `totals` are bold. On paper a
    row may be a slip of its own, to be cut apart.
    """
    place = inside or st
    if not look.keys() & {"row_height", "column_config"}:
        look |= _read_whole(frame, look)
    if frame.empty and "on_select" not in look:  # the grid would say so in English
        place.caption("Chưa có dòng nào.")
        return None
    cells = cells_of(frame)
    right = columns_of_numbers(cells)
    if numbers:
        look["column_config"] = to_the_comma(right, look.get("column_config") or {})
    drawn = grid(frame, totals) if numbers else frame
    shown = place.dataframe(drawn, hide_index=True, alt=alt, **look)
    told = on_paper(cells, alt, totals, right)
    paper.lay(told | ({"slips": True} if as_slips else {}), inside)
    return shown


def _read_whole(frame: pd.DataFrame, look: Mapping[str, Any]) -> dict[str, Any]:
    """Bảng rộng hơn màn hình thì xuống dòng trong ô; a short one stands whole."""
    found = fitted(frame)
    if found and "height" not in look:
        is_short = len(frame) <= STANDS_WHOLE
        found["height"] = "content" if is_short else _IN_SIGHT * found["row_height"]
    return found


def cells_of(frame: pd.DataFrame) -> dict[Any, list[object]]:
    """Các ô của từng cột, as they were given."""
    return {name: frame[name].to_numpy(dtype=object).tolist() for name in frame.columns}


def columns_of_numbers(cells: Mapping[Any, Iterable[object]]) -> set[Any]:
    """Các cột số của bảng."""
    return {name for name, column in cells.items() if is_number(column)}


def to_the_comma(right: Collection[Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Cách bày các cột, with those of numbers to the right."""
    plain = st.column_config.Column()
    return {
        **given,
        **{name: {**given.get(name, plain), "alignment": "right"} for name in right},
    }


def grid(frame: pd.DataFrame, totals: Collection[str] = ()) -> "pd.DataFrame | Styler":
    """Cùng bảng ấy cho lưới, its totals bold."""
    bold: list[Any] = [name for name in totals if name in frame]
    if not bold:
        return frame
    return frame.style.set_properties(subset=bold, **{"font-weight": "700"})


def is_number(cells: Iterable[object]) -> bool:
    """Cột số, which stands to the right."""
    is_known = False
    for cell in cells:
        text = str(cell)
        if text not in _EMPTY:
            if not _NUMBER.match(text):
                return False
            is_known = True
    return is_known


def _text(cell: object) -> str:
    """Ô trên giấy; of a link only the words that it bears."""
    said = "" if cell is None else str(cell)
    return said.partition("#")[2] if said.startswith("/") else said


def on_paper(
    cells: Mapping[Any, Sequence[object]],
    alt: str,
    totals: Collection[str] = (),
    right: Collection[Any] = (),
) -> dict[str, object]:
    """Bảng ấy là dữ liệu: its title, columns with their look, and the words of each cell."""
    looks = [
        " ".join(filter(None, ("so" if name in right else "", "tong" if name in totals else "")))
        for name in cells
    ]
    rest = max(map(len, cells.values()), default=0) - _PRINTED
    more = f"Còn {rest} dòng nữa không in ở đây; tải tệp Excel để có đủ." if rest > 0 else ""
    rows = islice(zip(*cells.values(), strict=True), _PRINTED)
    return {
        "title": alt,
        "columns": list(zip(map(str, cells), looks, strict=True)),
        "rows": [[_text(cell) for cell in row] for row in rows],
        "more": more,
    }
