"""Chế độ báo cáo: what is asked of the units, and setting what the block itself asks."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.movement.deadline import BOUND_WORDS, Bound
from thidua.domain.movement.plan import REPORT_KIND_WORDS, ReportKind
from thidua.domain.period.period import Member
from thidua.domain.report.duty import PERIODIC, BlockDuty
from thidua.frames.report import dues as frames
from thidua.services.access import interests
from thidua.services.period import rosters
from thidua.services.report import duties
from thidua.services.report.duties import DutyWish
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_NEW = ""


def draw(ctx: Context) -> None:
    """Vẽ phần chế độ báo cáo; everybody reads it, few set it."""
    inside = panel("Chế độ báo cáo", key="mo-che-do-bao-cao", icon=":material/event_repeat:")
    if inside is None:
        return
    with inside:
        found = duties.listed(ctx.work)
        if found:
            tables.draw(frames.duties(found), alt="Các chế độ báo cáo của năm này")
        if not ctx.allows(Permission.SET_REPORTS):
            return
        fault = interests.block_fault(ctx.work)
        if fault:
            st.info(literal(fault), icon=":material/info:")
            return
        _form(ctx, found)


def _form(ctx: Context, found: Sequence[BlockDuty]) -> None:
    settable = {
        one.code: one for one in found if not one.programme or one.is_set_here or not one.duty.rule
    }
    code = st.selectbox(
        "Đặt hoặc sửa",
        [_NEW, *settable],
        format_func=lambda one: settable[one].name if one else "Báo cáo mới của khối",
        key="che-do-bao-cao",
    )
    held = settable.get(code)
    at = f"{code}-{0 if held is None else held.set_version}"
    is_plan = held is not None and bool(held.programme)
    kind = held.duty.kind if held is not None else ReportKind.YEAR
    members = {one.code: one for one in rosters.members(ctx.work)}
    if not is_plan:
        kind = _own_fields(held, at, members)
    _day_fields(held, at, kind)
    row = st.container(horizontal=True)
    ctx.button(
        "Ghi chế độ báo cáo",
        lambda: ctx.act(
            duties.set_duty,
            "Đã ghi chế độ báo cáo.",
            wish=_wish(held, at, kind),
            seen=0 if held is None else held.set_version,
        ),
        key="ghi-che-do",
        type="primary",
        place=row,
    )
    if held is not None and held.is_set_here:
        _withdraw(ctx, held, at)


def _own_fields(held: BlockDuty | None, at: str, members: Mapping[str, Member]) -> ReportKind:
    left, middle, right = st.columns((3, 1, 2))
    left.text_input("Tên báo cáo", held.duty.name if held else "", key=f"ten-{at}")
    kinds = list(REPORT_KIND_WORDS)
    kind = middle.selectbox(
        "Kỳ",
        kinds,
        index=kinds.index(held.duty.kind if held else ReportKind.YEAR),
        format_func=REPORT_KIND_WORDS.__getitem__,
        key=f"ky-{at}",
    )
    right.text_input("Nơi nhận", held.duty.to if held else "", key=f"noi-nhan-{at}")
    st.multiselect(
        "Đơn vị phải báo cáo",
        list(members),
        default=[one for one in (held.duty.owed_by if held else ()) if one in members],
        format_func=lambda one: members[one].called,
        placeholder="Để trống là mọi đơn vị",
        key=f"don-vi-{at}",
    )
    return ReportKind(kind)


def _day_fields(held: BlockDuty | None, at: str, kind: ReportKind) -> None:
    rule = held.duty.rule if held is not None else None
    bounds = [Bound.BY, Bound.BEFORE]
    bound, day, month, after = st.columns(4)
    bound.selectbox(
        "Mốc",
        bounds,
        index=bounds.index(rule.bound) if rule and rule.bound in bounds else 0,
        format_func=lambda one: f"{BOUND_WORDS[one]} ngày",
        key=f"moc-{at}",
    )
    day.selectbox(
        "Ngày",
        [None, *range(1, 32)],
        index=rule.day or 0 if rule else 0,
        format_func=lambda one: "chưa đặt" if one is None else str(one),
        key=f"ngay-{at}",
    )
    if kind in PERIODIC:
        month.text_input("Tháng", "liền sau kỳ", disabled=True, key=f"thang-sau-{at}")
    else:
        month.selectbox(
            "Tháng",
            list(range(1, 13)),
            index=(rule.month or 12) - 1 if rule else 11,
            key=f"thang-{at}",
        )
        after.selectbox(
            "Của năm",
            [0, 1],
            index=rule.year_after if rule else 0,
            format_func=lambda one: "sau" if one else "này",
            key=f"nam-sau-{at}",
        )
    st.checkbox(
        "Hạn rơi vào cuối tuần thì lùi tới thứ Hai",
        held is not None and held.moves_to_workday,
        key=f"cuoi-tuan-{at}",
    )


def _wish(held: BlockDuty | None, at: str, kind: ReportKind) -> DutyWish:
    state = st.session_state
    is_plan = held is not None and bool(held.programme)
    return DutyWish(
        programme="" if held is None else held.programme,
        code="" if held is None else held.duty.code,
        name="" if is_plan else state[f"ten-{at}"],
        kind=kind,
        owed_by=() if is_plan else tuple(state[f"don-vi-{at}"]),
        receiver="" if is_plan else state[f"noi-nhan-{at}"],
        day=state[f"ngay-{at}"],
        month=state.get(f"thang-{at}"),
        bound=Bound(state[f"moc-{at}"]),
        year_after=state.get(f"nam-sau-{at}") or 0,
        moves_to_workday=state[f"cuoi-tuan-{at}"],
    )


def _withdraw(ctx: Context, held: BlockDuty, at: str) -> None:
    reason = st.text_input("Lý do bỏ", key=f"ly-do-bo-{at}")
    ctx.button(
        "Bỏ chế độ này",
        lambda: ctx.act(
            duties.withdraw_duty,
            f"Đã bỏ: {held.duty.name}.",
            code=held.duty.code,
            programme=held.programme,
            seen=held.set_version,
            reason=st.session_state[f"ly-do-bo-{at}"],
        ),
        key="bo-che-do",
        disabled=not reason.strip(),
    )
