"""Thời hạn: the next ones, the year as a strip of months, and all of the movement."""

import streamlit as st

from thidua import movement_charts
from thidua.frames.movement import plan as frames
from thidua.services.movement.plans import MovementPlan
from thidua.ui.frame.page import Context
from thidua.ui.movement import tables
from thidua.ui.widgets.panel import panel

_NEXT = 5
"""Bao nhiêu hạn gần nhất được kể ra."""


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ phần «Thời hạn»."""
    if not found.plan.deadlines:
        st.info("Kế hoạch này không nêu thời hạn nào.")
        return
    coming = found.next_dues[:_NEXT]
    if coming:
        st.subheader(f"{len(coming)} hạn gần nhất", anchor=False)
        tables.draw(frames.dues(coming, found.today), "Các hạn gần nhất, ai gửi tới ai")
    else:
        st.markdown("Mọi thời hạn của kế hoạch đã qua.")
    _strip(found)
    without = [one for one in found.plan.deadlines if not _is_dated(one.code, found)]
    if without:
        names = "; ".join(one.whole_text for one in without)
        st.caption(f"Văn bản chưa nói ngày cuối: {names}.")
    inside = panel("Mọi thời hạn của phong trào", key="mo-moi-han", icon=":material/event:")
    if inside is not None:
        tables.draw(frames.dues(found.dues, found.today), "Mọi thời hạn của phong trào", inside)


def _is_dated(code: str, found: MovementPlan) -> bool:
    return any(due.deadline.code == code for due in found.dues)


def _strip(found: MovementPlan) -> None:
    """Dải mười hai tháng của năm đang xem, its table beside it."""
    year = found.dues_of_year
    st.subheader(f"Năm {found.year} theo tháng", anchor=False)
    if not year:
        st.caption(f"Không có hạn nào rơi vào năm {found.year}.")
        return
    st.vega_lite_chart(
        frames.strip(year, found.today),
        movement_charts.year_strip_spec(),
        alt=f"Dải mười hai tháng năm {found.year}: mỗi hạn một dòng; bảng ngay dưới có cùng số",
    )
    inside = panel("Dải tháng thành bảng", key="mo-dai-thang", icon=":material/table:")
    if inside is not None:
        tables.draw(frames.dues(year, found.today), "Các hạn của năm thành bảng", inside)
