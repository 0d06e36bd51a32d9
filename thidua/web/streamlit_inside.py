"""Ruột của Streamlit: all that leans on what it does not document, so an upgrade reads one file.

`tests/web/test_streamlit_internals.py` fails for each of these when it moves, and for what
`.streamlit/config.toml` and the files of `static/` lean on beside them. What measuring needs
stands in `thidua/bench/streamlit_inside.py`.
"""

import asyncio.base_events
import re
import socket
from functools import cache

from streamlit import config, runtime
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitPageNotFoundError
from streamlit.logger import get_logger
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.memory_media_file_storage import _calculate_file_id
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id

__all__ = [
    "DeltaGenerator",
    "RerunException",
    "StopException",
    "StreamlitPage",
    "StreamlitPageNotFoundError",
    "get_logger",
]

CORE_PATH = "/_stcore/"
UPLOAD_PATH = "/_stcore/upload_file/"
STREAM_PATH = "/_stcore/stream"
MEDIA_PATH = "/media/"
COMPONENT_PATH = "/component/"
STATIC_PATH = "/static/"
"""Đường của Streamlit: its core, uploads, websocket, files made, components, its own scripts."""

WARM = ("streamlit.elements.vega_charts", "streamlit.elements.widgets.data_editor")
"""Nạp sẵn: what Streamlit itself loads only when a page first draws a chart or a grid."""

SHELL_MARK = b'<div id="root"></div>'
LANGUAGE = '<html lang="en">'
TITLE = "<title>Streamlit</title>"
ICON = '<link rel="shortcut icon" href="./favicon.png" />'
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
FONT_PRELOAD = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>')
AGENT_LINK = re.compile(r'<link rel="service-desc"[^>]*/>')
EXPECTED = (
    *(re.compile(re.escape(piece)) for piece in (LANGUAGE, TITLE, ICON)),
    *(NOSCRIPT, FONT_PRELOAD, AGENT_LINK),
)
"""Trang nền: what its one HTML document is expected to hold, once each."""


def file_id(content: bytes, media_type: str, file_name: str) -> str:
    """Tên một tệp để tải: under which Streamlit serves it, whoever asks."""
    return _calculate_file_id(content, media_type, file_name)


def sent_keys() -> list[str]:
    """Khóa do trình duyệt gửi: of the widgets that stand on its page, drawn by this session or not.

    A page outlives its session when the server is started anew, and then says what it shows.
    """
    context = get_script_run_ctx()
    if context is None:
        return []
    sent = context.session_state._state._new_widget_state
    return [key for one in list(sent) if (key := user_key_from_element_id(one))]


def unsaved() -> dict[str, int]:
    """Tệp chưa lưu: how many bytes each tab keeps in the memory of the server.

    A keeper of another kind is refused aloud: were it taken for empty, uploads would be unbounded.
    """
    if not runtime.exists():
        return {}
    manager = runtime.get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        raise TypeError(f"Không biết {type(manager).__name__} giữ tệp gửi lên ở đâu.")
    return {
        tab: sum(len(file.data) for file in list(files.values()))
        for tab, files in list(manager.file_storage.items())
    }


def is_run_by_another_server() -> bool:
    """Chạy dưới một máy chủ khác, which knows the address better than Streamlit's settings."""
    return config._server_mode == "asgi-server"


def send_at_once() -> None:
    """Gửi ngay: TCP_NODELAY on every connection that asyncio accepts from now on.

    asyncio sets it only on sockets that say they speak TCP, and Streamlit binds its listening
    socket without saying so (encode/uvicorn#3149); each run then ends in a 40 ms wait.
    """
    asyncio.base_events._set_nodelay = _set_nodelay  # type: ignore[attr-defined]


def say_colours_once() -> None:
    """Màu và chữ, made once: every run of every page sends the theme, which never changes.

    Streamlit makes it anew each time out of its settings, which takes as long as a small page.
    """
    app_session._populate_theme_msg = _populate_theme  # type: ignore[assignment]


_make_theme = app_session._populate_theme_msg


@cache
def _theme(section: str) -> CustomThemeConfig:
    made = CustomThemeConfig()
    _make_theme(made, section)
    return made


def _populate_theme(message: CustomThemeConfig, section: str = "theme") -> None:
    made = _theme(section)
    if made.ByteSize():  # a section without a setting must stay unsaid
        message.MergeFrom(made)


def _set_nodelay(connection: socket.socket) -> None:
    if connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
