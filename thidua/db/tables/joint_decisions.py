"""Quyết định hai người và người thay: who asks, who confirms, who decides in whose place."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from thidua.db.checks import check, filled, signed, signed_or_null
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.access import joint_decision as values


class JointDecision(SQLModel, table=True):
    """Quyết định hai người: nothing is changed by it before a second person confirms.

    `content` are the values it writes; `asked_of` and `done_of` the units of the two, a code a
    line. `difference` says what a reopened sheet was verified as the second time.
    """

    __tablename__ = "joint_decision"
    __table_args__ = (
        *filled("reason", "asked_by", "done_by"),
        signed_or_null("done"),
        check("two_people", "done_by <> asked_by"),
        check("withdrawn_undone", "NOT withdrawn OR done_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    kind: values.JointKind = Field(sa_type=code_column(values.JointKind), sa_column_kwargs=OF_NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    criterion_code: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    content: str = Field(default="{}", sa_type=Text)
    reason: str = Field(sa_type=Text)
    document: str = Field(default="", sa_type=Text)
    asked_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    asked_of: str = Field(default="", sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    done_by: str | None = Field(default=None, max_length=NAME, sa_column_kwargs=OF_PERSON)
    done_of: str = Field(default="", sa_type=Text)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn: bool = False
    difference: str = Field(default="", sa_type=Text)


class SubstituteRow(SQLModel, table=True):
    """Người thay: decides about one unit in a period, by which document; ended, not erased."""

    __tablename__ = "substitute"
    __table_args__ = (*filled("document", "named_by"), signed("ended"))

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    document: str = Field(sa_type=Text)
    named_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    named_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
