"""Hồ sơ của một đối tượng: what is recorded about it, and a whole form of facts written at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from thidua.db import dossier_queries, queries
from thidua.domain.fact_file import RecordedFact
from thidua.domain.facts import Recipient
from thidua.domain.permissions import Actor, Permission, require, require_here, units_of
from thidua.domain.record import BlockPeriod
from thidua.services import facts
from thidua.services.subjects import Subject, everybody


@dataclass(frozen=True, slots=True)
class TypedFact:
    """Dữ kiện vừa gõ; an empty text withdraws it. `seen` is the version it was typed over."""

    code: str
    year: int | None
    typed: str
    evidence: str = ""
    seen: int = 0


def listed(session: Session, *, actor: Actor, period: BlockPeriod) -> tuple[Subject, ...]:
    """Đơn vị của kỳ và người của những đơn vị ấy, as far as this person may see them."""
    require_here(actor, Permission.VIEW_AWARDS, period)
    allowed = units_of(actor, Permission.VIEW_AWARDS, period)
    members = {member.code for member in queries.members(session, period)}
    shown = members if allowed is None else members & allowed
    return tuple(one for one in everybody(session) if one.unit in shown)


def facts_of(
    session: Session, *, actor: Actor, period: BlockPeriod, subject: Subject
) -> tuple[RecordedFact, ...]:
    """Dữ kiện đã ghi của một đối tượng, of every year."""
    require(actor, Permission.VIEW_AWARDS, period, subject.unit)
    return tuple(
        one
        for one in dossier_queries.facts(session, [subject.code])
        if one.recipient is subject.recipient
    )


def state_all(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    recipient: Recipient,
    subject: str,
    typed: Sequence[TypedFact],
    now: datetime,
) -> None:
    """Ghi cả phiếu dữ kiện: every fact of it, or none where one cannot be read or has changed."""
    for one in typed:
        facts.state(
            session,
            actor=actor,
            period=period,
            recipient=recipient,
            subject=subject,
            code=one.code,
            year=one.year,
            typed=one.typed,
            evidence=one.evidence,
            seen=one.seen,
            now=now,
        )
