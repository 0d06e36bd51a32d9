"""Hồ sơ: people, what is known of people and units, and the awards they were given."""

from datetime import date, datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, in_years
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    OF_PERSON_NAME,
    UtcDateTime,
    code_column,
)
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import Recipient


class StaffMember(SQLModel, table=True):
    """Cá nhân của một đơn vị, who may be put forward; `is_leader` is NULL where nobody said."""

    __tablename__ = "person"
    __table_args__ = (*filled("code", "full_name", "set_by"), *at_least(1, "version"))

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True, sa_column_kwargs=OF_NAME)
    full_name: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    position: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_NAME)
    is_leader: bool | None = Field(default=None, sa_column_kwargs=OF_NAME)
    active: bool = Field(default=True, sa_column_kwargs=OF_NAME)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class StatedFact(SQLModel, table=True):
    """Dữ kiện đã ghi: one version of it, its value as exact text; only the latest is `live`.

    `subject` is the code of a unit or a person. A fact that holds for no year in particular has
    none; the two indexes keep one live version of it, since NULL is never equal to NULL.
    """

    __tablename__ = "stated_fact"
    __table_args__ = (
        Index(
            "uq_stated_fact_live",
            "recipient",
            "subject",
            "code",
            "year",
            unique=True,
            sqlite_where=text("live = 1 AND year IS NOT NULL"),
            postgresql_where=text("live AND year IS NOT NULL"),
        ),
        Index(
            "uq_stated_fact_live_standing",
            "recipient",
            "subject",
            "code",
            unique=True,
            sqlite_where=text("live = 1 AND year IS NULL"),
            postgresql_where=text("live AND year IS NULL"),
        ),
        in_years(),
        *filled("subject", "code", "value", "stated_by"),
        *at_least(1, "version"),
    )

    id: int | None = Field(default=None, primary_key=True)
    recipient: Recipient = Field(sa_type=code_column(Recipient), sa_column_kwargs=OF_NAME)
    subject: str = Field(max_length=CODE, index=True, sa_column_kwargs=OF_NAME)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    year: int | None = Field(default=None, sa_column_kwargs=OF_NAME)
    value: str = Field(sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    version: int = 1
    live: bool = True
    stated_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    stated_at: datetime = Field(sa_type=UtcDateTime)


class GivenAward(SQLModel, table=True):
    """Lần đã được khen: brought in or decided here; a wrong one is withdrawn, never erased."""

    __tablename__ = "given_award"
    __table_args__ = (
        in_years(),
        *filled("subject", "award", "set_by"),
        *at_least(1, "version"),
        check(
            "decided_here",
            "proposal_id IS NULL OR (trim(decision) <> '' AND day IS NOT NULL)",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    recipient: Recipient = Field(sa_type=code_column(Recipient), sa_column_kwargs=OF_NAME)
    subject: str = Field(max_length=CODE, index=True, sa_column_kwargs=OF_NAME)
    award: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    year: int = Field(sa_column_kwargs=OF_NAME)
    decision: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_NAME)
    day: date | None = Field(default=None, sa_column_kwargs=OF_NAME)
    authority: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_NAME)
    occasion: Occasion = Field(
        default=Occasion.ANNUAL, sa_type=code_column(Occasion), sa_column_kwargs=OF_NAME
    )
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", unique=True)
    version: int = 1
    withdrawn: bool = False
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
