"""Trang «Trợ giúp»: what one may do in which stage, and whose work every page is for."""

import streamlit as st

from thidua import labels
from thidua.frames import help as frames
from thidua.ui.frame import menu, page
from thidua.ui.frame.literal import literal

with page.opened("tro_giup", choose_period=False) as ctx:
    roles = list(dict.fromkeys(grant.role for grant in ctx.actor.grants))
    names = ", ".join(labels.ROLES[role] for role in roles)
    st.markdown(f"Vai trò của bạn: **{literal(names)}**.")
    st.header("Bạn làm được gì, khi nào", anchor=False)
    st.table(frames.own_work(roles), hide_index=True)
    st.markdown(f"Lúc nào cũng được: {literal(frames.always_words(roles))}.")
    st.header("Trang nào, việc của ai", anchor=False)
    st.table(
        frames.workplaces((one.title, one.needs, one.work) for one in menu.present()),
        hide_index=True,
    )
