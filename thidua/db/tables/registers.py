"""Sổ theo dõi: rows in versions that are only ever added to, and when a unit closed a year."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import DIGEST, at_least, check, filled, in_years, of_length, signed
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.register.line import RowState


class RegisterRow(SQLModel, table=True):
    """Dòng sổ: one version of it; what the register itself asks stands in `content`.

    Of a register that few may read all of it stands in `hidden` instead, which the record does not
    hold; `hidden_mark` is its digest.
    """

    __tablename__ = "register_row"
    __table_args__ = (
        Index(
            "uq_register_row_live",
            "kind",
            "unit",
            "code",
            "part",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
        *filled("kind", "unit", "code", "content", "entered_by"),
        in_years(),
        *at_least(1, "version"),
        signed("confirmed"),
        of_length("hidden_mark", optional=True),
        check("hidden_marked", "(hidden = '') = (hidden_mark = '')"),
        check("confirmed_by_somebody", "state <> 'confirmed' OR confirmed_at IS NOT NULL"),
        check("second_person", "confirmed_by = '' OR confirmed_by <> entered_by"),
        check("withdrawn_with_reason", "state <> 'withdrawn' OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    unit: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    year: int = Field(index=True, sa_column_kwargs=OF_NAME)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    part: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    content: str = Field(default="{}", sa_type=Text)
    hidden: str = Field(default="", sa_type=Text)
    hidden_mark: str = Field(default="", max_length=DIGEST)
    programme: str = Field(default="", max_length=CODE)
    evidence: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    state: RowState = Field(default=RowState.DRAFT, sa_type=code_column(RowState))
    reason: str = Field(default="", sa_type=Text)
    version: int = 1
    live: bool = True
    entered_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RegisterClosingRow(SQLModel, table=True):
    """Lần khóa hoặc mở lại sổ của một đơn vị trong một năm."""

    __tablename__ = "register_closing"
    __table_args__ = (
        Index(
            "uq_register_closing_live",
            "kind",
            "unit",
            "year",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
        *filled("kind", "unit", "set_by"),
        in_years(),
        *at_least(1, "version"),
        check("reopened_with_reason", "closed OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    unit: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    year: int = Field(sa_column_kwargs=OF_NAME)
    closed: bool = True
    reason: str = Field(default="", sa_type=Text)
    version: int = 1
    live: bool = True
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
