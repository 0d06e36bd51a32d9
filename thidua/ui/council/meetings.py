"""Phiên họp hội đồng trên màn hình: called, its agenda, who came, its votes, what became of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from thidua.domain.council.council import Council, CouncilKind, CouncilMember
from thidua.domain.council.meeting import (
    MEETING_STATE_WORDS,
    CouncilMeeting,
    CouncilMeetingState,
)
from thidua.domain.council.outcome import ItemOutcome
from thidua.domain.period.windows import VIETNAM, in_vietnam, vi_moment
from thidua.frames.council import councils as frames
from thidua.services.council import keeping, meetings, outcomes
from thidua.services.council.meetings import MeetingWish
from thidua.services.period import rosters
from thidua.ui.council import agenda
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_MOVES = {
    CouncilMeetingState.INVITED: "Ghi đã mời",
    CouncilMeetingState.SITTING: "Bắt đầu họp",
    CouncilMeetingState.CLOSED: "Chốt phiên họp",
    CouncilMeetingState.CANCELLED: "Hủy phiên họp",
}

_SHOWN = "_phien-hop-dang-xem"
"""Phiên họp đang xem: the box knows it by its words alone, and those change with its day."""


def draw(ctx: Context) -> None:
    """Vẽ phần «Phiên họp hội đồng»: one meeting at a time, and what whoever may does about it."""
    bodies = {one.key: one for one in keeping.listed(ctx.work)}
    held = [one for one in meetings.of_period(ctx.work) if one.council in bodies]
    st.markdown(_sentence(ctx, held, bodies))
    names = {one.code: one.called for one in rosters.members(ctx.work)}
    may_edit = keeping.may_edit(ctx.work)
    chosen = _choose(held, bodies)
    if chosen is not None:
        body = bodies[chosen.council]
        _told(chosen, body)
        told = outcomes.of_meeting(ctx.work, meeting=chosen)
        st.header("Chương trình và kết quả", anchor=False)
        tables.draw(frames.agenda(told, names), alt="Các việc của phiên họp và kết quả")
        st.header("Thành phần", anchor=False)
        sitting = body.sitting(chosen.day)
        tables.draw(frames.attendance(chosen, sitting), alt="Thành viên đương nhiệm ngày họp")
        _presence(chosen, body, sitting)
        if may_edit:
            _steps(ctx, chosen, body, sitting)
            _take(ctx, chosen, body, told)
    if may_edit and bodies:
        _form(ctx, bodies, None)


def _sentence(ctx: Context, held: Sequence[CouncilMeeting], bodies: Mapping[int, Council]) -> str:
    if not bodies:
        return "Khối **chưa có hội đồng nào**; lập hội đồng ở phần «Hội đồng» trước."
    if not held:
        return f"Năm {ctx.period.year} **chưa có phiên họp hội đồng nào**."
    ahead = [one for one in held if not one.is_over]
    said = f"Năm {ctx.period.year}: **{len(held)}** phiên họp hội đồng, **{len(ahead)}** chưa chốt"
    if ahead:
        first = min(ahead, key=lambda one: one.held_at)
        name = literal(bodies[first.council].name)
        said += f"; gần nhất: {name}, {vi_moment(first.held_at)}"
    return f"{said}."


def _choose(held: Sequence[CouncilMeeting], bodies: Mapping[int, Council]) -> CouncilMeeting | None:
    if not held:
        return None
    known = {one.key: one for one in held}
    keys = list(known)
    shown = st.session_state.get(_SHOWN)
    key = st.selectbox(
        "Phiên họp",
        keys,
        index=keys.index(shown) if shown in known else 0,
        format_func=lambda one: (
            f"{vi_moment(known[one].held_at)} · {bodies[known[one].council].name}"
        ),
        key="phien-hop",
    )
    st.session_state[_SHOWN] = key
    return known.get(key)


def _told(one: CouncilMeeting, body: Council) -> None:
    names = {each.key: each.name for each in body.members}
    said = [
        f"Tình trạng: **{MEETING_STATE_WORDS[one.state]}**",
        "lấy ý kiến bằng văn bản" if one.in_writing else literal(one.place or "chưa ghi nơi họp"),
        f"chủ trì: {literal(names.get(one.chair or 0, 'chưa ghi'))}",
        f"thư ký: {literal(names.get(one.scribe or 0, 'chưa ghi'))}",
        f"khách mời: {literal(one.guests)}" if one.guests else "",
        f"biên bản số {literal(one.number)}" if one.number else "",
        f"quyết định {literal(one.decision)}" if one.decision else "",
        f"lý do hủy: {literal(one.reason)}" if one.reason else "",
    ]
    st.markdown("; ".join(filter(None, said)) + ".")
    st.caption(literal(f"Quy định biểu quyết: {body.rule_words}."))


def _presence(one: CouncilMeeting, body: Council, sitting: tuple[CouncilMember, ...]) -> None:
    there = one.there(sitting)
    said = f"Có mặt {there}/{len(sitting)} thành viên"
    if body.rule is not None and body.rule.quorum is not None:
        needed = body.rule.needed(len(sitting))
        said += f"; cần {needed} để họp: {'đủ' if there >= needed else 'chưa đủ'}"
    st.caption(f"{said}.")


def _steps(
    ctx: Context, one: CouncilMeeting, body: Council, sitting: tuple[CouncilMember, ...]
) -> None:
    """Các khung của phiên chưa chốt."""
    if one.is_over:
        return
    agenda.matters(ctx, one, body)
    agenda.attendance(ctx, one, sitting)
    agenda.recusal(ctx, one, sitting)
    agenda.vote(ctx, one)
    _form(ctx, {body.key: body}, one)
    _move(ctx, one)


def _form(ctx: Context, bodies: Mapping[int, Council], held: CouncilMeeting | None) -> None:
    """Khung lập một phiên họp, or change one."""
    is_new = held is None
    inside = panel(
        "Lập phiên họp mới" if is_new else "Sửa phiên họp",
        key="mo-phien-moi" if is_new else "mo-sua-phien",
        icon=":material/add:" if is_new else ":material/edit:",
    )
    if inside is None:
        return
    with inside:
        known = list(bodies)
        council = (
            known[0]
            if held
            else st.selectbox(
                "Hội đồng", known, format_func=lambda k: bodies[k].name, key="phien-cua"
            )
        )
        if council is None:
            return
        at = f"{council}-{0 if held is None else f'{held.key}-{held.version}'}"
        _meeting_fields(ctx, bodies[council], held, at)
        ctx.button(
            "Ghi phiên họp",
            lambda: ctx.act(
                meetings.write,
                "Đã ghi phiên họp.",
                council=council,
                wish=_wish(at),
                key=None if held is None else held.key,
                seen=0 if held is None else held.version,
            ),
            key="lap-phien" if is_new else "sua-phien",
            type="primary",
        )


def _meeting_fields(ctx: Context, body: Council, held: CouncilMeeting | None, at: str) -> None:
    when = in_vietnam(held.held_at if held else ctx.now)
    day, hour, place = st.columns((1, 1, 2))
    day.date_input("Ngày họp", when.date(), format="DD/MM/YYYY", key=f"ph-{at}-ngay")
    hour.time_input(
        "Giờ (giờ Việt Nam)", when.time().replace(second=0, microsecond=0), key=f"ph-{at}-gio"
    )
    place.text_input("Nơi họp", held.place if held else "", key=f"ph-noi-{at}")
    people = {one.key: one for one in sorted(body.members, key=lambda one: one.order)}
    choices = [None, *people]
    left, right = st.columns(2)
    for column, title, name, chosen in (
        (left, "Chủ trì", "chu", held.chair if held else next(iter(people), None)),
        (right, "Thư ký", "thu", held.scribe if held else None),
    ):
        column.selectbox(
            title,
            choices,
            index=choices.index(chosen) if chosen in choices else 0,
            format_func=lambda k: "chưa ghi" if k is None else people[k].title,
            key=f"ph-{name}-{at}",
        )
    left.text_input("Khách mời (không biểu quyết)", held.guests if held else "", key=f"ph-kh-{at}")
    right.text_input("Số biên bản", held.number if held else "", key=f"ph-so-{at}")
    st.checkbox(
        "Lấy ý kiến bằng văn bản, không họp",
        held.in_writing if held else False,
        key=f"ph-vb-{at}",
    )


def _wish(at: str) -> MeetingWish:
    state = st.session_state
    return MeetingWish(
        held_at=_moment(f"ph-{at}"),
        place=state[f"ph-noi-{at}"],
        in_writing=state[f"ph-vb-{at}"],
        chair=state[f"ph-chu-{at}"],
        scribe=state[f"ph-thu-{at}"],
        guests=state[f"ph-kh-{at}"],
        number=state[f"ph-so-{at}"],
    )


def _move(ctx: Context, one: CouncilMeeting) -> None:
    """Nút chuyển tình trạng; cancelling asks why."""
    st.header("Chuyển tình trạng", anchor=False)
    key = f"ly-do-huy-{one.key}"
    can_cancel = one.may_become(CouncilMeetingState.CANCELLED)
    if can_cancel:
        st.text_input("Lý do hủy, nếu hủy", key=key)
    at = f"ket-thuc-{one.key}"
    if one.may_become(CouncilMeetingState.CLOSED):
        now = in_vietnam(ctx.now)
        day, hour = st.columns(2)
        day.date_input("Ngày kết thúc", now.date(), format="DD/MM/YYYY", key=f"{at}-ngay")
        clock = now.time().replace(second=0, microsecond=0)
        hour.time_input("Giờ kết thúc", clock, key=f"{at}-gio")
    row = st.container(horizontal=True)

    def to(state: CouncilMeetingState) -> None:
        ctx.act(
            meetings.move,
            f"Phiên họp {MEETING_STATE_WORDS[state]}.",
            key=one.key,
            seen=one.version,
            to=state,
            reason=st.session_state.get(key, ""),
            ended_at=_moment(at) if state is CouncilMeetingState.CLOSED else None,
        )

    for state, label in _MOVES.items():
        if one.may_become(state):
            ctx.button(label, partial(to, state), key=f"chuyen-{state}", place=row)


def _moment(at: str) -> datetime:
    """Lúc gõ ở hai ô ngày và giờ."""
    day, hour = st.session_state[f"{at}-ngay"], st.session_state[f"{at}-gio"]
    return datetime.combine(day, hour, VIETNAM).astimezone(UTC)


def _take(ctx: Context, one: CouncilMeeting, body: Council, told: Sequence[ItemOutcome]) -> None:
    """Ghi kết quả vào sổ, once; the decision is of whoever may decide, never of the program."""
    waiting = outcomes.waiting_of(one, told)
    if not waiting:
        return
    st.header("Ghi kết quả vào sổ", anchor=False)
    st.markdown(
        f"**{len(waiting)}** việc đã có kết quả, chưa ghi vào sổ sáng kiến hoặc đề nghị khen "
        "thưởng."
    )
    if body.kind in (CouncilKind.INITIATIVE, CouncilKind.INFLUENCE):
        st.caption(
            "Công nhận thì cần quyết định của người có thẩm quyền; phần mềm không quyết định."
        )
    left, middle, right = st.columns(3)
    at = f"{one.key}-{one.version}"
    left.text_input("Số quyết định", one.decision, key=f"kq-so-{at}")
    middle.date_input("Ngày quyết định", one.decided, format="DD/MM/YYYY", key=f"kq-ngay-{at}")
    right.text_input("Người ký (chức vụ)", one.signer, key=f"kq-ky-{at}")
    ctx.button(
        "Ghi kết quả",
        lambda: ctx.act(
            outcomes.take,
            "Đã ghi kết quả; người khác xác nhận ở «Sổ theo dõi».",
            key=one.key,
            seen=one.version,
            decision=st.session_state[f"kq-so-{at}"],
            decided=st.session_state[f"kq-ngay-{at}"],
            signer=st.session_state[f"kq-ky-{at}"],
        ),
        key="ghi-ket-qua-hd",
        type="primary",
    )
