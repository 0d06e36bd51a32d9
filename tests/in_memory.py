"""Thư mục tạm trong bộ nhớ: where copying and dropping a database waits for no disk.

Nearly every test has a database of its own. On a disk a copy on PostgreSQL took 0,36 s and in
memory 0,02 s; several processes at once on one disk make that worse, and tests late.
"""

import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path("/dev/shm")
ROOMY = 6 << 30  # bytes; a whole run leaves far less there


def prefer() -> None:
    """Dùng bộ nhớ, unless who runs the tests has named a folder or memory is short."""
    if "TMPDIR" not in os.environ and _room() > ROOMY:
        os.environ["TMPDIR"] = str(FOLDER)
        tempfile.tempdir = None


def _room() -> int:
    """Chỗ còn trống, in bytes; none where there is no such folder or nothing in it may run."""
    if not os.access(FOLDER, os.W_OK | os.X_OK) or os.statvfs(FOLDER).f_flag & os.ST_NOEXEC:
        return 0
    return shutil.disk_usage(FOLDER).free
