"""Sang năm sau trên màn hình: five steps in order, each ticked when it is done."""

from collections.abc import Mapping

import streamlit as st

from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.vote.vote import OFFICE_WORDS, HeldOffice, Office
from thidua.frames import stages as stage_frames
from thidua.frames.imports import clauses_frame
from thidua.services.verify import next_year
from thidua.services.verify.next_year import NextYear
from thidua.ui.access import next_year as roles_panel
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_WITHOUT = "nam-sau-khong-chep"


def draw(ctx: Context) -> None:
    """Vẽ các bước, for whoever may edit the units; of a whole year."""
    if not (ctx.allows(Permission.EDIT_UNITS) and ctx.period.part.is_year):
        return
    year = ctx.period.year + 1
    inside = panel(f"Chuẩn bị năm {year}", key="mo-nam-sau", icon=":material/event_upcoming:")
    if inside is None:
        return
    with inside:
        found = next_year.view(ctx.work)
        st.caption(
            f"Từng bước chép từ năm {ctx.period.year} sang năm {year}. Người của năm "
            f"{ctx.period.year} vẫn đọc được năm ấy như cũ."
        )
        _units(ctx, found)
        if found.period is None:
            return
        _covenant(ctx, found, found.period)
        _roles(ctx, found)
        _offices(ctx, found, found.period)
        _deadlines(ctx, found, found.period)


def _step(number: int, title: str, said: str, *, is_done: bool) -> None:
    sign = ":material/check_circle:" if is_done else ":material/radio_button_unchecked:"
    st.markdown(f"{sign} **{number}. {title}** · {literal(said)}")


def _may(ctx: Context, permission: Permission, period: BlockPeriod) -> bool:
    if is_allowed(ctx.actor, permission, period):
        return True
    st.caption(literal(f"Việc của {links.who_now(permission, period.stage)}."))
    return False


def _units(ctx: Context, found: NextYear) -> None:
    with st.container(border=True):
        left = {one.code: one.called for one in found.not_joined}
        said = f"{len(found.joined)}/{len(found.members)} đơn vị đã có ở năm {found.year}"
        _step(1, "Đơn vị", said, is_done=found.period is not None)
        if not left:
            return
        st.multiselect(
            "Không chép",
            list(left),
            format_func=left.__getitem__,
            key=_WITHOUT,
            placeholder="Chọn đơn vị thôi tham gia khối",
        )
        ctx.button(
            f"Chép đơn vị sang năm {found.year}",
            lambda: ctx.act(
                next_year.carry_members,
                f"Đã chép đơn vị sang năm {found.year}.",
                without=tuple(st.session_state[_WITHOUT]),
            ),
            key="nam-sau-don-vi",
            type="primary" if found.period is None else "secondary",
        )


def _covenant(ctx: Context, found: NextYear, there: BlockPeriod) -> None:
    with st.container(border=True):
        said = "chưa có"
        if there.covenant_version is not None:
            said = f"bản {there.covenant_version} đã ban hành"
        elif found.has_draft:
            said = f"đang có dự thảo; chọn năm {found.year} rồi mở trang Giao ước để soạn tiếp"
        _step(2, "Giao ước", said, is_done=said != "chưa có")
        if there.covenant_version is not None or found.has_draft:
            return
        if ctx.period.covenant_version is None:
            st.caption(f"Năm {ctx.period.year} chưa có giao ước để chép.")
            return
        changes = next_year.changes(ctx.work)
        st.caption(f"Bản chép khác bản năm {ctx.period.year} ở {len(changes)} chỗ:")
        tables.draw(clauses_frame(changes), alt="Khác biệt của bản chép giao ước")
        if _may(ctx, Permission.DRAFT_COVENANT, there):
            ctx.button(
                f"Bắt đầu dự thảo năm {found.year} từ giao ước này",
                lambda: ctx.act(
                    next_year.start_draft, f"Đã bắt đầu dự thảo giao ước năm {found.year}."
                ),
                key="nam-sau-giao-uoc",
            )


def _roles(ctx: Context, found: NextYear) -> None:
    with st.container(border=True):
        if not ctx.allows(Permission.EDIT_ACCOUNTS):
            _step(3, "Vai trò", "ai làm gì trong năm mới", is_done=False)
            st.caption(f"Việc của {links.who(Permission.EDIT_ACCOUNTS)}.")
            return
        count = roles_panel.count(ctx, ctx.period.block_code, ctx.period.year, found.year)
        _step(3, "Vai trò", f"{count} vai trò chưa chuyển", is_done=not count)
        roles_panel.choose(ctx, ctx.period.block_code, ctx.period.year, found.year)


def _offices(ctx: Context, found: NextYear, there: BlockPeriod) -> None:
    with st.container(border=True):
        names = {one.code: one.called for one in found.joined}
        held = [one for one in found.offices if one.year == found.year]
        before = [one for one in found.offices if one.year == ctx.period.year]
        said = _said(held, names) if held else "chưa ghi"
        _step(4, "Chức vụ", said, is_done=any(one.office is Office.HEAD for one in held))
        if before:
            st.caption(literal(f"Năm {ctx.period.year}: {_said(before, names)}."))
        if not _may(ctx, Permission.SET_UP_VOTE, there):
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                "Chức vụ",
                list(Office),
                format_func=lambda one: OFFICE_WORDS[one].capitalize(),
                key="nam-sau-chuc",
            )
            st.selectbox("Đơn vị", list(names), format_func=names.__getitem__, key="nam-sau-ai")
            ctx.button(
                "Ghi chức vụ",
                lambda: ctx.act(
                    next_year.note_office,
                    "Đã ghi chức vụ.",
                    unit=str(st.session_state["nam-sau-ai"]),
                    office=Office(st.session_state["nam-sau-chuc"]),
                ),
                key="nam-sau-ghi-chuc",
            )


def _said(held: list[HeldOffice], names: Mapping[str, str]) -> str:
    return ", ".join(f"{OFFICE_WORDS[one.office]} {names.get(one.unit, one.unit)}" for one in held)


def _deadlines(ctx: Context, found: NextYear, there: BlockPeriod) -> None:
    with st.container(border=True):
        said = f"{len(found.set_already)} giai đoạn đã có thời hạn"
        _step(5, "Thời hạn", said, is_done=bool(found.set_already))
        if not found.ahead:
            return
        tables.draw(
            stage_frames.windows_frame(list(Stage), found.ahead),
            alt=f"Thời hạn của năm {found.year} nếu chép, mỗi mốc lùi lại một năm",
        )
        st.caption("Các mốc dời đúng một năm; xem lại ngày nghỉ rồi sửa ở trang Tổng quan.")
        if _may(ctx, Permission.EDIT_WINDOWS, there):
            ctx.button(
                f"Chép thời hạn sang năm {found.year}",
                lambda: ctx.act(next_year.carry_deadlines, "Đã chép thời hạn."),
                key="nam-sau-thoi-han",
            )
