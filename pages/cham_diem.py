"""Trang «Chấm điểm»: what one hand gives one unit — in a grid, line by line, or from a file."""

import streamlit as st

from thidua import labels
from thidua.domain.ground.errors import NoMembers
from thidua.domain.scoring.sheet import Hand
from thidua.services.scoring import desk as score_entry
from thidua.ui.frame import page
from thidua.ui.verify import sheet

with page.opened("cham_diem") as ctx:
    hand = st.segmented_control(
        "Bản chấm",
        [Hand.SELF, Hand.VERIFIED],
        format_func=labels.HANDS.__getitem__,
        default=Hand.SELF,
        required=True,
        key="ban-cham",
    )
    members = score_entry.members(ctx.work)
    if not members:
        raise NoMembers
    names = {member.code: member.name for member in members}
    unit = st.selectbox("Đơn vị", list(names), format_func=names.__getitem__, key="don-vi-cham")
    sheet.draw(ctx, unit, hand)
