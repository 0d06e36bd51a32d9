"""Trang: what every page opens with — who acts, which block and year, and how errors are shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st
from sqlmodel import Session

from thidua.db.engine import reading, writing
from thidua.db.trouble import told
from thidua.domain.access.permissions import Actor, Permission, is_allowed, may_ever
from thidua.domain.ground.errors import (
    NoCovenant,
    NoPeriod,
    NothingYet,
    NotPermitted,
    NotSignedIn,
    ThiduaError,
    Unavailable,
)
from thidua.domain.ground.text import clean_lines
from thidua.domain.period.first_steps import FirstSteps
from thidua.domain.period.part import WHOLE_YEAR, code_of
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import sign_in
from thidua.services.ground.audit import refusal
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.progress import overview
from thidua.ui.frame import calm, head, menu, notices
from thidua.ui.frame.address import (
    BLOCK,
    TO_BLOCK,
    TO_WITHIN,
    TO_YEAR,
    WITHIN,
    YEAR,
)
from thidua.ui.frame.literal import literal
from thidua.ui.frame.menu import MenuItem
from thidua.web import identity
from thidua.web.streamlit_inside import DeltaGenerator
from thidua.web.turns import left, turn

P = ParamSpec("P")
R = TypeVar("R")

_LED_TO = "_ky_duoc_dan_toi"
"""Mã kỳ mà đường dẫn vừa theo dẫn tới, until the list of periods is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Bối cảnh của một lượt chạy: one reading session, the actor and the chosen period.

    `part` is the part of the page that runs by itself; empty for the page.
    """

    session: Session
    actor: Actor
    periods: tuple[BlockPeriod, ...]
    chosen: BlockPeriod | None
    url: str
    part: str = ""

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

    @contextmanager
    def anew(self) -> Iterator[Work]:
        """Đọc lại bây giờ, for a button: who acts and where the period stands when it is pressed.

        Its page was drawn before, and that reading is over.
        """
        held = identity.current()
        with reading(self.url) as session:
            actor = sign_in.known(session, token=held.token, now=self.now).actor
            work = Work(session, actor)
            same = (
                one for one in rosters.periods(work) if self.chosen and one.id == self.chosen.id
            )
            yield work.at(next(same, None))

    def button(
        self,
        label: str,
        does: Callable[[], object],
        *,
        key: str,
        place: DeltaGenerator | None = None,
        **look: Any,  # noqa: ANN401
    ) -> None:
        """Nút làm một việc: pressed, it works before anything is drawn, so one run shows it done.

        What `does` holds is what stood beside the button; what is typed it must read from the
        fields when it is called, since the run that drew the button did not know it yet. A refusal
        is shown under the button, or above everything when the button is gone.
        """
        (place or st).button(label, key=key, on_click=_pressed, args=(self.part, key, does), **look)
        notices.show(key)

    def say(self, key: str, kind: notices.Kind, words: str) -> None:
        """Nói dưới nút này in the run that follows; `words` are Markdown."""
        notices.leave(self.part, key, kind, words)

    def act(
        self,
        service: Callable[Concatenate[Work, P], object],
        message: str,
        *given: P.args,
        **named: P.kwargs,
    ) -> None:
        """Thực hiện một việc, as `write` does, then draw the page anew with this message.

        Of a button made by `button` the run that follows draws it; anywhere else one is asked for.
        """
        self.write(service, *given, **named)
        self.flash(message)
        if not notices.is_pressing():
            st.rerun()

    def flash(self, message: str) -> None:
        """Nhắn sang lượt sau: shown at the top of the page, or of the part the button is in."""
        notices.leave(self.part, self.part, notices.Kind.DONE, literal(message))

    def write(
        self, service: Callable[Concatenate[Work, P], R], *given: P.args, **named: P.kwargs
    ) -> R:
        """Ghi một việc: its own transaction, committed when this returns what the service said.

        A refusal is raised to the caller or shown by the page; nothing was written then, except
        that somebody tried what is not theirs. Roles are asked when it is this save's turn to
        write, since they may have been withdrawn while it waited.
        """
        words: dict[str, Any] = {name: _cleaned(value) for name, value in named.items()}
        held = identity.current()
        with left():
            try:
                with writing(self.url) as session:
                    known = sign_in.known(session, token=held.token, now=self.now)
                    work = Work(session, known.actor, self.chosen, self.now)
                    result = service(work, *given, **words)
            except NotPermitted:
                with suppress(Unavailable), writing(self.url) as session:
                    refusal(session, actor=self.actor, now=self.now, tried=service)
                raise
        return result


def _cleaned(value: object) -> object:
    """Chữ người dùng gõ, without signs that show nothing; anything else as it is.

    A stage or a role is a word too, but one of a fixed list, and must stay what it is.
    """
    return clean_lines(value) if type(value) is str else value


def _pressed(part: str, key: str, does: Callable[[], object]) -> None:
    """Bấm nút: what was said before is over, unless nobody has seen it yet."""
    with notices.pressing(part):
        try:
            with told(), turn():
                does()
        except ThiduaError as fault:
            notices.leave(part, key, notices.Kind.REFUSED, literal(fault))


def flash(message: str) -> None:
    """Nhắn sang lượt sau: shown once, at the top of the page in the next run."""
    notices.leave("", "", notices.Kind.DONE, literal(message))


@contextmanager
def opened(name: str, *, choose_period: bool = True, show_title: bool = True) -> Iterator[Context]:
    """Mở trang: the page's first statement, which draws the title and the choice of block and year.

    Whoever may not see the page, or not yet, is told when or for whom it opens; what has no data
    yet, who makes it; what a service refuses is shown as an error.
    """
    entry = menu.entry(name)
    with _telling(entry) as shown, identity.viewing() as viewing:
        known = viewing.known
        if show_title:
            st.title(entry.title, anchor=False)
        if known.must_change:
            raise NotPermitted("Hãy đổi mật khẩu được cấp rồi mở lại trang này.")
        periods = tuple(rosters.periods(Work(viewing.session, known.actor)))
        is_ever = may_ever(known.actor, entry.needs)
        chosen = _choose(periods) if choose_period and is_ever else None
        ctx = Context(
            session=viewing.session,
            actor=known.actor,
            periods=periods,
            chosen=chosen,
            url=viewing.held.url,
        )
        shown.append(ctx)
        if show_title and chosen is not None:
            head.draw(ctx.work, chosen, may_see_dates=ctx.allows(Permission.VIEW_PERIOD))
        _require_open(entry, ctx, is_ever=is_ever)
        with notices.shown(""):
            yield ctx


Part = Callable[Concatenate[Context, P], None]
"""Phần của trang: what draws it, given the context first."""


def part(
    name: str, *, closing: Callable[[Context], None] | None = None
) -> Callable[[Part[P]], Part[P]]:
    """Phần chạy riêng của trang này: what is pressed in it draws it alone anew.

    Run alone it opens its own reading session and asks for rights again; `closing` draws what must
    not be lost when they were withdrawn meanwhile. What it is given beside the context must be
    names, not what was read: that stays as it was when the whole page ran. Nothing outside may
    depend on what is done inside, or it would be stale.
    """
    entry = menu.entry(name)

    def made(draw: Part[P]) -> Part[P]:
        @wraps(draw)
        def drawn(ctx: Context, /, *given: P.args, **named: P.kwargs) -> None:
            @wraps(draw)
            def run() -> None:
                with _telling(entry) as shown, identity.viewing() as viewing:
                    here = _again(entry, ctx, viewing)
                    shown.append(here)
                    is_here = (here.chosen is None) == (ctx.chosen is None)
                    is_ever = is_here and may_ever(here.actor, entry.needs)
                    _require_open(entry, here, is_ever=is_ever, closing=closing)
                    with notices.shown(here.part):
                        draw(here, *given, **named)

            st.fragment(run)()

        return drawn

    return made


def _again(entry: MenuItem, ctx: Context, viewing: identity.Viewing) -> Context:
    """Bối cảnh của phần này: the page's own while it runs, otherwise who and what is there now."""
    if viewing.session is ctx.session:
        return replace(ctx, part=entry.name)
    known = viewing.known
    if known.must_change:
        raise NotPermitted("Hãy đổi mật khẩu được cấp rồi mở lại trang này.")
    periods = tuple(rosters.periods(Work(viewing.session, known.actor)))
    return replace(
        ctx,
        session=viewing.session,
        actor=known.actor,
        periods=periods,
        chosen=_same(ctx.chosen, periods),
        part=entry.name,
    )


