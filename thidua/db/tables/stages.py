"""Giai đoạn: deadlines, extensions and the steps from stage to stage."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, of_length, one_of, signed_or_null
from thidua.db.columns import NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.period.stage import CLOSED, Stage


def _place(column: str) -> str:
    """Thứ tự của giai đoạn ở cột này."""
    steps = " ".join(f"WHEN '{stage.value}' THEN {place}" for place, stage in enumerate(Stage))
    return f"CASE {column} {steps} END"


_OLD, _NEW = _place("old_stage"), _place("new_stage")


class StageWindow(SQLModel, table=True):
    """Thời hạn của một giai đoạn: when it opens, when it should and when it must be done."""

    __tablename__ = "stage_window"
    __table_args__ = (
        UniqueConstraint("block_year_id", "stage"),
        *at_least(1, "version"),
        check("soft_order", "opens_at <= soft_deadline"),
        check("hard_order", "soft_deadline <= hard_deadline"),
        check("whole_order", "opens_at <= hard_deadline"),
    )

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
    __table_args__ = (*filled("reason", "granted_by"), check("ahead", "until > granted_at"))

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
    `passed_over` names, a line each, what should have been done first and was not.
    """

    __tablename__ = "stage_change"
    __table_args__ = (
        *filled("asked_by", "done_by"),
        signed_or_null("done"),
        check("moves", "old_stage <> new_stage"),
        check("forward_done", f"{_OLD} >= {_NEW} OR done_at IS NOT NULL"),
        check("back_reasoned", f"{_OLD} <= {_NEW} OR trim(reason) <> ''"),
        check("back_by_two", f"{_OLD} <= {_NEW} OR done_by <> asked_by"),
        check("withdrawn_undone", "NOT withdrawn OR done_at IS NULL"),
        of_length("fingerprint", optional=True),
        check(
            "fingerprint_closing",
            f"fingerprint = '' OR ({one_of('new_stage', CLOSED)} AND done_at IS NOT NULL)",
        ),
    )

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
    passed_over: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
