"""Trang «Giải trình»: what waits for an answer or a decision, and each thread to its outcome."""

import streamlit as st

from thidua.services import threads
from thidua.ui import links, page, threads_panel

with page.opened("giai_trinh") as ctx:
    if ctx.period.covenant_version is None:
        st.info("Kỳ này chưa có giao ước nên chưa có tiêu chí nào để giải trình.")
        links.open_page("giao_uoc")
        st.stop()
    found = threads.listed(ctx.session, actor=ctx.actor, period=ctx.period, now=ctx.now)
    st.markdown(threads_panel.sentence(ctx, found))
    chosen = threads_panel.choose(ctx, found)
    if chosen is not None:
        threads_panel.draw(ctx, chosen)
    threads_panel.open_new(ctx, found)
