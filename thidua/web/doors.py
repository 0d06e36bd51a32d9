"""Cửa vào: plain pages to sign in, to try the demo, to change a password and to leave.

They work before any websocket does, and password managers know them.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from thidua import labels, settings
from thidua.db import trouble
from thidua.db.engine import demo_url, reading, writing
from thidua.domain.access.account import LIFETIME, SHORTEST
from thidua.domain.access.guessing import TooManyGuesses
from thidua.domain.ground.errors import NotPermitted, NotSignedIn, ThiduaError, Unavailable
from thidua.services.access import accounts, first_run, sign_in
from thidua.services.demo import people as demo
from thidua.services.ground.work import Work
from thidua.web.assets import asset_link
from thidua.web.failure import FAILED, logged
from thidua.web.gate import DEMO_PATH, OUTSIDE_PATH, SET_UP_PATH, look, unavailable
from thidua.web.identity import (
    BROWSER_COOKIE,
    CHANGE_PASSWORD_PATH,
    COOKIE,
    DEMO_MARK,
    SIGN_IN_PATH,
    SIGN_OUT_PATH,
    ticket,
)

_Answer = TypeVar("_Answer")

_PAGES = Jinja2Templates(Path(__file__).parent / "templates")
_PAGES.env.globals["asset"] = asset_link

_LONGEST_FORM = 16 * 1024
# Passwords wait for one another here, so that a rush of them keeps nobody else waiting, least of
# all a browser that signed in before.
_PASSWORDS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mat-khau")
_KNOWN = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mat-khau-quen")
_REMEMBERED = timedelta(days=180)
_waited = asyncio.sleep


def is_demo_offered() -> bool:
    """Mời xem khối mẫu: until somebody has an account here, or where THIDUA_DEMO=1 asks for it."""
    if settings.read().demo:
        return True
    with reading() as session:
        return not accounts.has_any(session)


def _page(
    request: Request, template: str, title: str, shown: Mapping[str, object], status: int = 200
) -> Response:
    """Trang cửa vào: what is shown is escaped by the template, whoever wrote it."""
    paths = {
        "sign_in_path": SIGN_IN_PATH,
        "sign_out_path": SIGN_OUT_PATH,
        "set_up_path": SET_UP_PATH,
        "change_path": CHANGE_PASSWORD_PATH,
        "demo_path": DEMO_PATH,
        "shortest": SHORTEST,
    }
    response = _PAGES.TemplateResponse(
        request, f"{template}.html", {"title": title, **paths, **shown}, status_code=status
    )
    response.headers["cache-control"] = "no-store"
    return response


async def _form(request: Request) -> Callable[[str], str]:
    """Biểu mẫu đã gửi: its text fields; whatever else it holds is empty."""
    if int(request.headers.get("content-length") or _LONGEST_FORM + 1) > _LONGEST_FORM:
        raise NotPermitted("Biểu mẫu gửi lên quá lớn.")
    sent = await request.form(max_files=0, max_fields=20, max_part_size=_LONGEST_FORM)

    def field(name: str) -> str:
        value = sent.get(name)
        return value if isinstance(value, str) else ""

    return field


async def _with_password(work: Callable[[], _Answer], *, is_known: bool = False) -> _Answer:
    """Làm một việc có so mật khẩu, in its turn; who is known waits for no stranger."""
    workers = _KNOWN if is_known else _PASSWORDS
    return await asyncio.get_running_loop().run_in_executor(workers, work)


def _address(request: Request) -> str:
    return "" if request.client is None else request.client.host


def _now() -> datetime:
    return datetime.now(UTC)


def let_in(request: Request, cookie: str, to: str = "/") -> Response:
    """Cho vào: the cookie no script can read, and away to the page that was asked for."""
    response = RedirectResponse(to, 303)
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=int(LIFETIME.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    response.headers["cache-control"] = "no-store"
    return response


def _remember(request: Request, response: Response, browser: str) -> None:
    """Nhớ trình duyệt: sent to the door alone, where guesses are slowed."""
    response.set_cookie(
        BROWSER_COOKIE,
        browser,
        max_age=int(_REMEMBERED.total_seconds()),
        path=SIGN_IN_PATH,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def _next(request: Request) -> str:
    """Nơi muốn tới: a page of ours, never another site."""
    wanted = request.query_params.get("tiep", "/")
    parts = urlsplit(wanted)
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and not parts.scheme and not parts.netloc else "/"


def sign_in_response(
    request: Request, login: str = "", fault: str = "", status: int = 200
) -> Response:
    """Trang đăng nhập với câu từ chối, if there is one."""
    with reading() as session:
        is_new = not accounts.has_any(session)
    people = [
        {
            "login": person.login,
            "title": f"{labels.ROLES[person.role]} – {person.full_name}",
            "invites": person.invites,
        }
        for person in (demo.everybody() if is_demo_offered() else ())
        if person.invites
    ]
    title = "Bắt đầu" if is_new else "Đăng nhập"
    here = settings.read()
    shown = {
        "is_new": is_new,
        "people": people,
        "login": login,
        "fault": fault,
        "outside_path": OUTSIDE_PATH if here.has_single_sign_on else "",
        "outside_label": here.oidc_label,
    }
    return _page(request, "dang-nhap", title, shown, status)


async def sign_in_page(request: Request) -> Response:
    """Trang đăng nhập: the form, and the roles of the demo where it is offered."""
    return await run_in_threadpool(sign_in_response, request)


async def sign_in_form(request: Request) -> Response:
    """Đăng nhập bằng mật khẩu."""
    field = await _form(request)
    login = field("ten")

    try:
        opened = await _tried(request, field("ten"), field("mat-khau"))
    except TooManyGuesses as fault:
        return await run_in_threadpool(sign_in_response, request, login[:64], str(fault), 429)
    except Unavailable as fault:
        return await run_in_threadpool(sign_in_response, request, login[:64], str(fault), 503)
    if opened is None:
        return await run_in_threadpool(sign_in_response, request, login[:64], sign_in.WRONG, 401)
    response = let_in(request, opened.token, _next(request))
    _remember(request, response, opened.browser)
    return response


async def _tried(request: Request, login: str, password: str) -> sign_in.Opened | None:
    """Thử mật khẩu, in the turn of who tries; a wrong one writes nothing unless it is told."""
    browser, address = request.cookies.get(BROWSER_COOKIE, ""), _address(request)

    def begin() -> sign_in.Attempt:
        with reading() as session:
            return sign_in.begin(session, login=login, now=_now(), address=address, browser=browser)

    def compare() -> sign_in.Opened | None:
        if sign_in.guess(begun, password):
            with writing() as session:
                return sign_in.finish(session, attempt=begun, now=_now(), address=address)
        told = sign_in.count_wrong(begun, now=_now())
        if told is not None:
            with writing() as session:
                sign_in.refuse(session, attempt=begun, told=told, now=_now(), address=address)
        return None

    begun = await run_in_threadpool(begin)
    return await _in_turn(begun, compare)


async def _in_turn(begun: sign_in.Attempt, compare: Callable[[], _Answer]) -> _Answer:
    """So mật khẩu khi đến lượt; whatever befalls it before an answer, the turn goes to the next."""
    try:
        await _waited(begun.turn.wait.total_seconds())
        return await _with_password(compare, is_known=bool(begun.turn.who.browser))
    except BaseException:
        sign_in.give_up(begun, now=_now())
        raise


async def enter_demo(request: Request) -> Response:
    """Vào vai trong khối mẫu."""
    field = await _form(request)

    def enter() -> str | None:
        if not is_demo_offered():
            return None
        try:
            with writing(demo_url()) as session:
                return sign_in.enter_demo(session, login=field("vai"), now=_now())
        except NotPermitted:
            return None

    try:
        token = await run_in_threadpool(enter)
    except Unavailable as held:
        return await run_in_threadpool(sign_in_response, request, "", str(held), 503)
    if token is None:
        fault = "Không có vai này trong khối mẫu."
        return await run_in_threadpool(sign_in_response, request, "", fault, 403)
    return let_in(request, DEMO_MARK + token)


async def sign_out(request: Request) -> Response:
    """Đăng xuất: the session ends in the database, the cookie goes."""

    def leave() -> None:
        try:
            held = ticket(request.cookies.get(COOKIE))
        except NotSignedIn:
            return
        with writing(held.url) as session:
            sign_in.sign_out(session, token=held.token, now=_now())

    await run_in_threadpool(leave)
    response = RedirectResponse(SIGN_IN_PATH, 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    response.headers["cache-control"] = "no-store"
    return response


async def set_up_page(request: Request) -> Response:
    """Trang thiết lập lần đầu; gone once anybody has an account."""
    if not await run_in_threadpool(_is_new):
        return RedirectResponse(SIGN_IN_PATH, 303)
    return _page(request, "thiet-lap", "Thiết lập lần đầu", {"login": "", "full_name": ""})


def _is_new() -> bool:
    with reading() as session:
        return not accounts.has_any(session)


async def set_up_form(request: Request) -> Response:
    """Tạo người quản trị đầu tiên."""
    field = await _form(request)

    def make() -> None:
        if field("mat-khau") != field("nhac-lai"):
            raise NotPermitted("Hai lần nhập mật khẩu không giống nhau.")
        first_run.require_code(field("ma"))
        password = accounts.new_password(field("mat-khau"))
        with writing() as session:
            first_run.set_up(
                session,
                given=field("ma"),
                login=field("ten").strip().lower(),
                full_name=field("ho-ten"),
                password=password,
                now=_now(),
            )
        first_run.forget_code()

    try:
        await _with_password(make)
    except ThiduaError as fault:
        shown = {"fault": str(fault), "login": field("ten"), "full_name": field("ho-ten")}
        return _page(request, "thiet-lap", "Thiết lập lần đầu", shown, 400)
    return RedirectResponse(SIGN_IN_PATH, 303)


async def refused(request: Request, fault: Exception) -> Response:
    """Trả lời khi một cửa từ chối: one calm sentence."""
    if isinstance(fault, Unavailable):
        return unavailable(fault)
    return PlainTextResponse(str(fault), 401 if isinstance(fault, NotSignedIn) else 400)


async def change_page(request: Request) -> Response:
    """Trang đổi mật khẩu."""
    known = await run_in_threadpool(look, request.cookies.get(COOKIE))
    notice = "Bạn cần đổi mật khẩu được cấp trước khi dùng." if known.must_change else ""
    shown = {"person": known.actor.name, "notice": notice}
    return _page(request, "doi-mat-khau", "Đổi mật khẩu", shown)


async def change_form(request: Request) -> Response:
    """Đổi mật khẩu; every session ends, so the person signs in with the new one."""
    field = await _form(request)
    held = ticket(request.cookies.get(COOKIE))
    known = await run_in_threadpool(look, request.cookies.get(COOKIE))

    def begin() -> sign_in.Attempt:
        if field("mat-khau") != field("nhac-lai"):
            raise NotPermitted("Hai lần nhập mật khẩu mới không giống nhau.")
        with reading(held.url) as session:
            return sign_in.begin_own(Work(session, known.actor, now=_now()))

    def change() -> None:
        old = sign_in.compare(begun, field("cu"))
        with writing(held.url) as session:
            fault = sign_in.require_own_password(
                Work(session, known.actor, now=_now()), attempt=begun, correct=old.correct
            )
        if fault:
            raise NotPermitted(fault)
        new = accounts.new_password(field("mat-khau"))
        with writing(held.url) as session:
            accounts.change_password(Work(session, known.actor), old=old, new=new)

    try:
        begun = await run_in_threadpool(begin)
        await _in_turn(begun, change)
    except ThiduaError as fault:
        shown = {"person": known.actor.name, "fault": str(fault)}
        return _page(request, "doi-mat-khau", "Đổi mật khẩu", shown, 400)
    return RedirectResponse(SIGN_IN_PATH, 303)


ROUTES = [
    Route(SIGN_IN_PATH, sign_in_page, methods=["GET"]),
    Route(SIGN_IN_PATH, sign_in_form, methods=["POST"]),
    Route(SIGN_OUT_PATH, sign_out, methods=["POST"]),
    Route(DEMO_PATH, enter_demo, methods=["POST"]),
    Route(SET_UP_PATH, set_up_page, methods=["GET"]),
    Route(SET_UP_PATH, set_up_form, methods=["POST"]),
    Route(CHANGE_PASSWORD_PATH, change_page, methods=["GET"]),
    Route(CHANGE_PASSWORD_PATH, change_form, methods=["POST"]),
]


async def failed(request: Request, fault: Exception) -> Response:
    """Trả lời khi có lỗi ngoài dự kiến: what the machine cannot, or a code that the log holds."""
    return unavailable(trouble.of(fault) or Unavailable(FAILED.format(logged(fault))))


FAULTS = {ThiduaError: refused, Exception: failed}
"""Lỗi của các cửa, for the server to answer with."""
