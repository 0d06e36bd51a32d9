"""Chọn sổ: one register at a time, and the first sentence about it."""

import streamlit as st

from thidua.domain.register.line import RowState
from thidua.domain.register.registers import REGISTERS
from thidua.services.register import sights
from thidua.services.register.sights import RegisterSight
from thidua.ui.frame import address
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context


def choose(ctx: Context) -> RegisterSight:
    """Chọn sổ, of those this person may see."""
    found = {one.code: one.name for one in sights.offered(ctx.work)}
    if st.session_state.get(address.REGISTER) not in found:
        st.session_state.pop(address.REGISTER, None)
    code = st.segmented_control(
        "Sổ",
        list(found),
        default=next(iter(found)),
        required=True,
        format_func=lambda one: literal(found[one]),
        key=address.REGISTER,
        bind="query-params",
    )
    unseen = [one.name for one in REGISTERS.values() if one.code not in found]
    if unseen:
        st.caption(f"Sổ «{literal(', '.join(unseen))}» chỉ người giải quyết và đơn vị gửi xem.")
    return sights.of_register(ctx.work, register=code)


def sentence(ctx: Context, found: RegisterSight) -> str:
    """Câu đầu: how many rows there are, how far they are believed, and what lacks evidence."""
    noun = literal(found.register.noun)
    standing = found.standing
    if not standing:
        return f"Năm **{found.year}** chưa ghi {noun} nào.{_closed(found)}"
    sure = sum(one.is_confirmed for one in standing)
    drafts = sum(one.state is RowState.DRAFT for one in standing)
    bare = sum(not one.evidence for one in standing)
    count = len({(one.unit, one.code) for one in standing})
    said = f"Năm **{found.year}** có **{count}** {noun}: {sure} dòng đã xác nhận"
    said += f", {drafts} dòng nháp" if drafts else ""
    said += f", {bare} dòng chưa có minh chứng" if bare else ""
    awaited = len(sights.awaited(ctx.work, found))
    said += f"; **{awaited}** dòng chờ bạn xác nhận" if awaited else ""
    return f"{said}.{_closed(found)}"


def _closed(found: RegisterSight) -> str:
    closed = sum(found.closed(one.code) is not None for one in found.units)
    if not closed:
        return ""
    if len(found.units) == 1:
        return " Sổ đã khóa."
    return f" Đã khóa sổ của {closed}/{len(found.units)} đơn vị."
