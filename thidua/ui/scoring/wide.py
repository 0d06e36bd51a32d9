"""Nhập bảng của đơn vị, của khối như đang có: picture, questions, sums, then the usual preview."""

import hashlib
from collections.abc import Sequence

import streamlit as st
from pandas.io.formats.style import Styler

from thidua.domain.ground.errors import Refused
from thidua.domain.ground.preview import ChangeKind, Preview
from thidua.domain.scoring.wide.grid import Grid
from thidua.domain.scoring.wide.meaning import Question, SquareKind, WideReading
from thidua.frames import wide as frames
from thidua.palette import DIVERGING, INK, MET_CELL, MISSING_CELL, SEQUENTIAL
from thidua.services.ground import intake
from thidua.services.scoring import wide
from thidua.services.scoring.desk import Desk
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import file as score_file
from thidua.ui.scoring import held as held_cells
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_LOOKS = {
    kind: f"background-color: {colour}; color: {INK}"
    for kind, colour in (
        (SquareKind.SCORE, MET_CELL),
        (SquareKind.ASKED, MISSING_CELL),
        (SquareKind.FAULTY, DIVERGING[4]),
        (SquareKind.SUM, SEQUENTIAL[0]),
    )
}
_FILE, _PASTE = "Tải tệp lên", "Dán từ bảng tính"
_TURN, _ANSWERS = "_bang_rong_luot", "_bang_rong_tra_loi"


def draw(ctx: Context, desk: Desk) -> None:
    """Vẽ phần nhập bảng rộng."""
    label = "Nhập bảng của đơn vị, của khối như đang có"
    inside = panel(label, key="mo-bang-rong", icon=":material/grid_on:")
    if inside is None:
        return
    with inside:
        st.markdown(
            "Bảng có tiêu chí theo dòng và đơn vị theo cột, hay ngược lại, không cần theo tệp mẫu. "
            "Phần mềm cho xem từng ô được hiểu là gì, hỏi điều chưa rõ, rồi mới nhập."
        )
        try:
            given = _given()
        except Refused as fault:
            st.error(literal(fault))
            given = None
        if given is not None:
            _preview(ctx, desk, *given)
        _remembered(ctx, desk)


def _given() -> tuple[Sequence[Grid], str] | None:
    """Bảng vừa đưa vào and its name; a new field after each import, so that none comes twice."""
    turn = st.session_state.setdefault(_TURN, 0)
    way = st.segmented_control(
        "Cách đưa bảng vào", [_FILE, _PASTE], default=_FILE, required=True, key="cach-dua-bang"
    )
    if way == _FILE:
        upload = st.file_uploader(
            "Bảng của khối", type=intake.ENDINGS, max_upload_size=10, key=f"bang-{turn}"
        )
        if upload is None:
            return None
        return intake.wide(upload.getvalue(), upload.name), upload.name
    pasted = st.text_area(
        "Dán các ô đã chép từ bảng tính",
        key=f"dan-bang-{turn}",
        help="Trong bảng tính chọn cả bảng, kể cả tiêu đề, chép rồi dán vào đây.",
    )
    return (intake.wide_pasted(pasted), "bảng đã dán") if pasted.strip() else None


