"""Nhập từng tiêu chí: plain fields for a phone or a screen reader, saved as the grid is."""

import streamlit as st

from thidua.domain.rules import Field
from thidua.domain.score_draft import Draft, DraftRow
from thidua.domain.score_file import EXPLANATION
from thidua.services.score_entry import Desk, Section
from thidua.ui import score_grid
from thidua.ui.literal import literal
from thidua.ui.page import Context

_SCORED = "Chấm điểm"


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
        place = (desk.period.id, desk.hand, desk.unit, f"{score_grid.ONE}{code}")
        box = score_grid.box()
        for other in [key for key in box if key[3].startswith(score_grid.ONE) and key != place]:
            del box[other]
        if place not in box:
            score_grid.replace_held(place, desk.draft([criteria[code]]))
        held = box[place]
        with st.form(held.key, border=False):
            typed = {
                number: cells
                for number in range(len(held.draft.rows))
                if (cells := _fields(held.draft, number, held.key))
            }
            submitted = st.form_submit_button("Lưu tiêu chí này")
        if submitted:
            score_grid.save(ctx, desk, place, typed)
        score_grid.draw_clashes(ctx, desk, place, typed)


def _fields(draft: Draft, number: int, key: str) -> dict[str, str | None]:
    """Các ô của một dòng; only those that differ from what is stored count as typed."""
    row = draft.rows[number]
    cells: dict[str, str | None] = {}
    if row.form.is_first or row.form.label:
        st.markdown(
            literal(row.form.label) if row.form.is_first else f"– {literal(row.form.label)}"
        )
    st.caption(literal(row.form.hint))
    for name in row.form.asked:
        if name is not Field.CHOICE:
            cells[name] = st.text_input(
                name, draft.cell(number, name), key=f"{key}-{number}-{name}"
            )
    if row.form.choices:
        cells[Field.CHOICE] = _choice(draft, number, row, key)
    if row.form.is_first:
        cells[EXPLANATION] = st.text_area(
            EXPLANATION, draft.cell(number, EXPLANATION), key=f"{key}-{number}-giai-trinh"
        )
    return {name: text for name, text in cells.items() if text != draft.cell(number, name)}


def _choice(draft: Draft, number: int, row: DraftRow, key: str) -> str:
    stored = draft.cell(number, Field.CHOICE)
    options = list(dict.fromkeys(["", *row.form.choices, stored]))
    asked = Field.CHOICE in row.form.asked
    return st.selectbox(
        Field.CHOICE if asked else "Tình trạng",
        options,
        index=options.index(stored),
        format_func=lambda word: word or ("Chưa chọn" if asked else _SCORED),
        key=f"{key}-{number}-muc",
    )
