"""Tệp gửi lên: what browsers may leave in the memory of the server is bounded."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import get_option

from thidua.web.streamlit_inside import UPLOAD_PATH, unsaved

MEGABYTE = 1024 * 1024
MOST_OF_A_TAB = 200 * MEGABYTE
MOST_IN_ALL = 1024 * MEGABYTE
"""Chỗ cho tệp chưa lưu, in bytes: of one tab, and of all of them."""

_FULL = "Có quá nhiều tệp đã gửi lên mà chưa lưu; hãy lưu hoặc bỏ bớt rồi gửi lại."


class BoundUploads:
    """Chặn gửi quá nhiều: Streamlit bounds each file, and keeps as many as a tab cares to send."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Xét một tệp trước khi đọc nó."""
        if (
            scope["type"] == "http"
            and scope["method"] == "PUT"
            and scope["path"].startswith(UPLOAD_PATH)
            and not _has_room(scope)
        ):
            await PlainTextResponse(_FULL, 413)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _has_room(scope: Scope) -> bool:
    largest = int(get_option("server.maxUploadSize")) * MEGABYTE
    size = Headers(scope=scope).get("content-length", "")
    coming = int(size) if size.isdecimal() else largest
    tab = scope["path"].removeprefix(UPLOAD_PATH).partition("/")[0]
    of_tab, in_all = held(tab)
    return of_tab + coming <= MOST_OF_A_TAB and in_all + coming <= MOST_IN_ALL


def held(tab: str) -> tuple[int, int]:
    """Đang giữ: how many bytes of this tab, and of all tabs."""
    sizes = unsaved()
    return sizes.get(tab, 0), sum(sizes.values())
