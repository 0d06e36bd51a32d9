"""Mở lại nhiều bảng thẩm định một lần: which lack a line, why, and one press for all of them."""

import streamlit as st

from thidua.domain.ground.text import listed
from thidua.services.verify import reopening
from thidua.services.verify.reopening import IncompleteSheet
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_REASON, _PAPER = "mo-lai-ly-do", "mo-lai-van-ban"


def draw(ctx: Context, names: dict[str, str]) -> None:
    """Vẽ khung mở lại các bảng thiếu dòng, for whoever verifies."""
    inside = panel("Mở lại các bảng thiếu dòng", key="mo-lai-nhieu", icon=":material/lock_open:")
    if inside is None:
        return
    with inside:
        st.caption(
            "Bảng đã xác nhận trước khi giao ước thêm tiêu chí thì thiếu dòng của tiêu chí ấy. Một "
            "lần ghi đề nghị mở lại mọi bảng này; người thứ hai xác nhận thì mới mở."
        )
        found = reopening.incomplete(ctx.work)
        if not found:
            st.info("Không bảng nào đã xác nhận mà thiếu dòng.", icon=":material/check:")
            return
        st.markdown("\n".join(_line(one, names) for one in found))
        _ask(ctx, [one.unit for one in found if one.may_be_asked])


def _line(one: IncompleteSheet, names: dict[str, str]) -> str:
    said = f"- {literal(names.get(one.unit, one.unit))}: thiếu {literal(listed(one.criteria))}"
    if one.is_asked:
        return f"{said}; đang chờ người thứ hai xác nhận mở lại"
    return f"{said}; đơn vị của bạn, người khác đề nghị" if one.is_own else said


def _ask(ctx: Context, units: list[str]) -> None:
    if not units:
        return
    reason = st.text_input("Lý do mở lại các bảng này", key=_REASON)
    st.text_input("Văn bản (số, ngày), nếu có", key=_PAPER)
    ctx.button(
        f"Đề nghị mở lại {len(units)} bảng",
        lambda: ctx.act(
            reopening.ask_all,
            f"Đã đề nghị mở lại {len(units)} bảng; chờ người thứ hai xác nhận.",
            units=units,
            reason=st.session_state[_REASON],
            document=st.session_state[_PAPER],
        ),
        key="de-nghi-mo-lai-nhieu",
        type="primary",
        disabled=not reason.strip(),
    )
