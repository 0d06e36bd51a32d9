"""Đề nghị và quyết định: put forward, withdrawn, voted on, sent, cut or decided, step by step."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from thidua import award_charts
from thidua.domain.access.permissions import Permission, units_of
from thidua.domain.awards.proposal import (
    OPEN,
    PROPOSAL_WORDS,
    STANDING,
    ProposalState,
    ProposedAward,
)
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.book import LawBook
from thidua.domain.vote.vote import Subject, VoteStatus
from thidua.frames.awards import proposals as frames
from thidua.services.awards import councils, decisions, dossiers, proposals
from thidua.services.awards import steps as award_steps
from thidua.services.law import law
from thidua.services.vote import votes
from thidua.ui.awards import proposal_form, road
from thidua.ui.awards.proposal_form import Candidacies
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables

_BY_MINUTES = 0
_THREE_LINES, _FIVE_LINES = 72, 112  # pixels; a table breaks lines only in such tall rows
_LONG = 70  # letters of a basis that no longer stand in three lines
_WIDTHS = {
    "Đối tượng": 120,
    "Danh hiệu, hình thức": 160,
    "Tình trạng": 95,
    "Kết quả xét": 135,
    "Thành tích đã dùng": 165,
    "Căn cứ": 190,
    "Lý do": 110,
}
_PROPOSAL, _STEP = "de-nghi", "buoc-de-nghi"


def draw(ctx: Context) -> None:
    """Vẽ phần «Đề nghị và quyết định»."""
    found = proposals.listed(ctx.work)
    known = {(one.nominee.recipient, one.nominee.code): one for one in dossiers.listed(ctx.work)}
    book = law.book(ctx.session)
    st.markdown(sentence(found))
    if found:
        _table(found, known, book)
        _steps(ctx, found, known, book)
        road.draw(ctx, found, known, book)
    if units_of(ctx.actor, Permission.VIEW_AWARDS, ctx.period) is None and found:
        _split(ctx, found)
    if units_of(ctx.actor, Permission.PROPOSE_AWARD, ctx.period) != frozenset():
        proposal_form.draw(ctx, found, known)


def sentence(found: Sequence[ProposedAward]) -> str:
    """Câu đầu: how many proposals, and how far they are."""
    if not found:
        return "Kỳ này chưa có đề nghị khen thưởng nào."
    states = [one.state for one in found]
    said = [
        f"{states.count(state)} {PROPOSAL_WORDS[state]}"
        for state in ProposalState
        if state in states
    ]
    return f"**{len(found)}** đề nghị: {', '.join(said)}."


def _name(known: Candidacies, one: ProposedAward) -> str:
    candidacy = known.get((one.recipient, one.subject))
    return one.subject if candidacy is None else candidacy.nominee.name


def _award(book: LawBook, one: ProposedAward) -> str:
    """Tên danh hiệu, with the group of the programme it is proposed in."""
    kind = book.awards.get(one.award)
    name = one.award if kind is None else kind.name
    if not one.group:
        return name
    plan = book.programmes.get(one.programme)
    found = None if plan is None else plan.round_of(one.round)
    called = f", {found.name}" if found is not None else f", đợt {one.round}" if one.round else ""
    return f"{name} (nhóm {one.group}{called})"


def _thing(book: LawBook, what: str) -> str:
    """Tên của một thành tích: a fact, or an award."""
    kind = book.catalogue.get(what) or book.awards.get(what)
    return what if kind is None else kind.name


def _table(found: Sequence[ProposedAward], known: Candidacies, book: LawBook) -> None:
    is_long = any(len(frames.basis_words(one)) > _LONG for one in found)
    tables.draw(
        frames.proposals_frame(
            found,
            lambda one: _name(known, one),
            lambda one: _award(book, one),
            lambda what: _thing(book, what),
        ),
        alt="Các đề nghị, tình trạng và căn cứ",
        row_height=_FIVE_LINES if is_long else _THREE_LINES,
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()
        },
    )


def _split(ctx: Context, found: Sequence[ProposedAward]) -> None:
    """Khen cho ai: leaders, direct workers, collectives."""
    st.subheader("Khen cho ai", anchor=False)
    st.caption("Tính các đề nghị còn giữ chỗ và đã có quyết định.")
    units = sum(one.recipient is Recipient.COLLECTIVE and one.state in STANDING for one in found)
    split = proposals.split(ctx.work)
    left, right = st.columns([3, 2])
    left.vega_lite_chart(
        frames.recipients_frame(split, units),
        award_charts.shares_spec(),
        alt="Số đề nghị cho người giữ chức vụ, người trực tiếp và tập thể; bảng bên cạnh",
        key="khen-cho-ai",
    )
    tables.draw(frames.recipients_table(split, units), alt="Khen cho ai, thành bảng", inside=right)


def _steps(ctx: Context, found: Sequence[ProposedAward], known: Candidacies, book: LawBook) -> None:
    """Bước tiếp theo của một đề nghị, as far as this person may take it."""
    open_ones = {one.key: one for one in found if one.state in OPEN}
    if not open_ones:
        return
    calls = {
        key: f"{_name(known, one)} · {_award(book, one)} · {PROPOSAL_WORDS[one.state]}"
        for key, one in open_ones.items()
    }
    first = next(iter(open_ones.values()))
    if not _allowed(ctx, first, known) and len(open_ones) == 1:
        return
    st.subheader("Ghi bước tiếp theo", anchor=False)
    key = st.selectbox("Đề nghị", list(calls), format_func=calls.__getitem__, key=_PROPOSAL)
    one = open_ones[key]
    steps = _allowed(ctx, one, known)
    if not steps:
        st.caption("Bước tiếp theo của đề nghị này do tổ thư ký của khối ghi.")
        return
    step = st.segmented_control(
        "Bước", list(steps), default=next(iter(steps)), required=True, key=f"{_STEP}-{one.state}"
    )
    to = _ENDS.get(step)
    unit = known[(one.recipient, one.subject)].unit
    why_not = "" if to is None else award_steps.end_fault(ctx.work, to, unit)
    if why_not:
        st.info(literal(why_not), icon=":material/group:")
        return
    steps[step](ctx, one)


_CUT, _OUT = "Hội đồng cắt", "Rút đề nghị"
_ENDS = {_CUT: ProposalState.CUT, _OUT: ProposalState.WITHDRAWN}


def _allowed(
    ctx: Context, one: ProposedAward, known: Candidacies
) -> dict[str, Callable[[Context, ProposedAward], None]]:
    steps: dict[str, Callable[[Context, ProposedAward], None]] = {}
    if ctx.allows(Permission.DECIDE_AWARD):
        if one.state is ProposalState.PROPOSED:
            steps["Đã bình xét"] = _voted
        if one.state is not ProposalState.SENT:
            steps["Trình cấp trên"] = _sent
        steps |= {"Có quyết định": _decided, _CUT: _cut}
    candidacy = known.get((one.recipient, one.subject))
    may_propose = candidacy is not None and ctx.allows(Permission.PROPOSE_AWARD, candidacy.unit)
    if may_propose and one.state is not ProposalState.SENT:
        steps[_OUT] = _withdraw
    return steps


def _key(one: ProposedAward, name: str) -> str:
    return f"{name}-{one.key}-{one.version}"


def _given(one: ProposedAward, name: str) -> Any:  # noqa: ANN401
    """Điều đang có trong ô này, when a button is pressed."""
    return st.session_state[_key(one, name)]


def _voted(ctx: Context, one: ProposedAward) -> None:
    """Đã bình xét: by a vote counted here, or by the minutes of one held elsewhere."""
    held = {
        vote.key: vote.draft.title
        for vote in votes.listed(ctx.work)
        if vote.status is VoteStatus.CLOSED and vote.draft.subject is Subject.AWARD
    }
    st.selectbox(
        "Cuộc bỏ phiếu",
        [_BY_MINUTES, *held],
        format_func=lambda key: held.get(key, "theo biên bản"),
        key=_key(one, "phieu"),
    )
    st.text_input("Số, ngày biên bản", key=_key(one, "bien-ban"))

    def mark() -> None:
        vote = _given(one, "phieu")
        ctx.act(
            councils.mark_voted,
            "Đã ghi kết quả bình xét.",
            key=one.key,
            seen=one.version,
            vote=None if vote == _BY_MINUTES else vote,
            document=_given(one, "bien-ban"),
        )

    ctx.button("Ghi đã bình xét", mark, key="ghi-binh-xet", type="primary")


def _sent(ctx: Context, one: ProposedAward) -> None:
    """Trình cấp trên: of a movement with the declaration, and what the share of leaders is."""
    document = st.text_input("Số, ngày tờ trình", key=_key(one, "to-trinh"))
    at = f"trinh-{one.key}-{one.version}"
    declared = True
    if one.programme:
        road.moment(at)
        road.leaders(ctx, one.programme)
        declared = road.declaration(ctx, at)
    ctx.button(
        "Ghi đã trình",
        lambda: ctx.act(
            councils.mark_sent,
            "Đã ghi việc trình cấp trên.",
            key=one.key,
            seen=one.version,
            document=_given(one, "to-trinh"),
            declared=road.has_declared(at),
            at=road.stated_moment(at),
        ),
        key="ghi-trinh",
        type="primary",
        disabled=not (document.strip() and declared),
    )


def _decided(ctx: Context, one: ProposedAward) -> None:
    left, right = st.columns(2)
    decision = left.text_input("Số quyết định", key=_key(one, "qd"))
    day = right.date_input("Ngày quyết định", None, format="DD/MM/YYYY", key=_key(one, "ngay"))
    signer = left.text_input("Người ký", key=_key(one, "ky"))
    right.text_input("Cơ quan (để trống là theo bộ luật)", key=_key(one, "co-quan"))
    st.text_input(
        "Lý do nếu bộ luật chưa cho là đủ điều kiện", one.despite, key=_key(one, "van-khen")
    )
    ready = decision.strip() and signer.strip() and day is not None
    ctx.button(
        "Ghi quyết định",
        lambda: ctx.act(
            decisions.decide,
            "Đã ghi quyết định; lần khen này vào quá trình khen thưởng.",
            key=one.key,
            seen=one.version,
            decision=_given(one, "qd"),
            day=_given(one, "ngay"),
            signer=_given(one, "ky"),
            authority=_given(one, "co-quan"),
            despite=_given(one, "van-khen"),
        ),
        key="ghi-quyet-dinh",
        type="primary",
        disabled=not ready,
    )


def _cut(ctx: Context, one: ProposedAward) -> None:
    left, right = st.columns(2)
    council = left.text_input("Hội đồng", key=_key(one, "hoi-dong"))
    day = right.date_input("Ngày họp", None, format="DD/MM/YYYY", key=_key(one, "ngay-hop"))
    reason = st.text_input("Lý do hội đồng không đồng ý", key=_key(one, "ly-do-cat"))
    ready = council.strip() and reason.strip() and day is not None
    ctx.button(
        "Ghi hội đồng cắt",
        lambda: ctx.act(
            councils.cut,
            "Đã ghi ý kiến của hội đồng kèm lý do.",
            key=one.key,
            seen=one.version,
            council=_given(one, "hoi-dong"),
            day=_given(one, "ngay-hop"),
            reason=_given(one, "ly-do-cat"),
        ),
        key="ghi-hoi-dong-cat",
        type="primary",
        disabled=not ready,
    )


def _withdraw(ctx: Context, one: ProposedAward) -> None:
    reason = st.text_input("Lý do rút", key=_key(one, "ly-do-rut"))
    ctx.button(
        "Rút đề nghị",
        lambda: ctx.act(
            proposals.withdraw,
            "Đã rút đề nghị.",
            key=one.key,
            seen=one.version,
            reason=_given(one, "ly-do-rut"),
        ),
        key="rut-de-nghi",
        disabled=not reason.strip(),
    )
