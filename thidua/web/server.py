"""Máy chủ web: our routes beside Streamlit's, what happens at start, and what a failure shows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import BaseRoute, Mount, Route

from thidua.db import trouble
from thidua.domain.upkeep.checkup import HEALTH_PATH, PROGRAM_NAME
from thidua.services.ground import read_apart
from thidua.web import doors, evidence_files, neighbours, presence, screen, single_sign_on, warm
from thidua.web.assets import ASSETS_PATH, PICTURES_PATH, Assets
from thidua.web.failure import FAILED, logged
from thidua.web.start import prepare_or_end
from thidua.web.streamlit_inside import get_logger, is_run_by_another_server
from thidua.web.turns import left

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
    await run_in_threadpool(prepare_or_end)
    read_apart.wait_in(left)
    stop = Event()
    marking = neighbours.begin(stop)
    warming = warm.begin(stop)
    if not is_run_by_another_server():
        _LOG.info("Thi đua đã sẵn sàng. Mở trình duyệt tại: %s", _address())
    yield
    stop.set()
    await run_in_threadpool(warming.join)
    await run_in_threadpool(marking.join)


def _address() -> str:
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{st.get_option('browser.serverAddress')}:{st.get_option('server.port')}"


def script_failed(error: Exception) -> bool:
    """Lỗi ngoài dự kiến, or what the machine cannot: said on the page, which stops there."""
    said = trouble.of(error) or FAILED.format(f"**{logged(error)}**")
    st.error(str(said), icon=":material/error:")
    return True
