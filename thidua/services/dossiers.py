"""Hồ sơ của một đối tượng: what is recorded about it, and a whole form of facts written at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from thidua.domain.facts import Recipient
from thidua.domain.permissions import Actor, Permission, is_allowed, require_here, units_of
from thidua.domain.record import BlockPeriod
from thidua.services import facts, nominees
from thidua.services.nominees import Candidacy


@dataclass(frozen=True, slots=True)
class TypedFact:
    """Dữ kiện vừa gõ; an empty text withdraws it. `seen` is the version it was typed over."""

    code: str
    year: int | None
    typed: str
    evidence: str = ""
    seen: int = 0


def listed(session: Session, *, actor: Actor, period: BlockPeriod) -> tuple[Candidacy, ...]:
    """Đơn vị của kỳ và người của những đơn vị ấy, as far as this person may see them.

    What the ranking says about them is left out for whoever may not see it yet.
    """
    require_here(actor, Permission.VIEW_AWARDS, period)
    allowed = units_of(actor, Permission.VIEW_AWARDS, period)
    with_board = is_allowed(actor, Permission.VIEW_STANDINGS, period)
    found = nominees.unchecked(session, period, with_board=with_board)
    return tuple(one for one in found if allowed is None or one.unit in allowed)


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
