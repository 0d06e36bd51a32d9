"""Kiểu cột: how numbers, times and codes are kept, once for SQLite and PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

from thidua.domain.ground.text import LONGEST_CODE, LONGEST_NAME

DIGITS = 48
CODE = LONGEST_CODE
NAME = LONGEST_NAME

PERSON, NAMES = "person", "names"
OF_PERSON: dict[str, Any] = {"info": {PERSON: True}}
"""Cột giữ tên người: the record keeps a salted digest of it, so that it can be erased one day."""
OF_NAME: dict[str, Any] = {"info": {NAMES: True}}
"""Cột gọi tên dòng: said with every recorded change of the row, whether it changed or not."""
OF_PERSON_NAME: dict[str, Any] = {"info": {PERSON: True, NAMES: True}}

# The names must be settled before the first table exists: a constraint without a name of its own
# cannot be changed by a later migration.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def canonical(value: Decimal) -> str:
    """Dạng chuẩn: the same text for equal numbers, without exponent, spare zeros or «-0»."""
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


class ExactDecimal(TypeDecorator[Decimal]):
    """Số chính xác: reads back the Decimal that was stored, digit for digit, on both databases.

    SQLite keeps the canonical text, because its own numbers are binary fractions; equal numbers are
    equal texts there, but SQL must neither order nor add them.
    """

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        """Kiểu thật: text on SQLite, NUMERIC without limits elsewhere."""
        kept: TypeEngine[Any] = sa.String(DIGITS) if dialect.name == "sqlite" else sa.Numeric()
        return dialect.type_descriptor(kept)

    def process_bind_param(self, value: object, dialect: sa.Dialect) -> str | Decimal | None:
        """Ghi: refuses whatever is not a finite Decimal of at most 48 characters."""
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(f"Cột số chính xác chỉ nhận Decimal, không nhận {value!r}.")
        if not value.is_finite():
            raise ValueError(f"Cột số chính xác không nhận {value}.")
        # Before the digits are written out: 1E+999999999 would fill the memory with zeros.
        if abs(value.adjusted()) > DIGITS or len(digits := canonical(value)) > DIGITS:
            raise ValueError(f"Số dài quá {DIGITS} ký tự: {value}.")
        return digits if dialect.name == "sqlite" else Decimal(digits)

    def process_result_value(self, value: object, dialect: sa.Dialect) -> Decimal | None:
        """Đọc: the Decimal that was stored."""
        return None if value is None else Decimal(str(value))


class UtcDateTime(TypeDecorator[datetime]):
    """Thời điểm: kept as UTC without a zone, handed out as aware UTC; naive times are refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Ghi: the same moment in UTC."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"Thời điểm phải kèm múi giờ: {value}.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Đọc: the moment, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def code_column(codes: type[Enum], name: str | None = None) -> sa.Enum:
    """Cột mã: keeps the value of an enum member as text that the database checks.

    The check is named after the enum; two columns of one enum in a table need a `name` each.
    """
    return sa.Enum(
        codes,
        name=name or codes.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
