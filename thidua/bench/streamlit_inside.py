"""Ruột của Streamlit cần cho phép đo: a script run as the server runs it has no documented door.

`tests/bench/test_streamlit_internals.py` fails for each of these when it moves.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit import config
from streamlit.errors import StreamlitAPIException
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SessionState

__all__ = [
    "Alert",
    "BackMsg",
    "ForwardMsg",
    "MemoryFragmentStorage",
    "PagesManager",
    "RerunData",
    "Runtime",
    "ScriptCache",
    "ScriptRunner",
    "ScriptRunnerEvent",
    "SessionState",
    "StreamlitAPIException",
    "WidgetStates",
]


@contextmanager
def own_runtime(script: str) -> Iterator[Runtime]:
    """Môi trường riêng: what scripts ask the server for, beside one that may be running."""
    before, Runtime._instance = Runtime._instance, None
    try:
        yield Runtime(
            RuntimeConfig(
                script,
                media_file_storage=MemoryMediaFileStorage("/media"),
                uploaded_file_manager=MemoryUploadedFileManager("/upload"),
            )
        )
    finally:
        Runtime._instance = before


def read_settings_anew() -> None:
    """Đọc lại cài đặt của Streamlit, from the folder this process stands in."""
    config.get_config_options(force_reparse=True)


def run_to_the_end(runner: ScriptRunner) -> None:
    """Chạy tới hết lượt."""
    runner.start()
    thread = runner._script_thread
    if thread is not None:
        thread.join()
