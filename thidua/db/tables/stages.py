"""Giai đoạn: deadlines, extensions and the steps from stage to stage."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.columns import NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.year import Stage


class StageWindow(SQLModel, table=True):
    """Thời hạn của một giai đoạn: when it opens, when it should and when it must be done."""

    __tablename__ = "stage_window"
    __table_args__ = (UniqueConstraint("block_year_id", "stage"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    stage: Stage = Field(sa_type=code_column(Stage), sa_column_kwargs=OF_NAME)
    opens_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    soft_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hard_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class Extension(SQLModel, table=True):
    """Gia hạn: until when one unit may still write in a stage, why and by whom."""

    __tablename__ = "extension"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    stage: Stage = Field(sa_type=code_column(Stage), sa_column_kwargs=OF_NAME)
    until: datetime = Field(sa_type=UtcDateTime)
    reason: str = Field(sa_type=Text)
    granted_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    granted_at: datetime = Field(sa_type=UtcDateTime)


class StageChange(SQLModel, table=True):
    """Chuyển giai đoạn: a step forward is done at once, a step back waits for a second person.

    `fingerprint` is that of the record as it stood when the period was locked or published.
    """

    __tablename__ = "stage_change"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    old_stage: Stage = Field(sa_type=code_column(Stage, "old_stage"), sa_column_kwargs=OF_NAME)
    new_stage: Stage = Field(sa_type=code_column(Stage, "new_stage"), sa_column_kwargs=OF_NAME)
    reason: str = Field(default="", sa_type=Text)
    asked_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    done_by: str | None = Field(default=None, max_length=NAME, sa_column_kwargs=OF_PERSON)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn: bool = False
    fingerprint: str = Field(default="", max_length=64)
