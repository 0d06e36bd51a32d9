"""Lọc nhật ký: which part of the record is read, and turning its pages."""

from collections.abc import Hashable
from datetime import date

import streamlit as st

from thidua import labels
from thidua.domain.ground.errors import NoPeriod
from thidua.domain.ground.points import vi_number
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import end_of, start_of
from thidua.domain.record.recorded import RecordPage
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import records
from thidua.services.record.records import Wanted
from thidua.ui.frame.page import Context

_ASKED, _TURNED = "_nhat_ky_hoi", "_nhat_ky_trang"
_OF_PERIOD, _OF_SYSTEM = "Kỳ thi đua này", "Hệ thống: đăng nhập, tài khoản, danh sách"
_ANY = ""


def draw(ctx: Context) -> tuple[BlockPeriod | None, Wanted]:
    """Bộ lọc; None as the period is the part that belongs to no block."""
    parts = [*([_OF_PERIOD] if ctx.chosen else [])]
    parts += [_OF_SYSTEM] if records.may_see_system(ctx.actor) else []
    if not parts:
        raise NoPeriod
    part = st.segmented_control("Phần", parts, default=parts[0], required=True, key="nhat-ky-phan")
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
        disabled=not names,
    )
    criterion = left.text_input("Mã tiêu chí", max_chars=64)
    people = records.people(Work(ctx.session, ctx.actor, period))
    person = middle.selectbox(
        "Người làm",
        [_ANY, *people],
        format_func=lambda name: name or "Mọi người",
    )
    action = middle.selectbox(
        "Việc",
        [_ANY, *labels.ACTIONS],
        format_func=lambda code: labels.ACTIONS.get(code, "Mọi việc"),
    )
    since = right.date_input("Từ ngày", None, format="DD/MM/YYYY")
    until = right.date_input("Đến hết ngày", None, format="DD/MM/YYYY")
    return period, Wanted(
        unit=unit,
        criterion=criterion.strip(),
        person=person,
        action=action,
        since=start_of(since) if isinstance(since, date) else None,
        until=end_of(until) if isinstance(until, date) else None,
    )


def before(asked: Hashable) -> int | None:
    """Trang đang xem: the position it stands before, None for the latest; any other question than
    the last one begins at the latest.
    """
    if st.session_state.get(_ASKED) != asked:
        st.session_state[_ASKED], st.session_state[_TURNED] = asked, []
    turned: list[int] = st.session_state[_TURNED]
    return turned[-1] if turned else None


def sentence(found: RecordPage, size: int) -> str:
    """Câu đầu: how many there are, and which of them are shown."""
    if not found.entries:
        return "Không có mục nào."
    first = len(st.session_state[_TURNED]) * size + 1
    shown = f"{vi_number(first)}–{vi_number(first + len(found.entries) - 1)}"
    more = "hơn " if found.is_least else ""
    return f"Có **{more}{vi_number(found.count)}** mục; đang xem mục {shown}, mới nhất trước."


def pages(found: RecordPage) -> None:
    """Nút sang trang; for entries of long ago the days are chosen above."""
    turned: list[int] = st.session_state[_TURNED]
    if found.older is None and not turned:
        return
    row = st.container(horizontal=True)
    row.button("Mới nhất", icon=":material/first_page:", on_click=_to_latest, disabled=not turned)
    row.button("Mới hơn", icon=":material/chevron_left:", on_click=_back, disabled=not turned)
    row.button(
        "Cũ hơn",
        icon=":material/chevron_right:",
        on_click=_on,
        args=(found.older,),
        disabled=found.older is None,
    )


def _to_latest() -> None:
    st.session_state[_TURNED] = []


def _back() -> None:
    st.session_state[_TURNED] = st.session_state[_TURNED][:-1]


def _on(older: int) -> None:
    st.session_state[_TURNED] = [*st.session_state[_TURNED], older]
