"""Lưới chấm điểm: a group of a sheet to be typed or pasted into, its button and its clashes."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import streamlit as st

from thidua.domain.ground.errors import NotPermitted
from thidua.domain.scoring.draft import renewed
from thidua.domain.scoring.evidence import EvidenceItem
from thidua.services.scoring import evidence
from thidua.services.scoring.desk import Desk, Section
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import clashes, columns, two_hands
from thidua.ui.scoring.held import (
    Place,
    box,
    hold,
    replace_held,
    say_unsaved,
    say_waiting,
    sheet_place,
    typed_in,
)
from thidua.ui.scoring.saving import criteria, may_write, save
from thidua.ui.widgets.once import once
from thidua.ui.widgets.widths import LOW

_IN_SIGHT = 470
"""Chỗ cho lưới trên màn hình máy tính xách tay, in pixels; more than this begins with low lines."""
_NONE: Mapping[str, int] = MappingProxyType({})


def draw(ctx: Context, desk: Desk, section: Section) -> None:
    """Vẽ lưới của một phần, with its button."""
    place: Place = (*sheet_place(desk), section.code)
    held = hold(place, lambda: desk.draft(section.criteria))
    frame = once(columns.grid_frame, desk, held.draft, _attached(ctx, desk))
    may = may_write(ctx, desk)
    if not may:
        say_unsaved(held.draft.with_typed(typed_in(held)))
    tall = once(columns.row_height, frame)
    begins_low = len(frame) * tall > _IN_SIGHT
    is_low = st.session_state.get(_low_key(place), begins_low)
    fixed = [title for title in frame.columns if title not in held.draft.columns]
    with st.container(key="theo-doi-luu"):
        st.data_editor(
            frame,
            key=held.key,
            hide_index=True,
            num_rows="fixed",
            on_change="ignore",
            disabled=fixed if may else True,
            height="content",
            row_height=LOW if is_low else tall,
            alt="Lưới chấm điểm của nhóm đang chọn",
            column_config=once(columns.column_config, frame),
        )
    if may:
        say_waiting()
        two_hands.ask_paper(ctx, desk)
    row = st.container(horizontal=True, vertical_alignment="center")
    if may:
        ctx.button(
            "Lưu",
            lambda: save(ctx, desk, place, "luu"),
            key="luu",
            place=row,
            type="primary",
            icon=":material/save:",
        )
    if tall > LOW:
        row.toggle(
            "Thu mỗi dòng còn một hàng chữ",
            begins_low,
            key=_low_key(place),
            persist_state="session",
        )
    if not may:
        return
    draw_clashes(ctx, desk, place, "luu")
    _offer_newer(ctx, desk, place, section)


def _low_key(place: Place) -> str:
    return "-".join(["dong-thap", *map(str, place)])


def _attached(ctx: Context, desk: Desk) -> Mapping[str, int]:
    """Số minh chứng kèm theo từng tiêu chí, of those this person may see."""
    try:
        return once(_counted, evidence.of_unit(ctx.work, unit=desk.unit))
    except NotPermitted:
        return _NONE


def _counted(items: Sequence[EvidenceItem]) -> Mapping[str, int]:
    return Counter(code for item in items for code in item.criteria)


def draw_clashes(ctx: Context, desk: Desk, place: Place, key: str) -> None:
    """Hai bản của cùng một dòng: both values, and the choice between them.

    `key` is the button whose save clashed.
    """
    held = box()[place]
    if not held.clashes:
        return

    def keep() -> None:
        draft = held.draft.with_typed(typed_in(held))
        kept = [code for code in draft.touched if code not in held.seen]
        replace_held(place, renewed(draft, desk.draft(criteria(draft)), kept))
        ctx.flash("Đã giữ bản đã lưu" + ("; các ô khác còn chờ bạn bấm Lưu." if kept else "."))

    def write_mine(mine: Collection[str]) -> None:
        draft = held.draft.with_typed(typed_in(held))
        over = {code: held.seen[code] for code in mine}
        kept = [code for code in draft.touched if code not in held.seen or code in over]
        replace_held(place, renewed(draft, desk.draft(criteria(draft)), kept).over(over))
        if kept:
            save(ctx, desk, place, key)
        else:
            ctx.flash("Đã giữ bản đã lưu.")

    clashes.draw(ctx, held.clashes, held.key, keep=keep, write=write_mine)


def _offer_newer(ctx: Context, desk: Desk, place: Place, section: Section) -> None:
    """Có số mới: lines others saved since the grid was drawn are taken over only when asked."""
    held = box()[place]
    draft = held.draft.with_typed(typed_in(held))
    newer = [code for code, base in draft.bases.items() if desk.versions.get(code, 0) != base]
    if not newer or held.clashes:
        return
    st.info(f"Vừa có người lưu: {', '.join(literal(code) for code in newer)}.")

    def take_over() -> None:
        typed = held.draft.with_typed(typed_in(held))
        replace_held(place, renewed(typed, desk.draft(section.criteria), typed.touched))

    ctx.button("Xem số mới", take_over, key="xem-moi")
