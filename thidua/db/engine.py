"""Kết nối: one engine per database, and one short session per operation."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    make_url,
)
from sqlmodel import Session

from thidua import settings
from thidua.db import hold, stamps, unrenewed
from thidua.db.changes import watch
from thidua.domain.ground.errors import Refused

ROOT = Path(__file__).parents[2]

_SQLITE_PRAGMAS = ("busy_timeout=30000", "synchronous=FULL", "foreign_keys=ON")
"""FULL: what was acknowledged is on the disk; NORMAL would lose the last saves to a power cut."""


@dataclass(frozen=True, slots=True)
class _Database:
    """Cơ sở dữ liệu: its engine, and the same engine with the options of each kind of session."""

    engine: Engine
    readers: Engine
    writers: Engine


_opened: dict[str, _Database] = {}
_opening = Lock()


def data_folder() -> Path:
    """Thư mục dữ liệu: THIDUA_DATA, otherwise `var` in the project's folder."""
    return settings.read().data


def database_url() -> str:
    """Địa chỉ cơ sở dữ liệu: THIDUA_DATABASE_URL, otherwise `thidua.db` in the data folder."""
    return normalised(settings.read().database_url or file_url(default_file()))


def default_file() -> Path:
    """Tệp mặc định: the SQLite file used when no address is set."""
    return data_folder() / "thidua.db"


def demo_url() -> str:
    """Địa chỉ khối mẫu: a file of its own beside the data, never the database in use."""
    return file_url(data_folder() / "khoi-mau.db")


def is_demo(session: Session) -> bool:
    """Là khối mẫu: this session works on the database of the demo."""
    return session.get_bind().engine.url == make_url(demo_url())


def make_private(file: Path) -> None:
    """Tạo tệp riêng: empty and readable to the owner alone, in a folder that is so too.

    A file or folder that is there stays as its owner set it.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def file_url(file: Path) -> str:
    """Địa chỉ SQLite of a file, whatever signs its path contains."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def sqlite_file(url: str) -> Path | None:
    """Tệp SQLite behind an address; None for any other database."""
    parts = make_url(normalised(url))
    is_sqlite = parts.get_backend_name() == "sqlite"
    return Path(parts.database) if is_sqlite and parts.database else None


def normalised(url: str) -> str:
    """Địa chỉ chuẩn: the spellings that hosting services use for PostgreSQL name our driver."""
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


def engine(url: str | None = None) -> Engine:
    """Bộ máy: the one engine of this database in this process."""
    return _database(url).engine


def forget_engines() -> None:
    """Quên kết nối: close every engine; the next operation opens afresh."""
    with _opening:
        for database in _opened.values():
            database.engine.dispose()
        _opened.clear()
        hold.release_all()


@contextmanager
def reading(url: str | None = None) -> Iterator[Session]:
    """Phiên đọc: every statement sees the same moment, and a write is refused."""
    with Session(_database(url).readers, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(url: str | None = None) -> Iterator[Session]:
    """Phiên ghi: commits at the end, or leaves nothing behind when anything is raised.

    What stops a Streamlit script is raised too, so a rerun inside would undo the write. Unrecorded
    when something was changed that no entry of the record tells.
    """
    with Session(_database(url).writers, expire_on_commit=False) as session, session.begin():
        watch(session)
        unrenewed.watch(session)
        yield session


def _database(url: str | None) -> _Database:
    address = normalised(url) if url else database_url()
    with _opening:
        if address not in _opened:
            _opened[address] = _open(address)
        return _opened[address]


def _open(address: str) -> _Database:
    if make_url(address).get_backend_name() == "sqlite":
        file = sqlite_file(address)
        if file is not None:
            hold.take(file)
        created = create_engine(
            address, connect_args={"check_same_thread": False}, pool_size=20, max_overflow=20
        )
        event.listen(created, "connect", _prepare_sqlite)
        event.listen(created, "begin", _begin_sqlite)
        stamps.watch(created)
        event.listen(created, "handle_error", _refuse_broken_check)
        return _Database(
            engine=created,
            readers=created.execution_options(writes=False),
            writers=created.execution_options(writes=True),
        )
    created = create_engine(address, pool_size=5, max_overflow=10, pool_pre_ping=True)
    stamps.watch(created)
    event.listen(created, "handle_error", _refuse_broken_check)
    return _Database(
        engine=created,
        readers=created.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True, writes=False
        ),
        writers=created.execution_options(writes=True),
    )


_CHECK_VIOLATION = "23514"
"""Mã lỗi SQL của một ràng buộc bị trái."""


def _refuse_broken_check(context: ExceptionContext) -> None:
    """Từ chối dữ liệu trái ràng buộc, wherever it is written: a sentence in place of the error.

    The services refuse such data themselves, so whoever reads this has found a fault of theirs.
    """
    fault: Any = context.original_exception
    if isinstance(fault, sqlite3.IntegrityError):
        if fault.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_CHECK:
            raise Refused(_BROKEN_CHECK.format(str(fault).rpartition(" ")[2])) from fault
    elif getattr(fault, "sqlstate", None) == _CHECK_VIOLATION:
        raise Refused(_BROKEN_CHECK.format(fault.diag.constraint_name)) from fault


_BROKEN_CHECK = (
    "Dữ liệu trái một ràng buộc của cơ sở dữ liệu; chưa có gì được ghi. "
    "Hãy báo người quản trị ràng buộc «{}»."
)


def _prepare_sqlite(raw: sqlite3.Connection, record: object) -> None:
    raw.isolation_level = None
    for pragma in _SQLITE_PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    _switch_to_wal(raw)


def _switch_to_wal(raw: sqlite3.Connection) -> None:
    """Chuyển sang WAL: the first time for a file SQLite refuses two at once without waiting."""
    for _ in range(100):
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            sleep(0.02)
    raw.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    """Bắt đầu giao dịch: a writer takes its turn at once, since a reader that starts to write
    while another writes is refused without waiting.
    """
    writes = connection.get_execution_options().get("writes")
    # Kept with the pooled connection, so that a reader after a reader sends nothing extra.
    if connection.info.get("query_only", False) != (writes is False):
        connection.info["query_only"] = writes is False
        connection.exec_driver_sql(f"PRAGMA query_only={int(writes is False)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
