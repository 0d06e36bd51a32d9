"""Trang «Tài khoản»: who may sign in, in which roles, and handing a way in to a person."""

import streamlit as st

from thidua.frames import accounts as frames
from thidua.ui.access import accounts as panel
from thidua.ui.access import bulk, elected, next_year, search, slips
from thidua.ui.frame import page
from thidua.ui.widgets import tables

with page.opened("tai_khoan") as ctx:
    found = search.draw(ctx)
    panel.show_one_time_password()
    slips.draw(ctx)
    if found.people:
        tables.draw(
            frames.people_frame(found.people),
            alt="Các tài khoản và vai trò",
        )
    else:
        st.info("Không có tài khoản nào như vậy; hãy bỏ bớt điều kiện tìm.")
    search.pages(found)
    elected.draw(ctx)
    panel.create(ctx)
    bulk.draw(ctx)
    next_year.draw(ctx)
    panel.change(ctx, found.people)
