"""Trang «Giải trình»: what waits for an answer or a decision, and each thread to its outcome."""

import streamlit as st

from thidua.services.thread import threads
from thidua.ui.frame import page
from thidua.ui.thread import threads as threads_panel

with page.opened("giai_trinh") as ctx:
    ctx.require_covenant()
    found = threads.listed(ctx.work)
    st.markdown(threads_panel.sentence(ctx, found))
    chosen = threads_panel.choose(ctx, found)
    if chosen is not None:
        threads_panel.draw(ctx, chosen)
    threads_panel.open_new(ctx, found)
