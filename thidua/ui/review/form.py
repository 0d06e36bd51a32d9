"""Chấm chéo một đơn vị: what it claims on the left, what the reviewer gives on the right."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from thidua import labels
from thidua.domain.covenant.covenant import Criterion
from thidua.domain.rules import Field
from thidua.domain.rules.rows import LEFT_BLANK_WORD
from thidua.domain.scoring.entry_rows import entry_text
from thidua.frames.standings import most_shown, shown
from thidua.services.review.reviews import ReviewDesk
from thidua.services.scoring.desk import Desk, Section, sections
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import claim_words
from thidua.ui.scoring import evidence as evidence_panel
from thidua.ui.scoring import fields as score_fields
from thidua.ui.scoring import grid as score_grid
from thidua.ui.widgets.panel import panel

_NEXT, _GRID = "_tieu_chi_tiep", "mo-ca-nhom"
_REASON = "Nhận xét, lý do"


def draw(ctx: Context, found: ReviewDesk) -> None:
    """Vẽ bàn chấm: one criterion at a time, or a whole group in a grid."""
    desk = found.desk
    section = _section(found)
    if not st.session_state.get(_GRID):
        score_grid.put_aside(is_one=False)
        score_grid.say_waiting()
    code = _criterion(found, section)
    criterion = desk.covenant.criteria[code]
    left, right = st.columns(2, border=True)
    with left:
        _claim(ctx, found, criterion)
    with right:
        _given(ctx, found, section, criterion)
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


def _section(found: ReviewDesk) -> Section:
    listed = {part.code: part for part in parts(found)}
    chosen = st.segmented_control(
        "Nhóm tiêu chí",
        list(listed),
        format_func=lambda code: score_grid.section_label(found.desk, listed[code]),
        default=next(iter(listed)),
        required=True,
        key=f"nhom-cheo-{_place(found.desk)}",
    )
    return listed[chosen]


def _place(desk: Desk) -> str:
    return "-".join(map(str, score_grid.sheet_place(desk)))


def _criterion(found: ReviewDesk, section: Section) -> str:
    """Tiêu chí đang chấm; the next one after a save, the first missing one at the beginning."""
    codes = [one.code for one in section.criteria]
    key = f"tieu-chi-cheo-{_place(found.desk)}-{section.code}"
    following = st.session_state.pop(_NEXT, None)
    if following in codes:
        st.session_state[key] = following
    elif st.session_state.get(key) not in codes:
        st.session_state[key] = next((code for code in codes if code in found.missing), codes[0])
    chosen: str = st.selectbox(
        "Tiêu chí",
        codes,
        format_func=lambda code: _label(found, code),
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
    claim_words.draw(None if line is None else line.entry)
    evidence_panel.of_criterion(ctx, desk.unit, code, desk.sheet.submitted_at)
    if criterion.clause:
        st.caption(f"Căn cứ: {literal(criterion.clause)}")


def _given(ctx: Context, found: ReviewDesk, section: Section, criterion: Criterion) -> None:
    """Bên phải: the reviewer's own points and reason."""
    desk, code = found.desk, criterion.code
    st.subheader("Điểm người chấm cho", anchor=False)
    if not score_grid.may_write(ctx, desk):
        entry = desk.sheet.entries.get(code)
        points = shown(desk.covenant, desk.score.lines.get(code))
        st.markdown(f"**{literal(points)}** · {literal(entry_text(criterion, entry))}")
        if entry is not None and entry.explanation:
            st.caption(_REASON)
            st.text(entry.explanation)
        _others(found, code)
        return
    place = (*score_grid.sheet_place(desk), f"{score_grid.ONE}{code}")
    held = score_grid.hold(place, lambda: desk.draft([criterion]))
    score_fields.draw(held.draft, held.key, _REASON)
    st.caption(f"Không đủ căn cứ để chấm: chọn «{LEFT_BLANK_WORD}» và ghi lý do.")
    following = _following(section.criteria, found.missing, code)
    key = f"luu-cheo-{code}"

    def save() -> None:
        if score_grid.save(ctx, desk, place, key) and following:
            st.session_state[_NEXT] = following

    ctx.button(
        "Lưu và sang tiêu chí tiếp" if following else "Lưu tiêu chí này",
        save,
        key=key,
        type="primary",
    )
    score_grid.draw_clashes(ctx, desk, place, key)
    _others(found, code)


def _following(criteria: Sequence[Criterion], missing: Sequence[str], code: str) -> str | None:
    """Tiêu chí tiếp theo: the next that is missing, else the next in the group."""
    codes = [one.code for one in criteria]
    after = codes[codes.index(code) + 1 :]
    waiting = [one for one in [*after, *codes] if one in missing and one != code]
    return next(iter(waiting), next(iter(after), None))


def _others(found: ReviewDesk, code: str) -> None:
    """Điểm của những người chấm khác, where they may be seen."""
    if found.hides_others:
        st.caption("Phiếu của người khác được giấu tới khi bạn nộp phiếu này.")
        return
    given = found.others.get(code, {})
    if given:
        frame = pd.DataFrame({"Người chấm": list(given), "Điểm": list(given.values())})
        st.dataframe(frame, hide_index=True, alt="Điểm của những người chấm khác đã nộp")
    else:
        st.caption(f"Người khác: {labels.MISSING}")
