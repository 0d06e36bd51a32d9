"""Phiếu giao tài khoản: a slip a person with the one-time password, printed and cut apart.

Nobody can see such a password again, so slips stay until whoever made them says they were handed
over; they live in this session alone.
"""

from collections.abc import Iterable, Sequence

import streamlit as st

from thidua.frames import accounts as frames
from thidua.frames.accounts import Slip
from thidua.ui.frame import links
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables

_SLIPS = "_phieu_giao_tai_khoan"


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
        "rồi giao tận tay. Ai đăng nhập lần đầu thì đổi mật khẩu ngay.",
        icon=":material/key:",
    )
    tables.draw(
        frames.slips_frame(held, links.base_address()), alt="Phiếu giao tài khoản", as_slips=True
    )
    ctx.button("Đã giao hết, ẩn các phiếu", _forget, key="da-giao-het")


def _forget() -> None:
    st.session_state.pop(_SLIPS, None)
