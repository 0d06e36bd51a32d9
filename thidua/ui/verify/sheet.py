"""Bảng chấm của một đơn vị: all that stands under the choice of hand and unit, run by itself.

What is pressed here draws this part alone: title, menu, hands and units do not depend on a save.
What does – sentence, counts, what waits for a second person, what stops handing in – is in here.
"""

import streamlit as st

from thidua.domain.scoring.sheet import Hand
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring import sheets
from thidua.services.scoring.desk import Desk, Section
from thidua.ui.frame import page
from thidua.ui.frame.page import Context
from thidua.ui.record import tracking
from thidua.ui.scoring import acts as score_acts
from thidua.ui.scoring import evidence as evidence_panel
from thidua.ui.scoring import file as score_file
from thidua.ui.scoring import form as score_form
from thidua.ui.scoring import grid as score_grid
from thidua.ui.scoring import hand_in, so_far, source_numbers, unit_log
from thidua.ui.scoring import held as held_cells
from thidua.ui.scoring import wide as wide_sheet
from thidua.ui.verify import agreement as agreement_panel
from thidua.ui.widgets import jump


@page.part("cham_diem", closing=held_cells.draw_lost)
def draw(ctx: Context, unit: str, hand: Hand) -> None:
    """Vẽ bảng chấm của đơn vị này."""
    desk = score_entry.desk(ctx.work, unit=unit, hand=hand)
    st.markdown(so_far.sentence(desk))
    sections = {section.code: section for section in score_entry.sections(desk.covenant)}
    jump.land({one.code: part.code for part in sections.values() for one in part.criteria})
    first = next((one for one, part in sections.items() if _owes(desk, part)), next(iter(sections)))
    with st.container(key="dai-nhom"):
        chosen = st.segmented_control(
            "Nhóm tiêu chí",
            list(sections),
            format_func=lambda code: so_far.section_label(desk, sections[code]),
            default=None if jump.SECTION in st.session_state else first,
            required=True,
            label_visibility="collapsed",
            key=jump.SECTION,
        )
    section = sections[chosen or first]
    hand_in.said(desk)
    if not jump.is_open():
        held_cells.put_aside(is_one=True)
    score_grid.draw(ctx, desk, section)
    source_numbers.draw(ctx, desk, unit)
    if ctx.allows(sheets.SCORING[hand], unit) and not desk.is_closed:
        score_form.draw(ctx, desk, section, list(sections.values()))
        score_acts.draw(ctx, desk, section)
        score_file.draw(ctx, desk)
        wide_sheet.draw(ctx, desk)
    else:
        evidence_panel.browse(ctx, desk, section)
    if hand is Hand.VERIFIED:
        agreement_panel.summary(ctx, unit)
    hand_in.waiting(ctx, desk)
    hand_in.draw(ctx, desk)
    tracking.draw(ctx, unit)
    unit_log.draw(ctx, unit)


def _owes(desk: Desk, section: Section) -> bool:
    """Nhóm còn tiêu chí chưa chấm: where a sheet is opened, since the rest is done."""
    return any(one.code in desk.score.missing for one in section.criteria)
