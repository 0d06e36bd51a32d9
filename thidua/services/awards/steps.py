"""Bước của một đề nghị: held as it was seen, taken by whoever may, written and recorded."""

from dataclasses import dataclass
from typing import Self

from sqlmodel import Session, col, select

from thidua.db import dossier_queries
from thidua.db.tables import Proposal, ProposalTransferTable
from thidua.domain.access.interest import is_of_unit, require_disinterest
from thidua.domain.access.permissions import Permission
from thidua.domain.awards.proposal import PROPOSAL_WORDS, STANDING, ProposalState
from thidua.domain.awards.road import TransferResult
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import interests
from thidua.services.dossier import owners
from thidua.services.ground.audit import Act, Detail, row_of, take_turn
from thidua.services.ground.work import Work


@dataclass(frozen=True, slots=True)
class ProposalStep:
    """Một bước: the proposal, which nobody else changes until the caller commits, and whereto.

    `unit` is that of whoever is put forward.
    """

    work: Work
    row: Proposal
    unit: str
    to: ProposalState

    @classmethod
    def begin(cls, work: Work, *, key: int, seen: int, to: ProposalState) -> Self:
        """Bắt đầu một bước, if this person may take it and the proposal is as it was seen.

        Withdrawing is for whoever may put forward, anything else for whoever decides and is not of
        the unit. What ends that of another unit, withdrawing or cutting it, is for no rival alone.
        """
        if to is ProposalState.WITHDRAWN:
            found = _row(work.session, work.period, key)
            unit = owners.unit_of(work.session, found.recipient, found.subject)
            work = work.require(Permission.PROPOSE_AWARD, unit)
            require_may_end(work, to, unit)
        else:
            work = work.require(Permission.DECIDE_AWARD)
            found = _row(work.session, work.period, key)
            unit = owners.unit_of(work.session, found.recipient, found.subject)
            require_disinterest(work.actor, work.period, unit)
            require_may_end(work, to, unit)
        take_turn(work.session)
        row = _row(work.session, work.period, key)
        work.session.refresh(row)
        if row.version != seen:
            raise StaleEdit("Đề nghị này vừa được người khác sửa; hãy xem lại.")
        dossier_queries.proposed_award(row).require_next(to)
        return cls(work, row, owners.unit_of(work.session, row.recipient, row.subject), to)

    def finish(self, reason: str, *more: Act, detail: Detail | None = None) -> None:
        """Ghi bước này and record it with what it rests on, beside whatever it brought about."""
        row = self.row
        row.state, row.standing = self.to, self.to in STANDING
        row.version += 1
        row.set_by, row.set_at = self.work.actor.name, self.work.now
        self.work.session.add(row)
        self.work.session.flush()
        act = Act(f"proposal.{row.state}", self.unit, detail=detail or {}, reason=reason)
        self.work.record(act, *more, *self._off_the_road(reason))

    def _off_the_road(self, reason: str) -> list[Act]:
        """Hồ sơ của một đề nghị đã chấm dứt không còn chờ ở nơi nhận: it goes back, saying why."""
        if self.to not in _ENDING:
            return []
        said = f"đề nghị {PROPOSAL_WORDS[self.to]}{f': {reason}' if reason else ''}"
        waiting = self.work.session.exec(
            select(ProposalTransferTable).where(
                col(ProposalTransferTable.proposal_id) == self.row.id,
                col(ProposalTransferTable.result) == TransferResult.WAITING,
            )
        ).all()
        for one in waiting:
            one.result, one.reason = TransferResult.RETURNED, said
            one.answered_by, one.answered_at = self.work.actor.name, self.work.now
            one.version += 1
            one.set_by, one.set_at = self.work.actor.name, self.work.now
            self.work.session.add(one)
        self.work.session.flush()
        return [
            Act("transfer.returned", self.unit, rows=[row_of(one)], reason=said) for one in waiting
        ]


def end_fault(work: Work, to: ProposalState, unit: str) -> str:
    """Vì sao người này không chấm dứt đề nghị của đơn vị này; empty where they may.

    One's own is given up by oneself; another's is ended by no rival alone.
    """
    if to not in _ENDING or is_of_unit(work.actor, work.period, unit):
        return ""
    return interests.rival_fault(work, unit)


_ENDING = frozenset({ProposalState.WITHDRAWN, ProposalState.CUT})


def require_may_end(work: Work, to: ProposalState, unit: str) -> None:
    """Yêu cầu chấm dứt được đề nghị này, where this step ends it."""
    if to in _ENDING and not is_of_unit(work.actor, work.period, unit):
        interests.require_no_rival(work, unit)


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
