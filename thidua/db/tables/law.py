"""Bộ luật riêng: the versions of the files of law that users changed."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, filled
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime


class LawText(SQLModel, table=True):
    """Bản luật của người dùng: one version of one file; only the latest is `live`."""

    __tablename__ = "law_text"
    __table_args__ = (
        UniqueConstraint("name", "version"),
        Index(
            "uq_law_text_live",
            "name",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
        *filled("name", "set_by"),
        *at_least(1, "version"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    content: str = Field(sa_type=Text)
    version: int = Field(default=1, sa_column_kwargs=OF_NAME)
    live: bool = True
    reason: str = Field(default="", sa_type=Text)
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
