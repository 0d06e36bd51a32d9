"""Nhập từng tiêu chí: plain fields for a phone or a screen reader, saved as the grid is."""

import streamlit as st

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.scoring.explanation import explain_line
from thidua.frames import past as frames
from thidua.services.ranking import past_points
from thidua.services.scoring.desk import Desk, Section
from thidua.services.thread import threads
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import evidence as evidence_panel
from thidua.ui.scoring import fields as score_fields
from thidua.ui.scoring import grid as score_grid
from thidua.ui.widgets import jump
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, desk: Desk, section: Section) -> None:
    """Vẽ phần nhập từng tiêu chí, with what the unit had in earlier years beside it."""
    inside = panel("Nhập từng tiêu chí", key=jump.OPEN, icon=":material/smartphone:")
    if inside is None:
        return
    with inside:
        criteria = {one.code: one for one in section.criteria}
        code = st.selectbox(
            "Tiêu chí",
            list(criteria),
            format_func=lambda one: f"{one}. {criteria[one].text}",
            key=jump.field_key(section.code),
        )
        if criteria[code].note:
            st.caption(f"Giao ước ghi chú: {literal(criteria[code].note)}")
        if criteria[code].rule.is_computed:
            _computed(desk, criteria[code])
            return
        place = (*score_grid.sheet_place(desk), f"{score_grid.ONE}{code}")
        held = score_grid.hold(place, lambda: desk.draft([criteria[code]]))
        score_fields.draw(held.draft, held.key)
        key = f"luu-{score_grid.ONE}{code}"
        ctx.button("Lưu tiêu chí này", lambda: score_grid.save(ctx, desk, place, key), key=key)
        score_grid.draw_clashes(ctx, desk, place, key)
        _thread(ctx, desk, code)
        _past(ctx, desk, code)
        evidence_panel.of_desk(ctx, desk, code)


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
        st.dataframe(
            frames.past_frame(found[code]),
            hide_index=True,
            alt="Điểm tiêu chí này các năm trước",
        )
