"""Nhật ký: every change is recorded in the transaction that makes it, or neither happens."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, select

from thidua.db.tables import AuditEntry, AuditHead
from thidua.domain.chain import RecordLine, digest, moment, seal
from thidua.domain.errors import Refused
from thidua.domain.permissions import Actor
from thidua.domain.record import BlockPeriod
from thidua.domain.text import LONGEST_TEXT, clean_lines, length_fault

_LONGEST = 10 * LONGEST_TEXT
"""Giá trị dài nhất: one line of scores holds several texts."""


@dataclass(frozen=True, slots=True)
class Act:
    """Một việc cần ghi: what was done to which value, from what to what, and why."""

    action: str
    unit_code: str = ""
    criterion_code: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    on_behalf_of: str = ""


def take_turn(session: Session) -> AuditHead:
    """Đến lượt: nobody else records anything until the caller commits."""
    return session.exec(select(AuditHead).with_for_update()).one()


def record(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    acts: Iterable[Act],
    period: BlockPeriod | None = None,
) -> None:
    """Ghi nhật ký: all acts of one transaction, in order, each sealed to the one before.

    Writers take turns here until they commit, so that the chain has no fork. The caller owns the
    commit.
    """
    listed = list(acts)
    if not listed:
        return
    for act in listed:
        _require_bearable(act)
    head = take_turn(session)
    position, previous = head.position, head.hash
    rows: list[dict[str, Any]] = []
    for act in listed:
        position += 1
        line = RecordLine(
            position,
            moment(now),
            actor.name,
            act.on_behalf_of,
            act.action,
            "" if period is None else period.block_code,
            None if period is None else period.year,
            act.unit_code,
            act.criterion_code,
            clean_lines(act.old),
            clean_lines(act.new),
            clean_lines(act.reason),
        )
        own = seal(digest(line), previous)
        rows.append({**asdict(line), "at": now, "previous_hash": previous, "hash": own})
        previous = own
    session.connection().execute(insert(AuditEntry), rows)
    head.position, head.hash = position, previous
    session.add(head)
    session.flush()


def _require_bearable(act: Act) -> None:
    """Yêu cầu không quá dài: one entry must not make the record unreadable for everybody."""
    for text, most in ((act.reason, LONGEST_TEXT), (act.old, _LONGEST), (act.new, _LONGEST)):
        fault = length_fault(text, most)
        if fault:
            raise Refused(f"Nội dung cần ghi nhật ký {fault}.")


def refusal(session: Session, *, actor: Actor, now: datetime, tried: str) -> None:
    """Ghi việc bị từ chối: who tried what is not theirs; in a transaction of its own."""
    record(session, actor=actor, now=now, acts=[Act("refused", reason=f"không có quyền: {tried}")])
