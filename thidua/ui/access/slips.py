"""Phiếu giao tài khoản: a slip a person with the one-time password, printed and cut apart.

Nobody can see such a password again, so slips stay until whoever made them says they were handed
over; they live in this session alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from thidua.ui.frame import links
from thidua.ui.frame.page import Context

_SLIPS = "_phieu_giao_tai_khoan"


@dataclass(frozen=True, slots=True)
class Slip:
    """Một phiếu: for whom, the sign-in name and the password that opens once."""

    login: str
    full_name: str
    password: str


def hand_out(made: Iterable[Slip]) -> None:
    """Giữ các phiếu vừa làm cho tới khi giao."""
    st.session_state[_SLIPS] = [*st.session_state.get(_SLIPS, ()), *made]


def draw(ctx: Context) -> None:
    """Vẽ các phiếu chưa giao."""
    held: Sequence[Slip] = st.session_state.get(_SLIPS, ())
    if not held:
        return
    st.warning(
        f"**{len(held)} phiếu giao tài khoản**, không xem lại được: in trang này (Ctrl+P), cắt rời "
        "rồi giao tận tay.",
        icon=":material/key:",
    )
    st.html(sheet(held, links.base_address()))
    ctx.button("Đã giao hết, ẩn các phiếu", _forget, key="da-giao-het")


def _forget() -> None:
    st.session_state.pop(_SLIPS, None)


def sheet(held: Sequence[Slip], address: str) -> str:
    """Các phiếu trên giấy, three in a row where there is room."""
    told = "".join(
        f"<li><b>{escape(one.full_name)}</b><span>Địa chỉ: {escape(address)}</span>"
        f"<span>Tên đăng nhập: <code>{escape(one.login)}</code></span>"
        f"<span>Mật khẩu dùng một lần: <code>{escape(one.password)}</code></span>"
        "<small>Đăng nhập lần đầu thì đổi mật khẩu ngay.</small></li>"
        for one in held
    )
    return f'<ul class="phieu-giao">{told}</ul>'
