"""Xác nhận: the drafts that wait for this person, a few or all at once."""

import streamlit as st

from thidua.services.register import lines, sights
from thidua.services.register.sights import RegisterSight
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: RegisterSight) -> None:
    """Vẽ phần xác nhận, where a draft waits for this person."""
    awaited = sights.awaited(ctx.work, found)
    if not awaited:
        return
    label = "Xác nhận dòng nháp"
    inside = panel(label, key="mo-xac-nhan-so", icon=":material/verified_user:")
    if inside is None:
        return
    register = found.register
    titles = {(one.key, one.version): f"{one.unit} · {register.title_of(one)}" for one in awaited}
    key = f"xac-nhan-so-{register.code}"
    with inside:
        chosen = st.multiselect(
            "Dòng cần xác nhận",
            list(titles),
            format_func=titles.__getitem__,
            placeholder="Chọn các dòng đã kiểm tra",
            key=key,
        )
        st.caption("Người nhập không tự xác nhận. Các dòng cùng một mã phải khớp nhau.")
        ctx.button(
            "Xác nhận các dòng đã chọn",
            lambda: ctx.act(
                lines.confirm,
                "Đã xác nhận.",
                register=register.code,
                rows=st.session_state[key],
            ),
            key="nut-xac-nhan-so",
            type="primary",
            icon=":material/check:",
            disabled=not chosen,
        )
