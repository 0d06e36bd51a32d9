"""Trang «Tổng quan»: where the year stands, who is late, and the years before."""

import streamlit as st

from thidua.services.progress import overview
from thidua.ui.access import own_interest as own_interest_panel
from thidua.ui.frame import calm, menu, page
from thidua.ui.period import my_tasks as my_tasks_panel
from thidua.ui.period import stages as stage_panel
from thidua.ui.progress import by_role, stage_line

with page.opened("tong_quan") as ctx:
    ctx.require_covenant()
    stage_line.draw(ctx)
    by_role.sentence(ctx)

    steps = overview.steps_left(ctx.work)
    if steps is not None:
        calm.first_steps(menu.entry("tong_quan"), steps)

    if by_role.acts_first(ctx):
        my_tasks_panel.draw(ctx)
    by_role.draw(ctx)
    if not by_role.acts_first(ctx):
        my_tasks_panel.draw(ctx)
    own_interest_panel.draw(ctx)

    st.header("Giai đoạn", anchor=False)
    stage_panel.draw(ctx)
    by_role.tables(ctx)
