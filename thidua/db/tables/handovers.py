"""Bàn giao: the hand-over packs of blocks that were taken in here."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, filled, of_length
from thidua.db.columns import NAME, OF_NAME, OF_PERSON, UtcDateTime


class TakenHandover(SQLModel, table=True):
    """Gói bàn giao đã nhận: what it said of open matters, and of the record it came with.

    `fingerprint` is of the pack's own content; `position` and `seal` are the head of its record.
    """

    __tablename__ = "taken_handover"
    __table_args__ = (
        of_length("fingerprint"),
        of_length("seal"),
        *filled("matters", "taken_by"),
        *at_least(0, "position"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id", index=True)
    fingerprint: str = Field(max_length=64, unique=True, sa_column_kwargs=OF_NAME)
    matters: str = Field(sa_type=Text)
    position: int
    seal: str = Field(max_length=64)
    taken_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    taken_at: datetime = Field(sa_type=UtcDateTime)
