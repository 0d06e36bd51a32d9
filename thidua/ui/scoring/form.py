"""Dòng đang chọn: all there is to read of one criterion, and plain fields to score it in.

The fields are for a phone and a screen reader too, and are saved as the grid is.
"""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.scoring.explanation import explain_line
from thidua.domain.scoring.following import next_missing
from thidua.frames import past as frames
from thidua.services.ranking import past_points
from thidua.services.scoring.desk import Desk, Section
from thidua.services.thread import threads
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import events, restoring, saving
from thidua.ui.scoring import evidence as evidence_panel
from thidua.ui.scoring import fields as score_fields
from thidua.ui.scoring import grid as score_grid
from thidua.ui.scoring import held as held_cells
from thidua.ui.widgets import jump, tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, desk: Desk, section: Section, sections: Sequence[Section]) -> None:
    """Vẽ phần nhập từng tiêu chí, with what the unit had in earlier years beside it.

    `sections` are all of the sheet, over whose borders a save goes on to what is not scored.
    """
    inside = panel("Nhập từng tiêu chí", key=jump.OPEN, icon=":material/smartphone:")
    if inside is None:
        return
    with inside:
        criteria = {one.code: one for one in section.criteria}
        first = next((one for one in criteria if one in desk.score.missing), None)
        if first is not None:
            st.session_state.setdefault(jump.field_key(section.code), first)
        code = st.selectbox(
            "Tiêu chí",
            list(criteria),
            format_func=lambda one: f"{one}. {criteria[one].text}",
            key=jump.field_key(section.code),
        )
        criterion = criteria[code]
        if criterion.rule.is_computed:
            read(criterion)
            _computed(desk, criterion)
            return
        left, right = st.columns(2, gap="medium")
        with left:
            read(criterion)
            _past(ctx, desk, code)
            _thread(ctx, desk, code)
        with right:
            _given(ctx, desk, criterion, sections)
        events.draw(ctx, desk, criterion)
        evidence_panel.of_desk(ctx, desk, code)


def read(criterion: Criterion) -> None:
    """Vẽ trọn lời của tiêu chí and what the covenant says of it."""
    st.markdown(f"**{literal(criterion.code)}** {literal(criterion.text)}")
    if criterion.note:
        st.caption(f"Giao ước ghi chú: {literal(criterion.note)}")
    if criterion.clause:
        st.caption(f"Căn cứ: {literal(criterion.clause)}")


def _given(ctx: Context, desk: Desk, criterion: Criterion, sections: Sequence[Section]) -> None:
    """Các ô của tiêu chí này, and the two ways to save them."""
    code = criterion.code
    place = (*held_cells.sheet_place(desk), f"{held_cells.ONE}{code}")
    held = held_cells.hold(place, lambda: desk.draft([criterion]))
    score_fields.draw(held.draft, held.key)
    key, onward = f"luu-{held_cells.ONE}{code}", f"luu-sang-{held_cells.ONE}{code}"
    codes = [one.code for part in sections for one in part.criteria if not one.rule.is_computed]
    following = next_missing(codes, desk.score.missing, code)

    def go_on(to: str) -> None:
        if saving.save(ctx, desk, place, onward):
            jump.to(to)

    row = st.container(horizontal=True)
    if following is not None:
        ctx.button(
            "Lưu và sang tiêu chí tiếp",
            lambda: go_on(following),
            key=onward,
            place=row,
            type="primary",
        )
    ctx.button("Lưu tiêu chí này", lambda: saving.save(ctx, desk, place, key), key=key, place=row)
    score_grid.draw_clashes(ctx, desk, place, key)
    restoring.draw(ctx, desk, code)


def _computed(desk: Desk, criterion: Criterion) -> None:
    """Tiêu chí không ai chấm: what it comes to, and from which periods."""
    entry, points = desk.sheet.entries.get(criterion.code), desk.score.lines.get(criterion.code)
    said = explain_line(desk.covenant, criterion, entry, points, {})
    st.markdown(literal(f"{said.line()}. Điểm lấy từ các kỳ trong năm, không ai nhập."))


def _thread(ctx: Context, desk: Desk, code: str) -> None:
    """Giải trình, kiến nghị về tiêu chí này, where there is one."""
    marks = threads.thread_marks(ctx.work, unit=desk.unit)
    if code in marks:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/forum: {literal(marks[code])}")
            links.open_page("giai_trinh")


def _past(ctx: Context, desk: Desk, code: str) -> None:
    found = past_points.past_points(ctx.work, unit=desk.unit)
    if code in found:
        tables.draw(
            frames.past_frame(found[code]),
            alt="Điểm tiêu chí này các năm trước",
        )
