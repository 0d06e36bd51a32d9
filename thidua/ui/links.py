"""Lối sang trang khác."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from thidua.domain.reminder import TO_BLOCK, TO_YEAR
from thidua.ui import menu, page


def open_page(name: str) -> None:
    """Nút sang trang này; only its name where the menu of this person does not have it."""
    entry = menu.entry(name)
    try:
        st.page_link(entry.file, label=f"Mở {entry.title}", icon=entry.icon)
    except StreamlitPageNotFoundError:
        st.caption(f"Xem trang {entry.title}.")


def to(name: str, label: str, place: Mapping[str, str]) -> None:
    """Nút sang đúng chỗ trên một trang; only the page's name where this person does not have it."""
    entry = menu.entry(name)
    try:
        st.page_link(entry.file, label=label, icon=entry.icon, query_params=_with_period(place))
    except StreamlitPageNotFoundError:
        st.caption(f"Xem trang {entry.title}.")


def _with_period(place: Mapping[str, str]) -> dict[str, str]:
    """Giữ khối và năm đang xem in the address.

    Under names of their own: what is bound to a widget of one page is dropped on the way to
    another.
    """
    names = ((page.BLOCK, TO_BLOCK), (page.YEAR, TO_YEAR))
    kept = {to: str(st.session_state[at]) for at, to in names if at in st.session_state}
    return {**kept, **place}


def base_address() -> str:
    """Địa chỉ của phần mềm: THIDUA_ADDRESS, otherwise as this browser came to it."""
    given = os.environ.get("THIDUA_ADDRESS")
    if given:
        return given.rstrip("/")
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""
