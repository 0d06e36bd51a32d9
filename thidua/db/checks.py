"""Ràng buộc: what the services promise, said once more in SQL that both databases read alike.

A column that names people may hold the mark of a name that was erased, put there column by column:
a check may ask that two of them differ or that one says something, never that two are equal.
"""

from collections.abc import Collection
from enum import StrEnum

import sqlalchemy as sa

from thidua.domain.period.stage import FIRST_YEAR, LAST_YEAR

DIGEST = 64
"""Độ dài của một vân tay, một dấu niêm, một dấu thay tên."""


def check(name: str, sql: str) -> sa.CheckConstraint:
    """Ràng buộc có tên: ck_<table>_<name> in the database."""
    return sa.CheckConstraint(sql, name=name)


def filled(*columns: str) -> tuple[sa.CheckConstraint, ...]:
    """Phải có chữ: more than spaces; NULL passes where the column allows it."""
    return tuple(check(f"{column}_filled", f"trim({column}) <> ''") for column in columns)


def at_least(least: int, *columns: str) -> tuple[sa.CheckConstraint, ...]:
    """Không nhỏ hơn một số; NULL passes where the column allows it."""
    return tuple(check(f"{column}_least", f"{column} >= {least}") for column in columns)


def of_length(column: str, length: int = DIGEST, *, optional: bool = False) -> sa.CheckConstraint:
    """Dài đúng một vân tay; `optional` may be empty instead."""
    wanted = f"IN (0, {length})" if optional else f"= {length}"
    return check(f"{column}_length", f"length({column}) {wanted}")


def in_years(last: int = LAST_YEAR) -> sa.CheckConstraint:
    """Năm mà phần mềm nhận; NULL passes where the column allows it."""
    return check("year_known", f"year BETWEEN {FIRST_YEAR} AND {last}")


def signed(what: str) -> sa.CheckConstraint:
    """Lúc nào và ai đi cùng nhau: `what`_at is there just where `what`_by names somebody."""
    return check(f"{what}_signed", f"({what}_at IS NULL) = (trim({what}_by) = '')")


def signed_or_null(what: str) -> sa.CheckConstraint:
    """Lúc nào và ai đi cùng nhau, where nobody is NULL."""
    return check(f"{what}_signed", f"({what}_at IS NULL) = ({what}_by IS NULL)")


def one_of(column: str, codes: Collection[StrEnum]) -> str:
    """Điều kiện cột có một trong các mã này, in a fixed order."""
    listed = ", ".join(f"'{code.value}'" for code in sorted(codes))
    return f"{column} IN ({listed})"


def not_negative(column: str) -> str:
    """Điều kiện số chính xác không âm: SQLite keeps it as text, which has no order of numbers."""
    return f"substr(CAST({column} AS VARCHAR(64)), 1, 1) <> '-'"
