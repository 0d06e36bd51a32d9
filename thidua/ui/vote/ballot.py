"""Lá phiếu trên màn hình: one form with large choices, and the receipt that is shown once."""

from collections.abc import Mapping, Sequence

import streamlit as st
from sqlmodel import Session

from thidua.db.engine import writing
from thidua.domain.access.permissions import Actor
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.vote.vote import Answer, Candidate, Paper, Presence, RollMember, VoteKind
from thidua.services.access import sign_in
from thidua.services.ground.audit import refusal
from thidua.services.vote import ballots, queue
from thidua.services.vote.ballots import Casting
from thidua.services.vote.votes import VoteView
from thidua.ui.frame import page
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.web import identity
from thidua.web.turns import given_back

_RECEIPT = "_bien_nhan"

_Receipt = tuple[int, str, str]
"""Biên nhận: the vote, the member whose ballot it is, and the code."""


def draw(ctx: Context, vote: VoteView) -> None:
    """Vẽ lá phiếu của người này: their own first, then those delegated to them."""
    mine = ballots.own(ctx.actor, ctx.period, vote)
    for one in mine[:1]:
        _form(ctx, vote, one)
    if len(mine) > 1:
        st.caption(f"Bỏ xong phiếu này còn {len(mine) - 1} lá phiếu nữa của bạn.")
    if not mine and vote.is_open and ballots.is_voter(ctx.actor, vote):
        _why_not(ctx, vote)


def _why_not(ctx: Context, vote: VoteView) -> None:
    own = [one for one in vote.roll if ctx.actor.account in one.voters]
    if all(one.has_cast for one in own):
        st.success("Phiếu của bạn đã ở trong hòm.", icon=":material/how_to_vote:")
    elif any(one.paper is Paper.GIVEN for one in own):
        st.info("Bạn đã nhận phiếu giấy: điền rồi bỏ vào hòm phiếu giấy trong phòng.")
    elif any(one.presence is Presence.UNMARKED for one in own):
        st.info("Bạn chưa được điểm danh có mặt; hãy báo khối trưởng rồi mở lại trang này.")
    elif any(one.presence is Presence.DELEGATED for one in own):
        st.info("Phiếu của bạn đã được ủy quyền cho người khác bỏ.")
    else:
        st.info("Bạn được ghi là vắng mặt nên không bỏ phiếu ở đây.")


def _form(ctx: Context, vote: VoteView, member: RollMember) -> None:
    asked = ballots.asked(vote, member)
    place = f"phieu-{vote.key}-{vote.version}-{member.code}"
    st.header(f"Lá phiếu của {literal(member.name)}", anchor=False)
    with st.container(key="la-phieu"), st.form(place, enter_to_submit=False):
        answers = (
            _opinions(vote, asked, place)
            if vote.draft.rules.kind is VoteKind.APPROVAL
            else _choices(vote, asked, place)
        )
        sure = st.checkbox(
            "Tôi đã xem lại; phiếu bỏ vào hòm thì không sửa được.", key=f"{place}-xem-lai"
        )
        sent = st.form_submit_button("Bỏ phiếu", type="primary", icon=":material/how_to_vote:")
    if not sent:
        return
    lacking = [literal(one.text) for one in asked if answers.get(one.code) is None]
    if lacking:
        st.error(f"Chưa có ý kiến với: {', '.join(lacking)}.")
    elif not sure:
        st.error("Hãy xem lại lá phiếu rồi đánh dấu là đã xem lại.")
    else:
        given = {code: answer for code, answer in answers.items() if answer is not None}
        _cast(ctx, vote, member, given)


def _opinions(
    vote: VoteView, asked: Sequence[Candidate], place: str
) -> Mapping[str, Answer | None]:
    rules = vote.draft.rules
    return {
        one.code: st.radio(
            f"**{literal(one.text)}**",
            rules.answers,
            index=None,
            format_func=lambda answer: rules.answer_words(answer).capitalize(),
            horizontal=True,
            key=f"{place}-{one.code}",
        )
        for one in asked
    }


def _choices(vote: VoteView, asked: Sequence[Candidate], place: str) -> Mapping[str, Answer | None]:
    st.markdown(f"Chọn **nhiều nhất {vote.draft.rules.most}**; để trống là không chọn ai.")
    chosen = {one.code: st.checkbox(literal(one.text), key=f"{place}-{one.code}") for one in asked}
    return {code: Answer.AGREE if is_in else Answer.DISAGREE for code, is_in in chosen.items()}


def _cast(ctx: Context, vote: VoteView, member: RollMember, answers: Mapping[str, Answer]) -> None:
    code = ballots.new_receipt()
    kept = _receipts()
    kept.append((vote.key, member.name, code))
    try:
        _put_in(ctx, vote, member, answers, code)
    except BaseException:
        kept.pop()
        raise
    page.flash("Phiếu đã vào hòm.")
    st.rerun()


def _put_in(
    ctx: Context, vote: VoteView, member: RollMember, answers: Mapping[str, Answer], code: str
) -> None:
    """Bỏ vào hòm together with all who wait; who casts is asked when it is this ballot's turn."""
    held = identity.current()

    def who(session: Session) -> Actor:
        return sign_in.known(session, token=held.token, now=ctx.now).actor

    one = Casting(who=who, member=member.code, answers=answers, code=code)
    ctx.session.close()  # before the turn is given back: connections are for those who have one
    try:
        with given_back():
            queue.cast(ctx.url, ctx.period, vote=vote.key, casting=one)
    except NotPermitted:
        with writing(ctx.url) as session:
            refusal(session, actor=ctx.actor, now=ctx.now, tried=ballots.cast)
        raise


def receipt(vote: VoteView) -> None:
    """Các biên nhận vừa cấp, each until its voter says it was copied; nothing else keeps them."""
    for place, one in enumerate([one for one in _receipts() if one[0] == vote.key]):
        _receipt(one, place)


def _receipts() -> list[_Receipt]:
    """Biên nhận chưa chép của phiên này: who votes for others as well has several."""
    found: list[_Receipt] = st.session_state.setdefault(_RECEIPT, [])
    return found


def _receipt(one: _Receipt, place: int) -> None:
    _, member, code = one
    with st.container(border=True):
        st.markdown(
            f"**Biên nhận của lá phiếu {literal(member)}** – hãy chép lại, mã này chỉ hiện một lần:"
        )
        st.code(code, language=None)
        st.caption(
            "Sau khi kiểm phiếu, mã này tìm ra đúng phiếu của bạn trong danh sách công bố, để bạn "
            "thấy phiếu không bị đổi. Đừng đưa mã cho ai: có mã thì biết bạn đã bỏ thế nào."
        )
        if st.button("Tôi đã chép lại", icon=":material/check:", key=f"da-chep-{place}"):
            _receipts().remove(one)
            st.rerun()
