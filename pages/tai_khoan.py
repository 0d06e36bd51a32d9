"""Trang «Tài khoản»: who may sign in, in which roles, and handing a way in to a person."""

import streamlit as st

from thidua.frames import people as frames
from thidua.services.access import accounts
from thidua.ui.access import accounts as people
from thidua.ui.frame import page

with page.opened("tai_khoan") as ctx:
    listed = accounts.people(ctx.work)
    active = sum(person.active for person in listed)
    st.markdown(f"Có **{len(listed)}** tài khoản, **{active}** đang hoạt động.")
    people.show_one_time_password()
    st.dataframe(
        frames.people_frame(listed, ctx.now), hide_index=True, alt="Các tài khoản và vai trò"
    )
    people.create(ctx)
    if listed:
        people.change(ctx, listed)
