"""Giữ cơ sở dữ liệu: who has a SQLite file open, and who is about to put another in its place.

Every process that opens the file holds a shared lock on a small file beside it until it ends or
lets go; restoring asks for it alone. The operating system keeps the lock, so it goes with a process
that was killed. The file itself cannot carry it: closing it again would drop the locks of SQLite.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import randrange

from thidua.db.trouble import told
from thidua.domain.ground.errors import NotReady, Refused

_SUFFIX = ".dang-mo"

_held: dict[Path, int] = {}
_alone: set[Path] = set()

if sys.platform == "win32":
    import msvcrt

    _PLACES = 1 << 20
    _TRIES = 8

    def _lock(handle: int, *, shared: bool) -> bool:
        """Khóa: each holder has one byte, who wants it alone has all; two seldom meet on one."""
        for _ in range(_TRIES if shared else 1):
            os.lseek(handle, randrange(_PLACES) if shared else 0, os.SEEK_SET)
            with suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1 if shared else _PLACES)
                return True
        return False

else:
    import fcntl

    def _lock(handle: int, *, shared: bool) -> bool:
        """Khóa, without waiting; False where another process stands in the way."""
        with suppress(BlockingIOError):
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            return True
        return False


def lock_file(file: Path) -> Path:
    """Tệp khóa of a database; it stays, empty, since one that is removed can be locked twice."""
    whole = file.resolve()
    return whole.with_name(f"{whole.name}{_SUFFIX}")


def take(file: Path) -> None:
    """Giữ chung: from now on nobody replaces this file; NotReady while somebody is doing so."""
    beside = lock_file(file)
    if beside in _held or beside in _alone or not beside.parent.is_dir():
        return
    handle = _opened(beside, must_write=False)
    if not _lock(handle, shared=True):
        os.close(handle)
        raise NotReady(
            "Dữ liệu đang được khôi phục hoặc dời đi; hãy đợi lệnh ấy chạy xong rồi mở lại phần "
            "mềm."
        )
    _held[beside] = handle


def release_all() -> None:
    """Thôi giữ mọi tệp, once nothing of them is open any more."""
    while _held:
        os.close(_held.popitem()[1])


@contextmanager
def alone(file: Path, doing: str) -> Iterator[None]:
    """Giữ một mình, to do this with the file; Refused while any process has it open."""
    beside = lock_file(file)
    handle = _opened(beside)
    try:
        if not _lock(handle, shared=False) or _is_open_elsewhere(file):
            raise Refused(
                f"Tệp dữ liệu «{file}» đang được mở nên chưa {doing} được; chưa có gì bị thay. "
                "Hãy tắt phần mềm đang chạy («streamlit run app.py», cửa sổ hoặc dịch vụ của nó) "
                f"và mọi lệnh «python -m thidua» khác, rồi chạy lại lệnh {doing}."
            )
        _alone.add(beside)
        try:
            yield
        finally:
            _alone.discard(beside)
    finally:
        os.close(handle)


def _is_open_elsewhere(file: Path) -> bool:
    """Phần mềm khác đang mở tệp này, one that knows nothing of our lock file: SQLite tells it.

    Whoever has read a file in WAL keeps a lock on it, so it cannot be had alone.
    """
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as asking:
            asking.execute("PRAGMA locking_mode=EXCLUSIVE")
            asking.execute("BEGIN EXCLUSIVE")
            asking.execute("ROLLBACK")
    except sqlite3.Error as fault:
        return fault.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return False


def _opened(beside: Path, *, must_write: bool = True) -> int:
    """Mở tệp khóa, private to the owner of the data even when an administrator made it.

    In a folder that only lets be read, one that is there can still be held; Unavailable otherwise.
    """
    with told():
        try:
            return _made(beside)
        except FileExistsError:
            pass
        try:
            return os.open(beside, os.O_RDWR)
        except OSError:
            if must_write:
                raise
            return os.open(beside, os.O_RDONLY)


def _made(beside: Path) -> int:
    made = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    if sys.platform != "win32" and os.geteuid() == 0:
        owner = beside.parent.stat()
        os.chown(made, owner.st_uid, owner.st_gid)
    return made
