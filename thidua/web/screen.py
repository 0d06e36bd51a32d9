"""Màn chiếu: a page of its own that follows who leads; it opens by a link, without an account."""

import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from thidua.db.engine import database_url, demo_url, reading, writing
from thidua.db.upgrade import is_current, is_there
from thidua.domain.document.deck.blocks import Slide
from thidua.domain.ground.errors import (
    NotPermitted,
    NotReady,
    NotSignedIn,
    ThiduaError,
    Unavailable,
)
from thidua.domain.meeting.link import LinkState
from thidua.domain.meeting.picture import HEIGHT, WIDTH, picture_of
from thidua.domain.meeting.position import Look
from thidua.later import Later
from thidua.services.ground.work import Work
from thidua.services.meeting import links
from thidua.services.meeting.links import LinkShut
from thidua.web.assets import ASSETS_PATH, asset_link
from thidua.web.gate import SCREEN_FOLDER, look
from thidua.web.identity import COOKIE, DEMO_MARK, ticket

if TYPE_CHECKING:
    from thidua.services.meeting import leading, screen
    from thidua.services.meeting.screen import Shown
else:
    leading = Later("thidua.services.meeting.leading")
    screen = Later("thidua.services.meeting.screen")

_PAGES = Jinja2Templates(Path(__file__).parent / "templates")
_UP = f"..{ASSETS_PATH}"

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": _POLICY,
    "x-robots-tag": "noindex, nofollow",
}

_LOOKS = {Look.AUTO: "", Look.LIGHT: "sang", Look.DARK: "toi", Look.PLAIN: "den-trang"}

_WHY = {
    None: "Địa chỉ này không mở màn chiếu nào. Hãy xem lại từng chữ, hoặc quét lại mã QR.",
    LinkState.EXPIRED: "Liên kết này đã hết hạn. Hãy xin người điều khiển một liên kết mới.",
    LinkState.WITHDRAWN: "Liên kết này đã được thu hồi. Hãy xin người điều khiển liên kết mới.",
}

_WAIT = "Máy chủ đang cập nhật dữ liệu. Màn chiếu tự mở lại khi xong; không cần làm gì."


def screen_address(secret: str, *, is_demo: bool) -> str:
    """Địa chỉ của màn chiếu, below the address of the product."""
    return f"{SCREEN_FOLDER}{DEMO_MARK if is_demo else ''}{secret}"


@cache
def _assets() -> dict[str, str]:
    names = {"kieu": "man-chieu.css", "lenh": "man-chieu.js", "chu": "phong-chu.css"}
    links_ = {name: asset_link(file, under=_UP) for name, file in names.items()}
    return links_ | {"bieu_tuong": asset_link("bieu-tuong.svg", under=_UP)}


@cache
def _release() -> str:
    """Bản của trang: another one and the open screens load themselves anew."""
    return hashlib.sha256(json.dumps(_assets()).encode()).hexdigest()[:12]


def _place(key: str) -> tuple[str, str]:
    """Cơ sở dữ liệu và khóa mà một địa chỉ nói tới; LinkShut where there is no such database.

    One that waits for its upgrade is NotReady: its links are as they were, so no screen may take
    that for their end.
    """
    is_demo = key.startswith(DEMO_MARK)
    url = demo_url() if is_demo else database_url()
    if not is_there(url):
        raise LinkShut
    if not is_current(url):
        raise NotReady
    return url, key.removeprefix(DEMO_MARK)


def _shown(key: str) -> "Shown":
    url, secret = _place(key)
    with reading(url) as session:
        return screen.shown(session, secret=secret, now=datetime.now(UTC))


def _picture(slide: Slide) -> dict[str, object] | None:
    """Hình của trang, as its template draws it."""
    found = picture_of(slide)
    if found is None:
        return None
    rows = [
        {
            "words": row.words,
            "lines": [" ".join(map(",".join, line)) for line in row.lines],
            "dots": [dot for line in row.lines for dot in line],
            "bars": [(bar.series, bar.x, bar.y, bar.width, bar.height) for bar in row.bars],
        }
        for row in found.rows
    ]
    return {"rows": rows, "legend": found.legend}