def _preview(ctx: Context, desk: Desk, grids: Sequence[Grid], name: str) -> None:
    answers: dict[str, str] = st.session_state.setdefault(_ANSWERS, {})
    found = wide.preview_wide(ctx.work, hand=desk.hand, grids=grids, answers=answers)
    for reading in found.readings:
        shown = literal(reading.grid.title)
        st.markdown(f"Trang **{shown}**: ✓ là ô được nhập, ? là ô còn phải hỏi, ✗ là ô lỗi.")
        if not _fits(reading.grid):
            st.markdown(
                f"Hình dưới đây chỉ gồm {frames.MOST_ROWS} dòng và {frames.MOST_COLUMNS} cột đầu; "
                "phần còn lại vẫn được đọc."
            )
        st.dataframe(_coloured(reading), alt=f"Hình trang {reading.grid.title}")
        tables.draw(frames.legend(reading), alt="Chú giải các ô")
    if found.readings:
        tables.draw(frames.taken(found.readings), alt="Từng cột, từng dòng được hiểu là gì")
    _ask(found.questions)
    if found.scores is None:
        _not_yet(found)
        return
    score_file.show(found.scores.preview)
    waiting = score_file.is_typed()
    if waiting:
        st.warning(score_file.TYPED)
    if found.scores.is_refused or not found.scores.edits:
        return
    changed = sum(map(len, found.scores.edits.values()))
    seen = found.scores.preview.fingerprint
    removed = found.scores.preview.count(ChangeKind.REMOVED)

    def bring_in() -> None:
        if score_file.is_typed():
            raise Refused(score_file.TYPED)
        ctx.act(
            wide.import_wide,
            f"Đã nhập {changed} dòng từ bảng «{name}».",
            hand=desk.hand,
            grids=grids,
            answers=dict(answers),
            seen=seen,
            file_name=name,
        )
        held_cells.box().clear()
        st.session_state[_TURN] += 1
        st.session_state[_ANSWERS] = {}

    label = f"Nhập bảng và bỏ {removed} dòng đang có điểm" if removed else "Nhập bảng"
    ctx.button(label, bring_in, key="nhap-bang", type="primary", disabled=waiting)


def _fits(grid: Grid) -> bool:
    return len(grid.numbers) <= frames.MOST_ROWS and len(grid.columns) <= frames.MOST_COLUMNS


def _coloured(reading: WideReading) -> Styler:
    """Hình có màu: what is read, asked, compared or wrong; the rest is left as it is."""
    shown, kinds = frames.picture(reading)
    css = kinds.map(lambda kind: _LOOKS.get(kind, ""))
    return shown.style.apply(lambda _: css, axis=None)


def _not_yet(found: wide.WidePreview) -> None:
    """Chưa nhập được: questions are open, or the sheet has faults."""
    questions = len(found.open_questions)
    if any(one.is_error for one in found.findings):
        score_file.show(Preview(found.findings))
    elif questions:
        st.info(f"Trả lời {questions} câu hỏi ở trên rồi sẽ thấy những gì được nhập.")


def _ask(questions: Sequence[Question]) -> None:
    """Các câu hỏi, those answered before with their answer."""
    for one in questions:
        words = {option.meaning: option.words for option in one.options}
        meanings = list(words)
        recalled = " (theo câu trả lời lần trước)" if one.is_recalled else ""
        key = f"hoi-{hashlib.sha256(one.key.encode()).hexdigest()[:12]}"
        st.selectbox(
            f"{literal(one.words)}{recalled}",
            meanings,
            index=meanings.index(one.answer) if one.answer else None,
            format_func=words.__getitem__,
            placeholder="Chọn câu trả lời",
            help=literal(one.place),
            key=key,
            on_change=_answered,
            args=(one.key, key),
        )


def _answered(question: str, key: str) -> None:
    """Ghi câu trả lời vừa chọn; nothing chosen leaves the question open."""
    answers: dict[str, str] = st.session_state.setdefault(_ANSWERS, {})
    chosen = st.session_state[key]
    if chosen is None:
        answers.pop(question, None)
    else:
        answers[question] = chosen


def _remembered(ctx: Context, desk: Desk) -> None:
    """Các câu trả lời khối đang nhớ, to be forgotten by whoever scores the whole block."""
    kept = wide.remembered(ctx.work, hand=desk.hand)
    if not kept or not wide.remembers(ctx.work, hand=desk.hand):
        return
    st.markdown("**Câu trả lời đang nhớ của khối**")
    tables.draw(frames.remembered(kept), alt="Câu trả lời đang nhớ của khối")
    field = "quen-cau-tra-loi"
    st.multiselect(
        "Câu trả lời cần quên",
        [one.question for one in kept],
        key=field,
        placeholder="Chọn câu trả lời",
    )

    def forget() -> None:
        chosen = st.session_state[field]
        if not chosen:
            raise Refused("Hãy chọn câu trả lời cần quên.")
        ctx.act(wide.forget, "Đã quên các câu trả lời ấy.", hand=desk.hand, questions=list(chosen))

    ctx.button("Quên", forget, key="quen-tra-loi")
