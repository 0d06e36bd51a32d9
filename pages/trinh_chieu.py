"""Trang «Trình chiếu»: the ranking revealed from last to first, in large type."""

import streamlit as st

from thidua.domain.permissions import Permission
from thidua.services import standings
from thidua.ui import page, projector

with page.opened("trinh_chieu", choose_period=not projector.is_on(), show_title=False) as ctx:
    period = projector.chosen_period(ctx)
    board = standings.standings(
        ctx.session, actor=ctx.actor, period=period, needs=Permission.PROJECT
    )
    if projector.is_on():
        projector.draw(board)
    else:
        st.title("Trình chiếu", anchor=False)
        st.markdown(
            "Công bố thứ hạng từ dưới lên, mỗi lần bấm hiện thêm một bậc. "
            "Phím **←** và **→** để lùi và tiến, **F** để phóng toàn màn hình, **Esc** để thoát."
        )
        projector.start_button(period)