def _drawn(found: "Shown") -> str:
    """Trang chiếu thành HTML; every text of it is escaped by the template."""
    slide = found.slide
    long = max((len(table.rows) for table in slide.tables), default=0)
    template = _PAGES.get_template("man-chieu-trang.html")
    return template.render(
        slide=slide, picture=_picture(slide), long=long, width=WIDTH, height=HEIGHT
    )


def _mark(html: str, found: "Shown") -> str:
    return hashlib.sha256(f"{found.look}{found.version}{html}".encode()).hexdigest()[:16]


def _page(key: str) -> Response:
    try:
        found = _shown(key)
    except LinkShut as fault:
        return _shut(fault)
    except NotReady:
        return _calm(_WAIT, 503, again=True)
    html = _drawn(found)
    template = _PAGES.get_template("man-chieu.html")
    said = template.render(
        **_assets(),
        trang=html,
        mau=_mark(html, found),
        ban=found.version,
        nen=_LOOKS[found.look],
        phan_mem=_release(),
    )
    return HTMLResponse(said, headers=_HEADERS)


def _shut(fault: LinkShut) -> Response:
    status = 404 if fault.state is None else 410
    return _calm(_WHY.get(fault.state, _WHY[None]), status)


def _calm(why: str, status: int, *, again: bool = False) -> Response:
    """Trang chỉ có câu này; `again` has it load itself anew until there is more to show."""
    template = _PAGES.get_template("man-chieu-het.html")
    said = template.render(**_assets(), why=why, again=again)
    return HTMLResponse(said, status, headers=_HEADERS)


def _news(key: str, known: str) -> Response:
    try:
        found = _shown(key)
    except LinkShut:
        return JSONResponse({"het": True}, 410, _HEADERS)
    except NotReady:
        return JSONResponse({"cho": True}, 503, _HEADERS)
    html = _drawn(found)
    mark = _mark(html, found)
    said: dict[str, object] = {"mau": mark, "phan_mem": _release()}
    if mark != known:
        said |= {"trang": html, "ban": found.version, "nen": _LOOKS[found.look]}
    return JSONResponse(said, headers=_HEADERS)


def _led(key: str, cookie: str | None, *, forward: bool, seen: int) -> int:
    """Điều khiển từ màn chiếu, for a browser that is signed in as who may; the HTTP status."""
    url, secret = _place(key)
    held = ticket(cookie)
    if held.url != url:
        raise NotSignedIn
    known = look(cookie)
    if known.must_change:
        raise NotPermitted
    with writing(url) as session:
        period = links.opened(session, secret=secret, now=datetime.now(UTC))
        leading.move(Work(session, known.actor, period), forward=forward, seen=seen)
    return 204


async def show(request: Request) -> Response:
    """Trang màn chiếu, with the slide of this moment in it."""
    return await run_in_threadpool(_page, request.path_params["key"])


async def nothing(request: Request) -> Response:
    """Địa chỉ không có gì: said calmly, so that nothing of the product opens behind it."""
    return _shut(LinkShut())


async def news(request: Request) -> Response:
    """Có gì mới: the slide, or only that it is still the same."""
    known = request.query_params.get("mau", "")
    return await run_in_threadpool(_news, request.path_params["key"], known)


async def lead(request: Request) -> Response:
    """Tiến hoặc lùi by a key pressed at the screen itself; a link alone never leads."""
    to, seen = request.query_params.get("toi"), request.query_params.get("ban", "")
    if to not in ("tiep", "lui") or not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        return Response(status_code=400, headers=_HEADERS)
    key, cookie = request.path_params["key"], request.cookies.get(COOKIE)

    def move() -> int:
        try:
            return _led(key, cookie, forward=to == "tiep", seen=int(seen))
        except NotSignedIn:
            return 401
        except (NotReady, Unavailable):
            return 503
        except ThiduaError:
            return 403

    return Response(status_code=await run_in_threadpool(move), headers=_HEADERS)


ROUTES = [
    Route(f"{SCREEN_FOLDER}{{key}}", show, methods=["GET"]),
    Route(f"{SCREEN_FOLDER}{{key}}/moi", news, methods=["GET"]),
    Route(f"{SCREEN_FOLDER}{{key}}/di", lead, methods=["POST"]),
    Route(f"{SCREEN_FOLDER}{{rest:path}}", nothing),
]
