"""Chương trình phiên họp trên màn hình: its matters, who came, who keeps out, and the votes."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua.domain.council.council import Council, CouncilKind, CouncilMember
from thidua.domain.council.meeting import (
    ATTENDANCE_WORDS,
    AgendaItem,
    Attendance,
    Attending,
    CouncilMeeting,
)
from thidua.domain.dossier.catalogue import SCOPES
from thidua.domain.vote.vote import CONDUCT_WORDS, PAPER_WORDS, Conduct
from thidua.services.council import agenda, keeping, meetings, voting
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel


def matters(ctx: Context, one: CouncilMeeting, body: Council) -> None:
    """Khung đưa việc vào chương trình, and taking one off again."""
    inside = panel("Đưa việc vào chương trình", key="mo-dua-viec", icon=":material/playlist_add:")
    if inside is None:
        return
    with inside:
        found = {
            (each.kind, each.unit, each.code): each
            for each in agenda.offered(ctx.work, key=one.key)
        }
        at = f"{one.key}-{len(one.items)}"
        st.multiselect(
            "Sáng kiến, đề nghị chờ xét",
            list(found),
            format_func=lambda key: agenda.item_words(found[key]),
            placeholder="Chọn việc" if found else "Không còn việc nào chờ",
            key=f"viec-{at}",
        )
        if body.kind is CouncilKind.INFLUENCE:
            st.selectbox(
                "Phạm vi đề nghị",
                agenda.WIDER,
                format_func={word.code: word.label for word in SCOPES}.__getitem__,
                key=f"pham-vi-{at}",
            )
        st.text_input("Việc khác, nếu có", key=f"viec-khac-{at}")
        ctx.button(
            "Đưa vào chương trình",
            lambda: ctx.act(
                agenda.put,
                "Đã đưa vào chương trình.",
                key=one.key,
                seen=one.version,
                matters=st.session_state[f"viec-{at}"],
                scope=st.session_state.get(f"pham-vi-{at}", ""),
                other=st.session_state[f"viec-khac-{at}"],
            ),
            key="dua-viec",
            type="primary",
        )
        _take_off(ctx, one)


def _take_off(ctx: Context, one: CouncilMeeting) -> None:
    free = {each.key: each for each in one.items if each.vote is None}
    if not free:
        return
    left, right = st.columns(2)
    left.selectbox(
        "Rút việc", list(free), format_func=lambda key: _named(free[key]), key=f"rut-{one.key}"
    )
    right.text_input("Lý do rút", key=f"ly-do-rut-{one.key}")
    ctx.button(
        "Rút khỏi chương trình",
        lambda: ctx.act(
            agenda.take_off,
            "Đã rút khỏi chương trình.",
            key=one.key,
            item=st.session_state[f"rut-{one.key}"],
            reason=st.session_state[f"ly-do-rut-{one.key}"],
        ),
        key="rut-viec",
    )


def _named(one: AgendaItem) -> str:
    return f"Việc {one.position}: {one.text}"


def attendance(ctx: Context, one: CouncilMeeting, sitting: tuple[CouncilMember, ...]) -> None:
    """Khung điểm danh: one member at a time, or all that are left as there."""
    inside = panel("Điểm danh", key="mo-diem-danh-hd", icon=":material/checklist:")
    if inside is None or not sitting:
        return
    with inside:
        known = {each.key: each for each in sitting}
        key = st.selectbox(
            "Thành viên", list(known), format_func=lambda k: known[k].title, key=f"dd-{one.key}"
        )
        held = one.of(key)
        at = f"{one.key}-{key}-{held.attendance}"
        kinds = list(Attendance)[1:]
        said = st.radio(
            "Dự họp",
            kinds,
            index=kinds.index(held.attendance) if held.attendance in kinds else 0,
            format_func=ATTENDANCE_WORDS.__getitem__,
            horizontal=True,
            key=f"dd-kieu-{at}",
        )
        if said is Attendance.SUBSTITUTE:
            left, right = st.columns(2)
            left.text_input("Người đi thay", held.substitute, key=f"dd-thay-{at}")
            accounts = keeping.accounts(ctx.work)
            logins = ["", *accounts]
            right.selectbox(
                "Tài khoản của người đi thay",
                logins,
                index=logins.index(held.account) if held.account in logins else 0,
                format_func=lambda k: f"{accounts[k]} ({k})" if k else "không có",
                key=f"dd-tk-{at}",
            )
        title = "Giấy ủy quyền" if said is Attendance.SUBSTITUTE else "Lý do, giấy tờ"
        st.text_input(title, held.document, key=f"dd-giay-{at}")
        row = st.container(horizontal=True)

        def came(*, all_else: bool) -> None:
            state = st.session_state
            mark = Attending(
                attendance=state[f"dd-kieu-{at}"],
                substitute=state.get(f"dd-thay-{at}", ""),
                account=state.get(f"dd-tk-{at}", ""),
                document=state[f"dd-giay-{at}"],
            )
            ctx.act(
                meetings.attend,
                "Đã điểm danh.",
                key=one.key,
                seen=one.version,
                came={} if all_else else {key: mark},
                all_else=all_else,
            )

        ctx.button(
            "Ghi người này", lambda: came(all_else=False), key="ghi-dd", type="primary", place=row
        )
        ctx.button(
            "Mọi người còn lại có mặt", lambda: came(all_else=True), key="dd-con-lai", place=row
        )


def recusal(ctx: Context, one: CouncilMeeting, sitting: tuple[CouncilMember, ...]) -> None:
    """Khung ghi ai không tham gia một việc, beside those the program knows of."""
    inside = panel("Ghi người không tham gia một việc", key="mo-tranh", icon=":material/block:")
    if inside is None:
        return
    with inside:
        st.caption(
            "Tác giả, người được đề nghị và người cùng đơn vị không biểu quyết việc ấy mà không "
            "cần ghi; ghi ở đây người có lợi ích khác."
        )
        people = {each.key: each for each in sitting}
        items = {each.key: each for each in one.items}
        if not people or not items:
            st.caption("Chưa có thành viên đương nhiệm hoặc chưa có việc nào.")
            return
        left, right = st.columns(2)
        at = one.key
        left.selectbox(
            "Ai", list(people), format_func=lambda k: people[k].title, key=f"tranh-ai-{at}"
        )
        right.selectbox(
            "Việc nào", list(items), format_func=lambda k: _named(items[k]), key=f"tranh-viec-{at}"
        )
        st.text_input("Vì sao", key=f"tranh-vi-{at}")
        ctx.button(
            "Ghi không tham gia",
            lambda: ctx.act(
                meetings.recuse,
                "Đã ghi.",
                key=one.key,
                member=st.session_state[f"tranh-ai-{at}"],
                item=st.session_state[f"tranh-viec-{at}"],
                reason=st.session_state[f"tranh-vi-{at}"],
            ),
            key="ghi-tranh",
        )
        _end_recusal(ctx, one, people)


def _end_recusal(ctx: Context, one: CouncilMeeting, people: Mapping[int, CouncilMember]) -> None:
    said = {each.key: each for each in one.recusals if each.member in people}
    if not said:
        return
    left, right = st.columns(2)
    left.selectbox(
        "Bỏ ghi nhầm",
        list(said),
        format_func=lambda k: f"{people[said[k].member].name}: {said[k].reason}",
        key=f"bo-tranh-{one.key}",
    )
    right.text_input("Lý do bỏ", key=f"ly-do-bo-tranh-{one.key}")
    ctx.button(
        "Bỏ ghi không tham gia",
        lambda: ctx.act(
            meetings.end_recusal,
            "Đã bỏ ghi.",
            key=one.key,
            recusal=st.session_state[f"bo-tranh-{one.key}"],
            reason=st.session_state[f"ly-do-bo-tranh-{one.key}"],
        ),
        key="bo-tranh",
    )


def vote(ctx: Context, one: CouncilMeeting) -> None:
    """Khung lập cuộc bỏ phiếu về các việc của phiên, by a rule that is named."""
    inside = panel(
        "Lập cuộc bỏ phiếu của phiên họp", key="mo-phieu-hd", icon=":material/how_to_vote:"
    )
    if inside is None:
        return
    with inside:
        free = {each.key: each for each in one.items if each.vote is None}
        if not free:
            st.caption("Không còn việc nào chưa lập cuộc bỏ phiếu.")
            return
        at = f"{one.key}-{len(free)}"
        items = st.multiselect(
            "Việc trên lá phiếu",
            list(free),
            default=_alike(list(free.values())),
            format_func=lambda k: _named(free[k]),
            placeholder="Chọn việc",
            key=f"phieu-viec-{at}",
        )
        rules = voting.rules_for(ctx.work, key=one.key, items=items)
        if not rules:
            st.info(
                "Chưa có quy định tỷ lệ thông qua cho việc này; ghi quy định ở phần «Hội đồng» "
                "trước khi bỏ phiếu.",
                icon=":material/gavel:",
            )
            return
        place = st.selectbox(
            "Quy định",
            range(len(rules)),
            format_func=lambda k: rules[k].words,
            key=f"phieu-luat-{at}-{len(rules)}",
        )
        chosen = rules[place or 0]
        for said in chosen.doubts:
            st.warning(literal(said[:1].upper() + said[1:]), icon=":material/gavel:")
        conduct = st.selectbox(
            "Hình thức",
            list(Conduct),
            format_func=CONDUCT_WORDS.__getitem__,
            key=f"phieu-hinh-{at}",
        )
        if conduct is Conduct.ELECTRONIC:
            st.checkbox(PAPER_WORDS, value=True, key=f"phieu-giay-{at}")
        ctx.button(
            "Lập cuộc bỏ phiếu",
            lambda: ctx.act(
                voting.set_up,
                "Đã lập; sang phần «Bỏ phiếu» xem danh sách rồi mở.",
                key=one.key,
                seen=one.version,
                items=items,
                rule=chosen.rule,
                conduct=st.session_state[f"phieu-hinh-{at}"],
                allows_paper=st.session_state.get(f"phieu-giay-{at}", False),
            ),
            key="lap-phieu-hd",
            type="primary",
            disabled=not items,
        )


def _alike(items: Sequence[AgendaItem]) -> list[int]:
    """Những việc cùng loại với việc đầu: one ballot asks about one kind of matter."""
    first = items[0]
    return [one.key for one in items if (one.kind, one.award) == (first.kind, first.award)]
