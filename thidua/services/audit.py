"""Nhật ký: every change is recorded in the transaction that makes it, or neither happens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from thidua.db.tables import AuditEntry
from thidua.domain.permissions import Actor
from thidua.domain.record import BlockPeriod


@dataclass(frozen=True, slots=True)
class Act:
    """Một việc cần ghi: what was done to which value, from what to what, and why."""

    action: str
    unit_code: str = ""
    criterion_code: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


def record(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    acts: Iterable[Act],
    period: BlockPeriod | None = None,
) -> None:
    """Ghi nhật ký: all acts of one transaction, in order. The caller owns the commit."""
    rows: list[dict[str, Any]] = [
        {
            "at": now,
            "actor": actor.name,
            "on_behalf_of": "",
            "action": act.action,
            "block_code": "" if period is None else period.block_code,
            "year": None if period is None else period.year,
            "unit_code": act.unit_code,
            "criterion_code": act.criterion_code,
            "old": act.old,
            "new": act.new,
            "reason": act.reason,
            "previous_hash": "",
            "hash": "",
        }
        for act in acts
    ]
    if rows:
        session.connection().execute(insert(AuditEntry), rows)
