"""Ruột của Streamlit: all that leans on what it does not document, so an upgrade reads one file.

`tests/web/test_streamlit_internals.py` fails for each of these when it moves, and for what
`.streamlit/config.toml` and the files of `static/` lean on beside them. What measuring needs
stands in `thidua/bench/streamlit_inside.py`.
"""

import asyncio.base_events
import re
import socket
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from streamlit import config, runtime
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitPageNotFoundError
from streamlit.logger import get_logger
from streamlit.navigation.page import StreamlitPage
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import Runtime, app_session, memory_uploaded_file_manager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import _calculate_file_id
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.runtime.uploaded_file_manager import UploadedFileRec, UploadFileUrlInfo

from thidua.later import Later
from thidua.web import neighbours

if TYPE_CHECKING:
    from thidua.web import identity
else:
    identity = Later("thidua.web.identity")

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


def holds(name: str) -> bool:
    """Còn giữ một tệp để tải, under the name it is served by."""
    if not runtime.exists():
        return False
    try:
        runtime.get_instance().media_file_mgr._storage.get_file(name)  # type: ignore[attr-defined]
    except MediaFileStorageError:
        return False
    return True


def sent_keys() -> list[str]:
    """Khóa do trình duyệt gửi: of the widgets that stand on its page, drawn by this session or not.

    A page outlives its session when the server is started anew, and then says what it shows.
    """
    context = get_script_run_ctx()
    if context is None:
        return []
    sent = context.session_state._state._new_widget_state
    return [key for one in list(sent) if (key := user_key_from_element_id(one))]


def keys_taken(beginning: str) -> int:
    """Bao nhiêu khóa có đầu này đã dùng trong lượt chạy này."""
    context = get_script_run_ctx()
    if context is None:
        return 0
    taken = context.shared.widget_user_keys_this_run.snapshot()
    return sum(key.startswith(beginning) for key in taken)


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


class SharedUploads(MemoryUploadedFileManager):
    """Tệp gửi lên, whichever process of this installation a browser happened to send it to."""

    def get_upload_urls(
        self, session_id: str, file_names: Sequence[str]
    ) -> list[UploadFileUrlInfo]:
        """Cho địa chỉ để gửi, and tell the other processes that a file will come."""
        neighbours.expect(session_id, is_demo=_is_of_demo(session_id))
        return super().get_upload_urls(session_id, file_names)

    def get_files(self, session_id: str, file_ids: Sequence[str]) -> list[UploadedFileRec]:
        """Đưa các tệp, those that another process took in included."""
        here = self.file_storage.get(session_id) or {}
        for key in file_ids:
            if key not in here and (sent := neighbours.take_sent(session_id, key)) is not None:
                file = UploadedFileRec(key, sent.name, sent.media_type, sent.content)
                super().add_file(session_id, file)
        return super().get_files(session_id, file_ids)

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """Nhận một tệp: kept here where its tab runs here, laid down for the others otherwise."""
        if neighbours.is_expected(session_id) and not _runs_here(session_id):
            sent = neighbours.Laid(file.name, file.type, file.data)
            neighbours.lay_sent(session_id, file.file_id, sent)
        else:
            super().add_file(session_id, file)

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Bỏ một tệp."""
        super().remove_file(session_id, file_id)
        neighbours.drop_sent(session_id, file_id)

    def remove_session_files(self, session_id: str) -> None:
        """Bỏ mọi tệp của một thẻ đã đóng."""
        super().remove_session_files(session_id)
        neighbours.forget(session_id)


def _is_of_demo(session_id: str) -> bool:
    """Thẻ này mở khối mẫu, as its cookie says; whatever is sent to it lies with the demo."""
    client = runtime.get_instance().get_client(session_id) if runtime.exists() else None
    context = None if client is None else client.client_context
    return context is not None and identity.is_of_demo(context.cookies.get(identity.COOKIE, ""))


_is_active = Runtime.is_active_session


def _runs_here(session_id: str) -> bool:
    return runtime.exists() and _is_active(runtime.get_instance(), session_id)


def _is_active_somewhere(self: Runtime, session_id: str) -> bool:
    return _is_active(self, session_id) or neighbours.is_expected(session_id)


def share_uploads() -> None:
    """Nhận cả tệp của thẻ chạy ở tiến trình khác: Streamlit asks for nothing but its own tabs."""
    memory_uploaded_file_manager.MemoryUploadedFileManager = SharedUploads  # type: ignore[misc]
    Runtime.is_active_session = _is_active_somewhere  # type: ignore[method-assign]


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
