"""Sự cố của cơ sở dữ liệu: what SQLite and PostgreSQL say when they cannot, said to people."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import TimeoutError as PoolTimeout

from thidua.domain.ground import trouble
from thidua.domain.ground.errors import Unavailable

_OF_SQLITE = {
    sqlite3.SQLITE_FULL: trouble.FULL,
    sqlite3.SQLITE_READONLY: trouble.CLOSED,
    sqlite3.SQLITE_PERM: trouble.CLOSED,
    sqlite3.SQLITE_BUSY: trouble.HELD,
    sqlite3.SQLITE_LOCKED: trouble.HELD,
    sqlite3.SQLITE_PROTOCOL: trouble.HELD,
    sqlite3.SQLITE_IOERR: trouble.FAILING,
    sqlite3.SQLITE_CANTOPEN: trouble.UNREAD,
    sqlite3.SQLITE_CORRUPT: trouble.TORN,
    sqlite3.SQLITE_NOTADB: trouble.TORN,
}
_READ_ONLY = "25006"
_OF_POSTGRESQL = {
    "53100": trouble.FULL,
    _READ_ONLY: trouble.CLOSED,
    "55P03": trouble.HELD,
    "40P01": trouble.HELD,
    "53": trouble.HELD,
    "58": trouble.FAILING,
    "08": trouble.GONE,
    "57": trouble.GONE,
    "28": trouble.UNREAD,
    "3D": trouble.UNREAD,
    "XX": trouble.TORN,
}
"""Mã SQL, whole or by its class."""


@contextmanager
def told() -> Iterator[None]:
    """Nói sự cố của máy: what the disk or the database cannot is raised as a sentence for people.

    Any other fault goes through as it is.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as fault:
        said = of(fault)
        if said is None:
            raise
        raise said from fault


def of(fault: BaseException) -> Unavailable | None:
    """Sự cố của máy, of the system or of the database; None for any other fault."""
    return trouble.of_system(fault) if isinstance(fault, OSError) else of_database(fault)


def of_database(fault: BaseException | None) -> Unavailable | None:
    """Lỗi của cơ sở dữ liệu, as a sentence; None for one that is no trouble of the machine."""
    if isinstance(fault, PoolTimeout):
        return Unavailable(trouble.HELD)
    if isinstance(fault, sqlite3.Error):
        code = getattr(fault, "sqlite_errorcode", None)
        said = None if code is None else _OF_SQLITE.get(code & 0xFF)
    else:
        said = _of_postgresql(fault)
    return None if said is None else Unavailable(said)


def is_write_refused(fault: BaseException) -> bool:
    """Phiên chỉ đọc từ chối ghi, as it was asked to."""
    of_sqlite = getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY
    return of_sqlite or getattr(fault, "sqlstate", None) == _READ_ONLY


def _of_postgresql(fault: Any) -> str | None:  # noqa: ANN401
    if type(fault).__module__.partition(".")[0] != "psycopg":
        return None
    state = getattr(fault, "sqlstate", None)
    if state is None:  # it never came to an answer
        return trouble.GONE if type(fault).__name__ == "OperationalError" else None
    return _OF_POSTGRESQL.get(state) or _OF_POSTGRESQL.get(state[:2])
