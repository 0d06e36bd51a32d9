"""Cuộc họp: the links that open its screen, where the screen stands, how each point went."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, of_length, signed_or_null
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.meeting.agenda import Point
from thidua.domain.meeting.position import Look


class ScreenLinkRow(SQLModel, table=True):
    """Liên kết màn chiếu: of its key only the hash is here."""

    __tablename__ = "screen_link"
    __table_args__ = (
        of_length("key_hash"),
        *filled("name", "made_by"),
        signed_or_null("withdrawn"),
        check("ends_later", "made_at < ends_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    name: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    key_hash: str = Field(max_length=64, unique=True)
    made_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    made_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_by: str | None = Field(default=None, max_length=NAME, sa_column_kwargs=OF_PERSON)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ScreenPosition(SQLModel, table=True):
    """Chỗ đang chiếu của một kỳ; see `Position`."""

    __tablename__ = "screen_position"
    __table_args__ = (
        *filled("stop"),
        *at_least(0, "step", "revealed"),
        *at_least(1, "version"),
        of_length("mark", optional=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", unique=True)
    stop: str = Field(max_length=CODE)
    step: int = 0
    revealed: int = 0
    mark: str = Field(default="", max_length=64)
    look: Look = Field(default=Look.AUTO, sa_type=code_column(Look))
    version: int = 1


class MeetingPoint(SQLModel, table=True):
    """Mục của cuộc họp: when it was opened and closed, who was there, what was decided.

    `attending` holds the codes of the units there, a line each; `present` is how many they are.
    `planned` are the minutes foreseen for it.
    """

    __tablename__ = "meeting_point"
    __table_args__ = (
        UniqueConstraint("block_year_id", "point"),
        *at_least(0, "present"),
        *at_least(1, "planned", "version"),
        *filled("set_by"),
        check("closed_opened", "closed_at IS NULL OR opened_at IS NOT NULL"),
        check("closed_later", "closed_at IS NULL OR opened_at <= closed_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    point: Point = Field(sa_type=code_column(Point), sa_column_kwargs=OF_NAME)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    present: int | None = None
    attending: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    decided: str = Field(default="", sa_type=Text)
    planned: int | None = None
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
