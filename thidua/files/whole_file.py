"""Ghi tệp trọn vẹn: a file is there whole or as it was, whatever stops the writing."""

import os
import time
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from thidua.domain.ground.errors import Refused
from thidua.domain.ground.trouble import WHY

_USUAL = 0o666

HALF = ".dang-ghi"
"""Đuôi của tệp đang ghi, until it is whole."""

_LEFT = 3600
"""Giây không ai ghi thêm: then whoever wrote it is dead."""


def write_whole(to: Path, content: bytes) -> None:
    """Ghi tệp: written beside and put in its place at once; Refused with the reason otherwise.

    A link is followed, so that the file it names is written; what is no plain file, as a pipe is,
    is written to directly.
    """
    try:
        if to.exists() and not to.is_file():
            to.write_bytes(content)
            return
        _replace(to.resolve(), content)
    except OSError as fault:
        why = WHY.get(fault.errno or 0, "máy không cho ghi")
        raise Refused(f"Không ghi được tệp «{to}»: {why}; tệp cũ, nếu có, còn nguyên.") from fault


def _replace(to: Path, content: bytes) -> None:
    handle, name = mkstemp(prefix=f".{to.name[:40]}-", dir=to.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as half:
            half.write(content)
            half.flush()
            os.fsync(half.fileno())
        beside.chmod(_mode(to))
        beside.replace(to)
        with suppress(OSError):  # it is in its place; some folders can be written and not read
            settle(to.parent)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def drop_left(folder: Path, *marks: str) -> None:
    """Dọn tệp dở mà một tiến trình bị tắt ngang để lại, by these marks in their names.

    One that was written to within the hour may be of another process, and stays.
    """
    with suppress(OSError):
        for one in folder.iterdir():
            if any(mark in one.name for mark in (HALF, *marks)):
                with suppress(OSError):
                    if one.stat().st_mtime < time.time() - _LEFT:
                        one.unlink()


def settle(folder: Path) -> None:
    """Ghi tên tệp của thư mục xuống đĩa, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_settled(folder: Path) -> None:
    """Tạo thư mục, private to its owner; its own name is on the disk too."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        settle(folder.parent)


def _mode(to: Path) -> int:
    """Quyền của tệp: as it was, or as any new file of this person gets."""
    if to.exists():
        return to.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _USUAL & ~mask
