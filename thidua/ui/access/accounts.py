"""Việc với tài khoản: making one, resetting its password, its roles, switching it off."""

from collections.abc import Callable, Sequence
from typing import Concatenate

import streamlit as st

from thidua import labels
from thidua.domain.access.account import LONGEST_FULL_NAME, LONGEST_LOGIN, Account
from thidua.domain.access.interest import ASKED_OF, OUTSIDE, OUTSIDE_WORDS, grant_words
from thidua.domain.access.permissions import SCOPES, Grant, Role, Scope
from thidua.domain.ground.errors import Refused, ThiduaError
from thidua.domain.ground.text import LONGEST_NAME
from thidua.services.access import accounts
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.ui.frame import page
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context, P
from thidua.ui.widgets.panel import panel
from thidua.web import identity

_HANDED = "_mat_khau_mot_lan"
_CHOSEN, _ASKED, _MADE = "tai-khoan", "_hoi_dat_lai", "_vua_tao"


def show_one_time_password() -> None:
    """Các mật khẩu vừa cấp: each shown until whoever made it says that it was handed over."""
    with st.container():  # kept when empty, so that an open panel below stays open
        for login, password in list(_handed().items()):
            st.warning(
                f"Mật khẩu dùng một lần của **{literal(login)}**, không xem lại được; hãy giao tận "
                "tay:",
                icon=":material/key:",
            )
            st.code(password, language=None)
            label, icon = "Đã giao, ẩn mật khẩu", ":material/visibility_off:"
            if st.button(label, icon=icon, key=f"da-giao-{login}"):
                del _handed()[login]
                st.rerun()


def _handed() -> dict[str, str]:
    """Mật khẩu chưa giao của phiên này, by login: nobody can see one of them again."""
    found: dict[str, str] = st.session_state.setdefault(_HANDED, {})
    return found


def create(ctx: Context) -> None:
    """Tạo tài khoản with a one-time password."""
    inside = panel("Tạo tài khoản", key="mo-tao-tai-khoan", icon=":material/person_add:")
    if inside is None:
        return
    with inside:
        login = st.text_input("Tên đăng nhập", max_chars=LONGEST_LOGIN)
        full_name = st.text_input("Họ tên", max_chars=LONGEST_FULL_NAME)
        st.caption(
            "Tên đăng nhập đứng trong nhật ký nên về sau không đổi được; họ tên sửa ở trang Dữ "
            "liệu cá nhân, có giấy tờ."
        )
        if st.button("Tạo tài khoản", type="primary"):
            password = accounts.one_time_password()
            st.session_state[_CHOSEN] = st.session_state[_MADE] = login.strip()
            _act(
                ctx,
                (login.strip(), password.typed),
                accounts.create,
                "Đã tạo tài khoản; hãy giao vai trò cho người này.",
                login=login.strip(),
                full_name=full_name,
                password=password,
            )


def _act(
    ctx: Context,
    handed: tuple[str, str],
    service: Callable[Concatenate[Work, P], object],
    message: str,
    *given: P.args,
    **named: P.kwargs,
) -> None:
    """Thực hiện; a password that opens nothing is not shown, and those of others stay."""
    before = dict(_handed())
    login, password = handed
    _handed()[login] = password
    try:
        ctx.act(service, message, *given, **named)
    except ThiduaError:
        st.session_state[_HANDED] = before
        raise


def change(ctx: Context, people: Sequence[Account]) -> None:
    """Sửa một tài khoản trong số này, or the one that was just made."""
    by_login = {one.login: one for one in _with_made(ctx, people)}
    if not by_login:
        return
    if st.session_state.get(_CHOSEN, login := next(iter(by_login))) not in by_login:
        # Set, not forgotten: the browser would go on showing whoever was chosen before.
        st.session_state[_CHOSEN] = login
    st.header("Sửa tài khoản", anchor=False)
    login = st.selectbox(
        "Tài khoản", list(by_login), format_func=lambda one: by_login[one].name, key=_CHOSEN
    )
    person = by_login[login]
    if st.session_state.get(_ASKED) != login:
        st.session_state.pop(_ASKED, None)
    is_own = login == ctx.actor.account
    if is_own:
        st.caption(
            "Bạn đang dùng tài khoản này: mật khẩu thì tự đổi; khóa tài khoản hay thu hồi vai trò "
            "quản trị thì nhờ người quản trị khác."
        )
        page.door_link(identity.CHANGE_PASSWORD_PATH, "Đổi mật khẩu")
    else:
        _shut(ctx, person)
    _give(ctx, person)
    _end(ctx, person, is_own=is_own)
    inside = panel("Nối với đăng nhập một lần", key="mo-noi", icon=":material/link:")
    if inside is None:
        return
    with inside:
        subject = st.text_input(
            "Danh tính ở dịch vụ đăng nhập", person.subject or "", max_chars=LONGEST_NAME
        )
        if st.button("Ghi danh tính"):
            ctx.act(accounts.link_subject, "Đã ghi danh tính.", login=login, subject=subject)


def forget_made() -> None:
    """Thôi nhớ tài khoản vừa tạo: others are looked for now."""
    st.session_state.pop(_MADE, None)


