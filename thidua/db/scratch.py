"""Cơ sở dữ liệu nháp: the same tables in memory, filled with rows of another moment, then gone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Table, create_engine, create_mock_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel

from thidua.db import stamps

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Các dòng theo bảng; the rows of one table have the same columns."""


@contextmanager
def scratch(rows: Rows) -> Iterator[Session]:
    """Phiên đọc trên cơ sở dữ liệu nháp; whoever reads real data can read this as well.

    Neither foreign keys nor checks are watched: rows of tables that are not needed may be left
    out, and what the record seals or does not keep stands empty in the others.
    """
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    try:
        with engine.begin() as connection:
            for statement in _all_tables():
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            for name, listed in rows.items():
                table = SQLModel.metadata.tables[name]
                empty = _not_kept(table, listed)
                if listed:
                    connection.execute(table.insert(), [{**empty, **one} for one in listed])
        stamps.watch(engine)
        with Session(engine.execution_options(writes=False), expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()


@cache
def _all_tables() -> tuple[str, ...]:
    """Các câu tạo mọi bảng, written once: to write them takes longer than to run them."""
    told: list[str] = []
    spoken = sqlite.dialect()
    asked = create_mock_engine(
        "sqlite://", lambda one, *_, **__: told.append(str(one.compile(dialect=spoken)))
    )
    SQLModel.metadata.create_all(asked, checkfirst=False)
    return tuple(told)


def _not_kept(table: Table, listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Cột phải có mà không dòng nào mang: empty, as of a file that only the real data holds."""
    return {
        column.name: column.type.python_type()
        for column in table.columns
        if listed and column.name not in listed[0]
        if not (column.nullable or column.default or column.server_default)
    }
