"""Chọn bảng chấm: which unit's sheet by which hand; nothing is drawn where there is no choice."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua import labels
from thidua.domain.ground.errors import NoMembers
from thidua.domain.scoring.sheet import Hand
from thidua.services.scoring import desk as score_entry
from thidua.ui.frame import address
from thidua.ui.frame.page import Context

_UNIT, _HAND = "don-vi-cham", "ban-cham"


def draw(ctx: Context) -> tuple[str, Hand]:
    """Vẽ ô chọn đơn vị và loại bảng điểm in one row, and says what is chosen."""
    members = score_entry.members(ctx.work)
    if not members:
        raise NoMembers
    names = {member.code: member.name for member in members}
    hands = score_entry.hands(ctx.work)
    _land(names, hands)
    unit, hand = next(iter(names)), hands[0]
    if len(names) == 1 and len(hands) == 1:
        return unit, hand
    with st.container(horizontal=True, key="chon-bang"):
        if len(names) > 1:
            unit = st.selectbox(
                "Đơn vị",
                list(names),
                format_func=names.__getitem__,
                label_visibility="collapsed",
                width=420,
                key=_UNIT,
            )
        if len(hands) > 1:
            hand = st.segmented_control(
                "Loại bảng điểm",
                hands,
                format_func=labels.HANDS.__getitem__,
                default=hand,
                required=True,
                label_visibility="collapsed",
                key=_HAND,
            )
    return unit, hand


def _land(names: Mapping[str, str], hands: Sequence[Hand]) -> None:
    """Theo đường dẫn tới bảng của một đơn vị, once; what is not theirs to choose is left out."""
    unit = st.query_params.pop(address.TO_UNIT, None)
    hand = st.query_params.pop(address.TO_HAND, None)
    if unit in names:
        st.session_state[_UNIT] = unit
    for one in hands:
        if one == hand:
            st.session_state[_HAND] = one
