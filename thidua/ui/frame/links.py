"""Lối sang trang khác."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from thidua import labels, settings
from thidua.domain.access.permissions import Permission, roles_with
from thidua.domain.period.reminder import TO_BLOCK, TO_YEAR
from thidua.ui.frame import address, menu
from thidua.web.streamlit_inside import StreamlitPageNotFoundError


def who(permission: Permission) -> str:
    """Những vai trò làm được việc này, in words."""
    names = [labels.ROLES[role].lower() for role in roles_with(permission)]
    return " hoặc ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def open_page(name: str) -> None:
    """Nút sang trang này; whose work it is where the menu of this person does not have it."""
    entry = menu.entry(name)
    try:
        st.page_link(entry.file, label=f"Mở {entry.title}", icon=entry.icon)
    except StreamlitPageNotFoundError:
        _of_others(entry)


def to(name: str, label: str, place: Mapping[str, str]) -> None:
    """Nút sang đúng chỗ trên một trang; whose work it is where this person does not have it."""
    entry = menu.entry(name)
    try:
        st.page_link(entry.file, label=label, icon=entry.icon, query_params=_with_period(place))
    except StreamlitPageNotFoundError:
        _of_others(entry)


def _of_others(entry: menu.Entry) -> None:
    st.caption(f"Việc của {who(entry.work)}, ở trang {entry.title}.")


def _with_period(place: Mapping[str, str]) -> dict[str, str]:
    """Giữ khối và năm đang xem in the address.

    Under names of their own: what is bound to a widget of one page is dropped on the way to
    another.
    """
    names = ((address.BLOCK, TO_BLOCK), (address.YEAR, TO_YEAR))
    kept = {to: str(st.session_state[at]) for at, to in names if at in st.session_state}
    return {**kept, **place}


def base_address() -> str:
    """Địa chỉ của phần mềm: THIDUA_ADDRESS, otherwise as this browser came to it."""
    given = settings.read().address
    if given:
        return given.rstrip("/")
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""
