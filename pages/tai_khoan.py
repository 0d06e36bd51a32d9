"""Trang «Tài khoản»: who may sign in, in which roles, and handing a way in to a person."""

import streamlit as st

from thidua.frames import accounts as frames
from thidua.services.access import accounts
from thidua.ui.access import accounts as panel
from thidua.ui.frame import page

with page.opened("tai_khoan") as ctx:
    listed = accounts.listed(ctx.work)
    active = sum(person.active for person in listed)
    st.markdown(f"Có **{len(listed)}** tài khoản, **{active}** đang hoạt động.")
    panel.show_one_time_password()
    st.dataframe(
        frames.people_frame(listed, ctx.now), hide_index=True, alt="Các tài khoản và vai trò"
    )
    panel.create(ctx)
    if listed:
        panel.change(ctx, listed)
