"""Bước của một đề nghị: held as it was seen, taken by whoever may, written and recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.db.tables import Proposal
from thidua.domain.access.permissions import Actor, Permission
from thidua.domain.awards.proposal import STANDING, ProposalState
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.services.dossier import owners
from thidua.services.ground.audit import Act, Detail, record, take_turn
from thidua.services.ground.rights import require_now


@dataclass(frozen=True)
class ProposalStep:
    """Một bước: the proposal, which nobody else changes until the caller commits, and whereto.

    `unit` is that of whoever is put forward.
    """

    session: Session
    actor: Actor
    now: datetime
    period: BlockPeriod
    row: Proposal
    unit: str
    to: ProposalState

    @classmethod
    def begin(
        cls,
        session: Session,
        *,
        actor: Actor,
        now: datetime,
        period: BlockPeriod,
        key: int,
        seen: int,
        to: ProposalState,
    ) -> Self:
        """Bắt đầu một bước, if this person may take it and the proposal is as it was seen.

        Withdrawing is for whoever may put forward, anything else for whoever decides.
        """
        if to is ProposalState.WITHDRAWN:
            found = _row(session, period, key)
            unit = owners.unit_of(session, found.recipient, found.subject)
            fresh = require_now(session, actor, Permission.PROPOSE_AWARD, period, unit)
        else:
            fresh = require_now(session, actor, Permission.DECIDE_AWARD, period)
        take_turn(session)
        row = _row(session, fresh, key)
        session.refresh(row)
        if row.version != seen:
            raise StaleEdit("Đề nghị này vừa được người khác sửa; hãy xem lại.")
        dossier_queries.proposed_award(row).require_next(to)
        unit = owners.unit_of(session, row.recipient, row.subject)
        return cls(session, actor, now, fresh, row, unit, to)

    def finish(self, reason: str, *more: Act, detail: Detail | None = None) -> None:
        """Ghi bước này and record it with what it rests on, beside whatever it brought about."""
        row = self.row
        row.state, row.standing = self.to, self.to in STANDING
        row.version += 1
        row.set_by, row.set_at = self.actor.name, self.now
        self.session.add(row)
        self.session.flush()
        act = Act(f"proposal.{row.state}", self.unit, detail=detail or {}, reason=reason)
        acts = [act, *more]
        record(self.session, actor=self.actor, now=self.now, acts=acts, period=self.period)


def _row(session: Session, period: BlockPeriod, key: int) -> Proposal:
    row = session.get(Proposal, key)
    if row is None or row.block_year_id != period.id:
        raise NotFound
    return row


def needs(text: str, what: str) -> str:
    """Lời bắt buộc của một bước; Refused where nothing or too much is written."""
    said = clean(text)
    fault = length_fault(said, LONGEST_NAME)
    if not said or fault is not None:
        raise Refused(f"Cần ghi {what}." if not said else f"Phần {what} {fault}.")
    return said
