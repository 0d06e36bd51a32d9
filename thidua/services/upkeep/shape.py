"""Dạng dữ liệu: whether tables, columns, indexes and guards stand as the program made them."""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from thidua.db.engine import engine

_SQLITE_TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
_POSTGRESQL_TRIGGERS = text(
    "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal AND tgenabled <> 'D'"
)
_GUARDS = {
    "sqlite": (
        _SQLITE_TRIGGERS,
        {"audit_entry_no_change", "audit_entry_no_removal", "audit_entry_no_replacement"},
    ),
    "postgresql": (_POSTGRESQL_TRIGGERS, {"audit_entry_no_change", "audit_entry_no_truncation"}),
}


def fault(url: str) -> str:
    """Chỗ khác đầu tiên của cơ sở dữ liệu này; empty where all stands that should.

    A column that somebody added is none: nothing here reads it.
    """
    with engine(url).connect() as connection:
        return next(_faults(connection), "")


def _faults(connection: Connection) -> Iterator[str]:
    there = inspect(connection)
    columns = {
        name: {one["name"] for one in found}
        for (_, name), found in there.get_multi_columns().items()
    }
    indexes = {
        one["name"] for found in there.get_multi_indexes().values() for one in found if one["name"]
    }
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in columns:
            yield f"thiếu bảng {table.name}"
            continue
        for column in table.columns:
            if column.name not in columns[table.name]:
                yield f"thiếu cột {table.name}.{column.name}"
        for index in table.indexes:
            if str(index.name) not in indexes:
                yield f"thiếu chỉ mục {index.name}"
    asked, wanted = _GUARDS[connection.dialect.name]
    found = set(connection.scalars(asked))
    if wanted - found:
        yield "thiếu chốt chặn của nhật ký"
    if found - wanted:
        yield f"có lệnh tự chạy lạ ({min(found - wanted)})"
