"""Kho tệp minh chứng: contents under random names in one folder, written whole, never changed."""

import hashlib
import os
import re
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thidua.domain.ground.errors import Refused
from thidua.domain.scoring.evidence import FileLost
from thidua.files.whole_file import HALF, make_settled, settle

MAX_MEGABYTES = 20
"""Cỡ tệp lớn nhất: one file of evidence, in megabytes."""

_NAME = re.compile(r"[0-9a-f]{32}")
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """Tệp trong kho: where it lies, and what it must hold."""

    name: str
    size: int
    sha256: str


def require_size(content: bytes, name: str) -> None:
    """Yêu cầu không quá lớn."""
    if len(content) > MAX_MEGABYTES * 1024 * 1024:
        raise Refused(f"Tệp «{name}» lớn hơn {MAX_MEGABYTES} MB.")


def digest(content: bytes) -> str:
    """Mã SHA-256 của nội dung."""
    return hashlib.sha256(content).hexdigest()


def keep(folder: Path, content: bytes) -> Kept:
    """Cất nội dung: on the disk under its name before this returns, or not there at all."""
    make_settled(folder)
    name = secrets.token_hex(16)
    half = folder / f"{name}{HALF}"
    try:
        with half.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(folder / name)
    except BaseException:  # half a file takes the room that is missing
        with suppress(OSError):
            half.unlink()
        raise
    settle(folder)
    return Kept(name, len(content), digest(content))


def read(folder: Path, kept: Kept) -> bytes:
    """Nội dung đã cất; FileLost unless it is whole and unchanged."""
    try:
        content = _path(folder, kept).read_bytes()
    except OSError as fault:
        raise FileLost from fault
    if len(content) != kept.size or digest(content) != kept.sha256:
        raise FileLost
    return content


def is_there(folder: Path, kept: Kept) -> bool:
    """Còn trong kho, in its size; for a quick look at many."""
    try:
        return _path(folder, kept).stat().st_size == kept.size
    except (OSError, FileLost):
        return False


def is_whole(folder: Path, kept: Kept) -> bool:
    """Còn nguyên: every byte as it was, read in portions."""
    try:
        with _path(folder, kept).open("rb") as file:
            found = hashlib.sha256()
            while chunk := file.read(_CHUNK):
                found.update(chunk)
    except (OSError, FileLost):
        return False
    return found.hexdigest() == kept.sha256


def copy(kept: Kept, source: Path, target: Path) -> bool:
    """Chép một tệp giữa hai kho, unless it lies there whole; whether the target has it now.

    On one disk both names share the content, which nobody ever changes.
    """
    if is_whole(target, kept):
        return True
    if not is_whole(source, kept):
        return False
    make_settled(target)
    there = _path(target, kept)
    half = there.with_name(f"{there.name}{HALF}")
    half.unlink(missing_ok=True)
    try:
        os.link(_path(source, kept), half)
    except OSError:
        shutil.copyfile(_path(source, kept), half)
        with half.open("rb+") as copied:
            os.fsync(copied.fileno())
    half.replace(there)
    settle(target)
    return True


def _path(folder: Path, kept: Kept) -> Path:
    """Chỗ của tệp; a name that this store did not make is nowhere."""
    if not _NAME.fullmatch(kept.name):
        raise FileLost
    return folder / kept.name
