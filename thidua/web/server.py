"""Máy chủ web: our routes beside Streamlit's, what happens at start, and what a failure shows."""

import secrets
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import BaseRoute, Mount, Route

from thidua.domain.upkeep.checkup import HEALTH_PATH, PROGRAM_NAME
from thidua.web import doors, evidence_files, presence, screen, single_sign_on, warm
from thidua.web.assets import ASSETS_PATH, PICTURES_PATH, Assets
from thidua.web.start import prepare
from thidua.web.streamlit_inside import get_logger, is_run_by_another_server

_LOG = get_logger("thidua")


async def health(request: Request) -> JSONResponse:
    """Sức khỏe: says to a proxy or a watchman that this process answers."""
    return JSONResponse(
        {"ok": True, "phan-mem": PROGRAM_NAME}, headers={"cache-control": "no-store"}
    )


async def first_page(request: Request) -> RedirectResponse:
    """Trang đầu theo tên của nó: Streamlit serves the first page of the menu only at the root."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}", 307)


def routes(first: str) -> list[BaseRoute]:
    """Đường của ta beside Streamlit's; `first` is the address of the page that opens the menu."""
    return [
        Route(HEALTH_PATH, health),
        Route(f"/{first}", first_page),
        Mount(ASSETS_PATH, Assets()),
        Mount(PICTURES_PATH, Assets()),
        *doors.ROUTES,
        *presence.ROUTES,
        *single_sign_on.ROUTES,
        *evidence_files.ROUTES,
        *screen.ROUTES,
    ]


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Vòng đời: prepares the data, says where to look, and loads the pages' libraries meanwhile."""
    await run_in_threadpool(prepare)
    stop = Event()
    warming = warm.begin(stop)
    if not is_run_by_another_server():
        _LOG.info("Thi đua đã sẵn sàng. Mở trình duyệt tại: %s", _address())
    yield
    stop.set()
    await run_in_threadpool(warming.join)


def _address() -> str:
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{st.get_option('browser.serverAddress')}:{st.get_option('server.port')}"


def script_failed(error: Exception) -> bool:
    """Lỗi ngoài dự kiến: a calm line with a code; the log holds the same code and the place."""
    code = secrets.token_hex(3).upper()
    place = traceback.extract_tb(error.__traceback__)[-1]
    _LOG.error("Mã lỗi %s: %s, %s:%s", code, type(error).__name__, place.filename, place.lineno)
    st.error(
        "Có lỗi ngoài dự kiến nên trang dừng ở đây; việc vừa làm có thể chưa được ghi. "
        f"Hãy tải lại trang. Nếu vẫn lỗi, báo người quản trị mã **{code}**.",
        icon=":material/error:",
    )
    return True
