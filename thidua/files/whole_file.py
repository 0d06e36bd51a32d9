"""Ghi tệp trọn vẹn: a file is there whole or as it was, whatever stops the writing."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from thidua.domain.ground.errors import Refused

_USUAL = 0o666
_WHY = {
    errno.ENOSPC: "ổ đĩa hết chỗ",
    errno.ENOENT: "chưa có thư mục này",
    errno.ENOTDIR: "chưa có thư mục này",
    errno.EACCES: "không có quyền ghi ở đó",
    errno.EPERM: "không có quyền ghi ở đó",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EISDIR: "đó là một thư mục",
    errno.ENAMETOOLONG: "tên tệp dài quá",
}


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
        why = _WHY.get(fault.errno or 0, "máy không cho ghi")
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
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _mode(to: Path) -> int:
    """Quyền của tệp: as it was, or as any new file of this person gets."""
    if to.exists():
        return to.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _USUAL & ~mask
