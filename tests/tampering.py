"""Sửa ngoài phần mềm: what a test, or somebody with the file in hands, writes past the record."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlmodel import Session

from thidua.db.engine import database_url, engine, sqlite_file


@contextmanager
def tampering(url: str | None = None) -> Iterator[Session]:
    """Phiên ghi không theo dõi: nothing it changes is asked for in the record."""
    writer = engine(url).execution_options(writes=True)
    with Session(writer, expire_on_commit=False) as session, session.begin():
        yield session


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
        connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
        connection.invalidate()
