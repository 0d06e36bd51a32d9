"""Nhắc việc: what units were reminded of."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from thidua.db.checks import filled
from thidua.db.columns import NAME, OF_PERSON, UtcDateTime


class Reminder(SQLModel, table=True):
    """Lần nhắc việc: which unit was reminded of what, how, by whom."""

    __tablename__ = "reminder"
    __table_args__ = filled("body", "sent_by")

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    body: str = Field(sa_type=Text)
    sent_to: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    sent_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    sent_at: datetime = Field(sa_type=UtcDateTime)
