"""Tệp gửi lên: what browsers leave in the memory of the server is bounded, while it comes too."""

from collections import Counter

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import get_option

from thidua.web import neighbours
from thidua.web.streamlit_inside import UPLOAD_PATH, unsaved

MEGABYTE = 1024 * 1024
MOST_OF_A_TAB = 200 * MEGABYTE
MOST_IN_ALL = 1024 * MEGABYTE
"""Chỗ cho tệp chưa lưu, in bytes: of one tab, and of all of them."""

_WRAPPING = 64 * 1024
"""Phần bọc quanh tệp khi gửi: the names of its fields and the lines between them."""

_coming: Counter[str] = Counter()
"""Đang tới, in bytes by tab: what was begun and is not among the kept files yet."""

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
        ):
            await self._take(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nhận một tệp where there is room, which is its own from its first byte on."""
        tab = scope["path"].removeprefix(UPLOAD_PATH).partition("/")[0]
        size = _announced(scope)
        if size > _largest() or not _has_room(tab, size):
            await PlainTextResponse(_FULL, 413)(scope, receive, send)
            return
        _coming[tab] += size
        counted = _Counted(receive, send, size)
        try:
            await self.app(scope, counted.receive, counted.send)
        except Exception:
            if not counted.is_over or counted.has_answered:
                raise
            await PlainTextResponse(_FULL, 413)(scope, receive, send)
        finally:
            _coming[tab] -= size
            if not _coming[tab]:
                del _coming[tab]


class _Counted:
    """Đếm từng phần khi nó tới: more than was announced is as if the browser had gone away."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self._left = receive, send, most
        self.is_over = self.has_answered = False

    async def receive(self) -> Message:
        """Nhận một phần."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.is_over = True
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        """Gửi câu trả lời."""
        self.has_answered = True
        await self._send(message)


def _largest() -> int:
    return int(get_option("server.maxUploadSize")) * MEGABYTE + _WRAPPING


def _announced(scope: Scope) -> int:
    """Cỡ báo trước; one that is not said, or not in figures, counts as the largest."""
    size = Headers(scope=scope).get("content-length", "")
    return int(size) if size.isascii() and size.isdecimal() and len(size) < 16 else _largest()


def _has_room(tab: str, coming: int) -> bool:
    of_tab, in_all = held(tab)
    of_tab += _coming[tab]
    in_all += _coming.total()
    return of_tab + coming <= MOST_OF_A_TAB and in_all + coming <= MOST_IN_ALL


def held(tab: str) -> tuple[int, int]:
    """Đang giữ: how many bytes of this tab, and of all tabs."""
    sizes, waiting = unsaved(), neighbours.waiting()
    of_tab = sizes.get(tab, 0) + waiting.get(tab, 0)
    return of_tab, sum(sizes.values()) + sum(waiting.values())
