"""Trang: what every page opens with — who acts, which block and year, and how errors are shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec

import streamlit as st
from sqlmodel import Session

from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Permission, is_allowed, may_ever
from thidua.domain.ground.errors import (
    NoCovenant,
    NoPeriod,
    NothingYet,
    NotPermitted,
    NotSignedIn,
    ThiduaError,
)
from thidua.domain.ground.text import clean_lines
from thidua.domain.period.first_steps import FirstSteps
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import sign_in
from thidua.services.ground.audit import refusal
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.progress import overview
from thidua.ui.frame import calm, menu
from thidua.ui.frame.address import BLOCK, TO_BLOCK, TO_YEAR, YEAR
from thidua.ui.frame.literal import literal
from thidua.web import identity

P = ParamSpec("P")

_FLASH = "_thong_bao"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Bối cảnh của một lượt chạy: one reading session, the actor and the chosen period."""

    session: Session
    actor: Actor
    periods: tuple[BlockPeriod, ...]
    chosen: BlockPeriod | None
    url: str

    @property
    def period(self) -> BlockPeriod:
        """Kỳ đang xem; NoPeriod while there is none."""
        if self.chosen is None:
            raise NoPeriod
        return self.chosen

    @property
    def place(self) -> calm.Place:
        """Chỗ đang đứng, for a page that has nothing to show yet."""
        return calm.Place(self.actor, self.periods, self.chosen)

    @property
    def now(self) -> datetime:
        """Bây giờ."""
        return datetime.now(UTC)

    def require_covenant(self) -> None:
        """Yêu cầu kỳ này đã có giao ước; NoCovenant otherwise."""
        if self.period.covenant_version is None:
            raise NoCovenant

    def allows(self, permission: Permission, unit: str | None = None) -> bool:
        """Được phép: for deciding what to draw; the service asks again."""
        return is_allowed(self.actor, permission, self.chosen, unit)

    @property
    def work(self) -> Work:
        """Việc của trang này: who looks, at which period, in the session that only reads."""
        return Work(self.session, self.actor, self.chosen, self.now)

    def act(
        self,
        service: Callable[Concatenate[Work, P], object],
        message: str,
        *given: P.args,
        **named: P.kwargs,
    ) -> None:
        """Thực hiện một việc, as `write` does, then draw the page anew with this message."""
        self.write(service, *given, **named)
        flash(message)
        st.rerun()

    def write(
        self, service: Callable[Concatenate[Work, P], object], *given: P.args, **named: P.kwargs
    ) -> None:
        """Ghi một việc: its own transaction, committed when this returns.

        A refusal is raised to the caller or shown by the page; nothing was written then, except
        that somebody tried what is not theirs. Roles are asked when it is this save's turn to
        write, since they may have been withdrawn while it waited.
        """
        words: dict[str, Any] = {name: _cleaned(value) for name, value in named.items()}
        held = identity.current()
        try:
            with writing(self.url) as session:
                known = sign_in.known(session, token=held.token, now=self.now)
                service(Work(session, known.actor, self.chosen, self.now), *given, **words)
        except NotPermitted:
            with writing(self.url) as session:
                refusal(session, actor=self.actor, now=self.now, tried=service)
            raise


def _cleaned(value: object) -> object:
    """Chữ người dùng gõ, without signs that show nothing; anything else as it is.

    A stage or a role is a word too, but one of a fixed list, and must stay what it is.
    """
    return clean_lines(value) if type(value) is str else value


def flash(message: str) -> None:
    """Nhắn sang lượt sau: shown once, at the top of the next run."""
    st.session_state[_FLASH] = message


@contextmanager
def opened(name: str, *, choose_period: bool = True, show_title: bool = True) -> Iterator[Context]:
    """Mở trang: the page's first statement, which draws the title and the choice of block and year.

    Whoever may not see the page, or not yet, is told when or for whom it opens; what has no data
    yet, who makes it; what a service refuses is shown as an error.
    """
    entry = menu.entry(name)
    ctx = None
    try:
        held = identity.current()
        with reading(held.url) as session:
            known = identity.person(session, held)
            if show_title:
                st.title(entry.title, anchor=False)
            if known.must_change:
                raise NotPermitted("Hãy đổi mật khẩu được cấp rồi mở lại trang này.")
            periods = tuple(rosters.periods(Work(session, known.actor)))
            is_ever = may_ever(known.actor, entry.needs)
            chosen = _choose(periods) if choose_period and is_ever else None
            ctx = Context(
                session=session, actor=known.actor, periods=periods, chosen=chosen, url=held.url
            )
            is_here = chosen is None or ctx.place.may_open(entry, chosen)
            if not (is_ever and is_here):
                calm.closed(entry, ctx.place)
                st.stop()
            message = st.session_state.pop(_FLASH, None)
            with st.container():  # kept when empty, so that open panels below keep their place
                if message:
                    st.success(literal(message), icon=":material/check_circle:")
            yield ctx
    except NotSignedIn as fault:
        st.error(literal(fault), icon=":material/lock:")
        sign_in_link()
        st.stop()
    except NothingYet as fault:
        if ctx is not None:
            calm.nothing_yet(fault, entry, ctx.place, _steps(ctx))
        st.stop()
    except ThiduaError as fault:
        st.error(literal(fault), icon=":material/error:")
        st.stop()


def _steps(ctx: Context) -> FirstSteps:
    """Các bước đầu; read anew, since the page's own session is over by then."""
    if ctx.chosen is None or not ctx.allows(Permission.VIEW_PERIOD):
        return FirstSteps()
    with reading(ctx.url) as session:
        return overview.first_steps(Work(session, ctx.actor, ctx.chosen))


def sign_in_link() -> None:
    """Lối tới trang đăng nhập."""
    door_link(identity.SIGN_IN_PATH, "Đăng nhập")


def door_link(path: str, label: str) -> None:
    """Lối tới một trang ngoài khung, in this tab."""
    st.html(f'<a href="{path}" target="_self">{label}</a>')


def _land(periods: tuple[BlockPeriod, ...]) -> None:
    """Theo đường dẫn tới khối và năm của nó, once, so that the person can choose otherwise.

    On the way between two pages the choice is kept already; a new tab has none yet.
    """
    to = tuple(st.query_params.get(name) for name in (TO_BLOCK, TO_YEAR))
    here = tuple(str(st.session_state.get(name)) for name in (BLOCK, YEAR))
    for name in (TO_BLOCK, TO_YEAR):
        if name in st.query_params:
            del st.query_params[name]
    one = next((one for one in periods if (one.block_code, str(one.year)) == to), None)
    if one is not None and to != here:
        st.session_state[BLOCK], st.session_state[YEAR] = one.block_code, one.year
        st.query_params.update({BLOCK: one.block_name, YEAR: str(one.year)})


def _choose(periods: tuple[BlockPeriod, ...]) -> BlockPeriod | None:
    """Chọn khối và năm ở cột bên; kept in the address, so that a link opens the same period."""
    if not periods:
        return None
    _land(periods)
    names = {period.block_code: period.block_name for period in periods}
    with st.sidebar:
        block = st.selectbox(
            "Khối thi đua",
            list(names),
            format_func=names.__getitem__,
            key=BLOCK,
            bind="query-params",
        )
        years = [period.year for period in periods if period.block_code == block]
        year = st.selectbox("Năm", years, key=YEAR, bind="query-params")
    return next(
        (period for period in periods if (period.block_code, period.year) == (block, year)), None
    )
