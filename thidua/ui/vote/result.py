"""Kết quả bỏ phiếu: large and plain to be read aloud, with what anybody may check it by."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.period.windows import vi_moment
from thidua.domain.ranking.by_vote import figure_words
from thidua.domain.vote.ballot import FoundSlip
from thidua.domain.vote.counting import secrecy_warnings
from thidua.domain.vote.vote import Conduct, Subject, VoteStatus
from thidua.frames import votes as frames
from thidua.services.ranking import opening
from thidua.services.vote import ballots
from thidua.services.vote import results as vote_results
from thidua.services.vote.results import ClosedVote
from thidua.services.vote.votes import VoteView
from thidua.ui.access import elected
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.vote import long
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once
from thidua.ui.widgets.panel import panel

_TOGETHER = "\N{NO-BREAK SPACE}"


def of(ctx: Context, vote: VoteView | None) -> ClosedVote | None:
    """Kết quả của cuộc này; None while there is none."""
    if vote is None or vote.status is not VoteStatus.CLOSED:
        return None
    return vote_results.result(ctx.work, vote=vote.key)


def draw(ctx: Context, found: ClosedVote) -> None:
    """Vẽ kết quả: the text to read, the figures, warnings, the receipts."""
    vote = found.vote
    if not found.is_whole:
        st.error(
            "Dữ liệu của cuộc bỏ phiếu này khác lúc kiểm phiếu; đừng dùng kết quả này, hãy xem "
            "nhật ký và bản sao lưu.",
            icon=":material/gpp_bad:",
        )
    with st.container(key="loi-doc"):  # large and plain, by the style sheet of the frame
        for line in found.lines:
            st.markdown(literal(line.replace(" %", f"{_TOGETHER}%")))
    table = once(frames.result_frame, found.result)
    tables.draw(table, alt="Số phiếu của từng phương án")
    _since_then(ctx, vote)
    for said in secrecy_warnings(found.result):
        st.warning(literal(said), icon=":material/visibility:")
    closed = "" if vote.closed_at is None else f" lúc {vi_moment(vote.closed_at)}"
    st.caption(f"Kiểm phiếu{closed}, {literal(vote.closed_by)}. Mã đối chiếu: {vote.fingerprint}")
    inside = panel("Chép lời đọc vào biên bản", key="mo-loi-doc", icon=":material/content_copy:")
    if inside is not None:
        inside.code("\n".join(found.lines), language=None, wrap_lines=True)
    if vote.draft.rules.conduct is Conduct.ELECTRONIC:
        _receipts(ctx, found)
    if vote.draft.subject is Subject.OFFICE:
        elected.draw(ctx)


def _since_then(ctx: Context, vote: VoteView) -> None:
    """Điểm đã đổi từ khi mở phiếu: the vote was held on other figures."""
    moved = opening.moved_since(ctx.work, vote=vote)
    if not moved:
        return
    names = {one.unit: one.text for one in vote.draft.candidates}
    listed = "; ".join(
        f"{names.get(one.unit, one.unit)} {figure_words(one.then)} → {figure_words(one.now)}"
        for one in moved
    )
    st.warning(
        f"Cuộc này bỏ phiếu trên số điểm khác bây giờ: {literal(listed)}.",
        icon=":material/history:",
    )


def _receipts(ctx: Context, found: ClosedVote) -> None:
    vote = found.vote
    inside = panel(
        "Kiểm phiếu của tôi bằng biên nhận", key="mo-bien-nhan", icon=":material/receipt_long:"
    )
    if inside is not None:
        with inside:
            _receipt(ctx, vote)
    inside = panel("Danh sách phiếu công bố", key="mo-phieu", icon=":material/list_alt:")
    if inside is not None:
        with inside:
            _slips(found)


def _receipt(ctx: Context, vote: VoteView) -> None:
    with st.form(f"bien-nhan-{vote.key}", clear_on_submit=True):
        code = st.text_input("Mã biên nhận", max_chars=40)
        asked = st.form_submit_button("Tìm phiếu")
    if asked:
        slips = ballots.check_receipt(ctx.work, vote=vote.key, code=code)
        _found(vote, slips)


def _slips(found: ClosedVote) -> None:
    vote = found.vote
    names = {one.code: one.text for one in vote.draft.candidates}
    st.caption(
        "Mỗi dòng là ý kiến với một phương án, xếp theo dấu ngẫu nhiên; không có tên, giờ hay "
        "thứ tự bỏ phiếu. Dấu là HMAC-SHA256 của mã biên nhận trên tên hòm, phương án, ý kiến "
        "và muối."
    )
    rows = long.page_of(
        lambda words: vote_results.slips_with(found, words),
        len(found.slips),
        label="Tìm theo phương án, ý kiến, muối hoặc dấu",
        key=f"phieu-{vote.key}",
    )
    shown = frames.slips_frame(vote.draft.rules, rows, names)
    tables.draw(shown, alt="Các phiếu đã công bố")
    st.caption(f"Tên hòm: {vote.box}")


def _found(vote: VoteView, slips: Sequence[FoundSlip]) -> None:
    answers = {one.candidate: one.answer for one in slips if one.answer is not None}
    if not answers:
        st.error(
            "Không phiếu nào mang biên nhận này: mã gõ sai, của cuộc khác, hoặc phiếu đã bị đổi."
        )
        return
    for one in vote.draft.candidates:
        answer = answers.get(one.code)
        said = (
            f"**{vote.draft.rules.answer_words(answer)}**, tìm thấy đúng một lần"
            if answer is not None
            else "không có phiếu nào mang biên nhận này"
        )
        st.markdown(f"- {literal(one.text)}: {said}")
    if len(answers) < len(vote.draft.candidates):
        st.caption("Phương án của chính đơn vị bạn không có phiếu, nếu thể lệ không cho bỏ.")
