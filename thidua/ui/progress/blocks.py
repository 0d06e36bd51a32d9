"""Mọi khối trong một bảng: stage, deadline, how much is handed in and verified, who is late."""

import streamlit as st

from thidua.frames import overview as frames
from thidua.services.progress import overview
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once


def draw(ctx: Context) -> None:
    """Vẽ bảng các khối của năm, for whoever looks after more than one."""
    rows = overview.blocks(ctx.work, periods=ctx.periods)
    if len(rows) < 2:
        return
    with st.container(border=True):
        st.markdown(f"**{frames.blocks_said(rows)}**")
        tables.draw(once(frames.blocks_frame, rows), alt="Các khối trong năm và tiến độ")
