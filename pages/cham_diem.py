"""Trang «Chấm điểm»: what one hand gives one unit — in a grid, line by line, or from a file."""

import streamlit as st

from thidua import labels
from thidua.domain.ground.errors import NoMembers
from thidua.domain.scoring.sheet import Hand
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring import sheets
from thidua.ui.frame import page
from thidua.ui.scoring import evidence as evidence_panel
from thidua.ui.scoring import file as score_file
from thidua.ui.scoring import form as score_form
from thidua.ui.scoring import grid as score_grid
from thidua.ui.scoring import hand_in
from thidua.ui.verify import agreement as agreement_panel
from thidua.ui.widgets import jump

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
    desk = score_entry.desk(ctx.work, unit=unit, hand=hand)
    st.markdown(score_grid.sentence(desk))
    sections = {section.code: section for section in score_entry.sections(desk.covenant)}
    jump.land({one.code: part.code for part in sections.values() for one in part.criteria})
    first = next(iter(sections))
    chosen = st.segmented_control(
        "Nhóm tiêu chí",
        list(sections),
        format_func=lambda code: score_grid.section_label(desk, sections[code]),
        default=None if jump.SECTION in st.session_state else first,
        required=True,
        key=jump.SECTION,
    )
    section = sections[chosen or first]
    hand_in.said(desk)
    score_grid.draw(ctx, desk, section)
    if ctx.allows(sheets.SCORING[hand], unit) and not desk.is_closed:
        score_form.draw(ctx, desk, section)
        score_grid.acts(ctx, desk, section)
        score_file.draw(ctx, desk)
    else:
        evidence_panel.browse(ctx, desk, section)
    if hand is Hand.VERIFIED:
        agreement_panel.summary(ctx, unit)
    hand_in.waiting(ctx, desk)
    hand_in.draw(ctx, desk)
