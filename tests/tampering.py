"""Sửa ngoài phần mềm: what a test, or somebody with the file in hands, writes past the record."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection
from sqlmodel import Session

from thidua.db.engine import database_url, engine, sqlite_file


@contextmanager
def tampering(url: str | None = None, *, checks: bool = True) -> Iterator[Session]:
    """Phiên ghi không theo dõi: nothing it changes is asked for in the record.

    Without `checks` it is somebody who owns the database and sets its constraints aside.
    """
    writer = engine(url).execution_options(writes=True)
    with Session(writer, expire_on_commit=False) as session, session.begin():
        if checks:
            yield session
            return
        with unchecked(session.connection()):
            yield session
            session.flush()


@contextmanager
def unchecked(connection: Connection) -> Iterator[None]:
    """Không ràng buộc nào giữ; on PostgreSQL nobody can only look away, there they go for good."""
    if connection.dialect.name != "sqlite":
        _drop_checks(connection)
        yield
        return
    connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")


def _drop_checks(connection: Connection) -> None:
    """Bỏ mọi ràng buộc, as only the owner of the tables may."""
    connection.exec_driver_sql(
        "DO $$ DECLARE one record; BEGIN"
        " FOR one IN SELECT conrelid::regclass AS place, conname FROM pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace LOOP"
        " EXECUTE 'ALTER TABLE ' || one.place || ' DROP CONSTRAINT ' || quote_ident(one.conname);"
        " END LOOP; END $$"
    )


def bend(*statements: str) -> None:
    """Sửa thẳng tệp dữ liệu, minding no key, no check and no guard of the record."""
    file = sqlite_file(database_url())
    if file is not None:
        with closing(sqlite3.connect(file, isolation_level=None)) as taken:
            taken.execute("PRAGMA ignore_check_constraints=ON")
            for statement in statements:
                taken.execute(statement)
        return
    with engine().execution_options(writes=True).connect() as connection:
        _drop_checks(connection)
        connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
        connection.invalidate()
