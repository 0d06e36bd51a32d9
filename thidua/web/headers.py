"""Lớp bảo vệ: wraps everything the server answers, websockets included, as plain ASGI."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from thidua.web import document
from thidua.web.assets import ASSETS_PATH, PICTURES_PATH
from thidua.web.gate import Gatekeeper
from thidua.web.streamlit_inside import COMPONENT_PATH, CORE_PATH, MEDIA_PATH, STATIC_PATH
from thidua.web.uploads import BoundUploads

_POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
_FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_FOREIGN_SITES = {"cross-site", "same-site"}  # what a browser says even where it hides the origin
_READING = {"GET", "HEAD", "OPTIONS"}
_NOT_DOCUMENTS = (
    *(MEDIA_PATH, STATIC_PATH, CORE_PATH, COMPONENT_PATH),
    *(f"{ASSETS_PATH}/", f"{PICTURES_PATH}/"),
)


def content_security_policy(script_hashes: list[str]) -> str:
    """Chính sách nội dung: only our own files; evaluation is what the chart library needs."""
    scripts = " ".join(["script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'", *script_hashes])
    return "; ".join([*_POLICY, scripts])


def is_same_origin(origin: str | None, host: str | None) -> bool:
    """Cùng nguồn: whether the page that asks was served under this host name.

    Programs other than browsers send no origin and carry nobody's cookies.
    """
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    usual = _DEFAULT_PORTS.get(parts.scheme, "")
    ours = (host or "").lower().removesuffix(usual)
    return bool(ours) and parts.netloc.lower().removesuffix(usual) == ours


class RefuseForeignOrigin:
    """Chặn nguồn lạ: refuses websockets and writing requests started by another site's page.

    It stands before Streamlit's own check, which lets any port of this machine in and asks an
    outside service for the machine's address while everybody waits.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Xét một yêu cầu: passes it on or ends it."""
        writes = scope["type"] == "http" and scope["method"] not in _READING
        if scope["type"] == "websocket" or writes:
            asked = Headers(scope=scope)
            is_ours = is_same_origin(asked.get("origin"), asked.get("host"))
            if not is_ours or asked.get("sec-fetch-site") in _FOREIGN_SITES:
                await _refuse(scope, receive, send)
                return
        await self.app(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        response = PlainTextResponse("Yêu cầu đến từ một trang khác nên bị từ chối.", 403)
        await response(scope, receive, send)


class SecureDocument:
    """Trang an toàn: adds the protecting headers and makes Streamlit's document Vietnamese."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Trả lời một yêu cầu: documents are held back until they are whole, the rest streams."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["method"] == "GET" and not scope["path"].startswith(_NOT_DOCUMENTS):
            await self.app(_without_shortcuts(scope), receive, _DocumentSender(send))
        else:
            await self.app(scope, receive, _HeaderSender(send))


def _without_shortcuts(scope: Scope) -> Scope:
    """The same request, to be answered whole and plain; anything else cannot be rewritten."""
    dropped = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    kept = [(name, value) for name, value in scope["headers"] if name not in dropped]
    return {**scope, "headers": kept}


class _HeaderSender:
    """Sends on what the application answers, with the protecting headers."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            protect(message, [])
        await self._send(message)


class _DocumentSender(_HeaderSender):
    """Holds an HTML answer back until it is whole, and rewrites it if it is Streamlit's."""

    def __init__(self, send: Send) -> None:
        super().__init__(send)
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_document(self._start)
        else:
            await super().__call__(message)

    async def _send_document(self, start: Message) -> None:
        body, hashes = bytes(self._body), list[str]()
        if document.is_shell(body):
            html = document.vietnamese(body.decode())
            body, hashes = html.encode(), document.inline_script_hashes(html)
            answer = MutableHeaders(raw=start["headers"])
            answer["content-length"] = str(len(body))
            for name in ("etag", "last-modified", "accept-ranges"):
                del answer[name]
        protect(start, hashes)
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    answer = Headers(raw=start["headers"])
    return answer.get("content-type", "").startswith("text/html")


def protect(start: Message, script_hashes: list[str]) -> None:
    """Thêm tiêu đề bảo vệ: over what was there, save a policy that one of our routes has set."""
    answer = MutableHeaders(raw=start["headers"])
    for name, value in _FIXED.items():
        answer[name] = value
    answer.setdefault("content-security-policy", content_security_policy(script_hashes))


MIDDLEWARE = [
    Middleware(SecureDocument),
    Middleware(RefuseForeignOrigin),
    Middleware(Gatekeeper),
    Middleware(BoundUploads),
]
