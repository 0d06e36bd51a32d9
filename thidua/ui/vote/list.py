"""Các cuộc bỏ phiếu trên màn hình: which one is open before the reader, and its first sentence."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.vote.counting import verdict_words
from thidua.domain.vote.room import OWN_SECRECY, SECRECY
from thidua.domain.vote.vote import (
    CONDUCT_WORDS,
    ELECTORATE_WORDS,
    KIND_WORDS,
    STATUS_WORDS,
    Conduct,
    OwnUnit,
    VoteStatus,
    share_words,
    turn_out,
)
from thidua.services.vote import ballots
from thidua.services.vote.results import ClosedVote
from thidua.services.vote.votes import VoteView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context

ADDRESSED = "phieu"
"""Tham số địa chỉ of the vote that is shown."""

KEY = "cuoc-bo-phieu"
NEWEST = "_cuoc-moi-lap"
"""Khóa của ô chọn cuộc bỏ phiếu, and what says that the one just set up is to be shown."""


def choose(found: Sequence[VoteView]) -> VoteView | None:
    """Chọn cuộc bỏ phiếu: an open one first, unless the address names another."""
    if not found:
        return None
    calls = _calls(found)
    keys = sorted(calls, key=lambda key: not _of(found, key).is_open)
    addressed = st.query_params.get(ADDRESSED)
    if st.session_state.pop(NEWEST, False):
        st.session_state.pop(KEY, None)
        addressed = str(max(keys))
    if st.session_state.get(KEY) not in (None, *keys):
        del st.session_state[KEY]
    chosen = keys[0]
    if len(keys) > 1:
        place = next((at for at, key in enumerate(keys) if str(key) == addressed), 0)
        chosen = st.selectbox(
            "Cuộc bỏ phiếu",
            keys,
            index=place,
            format_func=lambda key: calls.get(key, str(key)),
            key=KEY,
        )
    st.query_params[ADDRESSED] = str(chosen)
    return _of(found, chosen)


def _calls(found: Sequence[VoteView]) -> dict[int, str]:
    """Tên gọi từng cuộc; those that would be called alike are numbered, or a press could not tell
    which of them is meant.
    """
    calls = {one.key: f"{one.draft.title} · {STATUS_WORDS[one.status]}" for one in found}
    alike: dict[str, list[int]] = {}
    for key in sorted(calls):
        alike.setdefault(calls[key], []).append(key)
    return {
        key: f"{call} · cuộc thứ {alike[call].index(key) + 1}" if len(alike[call]) > 1 else call
        for key, call in calls.items()
    }


def _of(found: Sequence[VoteView], key: int) -> VoteView:
    return next((one for one in found if one.key == key), found[0])


def sentence(ctx: Context, vote: VoteView | None, closed: ClosedVote | None) -> str:
    """Câu đầu: how far the vote is or what came of it, and what the reader has to do."""
    if vote is None:
        return "Kỳ này chưa có cuộc bỏ phiếu nào."
    title = literal(vote.draft.title)
    if vote.status is VoteStatus.DRAFT:
        return f"**{title}** đang chuẩn bị, chưa mở bỏ phiếu."
    if closed is not None:
        passed = literal(", ".join(one.text for one in closed.result.passed))
        of_some, of_none = (
            words[0].lower() + words[1:] for words in verdict_words(vote.draft.subject)
        )
        outcome = f"{of_some}: **{passed}**" if passed else of_none
        return f"**{title}** đã kiểm phiếu; {outcome}."
    if vote.draft.rules.conduct is Conduct.PAPER:
        return f"**{title}** đang bỏ phiếu giấy; kết quả chờ nhập và xác nhận."
    cast, there = turn_out(vote.roll)
    if not there:
        return f"**{title}** đang mở; chờ điểm danh, chưa ai bỏ phiếu được."
    left = there - cast
    rest = f"còn {left} người" if left else "mọi người có mặt đã bỏ"
    said = f"**{title}**: đã bỏ **{cast}/{there}** phiếu; {rest}."
    mine = len(ballots.own(ctx.actor, ctx.period, vote))
    return f"{said} Bạn còn **{mine}** lá phiếu chưa bỏ." if mine else said


def rules(vote: VoteView) -> None:
    """Thể lệ bằng lời: who votes how, and what passes by which text."""
    draft = vote.draft
    given = draft.rules
    said = [f"{ELECTORATE_WORDS[given.electorate]}; {CONDUCT_WORDS[given.conduct].lower()}"]
    kind = f"Cách bỏ phiếu: {KIND_WORDS[given.kind]}"
    if given.most is not None:
        kind += f", chọn nhiều nhất {given.most}"
    if given.seats is not None:
        kind += f"; có {given.seats} suất"
    said += [kind, f"Thông qua: {given.threshold.words()} – {given.threshold.source}"]
    if given.quorum is not None:
        said.append(f"Có giá trị khi ít nhất {share_words(given.quorum)} thành viên có mặt")
    if given.own_unit is not OwnUnit.CAST:
        said.append(given.own_unit_words)
    if given.allows_delegation:
        said.append("Cho ủy quyền bằng văn bản")
    if given.allows_paper:
        said += ["Ai không bỏ trên phần mềm thì nhận phiếu giấy trong phòng", SECRECY]
        if given.own_unit is not OwnUnit.CAST:
            said.append(OWN_SECRECY)
    st.markdown("\n".join(f"- {literal(line)}" for line in said))


def candidates(vote: VoteView) -> None:
    """Các phương án, in the order of the ballot."""
    names = [literal(one.text) for one in vote.draft.candidates]
    st.markdown("**Các phương án:** " + "; ".join(names))
