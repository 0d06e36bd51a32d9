"""Tìm tài khoản: which of them are shown, fifty at a time."""

import streamlit as st

from thidua import labels
from thidua.domain.access.account import LONGEST_FULL_NAME, AccountPage
from thidua.domain.access.permissions import Role
from thidua.domain.ground.points import vi_number
from thidua.services.access import accounts
from thidua.services.access.accounts import Sought
from thidua.ui.access.accounts import forget_made
from thidua.ui.frame.page import Context

_TURN = "tai-khoan-trang"


def draw(ctx: Context) -> AccountPage:
    """Ô tìm và trang tài khoản tìm được, under a sentence that says how many there are."""
    words, role = st.columns(2)
    sought = Sought(
        words=words.text_input(
            "Tìm tài khoản",
            max_chars=LONGEST_FULL_NAME,
            placeholder="Họ tên, tên đăng nhập hoặc đơn vị",
            on_change=_first,
        ),
        role=role.selectbox(
            "Vai trò đang có",
            [None, *Role],
            format_func=lambda one: "Mọi vai trò" if one is None else labels.ROLES[one],
            on_change=_first,
        ),
    )
    at = int(st.session_state.get(_TURN, 1)) - 1
    found = accounts.page(ctx.work, sought=sought, page=at)
    st.markdown(sentence(found, at))
    return found


def _first() -> None:
    st.session_state[_TURN] = 1
    forget_made()


def sentence(found: AccountPage, at: int) -> str:
    """Câu đầu: how many accounts there are, how many were found, and which of them are shown."""
    said = (
        f"Có **{vi_number(found.total)}** tài khoản, **{vi_number(found.active)}** đang hoạt động"
    )
    if found.found != found.total:
        said += f"; tìm thấy **{vi_number(found.found)}**"
    if found.found > accounts.PAGE and found.people:
        first = at * accounts.PAGE + 1
        shown = f"{vi_number(first)}–{vi_number(first + len(found.people) - 1)}"
        said += f"; đang xem {shown} theo tên đăng nhập"
    return f"{said}."


def pages(found: AccountPage) -> None:
    """Nút sang trang."""
    most = -(-found.found // accounts.PAGE)
    if most > 1:
        st.number_input(f"Trang, từ 1 đến {most}", 1, most, key=_TURN, on_change=forget_made)
