"""Số lấy từ nguồn: what a report, register or movement said when it was taken or handed in."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, filled
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    ExactDecimal,
    UtcDateTime,
)


class SourceNumberRow(SQLModel, table=True):
    """Số của một nguồn cho một tiêu chí của một đơn vị; a later one is a new version."""

    __tablename__ = "source_number"
    __table_args__ = (
        Index(
            "uq_source_number_live",
            "block_year_id",
            "unit_id",
            "criterion_code",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
        *filled("criterion_code", "source", "set_by"),
        *at_least(1, "version"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_column_kwargs=OF_NAME)
    criterion_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    source: str = Field(sa_type=Text)
    value: Decimal = Field(sa_type=ExactDecimal)
    shown_by: str = Field(default="", sa_type=Text)
    version: int = 1
    live: bool = True
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
