"""Bảng xếp hạng trên màn hình: remarks are read whole at the width of a laptop."""

from math import ceil

import pandas as pd
import streamlit as st

from thidua.ui.widgets import tables
from thidua.ui.widgets.widths import LINE, LOW, WRAPS, longest

_NOTES = ("Ghi chú", "Vì sao")
_TOTALS = ("Tổng điểm",)
_WIDTHS = {
    "Hạng": 58,
    "Hạng hiện nay": 110,
    "Đơn vị": 200,
    "Tổng điểm": 94,
    "Xếp loại": 140,
    "Xếp loại theo điểm": 165,
    "Suất khen theo hạng": 175,
    "Ghi chú": 250,
    "Vì sao": 270,
    "Điểm gốc": 86,
    "Thưởng": 78,
    "Trừ": 70,
}
_PADDING = 18
_IN_SIGHT = 20
"""Số dòng vẫn vẽ cả bảng; a longer one scrolls in itself."""


def draw(frame: pd.DataFrame, alt: str) -> None:
    """Vẽ bảng xếp hạng; where a unit has a remark, its rows are as high as the remark is long.

    A grid measures its first rows only, and the units without a rank stand last.
    """
    if not any(frame[name].any() for name in _NOTES if name in frame):
        tables.draw(frame, alt=alt, numbers=True, totals=_TOTALS)
        return
    widths = {name: width for name, width in _WIDTHS.items() if name in frame}
    lines = max(ceil(longest(frame[name]) / (width - _PADDING)) for name, width in widths.items())
    tables.draw(
        frame,
        alt=alt,
        numbers=True,
        totals=_TOTALS,
        height="content" if len(frame) <= _IN_SIGHT else "auto",
        row_height=LOW if lines == 1 else max(WRAPS, LINE * lines),
        column_config={
            name: st.column_config.Column(width=width) for name, width in widths.items()
        },
    )
