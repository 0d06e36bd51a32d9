"""Menu của người dùng: in the head of every page, what is about oneself and not about the block."""

from contextlib import suppress

import streamlit as st

from thidua.domain.access.permissions import Actor, may_ever
from thidua.ui.frame import menu
from thidua.web.identity import CHANGE_PASSWORD_PATH, SIGN_OUT_PATH, Ticket
from thidua.web.streamlit_inside import StreamlitPageNotFoundError


def draw(actor: Actor, held: Ticket) -> None:
    """Vẽ menu, but for a show: who this is, what is kept, help, own password, look, the way out."""
    with (
        st.container(key="cua-toi"),
        st.popover("Của tôi", icon=":material/account_circle:", type="tertiary"),
    ):
        st.text(actor.name)
        for entry in map(menu.entry, ("du_lieu_ca_nhan", "tro_giup")):
            if may_ever(actor, entry.needs):
                with suppress(StreamlitPageNotFoundError):  # a page run by itself has no menu
                    st.page_link(entry.file, label=entry.title, icon=entry.icon)
        if not held.is_demo:
            st.html(f'<a href="{CHANGE_PASSWORD_PATH}" target="_self">Đổi mật khẩu</a>')
        st.caption("Giao diện sáng, tối hay theo máy: nút ba chấm ở góc trên bên phải.")
        # A form, because signing out is a write that must not happen by following a link.
        leave = "Đổi vai" if held.is_demo else "Đăng xuất"
        st.html(
            f'<form method="post" action="{SIGN_OUT_PATH}">'
            f'<button class="dang-xuat">{leave}</button></form>'
        )
