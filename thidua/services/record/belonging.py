"""Thuộc về một kỳ: which rows of which tables a period is made of, as stored and as recorded."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from thidua.db.rows import Image, all_recorded, links

_PERIOD = "block_year"
_SHARED = frozenset({"block", "block_organiser", "unit", "membership", "office_holder"})
"""Bảng của mọi kỳ mà kết quả của kỳ nào cũng dựa vào; few rows, taken whole."""


def rows_of(
    session: Session, tables: Mapping[str, Mapping[int, Image]], period: int
) -> dict[str, set[int]]:
    """Khóa các dòng của kỳ này, table by table: those stored, and those of the record."""
    shapes = {shape.table.name: shape.table for shape in all_recorded()}
    told: dict[str, set[int]] = {}

    def recorded(table: str) -> set[int]:
        """Các dòng như nhật ký có; a table is asked after those its rows belong to."""
        if table not in told:
            ways = [(column, recorded(other)) for column, other in _parents(table).items()]
            told[table] = {
                key
                for key, image in tables.get(table, {}).items()
                if any(image.get(column) in keys for column, keys in ways)
            }
        return told[table]

    told |= {table: set(tables.get(table, {})) for table in _SHARED} | {_PERIOD: {period}}
    belonging = [table for table in shapes if table in told or _parents(table)]
    return {
        table: recorded(table)
        | set(session.connection().execute(_keys(shapes, table, period)).scalars())
        for table in belonging
    }


def _keys(shapes: Mapping[str, sa.Table], table: str, period: int) -> sa.Select[Any]:
    """Câu hỏi khóa các dòng đang có."""
    own = shapes[table]
    asked = sa.select(own.c.id)
    if table in _SHARED:
        return asked
    if table == _PERIOD:
        return asked.where(own.c.id == period)
    ways = (
        own.c[column].in_(_keys(shapes, other, period)) for column, other in _parents(table).items()
    )
    return asked.where(sa.or_(*ways))


@cache
def _parents(table: str) -> Mapping[str, str]:
    """Các cột nói một dòng thuộc về đâu, with the table there: what leads to a period."""
    if table in _SHARED:
        return {}
    return {
        column: other
        for column, other in links(table).items()
        if other != table and (other == _PERIOD or _parents(other))
    }
