"""Mỗi bảng một dòng: rows made by hand, on the record, where the demo has none."""

import sqlalchemy as sa
from sqlmodel import SQLModel

from tests.noting import noting
from tests.one_row import CLASSES, ROWS
from thidua.db.changes import insert_rows
from thidua.db.rows import UNRECORDED


def fill_every_table():
    """Mỗi bảng được ghi có ít nhất một dòng, each of them on the record."""
    with noting() as session:
        connection = session.connection()

        def first(table):
            return connection.execute(sa.select(sa.func.min(table.c.id))).scalar()

        for table in SQLModel.metadata.sorted_tables:
            if table.name in UNRECORDED or first(table) is not None:
                continue
            row = dict(ROWS[table.name])
            for column in table.columns:
                if column.name in row and column.foreign_keys:
                    (key,) = column.foreign_keys
                    row[column.name] = first(key.column.table)
            insert_rows(session, CLASSES[table.name], [row])
