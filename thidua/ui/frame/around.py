"""Quanh trang: who is signed in, the way out, and the banner of the demo."""

import streamlit as st

from thidua.domain.access.permissions import Actor
from thidua.ui.frame.literal import literal
from thidua.web.identity import SIGN_OUT_PATH, Ticket


def draw_person(actor: Actor, held: Ticket) -> None:
    """Tên người dùng và nút đăng xuất; over the demo a banner nobody can take for real data."""
    with st.sidebar, st.container(key="nguoi-dung"):
        st.caption(literal(actor.name))
        label = "Đổi vai" if held.is_demo else "Đăng xuất"
        # A form, because signing out is a write that must not happen by following a link.
        st.html(
            f'<form method="post" action="{SIGN_OUT_PATH}">'
            f'<button class="dang-xuat">{label}</button></form>'
        )
    if held.is_demo:
        st.warning(
            "**DỮ LIỆU MẪU** – khối, đơn vị và người trong đây đều là hư cấu.",
            icon=":material/science:",
        )
