"""Cổng: without a valid session nothing answers but the doors; websockets included."""

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from thidua.db.engine import reading
from thidua.db.upgrade import is_current
from thidua.domain.ground.errors import NotReady, NotSignedIn, Unavailable
from thidua.domain.upkeep.checkup import HEALTH_PATH
from thidua.services.access import sign_in
from thidua.web import made_files, warm
from thidua.web.assets import ASSETS_PATH, PICTURES_PATH
from thidua.web.identity import CHANGE_PASSWORD_PATH, COOKIE, SIGN_IN_PATH, SIGN_OUT_PATH, ticket
from thidua.web.streamlit_inside import MEDIA_PATH, STATIC_PATH

DEMO_PATH = "/vao-vai"
SET_UP_PATH = "/thiet-lap"
OUTSIDE_PATH = "/dang-nhap-mot-lan"
OUTSIDE_RETURN_PATH = "/dang-nhap-mot-lan/ve"
PRESENCE_PATH = "/phien"
SCREEN_FOLDER = "/man-chieu/"
"""Thư mục màn chiếu: whoever holds a link may ask; the link is asked of the database."""

OPEN = frozenset(
    {SIGN_IN_PATH, SIGN_OUT_PATH, DEMO_PATH, SET_UP_PATH, OUTSIDE_PATH, OUTSIDE_RETURN_PATH,
     HEALTH_PATH, PRESENCE_PATH}
)  # fmt: skip
"""Cửa mở: what a person without a session may ask for."""

_NOT_YOURS = "Không có tệp nào ở địa chỉ này, hoặc bạn không được xem."
_OPEN_FOLDERS = (f"{ASSETS_PATH}/", f"{PICTURES_PATH}/", STATIC_PATH, SCREEN_FOLDER)


def look(cookie: str | None) -> sign_in.Known:
    """Nhận ra người cầm thẻ, from the database; NotSignedIn otherwise."""
    held = ticket(cookie)
    if not is_current(held.url):
        raise NotSignedIn
    with reading(held.url) as session:
        return sign_in.known(session, token=held.token, now=datetime.now(UTC))


class Gatekeeper:
    """Người gác cổng: lets through who is signed in, and sends others to the door."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Xét một yêu cầu."""
        if scope["type"] not in ("http", "websocket") or _is_open(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        try:
            known = await run_in_threadpool(look, asked.cookies.get(COOKIE))
        except (NotSignedIn, NotReady):
            await _refuse(asked, scope, receive, send, SIGN_IN_PATH)
            return
        except Unavailable as fault:
            await _wait(fault, scope, receive, send)
            return
        if known.must_change and scope["path"] != CHANGE_PASSWORD_PATH:
            await _refuse(asked, scope, receive, send, CHANGE_PASSWORD_PATH)
            return
        who = (ticket(asked.cookies.get(COOKIE)).url, known.actor.account)
        if scope["path"].startswith(MEDIA_PATH):
            made = await run_in_threadpool(made_files.from_another, scope["path"], who)
            if made is None and made_files.is_kept_from(scope["path"], who):
                made = PlainTextResponse(_NOT_YOURS, 404)
            if made is not None:
                await made(scope, receive, send)
                return
        if scope["type"] == "websocket" and not warm.is_ready():
            await run_in_threadpool(warm.wait)
        await self.app(scope, receive, send)


def _is_open(path: str) -> bool:
    return path in OPEN or path.startswith(_OPEN_FOLDERS)


async def _refuse(
    asked: HTTPConnection, scope: Scope, receive: Receive, send: Send, door: str
) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    response: Response
    if scope["method"] == "GET" and "text/html" in asked.headers.get("accept", ""):
        response = RedirectResponse(f"{door}?tiep={quote(_address(scope))}", 303)
    else:
        response = PlainTextResponse("Bạn cần đăng nhập.", 401)
    response.headers["cache-control"] = "no-store"
    await response(scope, receive, send)


async def _wait(fault: Unavailable, scope: Scope, receive: Receive, send: Send) -> None:
    """Chưa trả lời được, said as what it is; nobody is sent away to sign in for it."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1013})
        return
    await unavailable(fault)(scope, receive, send)


def unavailable(fault: Exception) -> Response:
    """Câu nói khi máy chủ không đọc hoặc ghi được dữ liệu."""
    return PlainTextResponse(
        str(fault), 503, headers={"cache-control": "no-store", "retry-after": "10"}
    )


def _address(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"{scope['path']}?{query}" if query else str(scope["path"])
