"""Trang «Thẩm định»: who is how far, who reviews whom, where hands differ, what is agreed."""

import streamlit as st

from thidua.ui.frame import address, links, page
from thidua.ui.period import progress as progress_panel
from thidua.ui.period import reminders as reminder_panel
from thidua.ui.review import assignment as assignment_panel
from thidua.ui.verify import agreement as agreement_panel
from thidua.ui.verify import disagreement as disagreement_panel
from thidua.ui.verify import joint_decisions as joint_decisions_panel

PARTS = {
    "Tiến độ": progress_panel.draw,
    links.ASSIGNMENT: assignment_panel.draw,
    "Bất đồng": disagreement_panel.draw,
    links.AGREEMENT: agreement_panel.draw,
    links.SECOND: joint_decisions_panel.draw,
    links.REMINDERS: reminder_panel.draw,
}

with page.opened("tham_dinh") as ctx:
    st.markdown(progress_panel.sentence(ctx))
    part = st.segmented_control(
        "Phần việc",
        list(PARTS),
        default="Tiến độ",
        required=True,
        key=address.PART,
        bind="query-params",
    )
    PARTS[part](ctx)
