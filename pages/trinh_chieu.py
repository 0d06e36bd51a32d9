"""Trang «Trình chiếu»: the ranking revealed from last to first, in large type."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.ui.frame import page
from thidua.ui.ranking import projector

is_on = projector.is_on()
with page.opened("trinh_chieu", choose_period=not is_on, show_title=not is_on) as ctx:
    period = projector.addressed(ctx) if is_on else ctx.period
    if period is None:
        projector.wrong_address()
        st.stop()
    board = standings.standings(Work(ctx.session, ctx.actor, period), needs=Permission.PROJECT)
    if is_on:
        projector.draw(board)
    else:
        st.markdown(
            "Công bố thứ hạng từ dưới lên, mỗi lần bấm hiện thêm một bậc. "
            "Phím **←** và **→** để lùi và tiến, **F** để phóng toàn màn hình, **Esc** để thoát."
        )
        projector.start_button(period)
