"""Phong trào: where each stands in its life, what was done, and the values of its targets."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, in_years
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    ExactDecimal,
    UtcDateTime,
    code_column,
)
from thidua.domain.movement.life import MovementState


class MovementLife(SQLModel, table=True):
    """Đời của một phong trào: how far it is, by which document launched, how it was reviewed."""

    __tablename__ = "movement"
    __table_args__ = (
        *filled("programme", "set_by"),
        *at_least(1, "version"),
        check(
            "launched_by_document",
            "state IN ('draft', 'stopped') OR (launched_on IS NOT NULL AND trim(document) <> '' "
            "AND document_day IS NOT NULL)",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme: str = Field(max_length=CODE, unique=True, sa_column_kwargs=OF_NAME)
    state: MovementState = Field(
        default=MovementState.DRAFT, sa_type=code_column(MovementState), sa_column_kwargs=OF_NAME
    )
    launched_on: date | None = None
    launch_place: str = Field(default="", max_length=NAME)
    document: str = Field(default="", max_length=NAME)
    document_day: date | None = None
    listed_on: date | None = None
    result: str = Field(default="", sa_type=Text)
    impact: str = Field(default="", sa_type=Text)
    shortcomings: str = Field(default="", sa_type=Text)
    lessons: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class TaskDone(SQLModel, table=True):
    """Việc đã làm của một đơn vị theo kế hoạch: on which day, by which document."""

    __tablename__ = "task_done"
    __table_args__ = (
        UniqueConstraint("programme", "task", "unit_id", "year"),
        in_years(),
        *filled("programme", "task", "document", "set_by"),
        *at_least(1, "version"),
        check("withdrawn_with_reason", "NOT withdrawn OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    task: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_column_kwargs=OF_NAME)
    year: int = Field(sa_column_kwargs=OF_NAME)
    done_on: date
    document: str = Field(max_length=NAME)
    note: str = Field(default="", sa_type=Text)
    withdrawn: bool = False
    reason: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class TargetValue(SQLModel, table=True):
    """Số liệu của một mục tiêu tới một ngày: a correction is a new version, the old one stays."""

    __tablename__ = "target_value"
    __table_args__ = (
        Index(
            "uq_target_value_live",
            "programme",
            "target",
            "as_of",
            "place_code",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
        *filled("programme", "target", "source", "set_by"),
        *at_least(1, "version"),
        check("parts_together", "(numerator IS NULL) = (denominator IS NULL)"),
        check("one_way", "(numerator IS NULL) <> (value IS NULL)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    target: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    as_of: date = Field(sa_column_kwargs=OF_NAME)
    place_code: str = Field(default="", max_length=CODE, sa_column_kwargs={"server_default": ""})
    numerator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    denominator: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    source: str = Field(default="", sa_type=Text)
    version: int = 1
    live: bool = True
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
