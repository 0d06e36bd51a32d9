"""Chấm chéo một đơn vị: what it claims on the left, what the reviewer gives on the right."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from thidua import labels
from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.text import listed
from thidua.domain.rules import Field
from thidua.domain.rules.rows import LEFT_BLANK_WORD
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.following import next_after, next_missing
from thidua.frames.ranking.standings import most_shown, shown
from thidua.services.review.reviews import ReviewDesk
from thidua.services.scoring.desk import Desk, Section, sections
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.review import agreement
from thidua.ui.scoring import claim_words, restoring, saving, so_far
from thidua.ui.scoring import evidence as evidence_panel
from thidua.ui.scoring import fields as score_fields
from thidua.ui.scoring import form as score_form
from thidua.ui.scoring import grid as score_grid
from thidua.ui.scoring import held as held_cells
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_NEXT, _GRID = "_tieu_chi_tiep", "mo-ca-nhom"
_REASON = "Nhận xét, lý do"


def draw(ctx: Context, found: ReviewDesk) -> None:
    """Vẽ bàn chấm: one criterion at a time, or a whole group in a grid."""
    desk = found.desk
    if found.late:
        st.warning(
            "Đơn vị đã thêm hoặc thay minh chứng sau khi bạn chấm: "
            f"{listed([literal(code) for code in found.late], 'tiêu chí', most=12)}. "
            "Xin xem lại; giữ điểm thì không phải làm gì.",
            icon=":material/history:",
        )
    sections = parts(found)
    _land(found, sections)
    section = _section(found, sections)
    if not st.session_state.get(_GRID):
        held_cells.put_aside(is_one=False)
        held_cells.say_waiting()
    code = _criterion(found, section)
    criterion = desk.covenant.criteria[code]
    score_form.read(criterion)
    left, right = st.columns(2, border=True)
    with left:
        _claim(ctx, found, criterion)
    with right:
        _given(ctx, found, sections, criterion)
    label = f"Chấm cả nhóm trong một lưới ({len(section.criteria)} tiêu chí)"
    inside = panel(label, key=_GRID)
    if inside is None:
        return
    with inside:
        score_grid.draw(ctx, desk, section)


def parts(found: ReviewDesk) -> list[Section]:
    """Các phần được phân công, with the criteria to score alone."""
    wanted = set(found.codes)
    listed = [
        Section(part.code, part.text, tuple(one for one in part.criteria if one.code in wanted))
        for part in sections(found.desk.covenant)
    ]
    return [part for part in listed if part.criteria]


def _land(found: ReviewDesk, sections: Sequence[Section]) -> None:
    """Sang tiêu chí vừa hẹn, in whichever group it is; kept for the sheet it belongs to."""
    following = st.session_state.pop(_NEXT, None)
    for part in sections:
        if following in [one.code for one in part.criteria]:
            st.session_state[_section_key(found.desk)] = part.code
            st.session_state[_criterion_key(found.desk, part)] = following


def _section_key(desk: Desk) -> str:
    return f"nhom-cheo-{_place(desk)}"


def _criterion_key(desk: Desk, section: Section) -> str:
    return f"tieu-chi-cheo-{_place(desk)}-{section.code}"


def _section(found: ReviewDesk, sections: Sequence[Section]) -> Section:
    listed = {part.code: part for part in sections}
    key = _section_key(found.desk)
    owed = (one.code for one in sections if any(c.code in found.missing for c in one.criteria))
    first = next(owed, next(iter(listed)))
    with st.container(key="dai-nhom"):
        chosen = st.segmented_control(
            "Nhóm tiêu chí",
            list(listed),
            format_func=lambda code: so_far.section_label(found.desk, listed[code]),
            default=None if key in st.session_state else first,
            required=True,
            label_visibility="collapsed",
            key=key,
        )
    return listed[chosen or first]


def _place(desk: Desk) -> str:
    return "-".join(map(str, held_cells.sheet_place(desk)))


def _criterion(found: ReviewDesk, section: Section) -> str:
    """Tiêu chí đang chấm; the first missing one at the beginning."""
    codes = [one.code for one in section.criteria]
    key = _criterion_key(found.desk, section)
    if st.session_state.get(key) not in codes:
        st.session_state[key] = next((code for code in codes if code in found.missing), codes[0])
    chosen: str = st.selectbox(
        "Tiêu chí",
        codes,
        format_func=lambda code: _label(found, code),
        label_visibility="collapsed",
        key=key,
    )
    return chosen


def _label(found: ReviewDesk, code: str) -> str:
    """Tên gọi của tiêu chí: without its points, since a list keeps the words it was chosen by."""
    text = found.desk.covenant.criteria[code].text
    short = text if len(text) <= 60 else f"{text[:58].rstrip()}…"
    return f"{code}. {short}"


def _claim(ctx: Context, found: ReviewDesk, criterion: Criterion) -> None:
    """Bên trái: what the unit says of itself, as far as it may be seen now."""
    desk, code = found.desk, criterion.code
    st.subheader("Đơn vị tự chấm", anchor=False)
    line = desk.own.lines.get(code)
    most = most_shown(desk.covenant, criterion)
    if found.hides_claim:
        st.caption("Điểm tự chấm được giấu tới khi bạn nộp phiếu này.")
    elif line is None:
        st.caption("Đơn vị chưa tự chấm tiêu chí này.")
    else:
        points = shown(desk.covenant, desk.own_score.lines.get(code))
        st.markdown(f"**{literal(points)}** trên tối đa {literal(most)} điểm")
        if Field.POINTS not in criterion.rule.fields:
            st.markdown(literal(entry_text(criterion, line.entry)))
    claim_words.draw(ctx, desk.unit, code, None if line is None else line.entry)
    evidence_panel.of_criterion(ctx, desk.unit, code)
    if criterion.quotation:
        st.caption(f"Trích dẫn: {literal(criterion.quotation)}")


def _given(
    ctx: Context, found: ReviewDesk, sections: Sequence[Section], criterion: Criterion
) -> None:
    """Bên phải: the reviewer's own points and reason."""
    desk, code = found.desk, criterion.code
    st.subheader("Điểm người chấm cho", anchor=False)
    if not saving.may_write(ctx, desk):
        entry = desk.sheet.entries.get(code)
        points = shown(desk.covenant, desk.score.lines.get(code))
        st.markdown(f"**{literal(points)}** · {literal(entry_text(criterion, entry))}")
        if entry is not None and entry.explanation:
            st.caption(_REASON)
            st.text(entry.explanation)
        _others(found, code)
        return
    place = (*held_cells.sheet_place(desk), f"{held_cells.ONE}{code}")
    held = held_cells.hold(place, lambda: desk.draft([criterion]))
    codes = [one.code for part in sections for one in part.criteria]
    following = next_missing(codes, found.missing, code) or next_after(codes, code)
    agreement.draw(ctx, desk, code, place, lambda: _go_on(following))
    score_fields.draw(held.draft, held.key, _REASON)
    key = f"luu-cheo-{code}"

    def save() -> None:
        if saving.save(ctx, desk, place, key):
            _go_on(following)

    ctx.button(
        "Lưu và sang tiêu chí tiếp" if following else "Lưu tiêu chí này",
        save,
        key=key,
        type="primary",
    )
    score_grid.draw_clashes(ctx, desk, place, key)
    st.caption(f"Không đủ căn cứ để chấm: chọn «{LEFT_BLANK_WORD}» và ghi lý do.")
    restoring.draw(ctx, desk, code)
    _others(found, code)


def _go_on(following: str | None) -> None:
    if following:
        st.session_state[_NEXT] = following


def _others(found: ReviewDesk, code: str) -> None:
    """Điểm của những người chấm khác, where they may be seen."""
    if found.hides_others:
        st.caption("Phiếu của người khác được giấu tới khi bạn nộp phiếu này.")
        return
    given = found.others.get(code, {})
    if given:
        frame = pd.DataFrame({"Người chấm": list(given), "Điểm": list(given.values())})
        tables.draw(frame, alt="Điểm của những người chấm khác đã nộp")
    else:
        st.caption(f"Người khác: {labels.MISSING}")
