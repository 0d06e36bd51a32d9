"""Giấy tờ của hồ sơ: put in by the unit or for it, confirmed by a second person, handed back."""

from dataclasses import dataclass

from sqlmodel import Session, select

from thidua.db import road_queries
from thidua.db.tables import Proposal, ProposalPaperTable
from thidua.domain.access.interest import is_of_unit
from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.awards.proposal import OPEN, PROPOSAL_WORDS, ProposalState
from thidua.domain.awards.road import (
    PAPER_STATE_WORDS,
    PaperStanding,
    PaperState,
    leaving_step,
    paper_standings,
)
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, LONGEST_TEXT, clean, length_fault
from thidua.domain.law.programme import Programme
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import interests
from thidua.services.awards import quotas
from thidua.services.dossier import owners
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law

_MOST_COPIES = 99
OWN_PAPER = "Người ghi một giấy tờ không tự xác nhận nó; hãy nhờ người thứ hai."


@dataclass(frozen=True, slots=True)
class Held:
    """Đề nghị thuộc một phong trào: its row, its plan as read here, and the unit it is of."""

    row: Proposal
    plan: Programme
    unit: str

    @property
    def key(self) -> int:
        """Khóa."""
        return self.row.id or 0


def held(session: Session, period: BlockPeriod, key: int) -> Held:
    """Đề nghị này; NotFound where it is none of this period or of no movement."""
    row = session.get(Proposal, key)
    plan = None if row is None else law.book(session).programmes.get(row.programme)
    if row is None or plan is None or row.block_year_id != period.id:
        raise NotFound
    read = quotas.as_chosen(plan, quotas.unchecked_choices(session, period))
    return Held(row, read, owners.unit_of(session, row.recipient, row.subject))


def unchecked(session: Session, found: Held) -> tuple[PaperStanding, ...]:
    """Giấy tờ của đề nghị này, whoever asks."""
    stored = road_queries.papers(session, [found.key]).get(found.key, {})
    return paper_standings(found.plan, stored)


def put(
    work: Work,
    *,
    key: int,
    code: str,
    seen: int,
    document: str,
    copies: int | None = None,
    signed: bool = False,
) -> None:
    """Ghi một giấy tờ đã có; changing one that was confirmed lets it wait for a second person."""
    work, found, row = _begin(work, key, code, seen, Permission.SEND_DOSSIER)
    said = clean(document)
    fault = length_fault(said, LONGEST_NAME)
    if not said or fault:
        raise Refused(
            f"Phần số, ngày văn bản {fault}." if fault else "Cần ghi số, ngày của giấy tờ này."
        )
    if copies is not None and not 1 <= copies <= _MOST_COPIES:
        raise Refused(f"Số bản phải từ 1 đến {_MOST_COPIES}.")
    row.document, row.copies, row.signed, row.reason = said, copies, signed, ""
    row.there_by, row.there_at = work.actor.name, work.now
    row.confirmed_by, row.confirmed_at = "", None
    _save(work, found, row, PaperState.THERE)


def confirm(work: Work, *, key: int, code: str, seen: int) -> None:
    """Xác nhận một giấy tờ: never by who put it in, nor by somebody of the unit itself."""
    work, found, row = _begin(work, key, code, seen, Permission.DECIDE_AWARD)
    if row.state is not PaperState.THERE:
        raise Refused(f"Giấy tờ này {PAPER_STATE_WORDS[row.state]} nên không xác nhận được.")
    if row.there_by == work.actor.name:
        raise NotPermitted(OWN_PAPER)
    row.confirmed_by, row.confirmed_at = work.actor.name, work.now
    _save(work, found, row, PaperState.CONFIRMED)


def take_back(work: Work, *, key: int, code: str, seen: int, reason: str) -> None:
    """Trả một giấy tờ, with the reason: it is missing again until it is put in anew."""
    work, found, row = _begin(work, key, code, seen, Permission.DECIDE_AWARD)
    said = clean(reason)
    fault = length_fault(said, LONGEST_TEXT)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do trả giấy tờ này.")
    if row.state is PaperState.MISSING:
        raise Refused("Giấy tờ này chưa có nên không trả được.")
    row.reason = said
    row.confirmed_by, row.confirmed_at = "", None
    _save(work, found, row, PaperState.MISSING)


def may_put(work: Work, unit: str) -> bool:
    """Ghi được giấy tờ và chuyển được hồ sơ của đơn vị này."""
    return is_allowed(work.actor, Permission.SEND_DOSSIER, work.period, unit)


def may_confirm(work: Work, unit: str) -> bool:
    """Xác nhận được giấy tờ của đơn vị này."""
    allowed = is_allowed(work.actor, Permission.DECIDE_AWARD, work.period)
    return allowed and not is_of_unit(work.actor, work.period, unit)


def _begin(
    work: Work, key: int, code: str, seen: int, permission: Permission
) -> tuple[Work, Held, ProposalPaperTable]:
    """Giữ một giấy tờ như đã xem, if this person may change it and its proposal is still open."""
    found = held(work.session, work.period, key)
    if permission is Permission.SEND_DOSSIER:
        work = work.require(permission, found.unit)
    else:
        work = interests.require_deciding(work, permission, found.unit)
    take_turn(work.session)
    found = held(work.session, work.period, key)
    work.session.refresh(found.row)
    if found.row.state not in OPEN:
        raise Refused(
            f"Đề nghị này {PROPOSAL_WORDS[found.row.state]} nên giấy tờ của nó không đổi nữa."
        )
    _require_here(work.session, found)
    if all(one.code != code for one in found.plan.dossier):
        raise NotFound
    row = work.session.exec(
        select(ProposalPaperTable).where(
            ProposalPaperTable.proposal_id == key, ProposalPaperTable.code == code
        )
    ).first()
    if (0 if row is None else row.version) != seen:
        raise StaleEdit("Giấy tờ này vừa được người khác ghi; hãy xem lại.")
    new = ProposalPaperTable(
        proposal_id=key,
        code=code,
        state=PaperState.MISSING,
        version=0,
        set_by=work.actor.name,
        set_at=work.now,
    )
    return work, found, row or new


def _require_here(session: Session, found: Held) -> None:
    """Yêu cầu hồ sơ không đang ở cấp trên: what was sent up stands as it was sent."""
    leaving = leaving_step(found.plan)
    if found.row.state is not ProposalState.SENT or leaving is None:
        return
    sent = road_queries.transfers(session, [found.key]).get(found.key, [])
    last = next((one for one in reversed(sent) if one.step == leaving.code), None)
    if last is not None and last.is_live:
        raise Refused(
            f"Hồ sơ đang ở {leaving.to} nên giấy tờ của nó không đổi; nơi ấy trả lại hoặc yêu cầu "
            "bổ sung thì mới đổi được."
        )


_ACTS = {
    PaperState.MISSING: "paper.taken_back",
    PaperState.THERE: "paper.put",
    PaperState.CONFIRMED: "paper.confirmed",
}


def _save(work: Work, found: Held, row: ProposalPaperTable, state: PaperState) -> None:
    row.state = state
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act(_ACTS[state], found.unit, rows=[row_of(row)], reason=row.reason))
