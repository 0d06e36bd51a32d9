"""Trang: what every page opens with — who acts, which block and year, and how errors are shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from sqlmodel import Session

from thidua.db.engine import reading, writing
from thidua.db.upgrade import is_current
from thidua.domain.errors import NotFound, NotReady, ThiduaError
from thidua.domain.permissions import Actor, Permission, Role, is_allowed, require
from thidua.domain.record import BlockPeriod
from thidua.services import rosters
from thidua.ui import menu
from thidua.ui.literal import literal

_FLASH = "_thong_bao"

LOCAL_OPERATOR = Actor("Người dùng máy này", Role.ADMINISTRATOR)
"""Người thực hiện: until people sign in, whoever sits at the machine that runs the product."""


@dataclass(frozen=True, slots=True)
class Context:
    """Bối cảnh của một lượt chạy: one reading session, the actor and the chosen period."""

    session: Session
    actor: Actor
    periods: tuple[BlockPeriod, ...]
    chosen: BlockPeriod | None

    @property
    def period(self) -> BlockPeriod:
        """Kỳ đang xem; NotFound, with what to do, while there is none."""
        if self.chosen is None:
            raise NotFound("Chưa có khối thi đua nào; hãy nhập danh sách đơn vị ở trang Đơn vị.")
        return self.chosen

    @property
    def now(self) -> datetime:
        """Bây giờ."""
        return datetime.now(UTC)

    def allows(self, permission: Permission) -> bool:
        """Được phép: for deciding what to draw; the service asks again."""
        return is_allowed(self.actor, permission)

    def act(self, service: Callable[..., Any], message: str, **arguments: Any) -> None:  # noqa: ANN401
        """Thực hiện một việc: its own transaction, committed before the page is drawn anew.

        A refusal is raised to the caller or shown by the page; nothing was written then.
        """
        with writing() as session:
            service(session, actor=self.actor, now=self.now, **arguments)
        flash(message)
        st.rerun()


def flash(message: str) -> None:
    """Nhắn sang lượt sau: shown once, at the top of the next run."""
    st.session_state[_FLASH] = message


@contextmanager
def opened(name: str, *, choose_period: bool = True, show_title: bool = True) -> Iterator[Context]:
    """Mở trang: the page's first statement; refuses whoever may not see it.

    Draws the title and the choice of block and year, and shows what a service refuses.
    """
    entry = menu.entry(name)
    actor = LOCAL_OPERATOR
    try:
        if not is_current():
            raise NotReady
        require(actor, entry.needs)
        with reading() as session:
            periods = tuple(rosters.periods(session, actor=actor))
            chosen = _choose(periods) if choose_period else next(iter(periods), None)
            if show_title:
                st.title(entry.title, anchor=False)
            message = st.session_state.pop(_FLASH, None)
            if message:
                st.success(literal(message), icon=":material/check_circle:")
            yield Context(session, actor, periods, chosen)
    except ThiduaError as fault:
        st.error(literal(fault), icon=":material/error:")
        st.stop()


def _choose(periods: tuple[BlockPeriod, ...]) -> BlockPeriod | None:
    """Chọn khối và năm ở cột bên; kept in the address, so that a link opens the same period."""
    if not periods:
        return None
    names = {period.block_code: period.block_name for period in periods}
    with st.sidebar:
        block = st.selectbox(
            "Khối thi đua",
            list(names),
            format_func=names.__getitem__,
            key="khoi",
            bind="query-params",
        )
        years = [period.year for period in periods if period.block_code == block]
        year = st.selectbox("Năm", years, key="nam", bind="query-params")
    return next(
        (period for period in periods if (period.block_code, period.year) == (block, year)), None
    )
