"""Bảng: numbers stand to the comma and sort as numbers, totals are bold, and paper has every row.

A grid on the screen draws only the rows in sight, so what the printer gets lies beside it as data,
which the screen does not show; `ban-in.js` makes a table of it when printing begins.
"""

import json
import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from thidua.web.streamlit_inside import DeltaGenerator

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

_NUMBER = re.compile(
    r"([+−-]?)(\d{1,3}(?:\.\d{3})*|\d+(?=,))(?:,(\d+))?(?: %)?(?: \(đồng hạng\))?$"
)
_EMPTY = ("", "—", "–")
_FOR_PAPER = '<div class="chi-in" aria-hidden="true"></div>'
"""Chỗ của bảng trên giấy, with nothing in it until then."""
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

    With `numbers` columns of numbers are sorted by their value and stand to the comma; columns of
    `totals` are bold.
    """
    place = inside or st
    if frame.empty and "on_select" not in look:  # the grid would say so in English
        place.caption("Chưa có dòng nào.")
        return None
    if numbers:
        look.setdefault("placeholder", "—")
    drawn = ordered(frame, totals) if numbers else frame
    shown = place.dataframe(drawn, hide_index=True, alt=alt, **look)
    place.html(_FOR_PAPER)
    place.text(paper(frame, alt, totals))
    return shown


def ordered(frame: pd.DataFrame, totals: Collection[str] = ()) -> "pd.DataFrame | Styler":
    """Cùng bảng ấy, its columns of numbers sorted by their value and written as they were."""
    values = frame.copy()
    texts: dict[Any, str | Callable[[object], str] | None] = {}
    for name in frame.columns:
        numbers = [_value(cell) for cell in frame[name]]
        is_plain = all(
            number is not None or cell in _EMPTY
            for number, cell in zip(numbers, frame[name], strict=True)
        )
        if is_plain and any(number is not None for number in numbers):
            values[name] = pd.Series(numbers, dtype="float64", index=frame.index)
            texts[name] = _written(dict(zip(numbers, frame[name], strict=True)))
    bold: list[Any] = [name for name in totals if name in frame]
    if not texts and not bold:
        return frame
    drawn = values.style.format(texts, na_rep="—")
    return drawn.set_properties(subset=bold, **{"font-weight": "700"}) if bold else drawn


def _value(cell: object) -> float | None:
    found = _NUMBER.match(cell) if isinstance(cell, str) else None
    if found is None:
        return None
    sign, whole, rest = found.groups()
    number = float(f"{whole.replace('.', '')}.{rest or 0}")
    return -number if sign in ("−", "-") else number


def _written(texts: dict[float | None, str]) -> Callable[[object], str]:
    return lambda value: texts.get(value, "—") if isinstance(value, float) else "—"


def is_number(texts: Collection[str]) -> bool:
    """Cột số, which stands to the right."""
    known = [cell for cell in texts if cell not in _EMPTY]
    return bool(known) and all(_value(cell) is not None for cell in known)


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
