"""Điều hành cuộc bỏ phiếu: opening over a roll, who is there, closing, making anew."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.ground.text import listed
from thidua.domain.period.stage import STAGE_WORDS
from thidua.domain.vote.counting import closing_warnings, early_warnings, outstanding_warnings
from thidua.domain.vote.vote import Conduct, Electorate, Presence, RollMember, turn_out
from thidua.frames import votes as frames
from thidua.services.council import opening
from thidua.services.vote import electors, own_interest, votes
from thidua.services.vote import results as vote_results
from thidua.services.vote import roll as vote_roll
from thidua.services.vote.votes import VoteView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.vote import long
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def open_roll(ctx: Context, vote: VoteView) -> None:
    """Mở bỏ phiếu: the roll as it would be, fixed by a click."""
    rules = vote.draft.rules
    found = electors.electors(ctx.work, electorate=rules.electorate, vote=vote.key)
    if not found:
        who = "thành viên hội đồng" if rules.electorate is Electorate.COUNCIL else "đơn vị nào"
        st.warning(f"Kỳ này chưa có {who} nên chưa mở bỏ phiếu được.")
        return
    st.header("Danh sách bỏ phiếu", anchor=False)
    chosen = _chosen(vote, found)
    without = [one.name for one in found if one.code in chosen and not one.voters]
    if without and rules.conduct is Conduct.ELECTRONIC:
        names = literal(listed(without, "thành viên"))
        paper = ", phát phiếu giấy" if rules.allows_paper else ""
        st.warning(
            f"Chưa có tài khoản để bỏ phiếu: {names}. Có thể lập tài khoản "
            f"trước{paper}, hoặc nhận ý kiến bằng văn bản.",
            icon=":material/person_off:",
        )
    for said in early_warnings(rules, len(chosen)):
        st.warning(literal(said), icon=":material/visibility:")
    why_not = own_interest.opener_fault(ctx.work, vote.draft.candidates, vote.set_by)
    if why_not:
        st.info(literal(why_not), icon=":material/group:")
        return
    is_early = votes.is_early(ctx.period, vote.draft.subject)
    if is_early:
        st.warning(votes.EARLY.format(STAGE_WORDS[ctx.period.stage]), icon=":material/event:")
    reason = st.text_input("Lý do bỏ phiếu trước giai đoạn Bình xét") if is_early else ""
    st.caption("Mở rồi thì danh sách, câu hỏi và thể lệ đứng yên.")
    if st.button(f"Mở bỏ phiếu với {len(chosen)} thành viên", type="primary", disabled=not chosen):
        ctx.act(
            opening.open_vote,
            "Đã mở bỏ phiếu; hãy điểm danh.",
            vote=vote.key,
            seen=vote.version,
            members=chosen,
            reason=reason,
        )


def _chosen(vote: VoteView, found: Sequence[RollMember]) -> list[str]:
    """Ai có tên trong danh sách: all of them, until some were taken out in the panel."""
    names = {one.code: one.name for one in found}
    key = f"danh-sach-{vote.key}-{vote.version}-{len(names)}"
    chosen: list[str] = st.session_state.get(f"_{key}", list(names))
    inside = long.part("Chọn thành viên", len(names), key=f"mo-{key}", icon=":material/groups:")
    if inside is not None:
        chosen = inside.multiselect(
            "Thành viên có tên trong danh sách",
            list(names),
            default=chosen,
            format_func=lambda code: names.get(code, code),
            key=key,
        )
        st.session_state[f"_{key}"] = chosen
    return chosen


def roll(ctx: Context, vote: VoteView) -> None:
    """Danh sách và điểm danh, for whoever runs the vote."""
    st.header("Điểm danh", anchor=False)
    cast, there = turn_out(vote.roll)
    unmarked = sum(one.presence is Presence.UNMARKED for one in vote.roll)
    delegated = sum(one.presence is Presence.DELEGATED for one in vote.roll)
    st.markdown(
        f"**{len(vote.roll)}** thành viên: **{there - delegated}** có mặt, "
        + (f"**{delegated}** ủy quyền, " if delegated else "")
        + f"**{len(vote.roll) - there - unmarked}** vắng"
        + (f", **{unmarked}** chưa điểm danh." if unmarked else ".")
    )
    why_not = own_interest.why_not(ctx.work, vote.draft.candidates)
    if why_not:
        st.info(literal(why_not), icon=":material/group:")
    else:
        _mark(ctx, vote)
    for said in outstanding_warnings(cast, there):
        st.warning(literal(said), icon=":material/visibility:")
    inside = long.part(
        "Danh sách bỏ phiếu", len(vote.roll), key="mo-danh-sach", icon=":material/list_alt:"
    )
    if inside is not None:
        with inside:
            _table(vote)
    if vote.draft.rules.allows_delegation and not why_not:
        _delegation(ctx, vote)


def _mark(ctx: Context, vote: VoteView) -> None:
    inside = long.part(
        "Ghi ai vắng, ai có mặt", len(vote.roll), key="mo-diem-danh", icon=":material/checklist:"
    )
    if inside is not None:
        with inside:
            _attendance(ctx, vote)


def _table(vote: VoteView) -> None:
    rows = long.page_of(
        lambda words: vote_roll.members_with(vote.roll, words),
        len(vote.roll),
        label="Tìm theo tên, mã, người bỏ phiếu hoặc văn bản",
        key=f"danh-sach-{vote.key}",
    )
    tables.draw(
        frames.roll_frame(vote.draft.rules, rows, vote.names),
        alt="Danh sách bỏ phiếu",
        column_config={title: st.column_config.TextColumn(width=_WIDE) for title in _wide(rows)},
    )


_WIDE = 320


def _wide(rows: Sequence[RollMember]) -> list[str]:
    """Cột có câu dài: the grid measures its first rows only and would cut the others off."""
    found = ["Văn bản"] if any(one.document for one in rows) else []
    delegated = any(one.presence is Presence.DELEGATED for one in rows)
    return [*found, "Điểm danh"] if delegated else found


def _attendance(ctx: Context, vote: VoteView) -> None:
    free = {one.code: one for one in vote.roll if not one.has_cast}
    if not free:
        return
    away = [code for code, one in free.items() if one.presence is Presence.ABSENT]
    place = f"{vote.key}-{long.mark(f'{code}{one.presence}' for code, one in free.items())}"
    absent = st.multiselect(
        "Thành viên vắng mặt",
        list(free),
        default=away,
        format_func=lambda code: free[code].name if code in free else code,
        placeholder="Không ai vắng",
        key=f"vang-{place}",
    )
    rest = len(vote.roll) - len(absent)
    if st.button(f"Ghi điểm danh: {rest} có mặt, {len(absent)} vắng", icon=":material/checklist:"):
        presences = {
            code: Presence.ABSENT if code in absent else Presence.PRESENT
            for code, one in free.items()
            if code in absent or one.presence is not Presence.DELEGATED
        }
        message = f"Đã điểm danh: {rest} có mặt, {len(absent)} vắng."
        ctx.act(vote_roll.mark, message, vote=vote.key, presences=presences)


def _delegation(ctx: Context, vote: VoteView) -> None:
    inside = panel("Ghi ủy quyền bỏ phiếu", key="mo-uy-quyen", icon=":material/handshake:")
    if inside is None:
        return
    names = vote.names
    givers = [one.code for one in vote.roll if not one.has_cast]
    with inside:
        left, right = st.columns(2)
        giver = left.selectbox("Người ủy quyền", givers, format_func=names.__getitem__)
        taker = right.selectbox("Người được ủy quyền", list(names), format_func=names.__getitem__)
        document = st.text_input("Số, ngày văn bản ủy quyền")
        if st.button("Ghi ủy quyền", disabled=giver is None):
            ctx.act(
                vote_roll.delegate,
                "Đã ghi ủy quyền.",
                vote=vote.key,
                member=giver,
                to=taker,
                document=document,
            )


def close(ctx: Context, vote: VoteView) -> None:
    """Đóng và kiểm phiếu, or make the vote anew with a reason; for who is not on the ballot."""
    if own_interest.why_not(ctx.work, vote.draft.candidates):
        return
    st.header("Đóng bỏ phiếu", anchor=False)
    for said in closing_warnings(vote.draft.rules, vote.roll):
        st.warning(literal(said), icon=":material/pending_actions:")
    sure = st.checkbox(
        "Đã báo với hội nghị là đóng bỏ phiếu", key=f"dong-{vote.key}-{vote.version}"
    )
    if st.button("Đóng và kiểm phiếu", type="primary", disabled=not sure):
        said = "Đã kiểm phiếu; kết quả đứng yên."
        ctx.act(vote_results.close, said, vote=vote.key, seen=vote.version)
    with st.expander("Làm lại cuộc bỏ phiếu", icon=":material/restart_alt:"):
        st.caption(
            "Xóa mọi phiếu đã bỏ, dấu đã bỏ, ý kiến bằng văn bản và biên nhận; ghi vào nhật ký."
        )
        reason = st.text_input("Lý do làm lại", key=f"lam-lai-{vote.key}-{vote.version}")
        if st.button("Xóa phiếu và làm lại"):
            said = "Đã xóa mọi phiếu; có thể sửa và mở lại."
            ctx.act(votes.reset, said, vote=vote.key, seen=vote.version, reason=reason)


def refresh(vote: VoteView) -> None:
    """Xem lại số phiếu đã bỏ, large enough for the room."""
    cast, there = turn_out(vote.roll)
    if vote.draft.rules.conduct is Conduct.PAPER or not there:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.metric("Đã bỏ phiếu", f"{cast}/{there}", width="content")
        st.button("Cập nhật", icon=":material/refresh:")


def may_run(ctx: Context) -> bool:
    """Được điều hành bỏ phiếu."""
    return ctx.allows(Permission.SET_UP_VOTE)
