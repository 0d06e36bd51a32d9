"""Giao ước: one version of it and its three parts, in the words of the workbook."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, not_negative, of_length
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, ExactDecimal, UtcDateTime


class Covenant(SQLModel, table=True):
    """Giao ước thi đua: one version of it; its content is in the three tables that follow."""

    __tablename__ = "covenant"
    __table_args__ = (
        UniqueConstraint("block_year_id", "version"),
        *at_least(1, "version"),
        *filled("title", "created_by"),
        of_length("fingerprint"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    version: int = Field(default=1, sa_column_kwargs=OF_NAME)
    title: str = Field(max_length=NAME)
    effective_from: date | None = None
    reason: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    fingerprint: str = Field(max_length=64)


class CovenantSetting(SQLModel, table=True):
    """Thiết lập giao ước: one named value, in the words of the workbook."""

    __tablename__ = "covenant_setting"
    __table_args__ = (UniqueConstraint("covenant_id", "position"), *at_least(0, "position"))

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    name: str = Field(max_length=NAME)
    value: str = Field(default="", sa_type=Text)


class CovenantRow(SQLModel, table=True):
    """Dòng tiêu chí: a group or a criterion, in the words of the workbook."""

    __tablename__ = "covenant_row"
    __table_args__ = (
        UniqueConstraint("covenant_id", "position"),
        *at_least(0, "position"),
        *filled("code"),
        check("max_points_least", not_negative("max_points")),
    )

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    code: str = Field(max_length=CODE)
    text: str = Field(default="", sa_type=Text)
    max_points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    method: str = Field(default="", max_length=NAME)
    parameters: str = Field(default="", sa_type=Text)
    sign: str = Field(default="", max_length=NAME)
    evidence: str = Field(default="", sa_type=Text)
    gate: str = Field(default="", sa_type=Text)
    clause: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    quotation: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    source: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class CovenantRanking(SQLModel, table=True):
    """Dòng xếp hạng: a grade, a tie rule or another step of ranking, in the workbook's words."""

    __tablename__ = "covenant_ranking"
    __table_args__ = (
        UniqueConstraint("covenant_id", "position"),
        *at_least(0, "position"),
        *filled("kind"),
    )

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    kind: str = Field(max_length=NAME)
    place: str = Field(default="", max_length=NAME)
    content: str = Field(default="", sa_type=Text)
    value: str = Field(default="", sa_type=Text)
