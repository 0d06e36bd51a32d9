"""Lối sang trang khác."""

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from thidua.ui import menu


def open_page(name: str) -> None:
    """Nút sang trang này; only its name where the menu of this person does not have it."""
    entry = menu.entry(name)
    try:
        st.page_link(entry.file, label=f"Mở {entry.title}", icon=entry.icon)
    except StreamlitPageNotFoundError:
        st.caption(f"Xem trang {entry.title}.")
