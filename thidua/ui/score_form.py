"""Nhập từng tiêu chí: plain fields for a phone or a screen reader, saved as the grid is."""

import streamlit as st

from thidua.services.score_entry import Desk, Section
from thidua.ui import evidence_panel, score_fields, score_grid
from thidua.ui.page import Context


def draw(ctx: Context, desk: Desk, section: Section) -> None:
    """Vẽ phần nhập từng tiêu chí."""
    with st.expander("Nhập từng tiêu chí", icon=":material/smartphone:"):
        criteria = {one.code: one for one in section.criteria}
        code = st.selectbox(
            "Tiêu chí",
            list(criteria),
            format_func=lambda one: f"{one}. {criteria[one].text}",
            key=f"tieu-chi-{section.code}",
        )
        place = (*score_grid.sheet_place(desk), f"{score_grid.ONE}{code}")
        held = score_grid.hold(place, lambda: desk.draft([criteria[code]]))
        typed = score_fields.draw(held.draft, held.key)
        if st.button("Lưu tiêu chí này", key=f"luu-{held.key}"):
            score_grid.save(ctx, desk, place, typed)
        score_grid.draw_clashes(ctx, desk, place, typed)
        evidence_panel.of_desk(ctx, desk, code)