def _with_made(ctx: Context, people: Sequence[Account]) -> list[Account]:
    """Các tài khoản của trang; one that was just made comes first, wherever its name stands."""
    login = st.session_state.get(_MADE)
    if login is None or login in {one.login for one in people}:
        return list(people)
    made = accounts.one(ctx.work, login=login)
    return [*([] if made is None else [made]), *people]


def _shut(ctx: Context, person: Account) -> None:
    """Đặt lại mật khẩu, khóa hoặc mở lại tài khoản của người khác."""
    row = st.container(horizontal=True)
    if row.button("Đặt lại mật khẩu", icon=":material/lock_reset:"):
        st.session_state[_ASKED] = person.login
    word = "Khóa tài khoản" if person.active else "Mở lại tài khoản"
    if row.button(word, icon=":material/block:" if person.active else ":material/check:"):
        ctx.act(
            accounts.set_active,
            f"Đã {'khóa' if person.active else 'mở lại'} tài khoản {person.login}.",
            login=person.login,
            active=not person.active,
            seen=person.version,
        )
    with st.container():  # kept when empty, so that an open panel below stays open
        if st.session_state.get(_ASKED) == person.login:
            _reset(ctx, person)


def _reset(ctx: Context, person: Account) -> None:
    """Hỏi lại trước khi đặt lại mật khẩu: the old one is gone at once and cannot be had back."""
    st.warning(
        f"Mật khẩu đang dùng của **{literal(person.name)}** hết hiệu lực ngay và mọi phiên của "
        "người này kết thúc; điều chưa lưu của họ sẽ mất. Đặt lại?",
        icon=":material/lock_reset:",
    )
    row = st.container(horizontal=True)
    if row.button("Đồng ý đặt lại", type="primary"):
        del st.session_state[_ASKED]
        password = accounts.one_time_password()
        handed = (person.login, password.typed)
        message = "Đã đặt lại mật khẩu; mọi phiên của tài khoản này đã kết thúc."
        _act(ctx, handed, accounts.reset_password, message, login=person.login, password=password)
    if row.button("Thôi"):
        del st.session_state[_ASKED]
        st.rerun()


def _give(ctx: Context, person: Account) -> None:
    inside = panel("Giao vai trò", key="mo-giao", icon=":material/badge:")
    if inside is None:
        return
    with inside:
        role = st.selectbox("Vai trò", list(Role), format_func=labels.ROLES.__getitem__)
        if role is None:
            return
        block = unit = year = None
        if SCOPES[role] is not Scope.SYSTEM:
            if not ctx.periods:
                st.info("Chưa có khối nào; hãy nhập danh sách đơn vị trước.")
                return
            names = {one.block_code: one.block_name for one in ctx.periods}
            block = st.selectbox("Khối", list(names), format_func=names.__getitem__)
            years = list(dict.fromkeys(one.year for one in ctx.periods if one.block_code == block))
            year = st.selectbox("Năm", years, key="nam-giao")
            if SCOPES[role] is Scope.UNIT:
                period = next(
                    one for one in ctx.periods if (one.block_code, one.year) == (block, year)
                )
                members = rosters.members(Work(ctx.session, ctx.actor, period))
                units = {one.code: one.name for one in members}
                unit = st.selectbox("Đơn vị", list(units), format_func=units.__getitem__)
        home = None if SCOPES[role] is Scope.UNIT else _home(ctx, role, block, year)
        if st.button("Giao vai trò"):
            if role in ASKED_OF and home is None:
                raise Refused(
                    "Hãy chọn người này là người của đơn vị nào, hoặc không của đơn vị nào."
                )
            ctx.act(
                accounts.give_role,
                f"Đã giao vai trò cho {person.login}.",
                login=person.login,
                grant=Grant(role, block, unit, year, home),
            )


def _home(ctx: Context, role: Role, block: str | None, year: int | None) -> str | None:
    """Người này là người của đơn vị nào; None while it was not chosen."""
    places = [
        one
        for one in ctx.periods
        if one.part.is_year and block in (None, one.block_code) and year in (None, one.year)
    ]
    names = {OUTSIDE: OUTSIDE_WORDS.capitalize()}
    for period in places:
        members = rosters.members(Work(ctx.session, ctx.actor, period))
        names |= {one.code: one.name for one in members}
    return st.selectbox(
        "Là người của đơn vị",
        list(names),
        index=None if role in ASKED_OF else 0,
        format_func=names.__getitem__,
        placeholder="Chọn đơn vị, hoặc không thuộc đơn vị nào",
        help="Ai cũng không quyết định về đơn vị mình; vai trò đã giao thì giao lại để ghi đơn vị.",
    )


def _end(ctx: Context, person: Account, *, is_own: bool) -> None:
    grants = [one for one in person.grants if not is_own or one.role is not Role.ADMINISTRATOR]
    if not grants:
        return
    inside = panel("Thu hồi vai trò", key="mo-thu-hoi", icon=":material/remove_moderator:")
    if inside is None:
        return
    with inside:
        grant = st.selectbox("Vai trò đang giữ", grants, format_func=grant_words)
        if st.button("Thu hồi") and grant is not None:
            message = f"Đã thu hồi vai trò của {person.login}."
            ctx.act(accounts.end_role, message, login=person.login, grant=grant)
