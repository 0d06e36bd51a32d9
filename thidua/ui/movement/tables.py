"""Bảng của một kế hoạch: long texts on several lines, so that the section stands in sight."""

import pandas as pd
import streamlit as st

from thidua.ui.widgets import tables as grids
from thidua.web.streamlit_inside import DeltaGenerator

_TALL, _SHOWN_WHOLE = 84, 8
_WIDTHS = {
    **{"Điều kiện": 380, "Nhiệm vụ": 330, "Mục tiêu": 230, "Việc": 230, "Báo cáo": 230},
    **{"Giấy tờ": 260, "Hình thức": 240, "Đợt": 200, "Giai đoạn": 260, "Phong trào": 330},
    **{
        "Tên": 230,
        "Nhận": 200,
        "Khuyến khích": 160,
        "Hình thức": 240,
        "Cách hiểu khác": 190,
        "Cách đo": 210,
    },
    **{"Ai làm": 180, "Gửi tới": 180, "Ai quyết định": 200, "Ai báo cáo": 190, "Của ai": 180},
    **{"Số liệu từ": 170, "Ghi chú": 180, "Ghi ở": 160, "Căn cứ": 150, "Gắn với": 260},
    **{"Tính đến": 105, "Nguồn": 150, "Còn thiếu": 120, "Kết quả": 150},
    **{"Kế hoạch ghi": 160, "Phải có": 170, "Thời hạn": 140, "Từ ngày đến ngày": 180},
}
"""Bề rộng của các cột chữ dài, in pixels."""


def draw(frame: pd.DataFrame, title: str, place: DeltaGenerator | None = None) -> None:
    """Vẽ một bảng; `title` is what a screen reader is told of it."""
    columns = {name: _WIDTHS[name] for name in frame.columns if name in _WIDTHS}
    grids.draw(
        frame,
        alt=title,
        row_height=_TALL,
        height="content" if len(frame) <= _SHOWN_WHOLE else "auto",
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in columns.items()
        },
        inside=place,
    )
