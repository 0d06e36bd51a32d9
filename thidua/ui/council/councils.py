"""Hội đồng trên màn hình: which there are, who sits in them, by which rule they vote."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua.domain.council.council import (
    COUNCIL_KIND_WORDS,
    COUNCIL_LEVEL_WORDS,
    POSITION_WORDS,
    Council,
    CouncilKind,
    CouncilLevel,
    CouncilMember,
    CouncilPosition,
)
from thidua.domain.period.windows import day_of
from thidua.domain.vote.vote import BASE_WORDS, Base, share_words
from thidua.frames.council import councils as frames
from thidua.services.council import council_lists, keeping
from thidua.services.council.keeping import CouncilWish, MemberWish
from thidua.services.period import rosters
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports, tables
from thidua.ui.widgets.panel import panel

_BASES = (Base.MEMBERS, Base.PRESENT)


def draw(ctx: Context) -> None:
    """Vẽ phần «Hội đồng»: the list, one council with its members, and the forms for who may."""
    found = keeping.listed(ctx.work)
    today = day_of(ctx.now)
    st.markdown(_sentence(found))
    if found:
        sitting = {one.key: len(one.sitting(today)) for one in found}
        tables.draw(frames.councils(found, sitting), alt="Các hội đồng của khối")
    chosen = _choose(found)
    names = {one.code: one.called for one in rosters.members(ctx.work)}
    if chosen is not None:
        _members(ctx, chosen, names)
    if keeping.may_edit(ctx.work):
        _form(ctx, chosen, names)
        if chosen is not None:
            _member_form(ctx, chosen, names)
            _withdraw(ctx, chosen)
    _files(ctx)


def _sentence(found: Sequence[Council]) -> str:
    if not found:
        return "Khối **chưa có hội đồng nào**; khối trưởng hoặc thư ký lập ở dưới."
    without = [one.name for one in found if one.rule is None]
    said = f"Khối có **{len(found)}** hội đồng"
    if without:
        said += f"; {literal(', '.join(without))} chưa quy định tỷ lệ thông qua"
    return f"{said}."


def _choose(found: Sequence[Council]) -> Council | None:
    if not found:
        return None
    known = {one.key: one for one in found}
    key = st.selectbox(
        "Xem hội đồng", list(known), format_func=lambda one: known[one].name, key="hoi-dong"
    )
    return known.get(key)


def _members(ctx: Context, chosen: Council, names: Mapping[str, str]) -> None:
    st.header("Thành viên", anchor=False)
    told = [
        f"Quy định biểu quyết: {chosen.rule_words}",
        f"Thường trực: {chosen.office}" if chosen.office else "",
        f"Tổ giúp việc: {chosen.helpers}" if chosen.helpers else "",
    ]
    st.caption(literal(". ".join(filter(None, told))) + ".")
    ordered = sorted(chosen.members, key=lambda one: one.order)
    may_vote = keeping.voters(ctx.work)
    tables.draw(
        frames.members(ordered, names, may_vote), alt=f"Thành viên của {literal(chosen.name)}"
    )


def _form(ctx: Context, chosen: Council | None, names: Mapping[str, str]) -> None:
    """Khung lập hoặc sửa một hội đồng."""
    inside = panel(
        "Lập hoặc sửa hội đồng", key="mo-ghi-hoi-dong", icon=":material/edit:", is_open=not chosen
    )
    if inside is None:
        return
    with inside:
        is_new = chosen is None or st.toggle("Lập hội đồng mới", key="hoi-dong-moi")
        held = None if is_new else chosen
        at = "moi" if held is None else f"{held.key}-{held.version}"
        _fields(held, at, names)
        _rule_fields(held, at)
        ctx.button(
            "Ghi hội đồng",
            lambda: ctx.act(
                keeping.write,
                "Đã ghi hội đồng.",
                wish=_wish(at, held),
                key=None if held is None else held.key,
                seen=0 if held is None else held.version,
            ),
            key="ghi-hoi-dong",
            type="primary",
        )


def _fields(held: Council | None, at: str, names: Mapping[str, str]) -> None:
    left, right = st.columns(2)
    left.text_input("Tên hội đồng", held.name if held else "", key=f"hd-ten-{at}")
    kinds, levels = list(CouncilKind), list(CouncilLevel)
    right.selectbox(
        "Loại",
        kinds,
        index=kinds.index(held.kind) if held else 0,
        format_func=lambda one: COUNCIL_KIND_WORDS[one].capitalize(),
        key=f"hd-loai-{at}",
    )
    first, second, third = st.columns(3)
    first.selectbox(
        "Cấp",
        levels,
        index=levels.index(held.level) if held else 0,
        format_func=lambda one: COUNCIL_LEVEL_WORDS[one].capitalize(),
        key=f"hd-cap-{at}",
    )
    units = ["", *names]
    second.selectbox(
        "Của đơn vị",
        units,
        index=units.index(held.unit) if held and held.unit in units else 0,
        format_func=lambda one: names[one] if one else "cả khối",
        key=f"hd-don-vi-{at}",
    )
    third.text_input("Thường trực", held.office if held else "", key=f"hd-tt-{at}")
    first, second, third, fourth = st.columns(4)
    first.text_input("Quyết định thành lập", held.decision if held else "", key=f"hd-qd-{at}")
    for place, title, name, day in (
        (second, "Ngày quyết định", "ngay", held.decided if held else None),
        (third, "Nhiệm kỳ từ ngày", "tu", held.begins if held else None),
        (fourth, "Đến ngày", "den", held.ends if held else None),
    ):
        place.date_input(title, day, format="DD/MM/YYYY", key=f"hd-{name}-{at}")
    st.text_input("Tổ giúp việc", held.helpers if held else "", key=f"hd-to-{at}")


def _rule_fields(held: Council | None, at: str) -> None:
    rule = held.rule if held else None
    st.markdown("**Quy định biểu quyết** – để trống khi chưa có văn bản quy định.")
    first, second, third = st.columns(3)
    share = "" if rule is None else share_words(rule.threshold.share)
    first.text_input("Tỷ lệ thông qua", share, placeholder="ví dụ 80 % hoặc 2/3", key=f"hd-tl-{at}")
    second.selectbox(
        "Tính trên",
        _BASES,
        index=_BASES.index(rule.threshold.base) if rule else 0,
        format_func=lambda one: BASE_WORDS[one].capitalize(),
        key=f"hd-nen-{at}",
    )
    least = share_words(rule.quorum) if rule and rule.quorum else ""
    third.text_input("Tỷ lệ có mặt tối thiểu", least, placeholder="2/3", key=f"hd-cm-{at}")
    source = rule.threshold.source if rule else ""
    st.text_input("Văn bản quy định tỷ lệ", source, key=f"hd-cc-{at}")
    left, right = st.columns(2)
    above = bool(rule and rule.threshold.above)
    left.checkbox("Phải nhiều hơn tỷ lệ ấy (quá bán)", above, key=f"hd-qb-{at}")
    sent = bool(rule and rule.substitutes)
    right.checkbox("Người đi thay có giấy được biểu quyết", sent, key=f"hd-thay-{at}")


def _wish(at: str, held: Council | None) -> CouncilWish:
    state = st.session_state
    return CouncilWish(
        code="" if held is None else held.code,
        name=state[f"hd-ten-{at}"],
        kind=state[f"hd-loai-{at}"],
        level=state[f"hd-cap-{at}"],
        unit=state[f"hd-don-vi-{at}"],
        decision=state[f"hd-qd-{at}"],
        decided=state[f"hd-ngay-{at}"],
        begins=state[f"hd-tu-{at}"],
        ends=state[f"hd-den-{at}"],
        office=state[f"hd-tt-{at}"],
        helpers=state[f"hd-to-{at}"],
        share=state[f"hd-tl-{at}"],
        above=state[f"hd-qb-{at}"],
        base=state[f"hd-nen-{at}"],
        quorum=state[f"hd-cm-{at}"],
        substitutes=state[f"hd-thay-{at}"],
        source=state[f"hd-cc-{at}"],
    )


def _member_form(ctx: Context, chosen: Council, names: Mapping[str, str]) -> None:
    """Khung ghi một thành viên; who leaves gets a last day."""
    inside = panel("Ghi thành viên", key="mo-ghi-thanh-vien", icon=":material/person_add:")
    if inside is None:
        return
    with inside:
        known = {one.key: one for one in sorted(chosen.members, key=lambda one: one.order)}
        key = st.selectbox(
            "Thêm hoặc sửa",
            [0, *known],
            format_func=lambda one: known[one].title if one else "Thành viên mới",
            key=f"tv-{chosen.key}",
        )
        held = known.get(key)
        at = f"{chosen.key}-{key}-{held.version if held else len(known)}"
        _member_fields(ctx, held, at, names)
        ctx.button(
            "Ghi thành viên",
            lambda: ctx.act(
                keeping.write_member,
                "Đã ghi thành viên.",
                council=chosen.key,
                wish=_member_wish(at),
                key=None if held is None else held.key,
                seen=0 if held is None else held.version,
            ),
            key="ghi-thanh-vien",
            type="primary",
        )


def _member_fields(
    ctx: Context, held: CouncilMember | None, at: str, names: Mapping[str, str]
) -> None:
    positions, units = list(CouncilPosition), ["", *names]
    left, middle, right = st.columns(3)
    left.text_input("Họ tên", held.name if held else "", key=f"tv-ten-{at}")
    middle.selectbox(
        "Chức danh",
        positions,
        index=positions.index(held.position if held else CouncilPosition.MEMBER),
        format_func=POSITION_WORDS.__getitem__,
        key=f"tv-cd-{at}",
    )
    right.selectbox(
        "Đơn vị",
        units,
        index=units.index(held.unit) if held and held.unit in units else 0,
        format_func=lambda one: names[one] if one else "ngoài khối",
        help="Người của đơn vị nào thì không biểu quyết việc của đơn vị ấy.",
        key=f"tv-dv-{at}",
    )
    accounts = keeping.accounts(ctx.work)
    logins = ["", *accounts]
    first, second, third, fourth = st.columns(4)
    first.selectbox(
        "Tài khoản",
        logins,
        index=logins.index(held.account) if held and held.account in logins else 0,
        format_func=lambda one: f"{accounts[one]} ({one})" if one else "chưa có tài khoản",
        key=f"tv-tk-{at}",
    )
    second.text_input(
        "Mã cá nhân",
        held.person if held else "",
        help="Mã trong danh sách cá nhân: tác giả không biểu quyết sáng kiến của mình.",
        key=f"tv-ma-{at}",
    )
    begins, ends = (held.begins, held.ends) if held else (None, None)
    third.date_input("Từ ngày", begins, format="DD/MM/YYYY", key=f"tv-tu-{at}")
    fourth.date_input("Đến ngày", ends, format="DD/MM/YYYY", key=f"tv-den-{at}")


def _member_wish(at: str) -> MemberWish:
    state = st.session_state
    return MemberWish(
        name=state[f"tv-ten-{at}"],
        position=state[f"tv-cd-{at}"],
        person=state[f"tv-ma-{at}"],
        account=state[f"tv-tk-{at}"],
        unit=state[f"tv-dv-{at}"],
        begins=state[f"tv-tu-{at}"],
        ends=state[f"tv-den-{at}"],
    )


def _withdraw(ctx: Context, chosen: Council) -> None:
    inside = panel("Thôi dùng hội đồng này", key="mo-thoi-hoi-dong", icon=":material/block:")
    if inside is None:
        return
    with inside:
        key = f"ly-do-thoi-{chosen.key}-{chosen.version}"
        st.text_input("Lý do thôi dùng", key=key)
        ctx.button(
            "Thôi dùng",
            lambda: ctx.act(
                keeping.withdraw,
                "Đã thôi dùng hội đồng.",
                key=chosen.key,
                seen=chosen.version,
                reason=st.session_state[key],
            ),
            key="thoi-hoi-dong",
        )


def _files(ctx: Context) -> None:
    inside = panel("Nhập, xuất tệp", key="mo-tep-hoi-dong", icon=":material/swap_vert:")
    if inside is None:
        return
    with inside:
        downloads.workbook("Tải danh sách hội đồng", "hoi-dong", council_lists.workbook, ctx)
        if not keeping.may_edit(ctx.work):
            return
        downloads.template("Tải tệp mẫu hội đồng", "mau-hoi-dong", council_lists.template)
        imports.by_changes(
            ctx,
            key="tep-hoi-dong",
            label="Danh sách hội đồng (.xlsx, .xls, .ods)",
            button="Nhập danh sách hội đồng",
            message="Đã nhập danh sách hội đồng.",
            read=council_lists.read,
            preview=council_lists.preview_councils,
            write=council_lists.import_councils,
        )
