"""Hai tay trên lưới chấm: the paper of what is typed, and the effect of «Không giao» first."""

import hashlib
from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission, is_own_unit
from thidua.domain.ground.text import listed
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import Hand
from thidua.frames.joint_decisions import effect_words
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring.desk import Desk
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import joint_decisions
from thidua.ui.frame.literal import literal
from thidua.ui.frame.notices import Kind
from thidua.ui.frame.page import Context

_PAPER, _SHOWN, _WAITS = "van-ban-kem-{}-{}", "_da_xem_anh_huong", "_dong_cho_nguoi_thu_hai"


def paper(desk: Desk) -> str:
    """Văn bản kèm theo đã ghi; empty where none was asked for."""
    return str(st.session_state.get(_PAPER.format(desk.unit, desk.hand), ""))


def ask_paper(ctx: Context, desk: Desk) -> None:
    """Hỏi giấy của đơn vị khi nhập thay, and the document of «Không giao» and of targets."""
    if desk.hand is Hand.CROSS:
        return
    is_typed_for = desk.hand is Hand.SELF and not is_own_unit(ctx.actor, ctx.period, desk.unit)
    if not is_typed_for and desk.hand is not Hand.VERIFIED:
        return
    told = (
        "Giấy mà đơn vị đã gửi: phiếu có ký, công văn số, ngày."
        if is_typed_for
        else "Chỉ cần khi ghi «Không giao» hoặc kế hoạch khác với đơn vị tự ghi."
    )
    st.text_input(
        "Văn bản kèm theo",
        key=_PAPER.format(desk.unit, desk.hand),
        persist_state="page",
        help=told,
    )


def asks_first(ctx: Context, desk: Desk, edits: Sequence[LineEdit], key: str) -> bool:
    """Cho xem ảnh hưởng của «Không giao» trước; the same press again sends it."""
    left_out = {
        edit.criterion: edit.entry
        for edit in edits
        if edit.entry is not None and edit.entry.state is LineState.NOT_ASSIGNED
    }
    if desk.hand is not Hand.VERIFIED or not left_out or not ctx.allows(Permission.ANALYSE):
        return False
    mark = hashlib.sha256(repr((desk.unit, sorted(left_out))).encode()).hexdigest()
    if st.session_state.pop(_SHOWN, None) == mark:
        return False
    st.session_state[_SHOWN] = mark
    names = {member.code: member.called for member in score_entry.members(ctx.work)}
    found = joint_decisions.effect_of_lines(ctx.work, unit=desk.unit, entries=left_out)
    said = effect_words(found, lambda unit: names.get(unit, unit))
    ctx.say(
        key,
        Kind.TOLD,
        literal(
            f"Chưa lưu gì. «Không giao» {listed(list(left_out), 'tiêu chí')}. {said} Bấm lần nữa "
            "để gửi đề nghị; nó có hiệu lực khi người thứ hai, của đơn vị khác, xác nhận."
        ),
    )
    return True


def note_waiting(desk: Desk, waits: Sequence[str]) -> None:
    """Nhớ những dòng vừa thành đề nghị, for what is said of the save."""
    st.session_state[_WAITS] = (desk.unit, tuple(waits))


def waiting_of(desk: Desk) -> tuple[str, ...]:
    """Những dòng của lần lưu vừa rồi còn chờ người thứ hai; told once."""
    unit, waits = st.session_state.pop(_WAITS, (desk.unit, ()))
    return tuple(waits) if unit == desk.unit else ()


def said(waits: Sequence[str]) -> list[str]:
    """Câu báo những dòng mới là đề nghị; none where nothing waits."""
    if not waits:
        return []
    return [
        f"{len(waits)} dòng mới là đề nghị, chưa đổi gì, chờ người thứ hai của đơn vị khác xác "
        f"nhận ở trang Thẩm định: {listed(list(waits), 'tiêu chí')}."
    ]
