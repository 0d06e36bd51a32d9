"""Nhật ký: the chain of entries and its head."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from thidua.db.columns import CODE, NAME, UtcDateTime


class AuditEntry(SQLModel, table=True):
    """Nhật ký: who did what to which value, when and why; the database lets nobody change it.

    Places are codes, not keys, so that an entry outlives what it speaks of. `position` counts the
    entries without a gap, and each `hash` covers the entry and the hash before it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_place", "block_code", "year", "unit_code", "criterion_code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    position: int = Field(unique=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=NAME)
    on_behalf_of: str = Field(default="", max_length=NAME)
    action: str = Field(max_length=64)
    block_code: str = Field(default="", max_length=CODE)
    year: int | None = None
    unit_code: str = Field(default="", max_length=CODE)
    criterion_code: str = Field(default="", max_length=CODE)
    old: str = Field(default="", sa_type=Text)
    new: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    previous_hash: str = Field(default="", max_length=64)
    hash: str = Field(default="", max_length=64)


class AuditHead(SQLModel, table=True):
    """Đầu chuỗi nhật ký: the last position and hash, the one row that writers queue for."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    position: int
    hash: str = Field(max_length=64)
