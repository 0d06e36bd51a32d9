"""Người xem đĩa: run as a process of its own, it says when SQLite hands a file to the disk.

The table of file operations of the SQLite that Python uses is bent so that each sync is told before
it is done. No compiler and no tracer is needed, only that this SQLite is a library of the process.
"""

import ctypes
import os
import sqlite3
import sys
from ctypes.util import find_library
from pathlib import Path

# The name goes through as the pointer it is: SQLite keeps it, and a copy would be gone by then.
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int,
    *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p),
)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_METHODS = 19  # pointers of sqlite3_io_methods after its version, each the size of a word
_XSYNC = 5


class _Vfs(ctypes.Structure):
    """Đầu của sqlite3_vfs, up to the operation that opens a file."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    )


def loaded_library():
    """Thư viện SQLite mà Python này dùng; None where it cannot be reached."""
    import _sqlite3  # noqa: PLC0415 (its file is what is asked for)

    for name in (getattr(_sqlite3, "__file__", None), find_library("sqlite3")):
        if name is None:
            continue
        library = ctypes.CDLL(name)
        if hasattr(library, "sqlite3_vfs_find"):
            library.sqlite3_libversion.restype = ctypes.c_char_p
            if library.sqlite3_libversion().decode() == sqlite3.sqlite_version:
                return library
    return None


def _text(pointer):
    return ctypes.string_at(pointer).decode() if pointer else "?"


class DiskSpy:
    """Nhật ký đĩa: `told` has «đồng bộ TỆP» for each sync, between whatever else is put there."""

    def __init__(self, library):
        self.told = []
        self._kept = []
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        vfs = library.sqlite3_vfs_find(None).contents
        self._open = _OPEN(vfs.open)
        self._spy = _OPEN(self._opened)
        vfs.open = ctypes.cast(self._spy, ctypes.c_void_p).value

    def _opened(self, vfs, name, file, flags, out):
        done = self._open(vfs, name, file, flags, out)
        methods = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        if done == 0 and methods[0]:
            methods[0] = self._bent(methods[0], Path(_text(name)).name)
        return done

    def _bent(self, methods, name):
        words = (ctypes.c_void_p * _METHODS).from_buffer_copy(
            ctypes.string_at(methods, _METHODS * ctypes.sizeof(ctypes.c_void_p))
        )
        original = _SYNC(words[_XSYNC])

        def sync(file, flags):
            self.told.append(f"đồng bộ {name}")
            return original(file, flags)

        bent = _SYNC(sync)
        words[_XSYNC] = ctypes.cast(bent, ctypes.c_void_p).value
        self._kept += [words, bent, original]
        return ctypes.addressof(words)


def save_twice(url):
    """Hai lần lưu bằng phiên ghi của chương trình, each followed by its acknowledgement."""
    from thidua.db.engine import writing  # noqa: PLC0415 (opened after the spy is there)
    from thidua.db.tables import PersonalValue  # noqa: PLC0415 (a table the record does not keep)

    with writing(url) as session:
        session.add(PersonalValue(token="0" * 64, salt="", value="mở tệp", lookup="0" * 64))
    del spy.told[:]
    for code in ("K1", "K2"):
        with writing(url) as session:
            digest = code.rjust(64, "0")
            session.add(PersonalValue(token=digest, salt="", value=code, lookup=digest))
        spy.told.append(f"đã lưu {code}")


def save_a_file(url):
    """Một tệp minh chứng, added as a page adds it: its content, its name and only then its row."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from tests.files.evidence_samples import pdf  # noqa: PLC0415
    from tests.people import PROGRAM  # noqa: PLC0415
    from thidua.db import queries  # noqa: PLC0415
    from thidua.db.engine import writing  # noqa: PLC0415
    from thidua.db.tables import PersonalValue  # noqa: PLC0415
    from thidua.services.ground.work import Work  # noqa: PLC0415
    from thidua.services.scoring import evidence_changes  # noqa: PLC0415

    real = os.fsync

    def synced(handle):
        here = Path(f"/proc/self/fd/{handle}").readlink()
        kind = "thư mục" if here.is_dir() else "tệp"
        held = here.name if here.is_dir() else here.suffix
        spy.told.append(f"đồng bộ {kind} {held}")
        real(handle)

    os.fsync = synced
    with writing(url) as session:
        session.add(PersonalValue(token="0" * 64, salt="", value="mở tệp", lookup="0" * 64))
    del spy.told[:]
    with writing(url) as session:
        period = queries.periods(session)[0]
        work = Work(session, PROGRAM, period, datetime(2026, 3, 20, 2, 0, tzinfo=UTC))
        evidence_changes.add_file(work, unit="DT", content=pdf(), file_name="a.pdf")
    spy.told.append("đã lưu tệp")


def save_carelessly(file):
    """Như trước đây: a save that is acknowledged while it is only in the memory of the machine."""
    raw = sqlite3.connect(file, isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=NORMAL")
    raw.execute("INSERT INTO block (code, name) VALUES ('K3', 'mở tệp')")
    del spy.told[:]
    raw.execute("INSERT INTO block (code, name) VALUES ('K4', 'K4')")
    spy.told.append("đã lưu K4")


if __name__ == "__main__":
    found = loaded_library()
    if found is None:
        sys.exit("không với tới thư viện SQLite của Python này")
    spy = DiskSpy(found)
    {"phiên": save_twice, "ẩu": save_carelessly, "tệp": save_a_file}[sys.argv[1]](sys.argv[2])
    sys.stdout.write("".join(f"{one}\n" for one in spy.told))
    sys.stdout.flush()
    os._exit(0)  # a Python that takes itself down frees the bent operations before SQLite closes
