"""Mở tệp minh chứng: by an address that nobody can guess, with the right asked at each download."""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from thidua.db.engine import reading, writing
from thidua.domain.ground.errors import NotFound, NotPermitted
from thidua.domain.scoring.evidence import FileLost
from thidua.services.ground.audit import refusal
from thidua.services.ground.work import Work
from thidua.services.scoring import evidence
from thidua.services.scoring.evidence import Content
from thidua.web import made_files
from thidua.web.gate import look
from thidua.web.identity import COOKIE, ticket

FILES_PATH = "/minh-chung"

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
_NOTHING = "Không có minh chứng nào ở địa chỉ này, hoặc bạn không được xem."


async def hand_over(request: Request) -> Response:
    """Trao tệp: an address that is unknown and one that is not for this person answer alike."""
    cookie, token = request.cookies.get(COOKIE), request.path_params["token"]
    return await run_in_threadpool(_answer, cookie, token)


def _answer(cookie: str | None, token: str) -> Response:
    known, url = look(cookie), ticket(cookie).url
    try:
        with reading(url) as session:
            found = evidence.open_content(Work(session, known.actor), token=token)
    except FileLost as fault:
        return _said(str(fault), 500)
    except NotFound:
        return _said(_NOTHING, 404)
    except NotPermitted:
        with writing(url) as session:
            now = datetime.now(UTC)
            refusal(session, actor=known.actor, now=now, tried=evidence.open_content)
        return _said(_NOTHING, 404)
    return _file(found)


def _said(sentence: str, status: int) -> Response:
    return PlainTextResponse(sentence, status, headers={"cache-control": "no-store"})


def _file(found: Content) -> Response:
    """Tệp để xem tại chỗ hay tải về, in a document that can do nothing and is not kept."""
    way = "inline" if found.is_inline else "attachment"
    return Response(
        found.data,
        media_type=found.media_type,
        headers={
            "content-disposition": made_files.disposition(way, found.file_name),
            "content-security-policy": _POLICY,
            "cross-origin-resource-policy": "same-origin",
            "cache-control": "no-store",
        },
    )


ROUTES = [Route(f"{FILES_PATH}/{{token}}", hand_over, methods=["GET"])]