def _same(period: BlockPeriod | None, periods: Iterable[BlockPeriod]) -> BlockPeriod | None:
    """Cũng kỳ này, as it stands now; None where this person sees it no more."""
    return next((one for one in periods if period is not None and one.id == period.id), None)


def _require_open(
    entry: MenuItem,
    ctx: Context,
    *,
    is_ever: bool,
    closing: Callable[[Context], None] | None = None,
) -> None:
    """Yêu cầu trang mở với người này ở đây; otherwise they are told calmly when or for whom."""
    if is_ever and (ctx.chosen is None or ctx.place.may_open(entry, ctx.chosen)):
        return
    calm.closed(entry, ctx.place)
    if closing is not None:
        closing(ctx)
    st.stop()


@contextmanager
def _telling(entry: MenuItem) -> Iterator[list[Context]]:
    """Nói điều không làm được, after the session is over; the context is put into the list."""
    shown: list[Context] = []
    try:
        with told():
            yield shown
    except NotSignedIn as fault:
        st.error(literal(fault), icon=":material/lock:")
        sign_in_link()
        st.stop()
    except NothingYet as fault:
        for ctx in shown:
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

    On the way between two pages the choice is kept already; a new tab has none yet. Which part of
    the year it leads to is put where the list of these looks for it.
    """
    to = tuple(st.query_params.get(name) for name in (TO_BLOCK, TO_YEAR))
    if any(name in st.query_params for name in (TO_BLOCK, TO_YEAR, TO_WITHIN)):
        st.session_state[_LED_TO] = st.query_params.get(TO_WITHIN, WHOLE_YEAR.code)
        st.query_params.pop(TO_WITHIN, None)
    here = tuple(str(st.session_state.get(name)) for name in (BLOCK, YEAR))
    for name in (TO_BLOCK, TO_YEAR):
        if name in st.query_params:
            del st.query_params[name]
    one = next((one for one in periods if (one.block_code, str(one.year)) == to), None)
    if one is not None and to != here:
        st.session_state[BLOCK], st.session_state[YEAR] = one.block_code, one.year
        st.query_params.update({BLOCK: one.block_name, YEAR: str(one.year)})


def _choose(periods: tuple[BlockPeriod, ...]) -> BlockPeriod | None:
    """Chọn khối, năm và kỳ ở cột bên; kept in the address, so that a link opens the same one.

    Where a year has nothing but the whole of it, there is nothing more to choose.
    """
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
        years = dict.fromkeys(period.year for period in periods if period.block_code == block)
        year = st.selectbox("Năm", list(years), key=YEAR, bind="query-params")
    here = [one for one in periods if (one.block_code, one.year) == (block, year)]
    return _choose_part(here)


def _land_part(parts: Mapping[str, BlockPeriod]) -> str | None:
    """Theo đường dẫn hay địa chỉ tới kỳ của nó; what it names in vain otherwise.

    Once the list was drawn, its parameter belongs to it, and only its value may be set.
    """
    titles = {one.part.title(one.year): code for code, one in parts.items()}
    is_drawn, led = WITHIN in st.session_state, st.session_state.pop(_LED_TO, None)
    if is_drawn and st.session_state[WITHIN] not in parts:
        del st.session_state[WITHIN]
    asked = led if led is not None or is_drawn else st.query_params.get(WITHIN)
    if asked is None:
        return None
    code = titles.get(asked, code_of(asked))
    if len(parts) > 1 and code in parts:
        st.session_state[WITHIN] = code
        if not is_drawn:
            st.query_params[WITHIN] = parts[code].part.title(parts[code].year)
    elif not is_drawn:
        st.query_params.pop(WITHIN, None)
    return None if code in parts else asked


def _choose_part(here: Sequence[BlockPeriod]) -> BlockPeriod | None:
    """Chọn kỳ trong năm, where the year has more than the whole of it."""
    parts = {one.part.code: one for one in here}
    unknown = _land_part(parts)
    if len(parts) < 2:
        chosen = next(iter(here), None)
    else:
        with st.sidebar:
            code = st.selectbox(
                "Kỳ",
                list(parts),
                format_func=lambda one: parts[one].part.title(parts[one].year),
                key=WITHIN,
                bind="query-params",
            )
        chosen = parts.get(code)
    if unknown is not None and chosen is not None:
        said = f"{chosen.block_name} năm {chosen.year} không có kỳ «{unknown}»; đang xem"
        st.info(literal(f"{said} {chosen.when}."), icon=":material/info:")
    return chosen
