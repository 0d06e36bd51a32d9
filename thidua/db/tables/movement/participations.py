"""Đăng ký tham gia phong trào: of a unit for a year or the whole time, with what it pledges."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, in_years, signed
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    ExactDecimal,
    UtcDateTime,
    code_column,
)
from thidua.domain.movement.participation import ParticipationState


class ParticipationTable(SQLModel, table=True):
    """Đăng ký tham gia: handed in by one person, received by another; a year of NULL is the whole
    time of the movement, and the two indexes keep one registration each."""

    __tablename__ = "participation"
    __table_args__ = (
        Index(
            "uq_participation_of_year",
            "programme",
            "unit_id",
            "year",
            unique=True,
            sqlite_where=text("year IS NOT NULL"),
            postgresql_where=text("year IS NOT NULL"),
        ),
        Index(
            "uq_participation_whole",
            "programme",
            "unit_id",
            unique=True,
            sqlite_where=text("year IS NULL"),
            postgresql_where=text("year IS NULL"),
        ),
        in_years(),
        *filled("programme", "set_by"),
        *at_least(1, "version"),
        signed("sent"),
        signed("received"),
        check(
            "sent_with_plan",
            "sent_at IS NULL OR (trim(document) <> '' AND document_day IS NOT NULL)",
        ),
        check("two_hands", "trim(received_by) = '' OR received_by <> sent_by"),
        check("returned_with_reason", "state <> 'returned' OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_column_kwargs=OF_NAME)
    year: int | None = Field(default=None, sa_column_kwargs=OF_NAME)
    state: ParticipationState = Field(
        default=ParticipationState.DRAFT,
        sa_type=code_column(ParticipationState),
        sa_column_kwargs=OF_NAME,
    )
    document: str = Field(default="", max_length=NAME)
    document_day: date | None = None
    in_charge: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    reason: str = Field(default="", sa_type=Text)
    sent_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    received_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    received_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class PledgeTable(SQLModel, table=True):
    """Nội dung đăng ký: what is to be done, how much, where and by when."""

    __tablename__ = "pledge"
    __table_args__ = (*filled("content"), *at_least(1, "position"))

    id: int | None = Field(default=None, primary_key=True)
    participation_id: int = Field(foreign_key="participation.id", index=True)
    position: int
    content: str = Field(sa_type=Text)
    amount: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    measured_in: str = Field(default="", max_length=CODE)
    place_code: str = Field(default="", max_length=CODE)
    done_by_day: date | None = None
    live: bool = True
