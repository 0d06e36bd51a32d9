"""Phiếu trên giấy: answers sent in writing and counted ballots, each typed by two people."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.vote.counting import (
    COUNT_WORDS,
    BallotCount,
    Tally,
    counted_answers,
    whole_tally,
)
from thidua.domain.vote.vote import (
    Answer,
    Candidate,
    Conduct,
    OwnUnit,
    Presence,
    RollMember,
    VoteKind,
    barred_from,
)
from thidua.services.vote import own_interest
from thidua.services.vote import papers as vote_papers
from thidua.services.vote.roll import members_with
from thidua.services.vote.votes import VoteView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.vote import long
from thidua.ui.widgets.panel import panel
from thidua.web.streamlit_inside import DeltaGenerator


def draw(ctx: Context, vote: VoteView) -> None:
    """Vẽ phần phiếu giấy, for whoever may count."""
    _letters(ctx, vote)
    if vote.draft.rules.conduct is Conduct.PAPER:
        _count(ctx, vote)


def _letters(ctx: Context, vote: VoteView) -> None:
    absent = [one for one in vote.roll if one.presence is Presence.ABSENT]
    if not absent:
        return
    inside = panel("Ý kiến bằng văn bản của người vắng", key="mo-van-ban", icon=":material/mail:")
    if inside is None:
        return
    with inside:
        st.caption(
            "Một người nhập từ văn bản, người thứ hai nhập lại; hai lần giống nhau mới được tính. "
            "Nội dung đã nhập không hiện lại trước khi kiểm phiếu."
        )
        open_to = [one for one in absent if vote_papers.may_write(ctx.work, vote, one)]
        _waiting(vote, absent, open_to)
        if open_to:
            _letter(ctx, vote, open_to)
        _remove(ctx, vote, [one for one in absent if vote_papers.may_remove(ctx.work, vote, one)])


def _waiting(vote: VoteView, absent: Sequence[RollMember], open_to: Sequence[RollMember]) -> None:
    said = []
    for one in long.page_of(
        lambda words: members_with(absent, words),
        len(absent),
        label="Tìm người vắng",
        key=f"nguoi-vang-{vote.key}",
    ):
        if one.confirmed_by:
            state = "đã đủ hai người"
        elif one.written_by:
            whom = "bạn nhập lại" if one in open_to else "người thứ hai nhập lại"
            state = f"chờ {whom}; người nhập: {one.written_by}"
        else:
            state = "chưa nhập"
        said.append(f"- {literal(one.name)}: {literal(state)}")
    st.markdown("\n".join(said))


def _letter(ctx: Context, vote: VoteView, open_to: Sequence[RollMember]) -> None:
    names = {one.code: one.name for one in open_to}
    code = st.selectbox(
        "Văn bản của",
        list(names),
        format_func=lambda one: names.get(one, one),
        key=f"van-ban-{vote.key}-{long.mark(names)}",
    )
    member = vote.member(code or open_to[0].code)
    rules = vote.draft.rules
    place = f"van-ban-{vote.key}-{member.code}-{bool(member.written_by)}"
    with st.form(place, enter_to_submit=False):
        document = "" if member.written_by else st.text_input("Số, ngày văn bản")
        answers = {
            one.code: st.radio(
                f"**{literal(one.text)}**",
                rules.answers,
                index=None,
                format_func=lambda answer: rules.answer_words(answer).capitalize(),
                horizontal=True,
                key=f"{place}-{one.code}",
            )
            for one in vote.draft.candidates
            if not barred_from(rules, member, one)
        }
        again = "Nhập lại để xác nhận" if member.written_by else "Ghi ý kiến bằng văn bản"
        sent = st.form_submit_button(again)
    if not sent:
        return
    given = {one: answer for one, answer in answers.items() if answer is not None}
    if len(given) < len(answers):
        st.error("Hãy ghi ý kiến với mọi phương án như trong văn bản.")
        return
    confirmed = "Hai lần nhập giống nhau; ý kiến bằng văn bản được tính."
    first = "Đã ghi; chờ người thứ hai nhập lại."
    ctx.act(
        vote_papers.write_answer,
        confirmed if member.written_by else first,
        vote=vote.key,
        member=member.code,
        answers=given,
        document=document,
    )


def _remove(ctx: Context, vote: VoteView, typed: Sequence[RollMember]) -> None:
    if not typed:
        return
    names = {one.code: one.name for one in typed}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.selectbox(
            "Bỏ ý kiến đã nhập của",
            list(names),
            format_func=lambda one: names.get(one, one),
            key=f"bo-van-ban-{vote.key}-{long.mark(names)}",
        )
        if st.button("Bỏ để nhập lại"):
            said = "Đã bỏ; hãy nhập lại từ văn bản."
            ctx.act(vote_papers.remove_answer, said, vote=vote.key, member=code)


def _count(ctx: Context, vote: VoteView) -> None:
    found = vote_papers.count(ctx.work, vote=vote.key)
    st.header("Kiểm phiếu giấy", anchor=False)
    if found is None:
        _enter(ctx, vote, None, 0)
        return
    count, version, typed_by, confirmed_by = found
    said = f"Người nhập: {literal(typed_by)}."
    st.markdown(
        f"{said} Người xác nhận: {literal(confirmed_by)}."
        if confirmed_by
        else f"{said} Chờ người thứ hai đối chiếu với biên bản kiểm phiếu rồi xác nhận."
    )
    st.markdown("\n".join(f"- {literal(line)}" for line in _lines(vote, count)))
    if (
        not confirmed_by
        and own_interest.may_second(ctx.work, vote.draft.candidates, typed_by)
        and st.button("Xác nhận số phiếu", type="primary", icon=":material/done_all:")
    ):
        ctx.act(vote_papers.confirm_count, "Đã xác nhận số phiếu.", vote=vote.key, seen=version)
    if not confirmed_by or not own_interest.why_not(ctx.work, vote.draft.candidates):
        _send_back(ctx, vote, version)
    if not confirmed_by and typed_by == ctx.actor.name:
        _enter(ctx, vote, count, version)


def _send_back(ctx: Context, vote: VoteView, version: int) -> None:
    with st.expander("Trả lại để đếm và nhập lại", icon=":material/undo:"):
        reason = st.text_input("Lý do trả lại", key=f"tra-lai-dem-{vote.key}")
        if st.button("Trả lại số phiếu"):
            ctx.act(
                vote_papers.send_back_count,
                "Đã trả lại số phiếu.",
                vote=vote.key,
                seen=version,
                reason=reason,
            )


def _lines(vote: VoteView, count: BallotCount) -> list[str]:
    rules = vote.draft.rules
    said = [
        f"Phát ra {count.issued} = thu về {count.returned} + không thu về {count.not_returned}",
        f"Thu về {count.returned} = hợp lệ {count.valid} + không hợp lệ {count.invalid}",
    ]
    for one in vote.draft.candidates:
        tally = count.tallies.get(one.code, Tally())
        numbers = zip(Answer, (tally.agree, tally.disagree, tally.abstain), strict=True)
        words = [
            f"{rules.answer_words(answer)} {number}"
            for answer, number in numbers
            if answer in rules.answers
        ]
        said.append(f"{one.text}: {', '.join(words)}")
    return said


def _enter(ctx: Context, vote: VoteView, old: BallotCount | None, version: int) -> None:
    place = f"dem-{vote.key}-{version}"
    with st.form(place, enter_to_submit=False):
        columns = st.columns(5)
        numbers = [
            number_field(
                column, label, f"{place}-{name}", None if old is None else getattr(old, name)
            )
            for column, (name, label) in zip(columns, COUNT_WORDS.items(), strict=True)
        ]
        tallies = {one.code: tally_fields(vote, one, old, place) for one in vote.draft.candidates}
        sent = st.form_submit_button("Ghi số phiếu")
    if not sent:
        return
    if None in numbers or any(one is None for row in tallies.values() for one in row):
        st.error("Hãy điền mọi ô; không có thì ghi 0.")
        return
    issued, returned, not_returned, valid, invalid = (one or 0 for one in numbers)
    whole = {
        code: whole_tally(vote.draft.rules, [one or 0 for one in row], valid)
        for code, row in tallies.items()
    }
    ctx.act(
        vote_papers.enter_count,
        "Đã ghi số phiếu; chờ người thứ hai xác nhận.",
        vote=vote.key,
        count=BallotCount(
            issued=issued,
            returned=returned,
            not_returned=not_returned,
            valid=valid,
            invalid=invalid,
            tallies=whole,
        ),
        seen=version,
    )


def tally_fields(
    vote: VoteView, candidate: Candidate, old: BallotCount | None, place: str
) -> list[int | None]:
    """Các ô của một phương án; where some are chosen only how often it was."""
    rules = vote.draft.rules
    st.markdown(f"**{literal(candidate.text)}**")
    kept = None if old is None else old.tallies.get(candidate.code, Tally())
    fields = counted_answers(rules)
    if rules.kind is VoteKind.APPROVAL and rules.own_unit is not OwnUnit.CAST:
        st.caption(f"Phiếu để trống ở {rules.own} thì đếm là không ý kiến.")
    return [
        number_field(
            column,
            rules.answer_words(answer).capitalize(),
            f"{place}-{candidate.code}-{answer.value}",
            None if kept is None else getattr(kept, answer.value),
        )
        for column, answer in zip(st.columns(len(fields)), fields, strict=True)
    ]


def number_field(column: DeltaGenerator, label: str, key: str, old: int | None) -> int | None:
    return column.number_input(label, min_value=0, value=old, step=1, format="%d", key=key)
