"""Nạp sẵn: what pages draw with is loaded as soon as the doors are open, not before.

Whoever comes at once to a page waits until that is done, so that no page is run while another
thread still loads what it imports. What only some pages need follows when the first rush is over.
"""

import gc
from collections.abc import Sequence
from importlib import import_module
from threading import Event, Thread

from thidua.later import loading
from thidua.web.streamlit_inside import WARM

FIRST = ("pandas", "pyarrow", *WARM)
AFTERWARDS = ("altair", "openpyxl", "xlsxwriter")
QUIET = 15.0
"""Giây chờ: by then whoever came at once has seen the first page."""

BREATH = 1.0
"""Giây nhường: whoever stood before the doors is answered first."""

_wanted, _ready = Event(), Event()


def begin(stop: Event) -> Thread:
    """Bắt đầu nạp in a thread of its own, which ends early once `stop` is set."""
    thread = Thread(target=_load, args=(stop,), name="nap-san", daemon=True)
    thread.start()
    return thread


def is_ready() -> bool:
    """Đã nạp xong phần mọi trang cần."""
    return _ready.is_set()


def wait() -> None:
    """Chờ nạp xong."""
    _wanted.set()
    _ready.wait()


def _load(stop: Event) -> None:
    _wanted.wait(BREATH)
    try:
        _load_all(FIRST)
    finally:
        _ready.set()
    if not stop.wait(QUIET):
        _load_all(AFTERWARDS)


def _load_all(names: Sequence[str]) -> None:
    """Nạp, and keep what was loaded out of every later search for garbage."""
    with loading():
        for name in names:
            import_module(name)
    gc.collect()
    gc.freeze()
