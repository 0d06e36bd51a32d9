"""Tình trạng xét: whether one unit is ranked, for whoever may say so."""

import streamlit as st

from thidua import labels
from thidua.domain.access.interest import OWN_UNIT
from thidua.domain.access.joint_decision import JointKind
from thidua.domain.access.permissions import Permission
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.frames.joint_decisions import effect_words
from thidua.services.access import interests
from thidua.services.ranking import considerations
from thidua.services.ranking.standings import Board
from thidua.services.verify import joint_decisions
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_OWN = "Lý do khác"


def draw(ctx: Context, board: Board, unit: str) -> None:
    """Vẽ khung tình trạng xét; the covenant's own reasons stand ready to be chosen."""
    inside = panel("Tình trạng xét của đơn vị này", key="mo-xet", icon=":material/gavel:")
    if inside is None:
        return
    with inside:
        seen = board.considerations.get(unit, UnitConsideration())
        st.radio(
            "Tình trạng",
            list(ConsiderationState),
            index=list(ConsiderationState).index(seen.state),
            format_func=labels.CONSIDERATIONS.__getitem__,
            horizontal=True,
            key=f"tinh-trang-{unit}",
            persist_state="page",
        )
        _reason(board, unit, seen.reason)
        st.text_input("Văn bản", seen.document, key=f"van-ban-{unit}", persist_state="page")
        _waiting(ctx, unit)
        _effect(ctx, board, unit, seen)
        if not interests.may_decide(ctx.work, Permission.SET_CONSIDERATION, unit):
            st.caption(literal(OWN_UNIT))
            return
        ctx.button(
            "Gửi đề nghị",
            lambda: ctx.act(
                considerations.ask,
                "Đã ghi đề nghị; tình trạng xét đổi khi người thứ hai, của đơn vị khác, xác nhận.",
                unit=unit,
                state=st.session_state[f"tinh-trang-{unit}"],
                reason=_chosen_reason(unit),
                document=st.session_state[f"van-ban-{unit}"],
                seen=seen,
            ),
            key="ghi-tinh-trang",
        )


def _waiting(ctx: Context, unit: str) -> None:
    """Đề nghị đang chờ người thứ hai về đơn vị này, where there is one."""
    for one in joint_decisions.waiting(ctx.work):
        if one.unit == unit and one.kind is JointKind.CONSIDERATION:
            said = joint_decisions.words(ctx.work, decision=one)
            st.warning(
                literal(f"{one.asked_by} đã đề nghị {said}; chờ người thứ hai xác nhận."),
                icon=":material/hourglass_top:",
            )


def _effect(ctx: Context, board: Board, unit: str, seen: UnitConsideration) -> None:
    """Ai đổi chỗ đứng nếu đề nghị này được xác nhận, before it is sent."""
    state = st.session_state[f"tinh-trang-{unit}"]
    if state is seen.state:
        return
    found = joint_decisions.effect_of_state(
        ctx.work, unit=unit, state=state, reason=_chosen_reason(unit) or "đề nghị"
    )
    st.info(literal(effect_words(found, board.short_name)), icon=":material/swap_vert:")


def _chosen_reason(unit: str) -> str:
    chosen: str = st.session_state.get(f"ly-do-giao-uoc-{unit}", _OWN)
    return st.session_state.get(f"ly-do-{unit}", "") if chosen == _OWN else chosen


def _reason(board: Board, unit: str, seen: str) -> None:
    """Lý do: one that the covenant names under «Không xét», or one's own words."""
    stated = [_OWN, *board.covenant.exclusions]
    chosen = _OWN
    if len(stated) > 1:
        chosen = st.selectbox(
            "Lý do giao ước nêu",
            stated,
            index=stated.index(seen) if seen in stated else 0,
            key=f"ly-do-giao-uoc-{unit}",
            persist_state="page",
        )
    if chosen == _OWN:
        before = "" if seen in stated else seen
        st.text_input("Lý do", before, key=f"ly-do-{unit}", persist_state="page")
