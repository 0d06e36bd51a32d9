"""Khối và đơn vị: who competes with whom, in which year, and who holds which office."""

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, in_years
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.organiser import OrganiserLevel
from thidua.domain.period.part import YearKind
from thidua.domain.period.stage import LAST_YEAR, Stage
from thidua.domain.vote.vote import Office


class Block(SQLModel, table=True):
    """Khối thi đua: the units that compete with one another."""

    __tablename__ = "block"
    __table_args__ = filled("code", "name")

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True, sa_column_kwargs=OF_NAME)
    name: str = Field(max_length=NAME)


class BlockOrganiserRow(SQLModel, table=True):
    """Nơi tổ chức khối: which body organises it, by which document."""

    __tablename__ = "block_organiser"
    __table_args__ = (
        UniqueConstraint("block_id"),
        *filled("body", "document", "set_by"),
        *at_least(1, "version"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    level: OrganiserLevel = Field(sa_type=code_column(OrganiserLevel))
    body: str = Field(max_length=NAME)
    document: str = Field(sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class Unit(SQLModel, table=True):
    """Đơn vị: whoever is scored; it may be a member of several blocks."""

    __tablename__ = "unit"
    __table_args__ = filled("code", "name")

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True, sa_column_kwargs=OF_NAME)
    name: str = Field(max_length=NAME)
    short_name: str = Field(default="", max_length=NAME)
    kind: str = Field(default="", max_length=NAME)


class Membership(SQLModel, table=True):
    """Thành viên: a unit belongs to a block in one year."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("block_id", "unit_id", "year"), in_years())

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int = Field(sa_column_kwargs=OF_NAME)


class BlockYear(SQLModel, table=True):
    """Kỳ thi đua của khối: one run through the stages, of a whole year or a part of it.

    `part` is empty where the kind says all; only a đợt has a name and days of its own.
    """

    __tablename__ = "block_year"
    __table_args__ = (
        UniqueConstraint("block_id", "year", "kind", "part"),
        in_years(),
        check("part_named", "(kind IN ('year', 'midyear')) = (part = '')"),
        check("campaign_named", "(kind = 'campaign') = (trim(part_name) <> '')"),
        check("campaign_begins", "(kind = 'campaign') = (begins IS NOT NULL)"),
        check("campaign_ends", "(kind = 'campaign') = (ends IS NOT NULL)"),
        check("days_follow", "begins <= ends"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    year: int = Field(sa_column_kwargs=OF_NAME)
    kind: YearKind = Field(
        default=YearKind.YEAR, sa_type=code_column(YearKind), sa_column_kwargs=OF_NAME
    )
    part: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    part_name: str = Field(default="", max_length=NAME)
    begins: date | None = None
    ends: date | None = None
    stage: Stage = Field(default=Stage.PREPARE, sa_type=code_column(Stage))


class Consideration(SQLModel, table=True):
    """Tình trạng xét của một đơn vị: whether it is ranked this time, and which paper says so."""

    __tablename__ = "consideration"
    __table_args__ = (
        UniqueConstraint("block_year_id", "unit_id"),
        check("reasoned", "state = 'considered' OR trim(reason) <> ''"),
        *at_least(1, "version"),
        *filled("set_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    state: ConsiderationState = Field(
        default=ConsiderationState.CONSIDERED, sa_type=code_column(ConsiderationState)
    )
    reason: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class OfficeHolder(SQLModel, table=True):
    """Đơn vị giữ chức trong khối một năm, elected here or noted from earlier years."""

    __tablename__ = "office_holder"
    __table_args__ = (
        UniqueConstraint("block_id", "year", "office", "unit_id"),
        in_years(LAST_YEAR + 1),  # who is elected in the last year holds office in the next
        *filled("set_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    year: int = Field(sa_column_kwargs=OF_NAME)
    office: Office = Field(sa_type=code_column(Office), sa_column_kwargs=OF_NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    source: str = Field(default="", sa_type=Text)
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
