"""Phiếu giấy trong phòng trên màn hình: handed out, put into the box, counted by two alone."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.vote.counting import COUNT_WORDS
from thidua.domain.vote.room import own_papers, papers_out
from thidua.domain.vote.vote import Paper, RollMember, VoteKind
from thidua.services.vote import own_interest, room_counts, room_papers
from thidua.services.vote.room_counts import RoomState
from thidua.services.vote.votes import VoteView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.vote import long
from thidua.ui.vote.papers import number_field, tally_fields
from thidua.ui.widgets.panel import panel

_COUNTED = ("returned", "valid", "invalid")


def draw(ctx: Context, vote: VoteView) -> None:
    """Vẽ phần phiếu giấy của cuộc bỏ phiếu có cả hai loại: each its part, a sentence for others."""
    if not vote.draft.rules.allows_paper:
        return
    if not ctx.allows(Permission.CONFIRM_COUNT):
        st.caption(
            "Phiếu giấy do người điều hành phát, hai người trong tổ kiểm phiếu đếm riêng; kết quả "
            "chung hiện ở đây khi kiểm phiếu xong."
        )
        return
    inside = panel("Phiếu giấy", key="mo-phieu-giay", icon=":material/description:")
    if inside is None:
        return
    with inside:
        given, in_box = papers_out(vote.roll)
        st.markdown(f"Đã phát **{given}** phiếu giấy, **{in_box}** đã vào hòm.")
        state = room_counts.state(ctx.work, vote=vote.key)
        if state is None or not state.is_still:
            _papers(ctx, vote)
        _count(ctx, vote, state, in_box)


def _papers(ctx: Context, vote: VoteView) -> None:
    if ctx.allows(Permission.SET_UP_VOTE) and not own_interest.why_not(
        ctx.work, vote.draft.candidates
    ):
        _hand_out(ctx, vote)
        _put_in(ctx, vote)
    _void(ctx, vote)


def _choose(label: str, found: Sequence[RollMember], chosen: Sequence[str], key: str) -> list[str]:
    names = {one.code: one.name for one in found}
    return st.multiselect(
        label,
        list(names),
        default=list(chosen),
        format_func=lambda code: names.get(code, code),
        placeholder="Chọn thành viên",
        key=f"{key}-{long.mark(f'{one.code}{one.paper}{one.void_by}' for one in found)}",
    )


def _hand_out(ctx: Context, vote: VoteView) -> None:
    free = [
        one for one in vote.roll if one.is_there and not one.has_cast and one.paper is Paper.NONE
    ]
    if not free:
        return
    chosen = _choose("Phát phiếu giấy cho", free, (), f"phat-phieu-{vote.key}")
    if st.button("Phát phiếu giấy", icon=":material/description:", disabled=not chosen):
        said = f"Đã phát phiếu giấy cho {len(chosen)} người; họ không bỏ trên phần mềm nữa."
        ctx.act(room_papers.hand_out, said, vote=vote.key, members=chosen)


def _put_in(ctx: Context, vote: VoteView) -> None:
    out = [one for one in vote.roll if one.paper is not Paper.NONE and not one.void_by]
    if not out:
        return
    there = [one.code for one in out if one.paper is Paper.IN_BOX]
    chosen = _choose("Phiếu giấy đã bỏ vào hòm của", out, there, f"vao-hom-{vote.key}")
    if st.button("Ghi phiếu đã vào hòm", icon=":material/how_to_vote:"):
        ctx.act(
            room_papers.mark_in_box,
            f"Đã ghi {len(chosen)} phiếu giấy trong hòm.",
            vote=vote.key,
            in_box={one.code: one.code in chosen for one in out},
        )


def _void(ctx: Context, vote: VoteView) -> None:
    for one in vote.roll:
        if one.void_by:
            _pending(ctx, vote, one)
    held = {one.code: one.name for one in vote.roll if one.paper is Paper.GIVEN and not one.void_by}
    if not held:
        return
    with st.expander("Hủy một phiếu giấy hỏng hoặc trả lại", icon=":material/scan_delete:"):
        st.caption("Một người đề nghị, người thứ hai xác nhận; rồi người ấy nhận phiếu khác.")
        code = st.selectbox(
            "Phiếu giấy của",
            list(held),
            format_func=lambda one: held.get(one, one),
            key=f"huy-phieu-{vote.key}-{long.mark(held)}",
        )
        reason = st.text_input("Lý do hủy", key=f"huy-ly-do-{vote.key}")
        if st.button("Đề nghị hủy phiếu giấy"):
            said = "Đã đề nghị; chờ người thứ hai xác nhận."
            ctx.act(room_papers.void, said, vote=vote.key, member=code, reason=reason)


def _pending(ctx: Context, vote: VoteView, one: RollMember) -> None:
    st.info(
        literal(f"{one.void_by} đề nghị hủy phiếu giấy của {one.name}: {one.void_reason}"),
        icon=":material/scan_delete:",
    )
    with st.container(horizontal=True):
        may = own_interest.may_second(ctx.work, vote.draft.candidates, one.void_by)
        if may and st.button("Xác nhận hủy", key=f"huy-{vote.key}-{one.code}"):
            said = "Đã hủy phiếu giấy."
            ctx.act(room_papers.void, said, vote=vote.key, member=one.code)
        if st.button("Thôi hủy", key=f"thoi-huy-{vote.key}-{one.code}"):
            said = "Phiếu giấy ấy vẫn dùng."
            ctx.act(room_papers.drop_void, said, vote=vote.key, member=one.code)


def _count(ctx: Context, vote: VoteView, state: RoomState | None, in_box: int) -> None:
    st.markdown("**Tổ kiểm phiếu**")
    if state is not None:
        _so_far(state)
        if in_box and ctx.actor.name in state.tellers and ctx.actor.name not in state.done:
            _enter(ctx, vote, state)
    may = ctx.allows(Permission.SET_UP_VOTE)
    if may and not own_interest.why_not(ctx.work, vote.draft.candidates):
        if state is None:
            _name(ctx, vote, ())
            return
        with st.expander("Cử lại tổ kiểm phiếu", icon=":material/group:"):
            st.caption("Các lần đếm đã nhập bị hủy; hai người mới đếm từ đầu.")
            _name(ctx, vote, state.tellers)


def _so_far(state: RoomState) -> None:
    if state.has_agreed:
        st.success("Hai lần đếm khớp nhau; kiểm chung khi đóng bỏ phiếu.")
        return
    if state.differing:
        st.warning(
            "Hai lần đếm khác nhau ở:\n"
            + "\n".join(f"- {literal(one)}" for one in state.differing)
            + "\n\nCả hai số đã hủy; mỗi người đếm lại từ đầu, không xem của nhau.",
            icon=":material/difference:",
        )
    st.markdown(
        "\n".join(
            f"- {literal(one)}: {'đã đếm' if one in state.done else 'chưa đếm'}"
            for one in state.tellers
        )
    )


def _name(ctx: Context, vote: VoteView, now: Sequence[str]) -> None:
    people = list(room_counts.possible_tellers(ctx.work))
    columns = st.columns(2)
    chosen = [
        column.selectbox(
            label,
            people,
            index=people.index(now[at]) if len(now) > at and now[at] in people else None,
            placeholder="Chọn một người",
            key=f"nguoi-dem-{vote.key}-{at}-{long.mark(now)}",
        )
        for at, (column, label) in enumerate(
            zip(columns, ("Người đếm thứ nhất", "Người đếm thứ hai"), strict=True)
        )
    ]
    first, second = chosen
    if st.button("Cử tổ kiểm phiếu", disabled=first is None or second is None):
        said = "Đã cử tổ kiểm phiếu; mỗi người đếm và nhập riêng."
        ctx.act(room_counts.name_tellers, said, vote=vote.key, tellers=(first or "", second or ""))


def _before(vote: VoteView) -> list[str]:
    """Điều cần biết trước khi nhập: papers still out, and how many of each own unit."""
    given, in_box = papers_out(vote.roll)
    is_approval = vote.draft.rules.kind is VoteKind.APPROVAL
    found = []
    if given > in_box:
        found.append(
            f"Còn {given - in_box} phiếu giấy chưa vào hòm; nhập số đếm rồi thì không thêm được."
        )
    for one in vote.draft.candidates:
        own = own_papers(vote.draft.rules, vote.roll, one)
        if own:
            found.append(
                f"{one.text}: trong hòm có {own} phiếu của chính đơn vị này; dòng ấy không phải "
                f"ý kiến{', đếm vào không ý kiến' if is_approval else ''}."
            )
    return found


def _enter(ctx: Context, vote: VoteView, state: RoomState) -> None:
    place = f"dem-giay-{vote.key}-{state.recounts}-{long.mark(state.tellers)}"
    with st.form(place, enter_to_submit=False):
        st.caption(
            "Đếm một mình mọi phiếu trong hòm; phiếu trắng đếm vào không hợp lệ. Người kia không "
            "thấy số của bạn."
        )
        numbers: Mapping[str, int | None] = {
            name: number_field(column, COUNT_WORDS[name], f"{place}-{name}", None)
            for name, column in zip(_COUNTED, st.columns(3), strict=True)
        }
        for line in _before(vote):
            st.caption(literal(line))
        rows = {one.code: tally_fields(vote, one, None, place) for one in vote.draft.candidates}
        sent = st.form_submit_button("Nhập số đếm của tôi")
    if not sent:
        return
    if None in numbers.values() or any(one is None for row in rows.values() for one in row):
        st.error("Hãy điền mọi ô; không có thì ghi 0.")
        return
    ctx.act(
        room_counts.enter,
        "Đã nhập số đếm của bạn.",
        vote=vote.key,
        **{name: number or 0 for name, number in numbers.items()},
        numbers={code: [one or 0 for one in row] for code, row in rows.items()},
    )
