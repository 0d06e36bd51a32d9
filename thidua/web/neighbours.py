"""Láng giềng: the other processes that serve the same data, and what one lays down for another.

A page runs in the process that its websocket reached; behind a proxy that takes turns, what the
browser sends and fetches beside it comes to another one. A file sent to the wrong process, and a
file made for a person, therefore lie in a folder that all of them share until they are fetched.
A process that serves alone lays nothing there.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from thidua.db.engine import data_folder, demo_folder

_FOLDER = "tam"
_RUNNING, _SENT, _MADE = "dang-chay", "gui-len", "tai-ve"
_BEAT = 10
_GONE = 45
"""Giây không có dấu thì coi là đã dừng, by the clock of the disk that keeps the marks."""
_SWEEP_EACH = 600
_KEPT_FOR = {_RUNNING: 86_400, _SENT: 86_400, _MADE: 3600}
"""Giữ bao nhiêu giây, whoever laid it down."""
_MOST_MADE = 1024**3
"""Nhiều nhất, in bytes, of what was made; the oldest goes first."""
_KEY = re.compile(r"[0-9a-zA-Z-]{8,64}")

_own = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """Tệp đặt lại cho tiến trình khác."""

    name: str
    media_type: str
    content: bytes


def begin(stop: Event) -> Thread:
    """Báo mình đang chạy, again and again until `stop`; the mark is taken away at the end."""
    global _own
    _own = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
    with suppress(OSError):
        _beat()
    marking = Thread(target=_go_on, args=(stop,), name="lang-gieng", daemon=True)
    marking.start()
    return marking


def has_others() -> bool:
    """Có tiến trình khác đang phục vụ cùng dữ liệu."""
    marks = {one.name: _changed(one) for one in _within(_RUNNING)}
    mine = marks.pop(_own, None) or time.time()
    return any(at > mine - _GONE for at in marks.values())


def expect(tab: str, *, is_demo: bool) -> None:
    """Chờ tệp của một thẻ that runs here, which may be sent to another process."""
    if _KEY.fullmatch(tab) and has_others():
        _place(_SENT, tab, is_demo=is_demo)


def is_expected(tab: str) -> bool:
    """Thẻ này đang chờ tệp, in one process or another."""
    return _waits_at(tab) is not None


def _waits_at(tab: str) -> Path | None:
    """Chỗ đặt tệp của thẻ này, in the folder of the data it works on."""
    if not _KEY.fullmatch(tab):
        return None
    places = (_folder(is_demo) / _SENT / tab for is_demo in _BOTH)
    return next((one for one in places if one.is_dir()), None)


def lay_sent(tab: str, key: str, file: Laid) -> None:
    """Đặt lại một tệp gửi lên, for the process in which its tab runs."""
    if (here := _waits_at(tab)) and _KEY.fullmatch(key):
        _write(here / key, file)


def take_sent(tab: str, key: str) -> Laid | None:
    """Lấy tệp gửi lên mà tiến trình khác đã nhận; it lies there no longer."""
    here = _waits_at(tab)
    if here is None or not _KEY.fullmatch(key):
        return None
    found = _read(here / key)
    drop_sent(tab, key)
    return found


def drop_sent(tab: str, key: str) -> None:
    """Bỏ một tệp gửi lên."""
    if (here := _waits_at(tab)) and _KEY.fullmatch(key):
        with suppress(OSError):
            (here / key).unlink()


def forget(tab: str) -> None:
    """Thẻ đã đóng: whatever was sent for it goes."""
    if here := _waits_at(tab):
        shutil.rmtree(here, ignore_errors=True)


def waiting() -> dict[str, int]:
    """Tệp gửi lên chưa được lấy: how many bytes of each tab."""
    return {tab.name: sum(map(_size, tab.iterdir())) for tab in _within(_SENT) if tab.is_dir()}


def lay_made(name: str, who: str, file: Laid, *, is_demo: bool) -> None:
    """Đặt lại một tệp vừa làm, for whichever process its person is sent to to fetch it."""
    if not has_others():
        return
    with suppress(OSError):  # a full disk must not take the file from who is here
        _write(_place(_MADE, is_demo=is_demo) / _key(name, who), file)
        _bound(is_demo)


def find_made(name: str, who: str, *, is_demo: bool) -> Laid | None:
    """Tệp mà tiến trình khác đã làm cho người này."""
    return _read(_folder(is_demo) / _MADE / _key(name, who))


_BOTH = (False, True)
"""Dữ liệu thật, and the demo, whose files lie in its own folder."""


def _folder(is_demo: bool = False) -> Path:
    return (demo_folder() if is_demo else data_folder()) / _FOLDER


def _place(*below: str, is_demo: bool = False) -> Path:
    """Thư mục này, made where it is not yet, for the owner alone."""
    here = _folder(is_demo)
    for part in ("", *below):
        here = here / part
        here.mkdir(mode=0o700, exist_ok=True)
    return here


def _key(name: str, who: str) -> str:
    return hashlib.sha256(f"{name}\n{who}".encode()).hexdigest()


def _write(place: Path, file: Laid) -> None:
    half = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    head = json.dumps({"name": file.name, "type": file.media_type})
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as made:
            made.write(f"{head}\n".encode())
            made.write(file.content)
        half.replace(place)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def _read(place: Path) -> Laid | None:
    try:
        head, _, content = place.read_bytes().partition(b"\n")
        told = json.loads(head)
    except (OSError, ValueError):
        return None
    return Laid(told["name"], told["type"], content)


def _within(kind: str, both: Sequence[bool] = _BOTH) -> Iterator[Path]:
    for is_demo in both:
        with suppress(OSError):
            yield from (_folder(is_demo) / kind).iterdir()


def _changed(one: Path) -> float:
    try:
        return one.stat().st_mtime
    except OSError:
        return 0


def _size(one: Path) -> int:
    try:
        return one.stat().st_size
    except OSError:
        return 0


def _beat() -> None:
    """Dấu đang chạy, its time set by the disk that all of them share."""
    mark = _place(_RUNNING) / _own
    mark.touch(mode=0o600)
    os.utime(mark)


def _go_on(stop: Event) -> None:
    swept = 0.0
    while True:
        with suppress(OSError):
            _beat()
            if time.monotonic() - swept > _SWEEP_EACH:
                swept = time.monotonic()
                _sweep()
        if stop.wait(_BEAT):
            break
    with suppress(OSError):
        (_folder() / _RUNNING / _own).unlink()


def _sweep() -> None:
    """Dọn những gì để quá lâu, of processes that ended before they could."""
    now = _changed(_folder() / _RUNNING / _own) or time.time()
    for kind, seconds in _KEPT_FOR.items():
        for one in _within(kind):
            if _changed(one) < now - seconds:
                _drop(one)


def _bound(is_demo: bool) -> None:
    laid = sorted(_within(_MADE, [is_demo]), key=_changed)
    size = sum(map(_size, laid))
    while size > _MOST_MADE and len(laid) > 1:
        oldest = laid.pop(0)
        size -= _size(oldest)
        _drop(oldest)


def _drop(one: Path) -> None:
    if one.is_dir():
        shutil.rmtree(one, ignore_errors=True)
    else:
        with suppress(OSError):
            one.unlink()
