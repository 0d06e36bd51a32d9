"""Diễn tập khôi phục: whether a copy can be put back is known before it has to be."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from thidua.db import trouble
from thidua.db.engine import database_url, file_url, forget_engines, normalised, reading
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import NotFound, Refused, Unavailable
from thidua.files import evidence_store
from thidua.services.record import backups, chained
from thidua.services.upkeep import dumps


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """Đã diễn tập: which copy, how long its record is, and which of its files lie beside it."""

    file: Path
    entries: int
    seal: str
    evidence: int
    missing: int


def rehearse(*, file: Path | None, scratch: str, actor: Actor) -> Rehearsed:
    """Khôi phục thử bản này, or the newest, beside the data in use, which stays as it is.

    The copy is opened, brought to the newest shape and checked as a restore would, then thrown
    away. One of PostgreSQL needs an empty database for that, which is left empty. Refused, with
    what is wrong, where it could not be restored.
    """
    require(actor, Permission.BACK_UP)
    copy = file or _newest()
    if not copy.is_file():
        raise NotFound(f"Không tìm thấy tệp «{copy}».")
    with trouble.told(), _opened(copy, scratch) as url, reading(url) as session:
        entries, seal = chained.head(session)
        files = backups.stored_files(session)
        beside = backups.evidence_beside(copy)
        there = sum(evidence_store.is_whole(beside, one) for one in files)
    return Rehearsed(
        file=copy, entries=entries, seal=seal, evidence=there, missing=len(files) - there
    )


def _newest() -> Path:
    here = [one.file for one in backups.listed(database_url())]
    found = [one for one in here if not one.name.startswith(backups.OF_DEMO)]
    if not found:
        raise NotFound(f"Chưa có bản sao lưu nào trong «{backups.folder(database_url())}».")
    return found[0]


@contextmanager
def _opened(copy: Path, scratch: str) -> Iterator[str]:
    """Mở bản sao ở chỗ thử; its address there."""
    if copy.suffix == ".dump":
        if not scratch:
            raise Refused(
                "Bản sao PostgreSQL cần một cơ sở dữ liệu trống để thử: thêm --scratch ĐỊA-CHỈ."
            )
        if normalised(scratch) == database_url():
            raise Refused("Chỗ thử phải khác cơ sở dữ liệu đang dùng.")
        with dumps.opened(copy, scratch) as url:
            yield url
            dumps.empty(url)
        return
    with tempfile.TemporaryDirectory(prefix="thidua-dien-tap-") as folder:
        there = Path(folder) / copy.name
        try:
            backups.copy_file(copy, there)
            backups.require_ours(there, copy.name)
        except (sqlite3.DatabaseError, DBAPIError, Unavailable) as fault:
            raise Refused(f"Bản sao «{copy.name}» không đọc lại được.") from fault
        try:
            yield file_url(there)
        finally:
            forget_engines()
