"""Quyền lợi riêng: saying whose unit one is of, who leads the block, who decides for whom."""

import streamlit as st

from thidua.domain.access.interest import OUTSIDE, OUTSIDE_WORDS, BlockLeader
from thidua.domain.access.permissions import Permission
from thidua.frames import joint_decisions as frames
from thidua.services.access import interests
from thidua.services.period import rosters
from thidua.services.scoring import submissions
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_HOME, _UNIT, _WHO, _PAPER = "khai-don-vi", "thay-don-vi", "thay-ai", "thay-van-ban"


def draw(ctx: Context) -> None:
    """Vẽ lời khai còn thiếu, and a panel that every member of the block may open."""
    if interests.is_asked(ctx.actor, ctx.period):
        with st.container(border=True):
            _state(ctx)
    inside = panel(
        "Ai quyết định, người thay, bảng bị trả lại", key="mo-nguoi-thay", icon=":material/group:"
    )
    if inside is not None:
        with inside:
            _show(ctx)


def _names(ctx: Context) -> dict[str, str]:
    return {member.code: member.name for member in rosters.members(ctx.work)}


def _state(ctx: Context) -> None:
    """Khai mình là người của đơn vị nào; once, then only an administrator changes it."""
    names = {**_names(ctx), OUTSIDE: OUTSIDE_WORDS.capitalize()}
    st.selectbox(
        "Bạn là người của đơn vị",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Chọn đơn vị, hoặc không thuộc đơn vị nào",
        key=_HOME,
    )
    st.caption(
        "Bạn không quyết định về đơn vị mình. Lời khai ghi vào nhật ký, cả khối thấy; khai rồi chỉ "
        "quản trị đổi được."
    )
    chosen = st.session_state.get(_HOME)
    ctx.button(
        "Khai",
        lambda: ctx.act(
            interests.state_home, "Đã ghi bạn là người của đơn vị nào.", unit=chosen or OUTSIDE
        ),
        key="khai",
        type="primary",
        disabled=chosen is None,
    )


def _show(ctx: Context) -> None:
    names = _names(ctx)
    leaders = interests.leaders(ctx.work)
    tables.draw(frames.leaders_frame(leaders), alt="Người giữ việc của khối và đơn vị")
    found = interests.substitutes(ctx.work)
    if found:
        tables.draw(
            frames.substitutes_frame(found, lambda unit: names.get(unit, unit)),
            alt="Người thay để quyết định về từng đơn vị",
        )
    else:
        st.caption("Chưa cử người thay nào; cơ quan thường trực luôn thay được.")
    returned = submissions.returned(ctx.work)
    if returned:
        tables.draw(
            frames.returns_frame(returned, lambda unit: names.get(unit, unit)),
            alt="Bảng tự chấm đang được trả lại",
        )
    if ctx.allows(Permission.NAME_SUBSTITUTE):
        _name(ctx, names, leaders)
        for one in found:
            ctx.button(
                f"Thôi cử {one.name} thay cho {one.unit}",
                lambda one=one: ctx.act(  # type: ignore[misc]
                    interests.end_substitute,
                    "Đã thôi cử người thay.",
                    unit=one.unit,
                    login=one.login,
                ),
                key=f"thoi-thay-{one.unit}-{one.login}",
            )


def _name(ctx: Context, names: dict[str, str], leaders: tuple[BlockLeader, ...]) -> None:
    """Cử người thay cho một đơn vị, by a document."""
    people = {one.login: one.name for one in leaders}
    st.selectbox("Đơn vị cần người thay", list(names), format_func=names.__getitem__, key=_UNIT)
    st.selectbox("Người thay", list(people), format_func=people.__getitem__, key=_WHO)
    st.text_input("Văn bản cử người thay", key=_PAPER)
    ctx.button(
        "Cử người thay",
        lambda: ctx.act(
            interests.name_substitute,
            "Đã cử người thay; cả khối thấy.",
            unit=st.session_state[_UNIT],
            login=st.session_state[_WHO],
            document=st.session_state[_PAPER],
        ),
        key="cu-nguoi-thay",
    )
