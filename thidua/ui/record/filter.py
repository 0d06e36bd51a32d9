"""Lọc nhật ký: which part of the record is read, and turning its pages."""

from datetime import date

import streamlit as st

from thidua import labels
from thidua.domain.ground.errors import NoPeriod
from thidua.domain.ground.points import vi_number
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import end_of, start_of
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import records
from thidua.services.record.records import Wanted
from thidua.ui.frame.page import Context

_TURN = "nhat-ky-trang"
_OF_PERIOD, _OF_SYSTEM = "Kỳ thi đua này", "Hệ thống: đăng nhập, tài khoản, danh sách"
_ANY = ""


def draw(ctx: Context) -> tuple[BlockPeriod | None, Wanted]:
    """Bộ lọc; None as the period is the part that belongs to no block."""
    parts = [*([_OF_PERIOD] if ctx.chosen else [])]
    parts += [_OF_SYSTEM] if records.may_see_system(ctx.actor) else []
    if not parts:
        raise NoPeriod
    part = st.segmented_control(
        "Phần", parts, default=parts[0], required=True, key="nhat-ky-phan", on_change=_first
    )
    period = ctx.period if part == _OF_PERIOD else None
    names: dict[str, str] = {}
    if period is not None:
        members = rosters.members(Work(ctx.session, ctx.actor, period))
        names = {member.code: member.name for member in members}
    left, middle, right = st.columns(3)
    unit = left.selectbox(
        "Đơn vị",
        [_ANY, *names],
        format_func=lambda code: names.get(code, "Mọi đơn vị"),
        on_change=_first,
        disabled=not names,
    )
    criterion = left.text_input("Mã tiêu chí", max_chars=64, on_change=_first)
    people = records.people(Work(ctx.session, ctx.actor, period))
    person = middle.selectbox(
        "Người làm",
        [_ANY, *people],
        format_func=lambda name: name or "Mọi người",
        on_change=_first,
    )
    action = middle.selectbox(
        "Việc",
        [_ANY, *labels.ACTIONS],
        format_func=lambda code: labels.ACTIONS.get(code, "Mọi việc"),
        on_change=_first,
    )
    since = right.date_input("Từ ngày", None, format="DD/MM/YYYY", on_change=_first)
    until = right.date_input("Đến hết ngày", None, format="DD/MM/YYYY", on_change=_first)
    return period, Wanted(
        unit=unit,
        criterion=criterion.strip(),
        person=person,
        action=action,
        since=start_of(since) if isinstance(since, date) else None,
        until=end_of(until) if isinstance(until, date) else None,
    )


def _first() -> None:
    st.session_state[_TURN] = 1


def turn() -> int:
    """Trang đang xem, counted from 0."""
    return int(st.session_state.get(_TURN, 1)) - 1


def sentence(count: int, at: int, size: int) -> str:
    """Câu đầu: how many there are, and which of them are shown."""
    if not count:
        return "Không có mục nào."
    first, last = at * size + 1, min(count, (at + 1) * size)
    return f"Có **{vi_number(count)}** mục; đang xem mục {first}–{last}, mới nhất trước."


def pages(count: int, size: int) -> None:
    """Nút sang trang."""
    most = max(1, -(-count // size))
    if most > 1:
        st.number_input("Trang", 1, most, key=_TURN)
