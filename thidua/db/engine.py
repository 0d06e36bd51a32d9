"""Kết nối: one engine per database, and one short session per operation."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock, local
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
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from thidua import settings
from thidua.db import hold, stamps, unrenewed
from thidua.db.changes import watch
from thidua.db.trouble import is_write_refused, of_database
from thidua.domain.ground import trouble
from thidua.domain.ground.errors import Refused, Unavailable

ROOT = Path(__file__).parents[2]

_PATIENCE = 30
"""Chờ nhiều nhất, in seconds: for whoever writes before, in this process or in another."""

_SQLITE_PRAGMAS = (
    f"busy_timeout={_PATIENCE * 1000}",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
"""FULL: what was acknowledged is on the disk; NORMAL would lose the last saves to a power cut. What
was deleted or changed is overwritten on any SQLite, so that an erased name is nowhere in the file.
"""

_ON_DISK = (
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'"
)
"""Lưu xong là đã xuống đĩa, on a server or for a role that was told not to wait for it too."""

_WRITE_AT_ONCE = {"sqlite": 1, "postgresql": 6}
"""Người ghi cùng lúc in this process; SQLite lets one write, and the others wait without holding
a connection that a reader needs.
"""


@dataclass(frozen=True, slots=True)
class _Database:
    """Cơ sở dữ liệu: its engine, and the same engine with the options of each kind of session."""

    engine: Engine
    readers: Engine
    writers: Engine
    gate: BoundedSemaphore


_inside = local()
"""Cửa ghi mà luồng này đang ở trong."""

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


def demo_folder() -> Path:
    """Thư mục của khối mẫu: whatever lies beside a database, but for the demo's own."""
    return data_folder() / "khoi-mau"


def folder_at(url: str) -> Path:
    """Thư mục đi cùng cơ sở dữ liệu này: its files, keys, backups and local law.

    The demo has one of its own, so that nothing that is done there touches what is real.
    """
    return demo_folder() if make_url(normalised(url)) == make_url(demo_url()) else data_folder()


_FOLDER = "folder"


def folder_of(session: Session) -> Path:
    """Thư mục đi cùng cơ sở dữ liệu của phiên này."""
    found: Path = session.info.get(_FOLDER) or (
        demo_folder() if is_demo(session) else data_folder()
    )
    return found


def stand_in(other: Session, session: Session) -> None:
    """Phiên nháp đứng thay phiên này: files are looked up where this one's are."""
    other.info[_FOLDER] = folder_of(session)


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
    with _told_when_full(), Session(_database(url).readers, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(url: str | None = None, *, patience: float = _PATIENCE) -> Iterator[Session]:
    """Phiên ghi: commits at the end, or leaves nothing behind when anything is raised.

    What stops a Streamlit script is raised too, so a rerun inside would undo the write. Unrecorded
    when something was changed that no entry of the record tells. Unavailable when others write for
    longer than this patience, in seconds.
    """
    database = _database(url)
    writers = database.writers.execution_options(patience=patience)
    with (
        _in_line(database.gate, patience),
        _told_when_full(),
        Session(writers, expire_on_commit=False) as session,
        session.begin(),
    ):
        watch(session)
        unrenewed.watch(session)
        yield session


@contextmanager
def _in_line(gate: BoundedSemaphore, patience: float) -> Iterator[None]:
    """Xếp hàng ghi, within this process; who is in already goes on."""
    held: set[int] = _inside.__dict__.setdefault("gates", set())
    if id(gate) in held:
        yield
        return
    if not gate.acquire(timeout=patience):
        raise Unavailable(trouble.HELD)
    held.add(id(gate))
    try:
        yield
    finally:
        held.discard(id(gate))
        gate.release()


@contextmanager
def _told_when_full() -> Iterator[None]:
    """Hết kết nối, said as what it is: everything is held by others."""
    try:
        yield
    except PoolTimeout as fault:
        raise Unavailable(trouble.HELD) from fault


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
        event.listen(created, "handle_error", _tell)
        return _Database(
            engine=created,
            readers=created.execution_options(writes=False),
            writers=created.execution_options(writes=True),
            gate=BoundedSemaphore(_WRITE_AT_ONCE["sqlite"]),
        )
    created = create_engine(address, pool_size=5, max_overflow=10, pool_pre_ping=True)
    event.listen(created, "connect", _prepare_postgresql)
    stamps.watch(created)
    event.listen(created, "handle_error", _tell)
    return _Database(
        engine=created,
        readers=created.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True, writes=False
        ),
        writers=created.execution_options(writes=True),
        gate=BoundedSemaphore(_WRITE_AT_ONCE["postgresql"]),
    )


def _tell(context: ExceptionContext) -> None:
    """Nói điều cơ sở dữ liệu không làm được, in a sentence in place of its error."""
    _refuse_broken_check(context)
    fault = context.original_exception
    asked = context.connection
    reads = asked is not None and asked.get_execution_options().get("writes") is False
    if reads and is_write_refused(fault):  # a fault of ours, and none of the disk
        return
    said = of_database(fault)
    if said is not None:
        raise said from fault


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


def _prepare_postgresql(raw: Any, record: object) -> None:  # noqa: ANN401 (whichever driver)
    with raw.cursor() as cursor:
        cursor.execute(_ON_DISK)
        cursor.execute(f"SET lock_timeout = '{_PATIENCE}s'")
    raw.commit()


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
    options = connection.get_execution_options()
    writes = options.get("writes")
    # Kept with the pooled connection, so that a reader after a reader sends nothing extra.
    if connection.info.get("query_only", False) != (writes is False):
        connection.info["query_only"] = writes is False
        connection.exec_driver_sql(f"PRAGMA query_only={int(writes is False)}")
    patience = options.get("patience", _PATIENCE)
    if connection.info.get("patience", _PATIENCE) != patience:
        connection.info["patience"] = patience
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience * 1000)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
