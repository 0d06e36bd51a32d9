"""Hiện diện: whose session this browser holds, and that its person is still at the keyboard.

A grid keeps typed cells in the browser, so a page on which somebody types asks the server for
nothing; it says so here, and asks here before it sends what was typed.
"""

from contextlib import suppress
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from thidua import settings
from thidua.db.engine import writing
from thidua.domain.ground.errors import NotReady, NotSignedIn, Unavailable
from thidua.services.access import sign_in
from thidua.web.gate import OUTSIDE_PATH, PRESENCE_PATH, look
from thidua.web.identity import COOKIE, mark, ticket


def _said(cookie: str | None, *, typing: bool) -> dict[str, object]:
    """Điều nói với trang: the person and the mark of the session, none of its secret."""
    known = look(cookie)
    held = ticket(cookie)
    if typing and known.is_stale:
        with suppress(Unavailable), writing(held.url, patience=0) as session:
            sign_in.touch(session, token=held.token, now=datetime.now(UTC))
    return {
        "nguoi": known.actor.account,
        "mau": held.is_demo,
        "phien": mark(held),
        "doi": known.must_change,
    }


async def _answer(request: Request, *, typing: bool) -> JSONResponse:
    try:
        said = await run_in_threadpool(_said, request.cookies.get(COOKIE), typing=typing)
        status = 200
    except (NotSignedIn, NotReady):
        here = settings.read()
        outside = {"dia-chi": OUTSIDE_PATH, "ten": here.oidc_label}
        said, status = {"ngoai": outside if here.has_single_sign_on else None}, 401
    except Unavailable as fault:
        said, status = {"loi": str(fault)}, 503
    return JSONResponse(said, status, {"cache-control": "no-store"})


async def ask(request: Request) -> JSONResponse:
    """Hỏi phiên: looking is not being there, so nothing is renewed."""
    return await _answer(request, typing=False)


async def note(request: Request) -> JSONResponse:
    """Báo đang gõ: the idle time of the session runs from now."""
    return await _answer(request, typing=True)


ROUTES = [
    Route(PRESENCE_PATH, ask),
    Route(PRESENCE_PATH, note, methods=["POST"]),
]
