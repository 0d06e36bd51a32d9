"""Chấm chéo: what is hidden, who reviews whom, and who keeps away."""

from datetime import datetime
from secrets import token_hex

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, filled, signed
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime


class ReviewPlan(SQLModel, table=True):
    """Cách chấm chéo của một kỳ: what is hidden from whom, and the seed of the last assignment.

    `mask` is a secret by which reviewers are numbered where their names are hidden.
    """

    __tablename__ = "review_plan"
    __table_args__ = (*filled("mask", "set_by"), *at_least(1, "version"))

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", unique=True)
    hides_claim: bool = Field(default=False, sa_column_kwargs=OF_NAME)
    hides_others: bool = Field(default=True, sa_column_kwargs=OF_NAME)
    hides_names: bool = Field(default=False, sa_column_kwargs=OF_NAME)
    seed: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    mask: str = Field(default_factory=lambda: token_hex(16), max_length=CODE)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class ReviewAssignment(SQLModel, table=True):
    """Phân công chấm chéo: which unit reviews which group of criteria of which other unit.

    `absent_reason` takes an absent reviewer out of the denominator; it is empty for who scores.
    """

    __tablename__ = "review_assignment"
    __table_args__ = (
        UniqueConstraint("block_year_id", "reviewer", "unit_id", "group_code"),
        *filled("reviewer", "set_by"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    reviewer: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    group_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    absent_reason: str = Field(default="", sa_type=Text)
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class Recusal(SQLModel, table=True):
    """Từ chối chấm vì có liên quan: a reviewer keeps away from one unit; ended, not erased."""

    __tablename__ = "recusal"
    __table_args__ = (*filled("reviewer", "reason", "declared_by"), signed("ended"))

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    reviewer: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    reason: str = Field(sa_type=Text)
    declared_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    declared_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
