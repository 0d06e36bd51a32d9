"""Ai còn cơ hội: the outlook of every unit while scores are open."""

import streamlit as st

from thidua.frames.ranking import prospects as frames
from thidua.frames.ranking.standings import Name
from thidua.services.ranking import prospects
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once


def draw(ctx: Context, name: Name) -> None:
    """Vẽ bảng cơ hội; nothing once every total is final."""
    found = prospects.prospects(ctx.work)
    if found is None:
        return
    st.header("Ai còn cơ hội", anchor=False)
    st.caption(
        "Bảng đã thẩm định coi như đứng yên; mọi điểm của bảng chưa thẩm định còn có thể từ 0 tới "
        "tối đa. Chưa tính tiêu chí phụ và điều kiện chặn. Chỉ tổ thư ký và khối trưởng xem được."
    )
    tables.draw(
        once(frames.prospects_frame, found, name),
        alt="Cơ hội của từng đơn vị với từng suất khen",
    )
