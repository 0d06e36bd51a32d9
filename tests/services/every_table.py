"""Mỗi bảng một dòng: rows made by hand, on the record, where the demo has none."""

from datetime import UTC, date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import SQLModel

from tests.noting import noting
from thidua.db.changes import insert_rows
from thidua.db.columns import ExactDecimal, UtcDateTime
from thidua.db.rows import UNRECORDED

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
CLASSES = {one.__tablename__: one for one in SQLModel.__subclasses__() if hasattr(one, "id")}
SAMPLES = {"int": 3, "str": "mẫu", "bool": True}


def sample(column, keys):
    """Một giá trị mẫu của một cột."""
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return min(keys[key.column.table.name], default=None)
    kind = column.type
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class))
    if isinstance(kind, UtcDateTime):
        return NOW
    if isinstance(kind, sa.Date):
        return date(2026, 3, 20)
    if isinstance(kind, ExactDecimal):
        return Decimal("1.5")
    return SAMPLES[plain(kind)]


def plain(kind):
    """Kiểu thường của một cột: int, bool or str."""
    if isinstance(kind, sa.Boolean):
        return "bool"
    return "int" if isinstance(kind, sa.Integer) else "str"


def fill_every_table():
    """Mỗi bảng được ghi có ít nhất một dòng, each of them on the record."""
    with noting() as session:
        connection = session.connection()

        def keys_of(table):
            return connection.execute(sa.select(table.c.id)).scalars().all()

        tables = [table for table in SQLModel.metadata.sorted_tables if "id" in table.c]
        keys = {table.name: keys_of(table) for table in tables}
        for table in tables:
            if table.name not in UNRECORDED and not keys[table.name]:
                row = {
                    column.name: sample(column, keys)
                    for column in table.columns
                    if not column.primary_key
                }
                insert_rows(session, CLASSES[table.name], [row])
                keys[table.name] = keys_of(table)
