"""Chuyển hồ sơ: each time it is handed on, on which day, by whom, and what the receiver said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from thidua.db import dossier_queries, road_queries
from thidua.db.tables import ProposalTransferTable
from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.awards import road
from thidua.domain.awards.proposal import OPEN, PROPOSAL_WORDS, ProposalState, ProposedAward
from thidua.domain.awards.road import (
    SENT_BACK,
    TRANSFER_WORDS,
    PaperStanding,
    StepStanding,
    Transfer,
    TransferResult,
)
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, LONGEST_TEXT, clean, length_fault
from thidua.domain.law.programme import Programme
from thidua.domain.movement.plan import RoadStep
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import VIETNAM, day_of
from thidua.services.access import interests
from thidua.services.awards import dossier_papers, quota_checks, quotas, shares
from thidua.services.awards.dossier_papers import Held
from thidua.services.dossier import owners
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law

_FIRST_YEAR = 1990
UNDECLARED = "Cần đánh dấu lời cam đoan của đơn vị trình trước khi gửi hồ sơ."


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadView:
    """Hồ sơ của một đề nghị: its papers and steps, and what this person may do of them.

    `unit_step` is that by which its unit hands it in, `leaving` that by which it is sent up.
    """

    proposal: ProposedAward
    unit: str
    papers: tuple[PaperStanding, ...]
    steps: tuple[StepStanding, ...]
    unit_step: str
    leaving: str
    may_put: bool
    may_confirm: bool
    may_take_paper: bool

    @property
    def next_step(self) -> StepStanding | None:
        """Chặng kế tiếp: the first that the receiver did not take yet."""
        return next((one for one in self.steps if not one.is_passed), None)

    @property
    def waiting(self) -> StepStanding | None:
        """Chặng đang chờ nơi nhận trả lời."""
        step = self.next_step
        return step if step is not None and step.is_there else None


def of_proposal(work: Work, *, key: int) -> RoadView:
    """Hồ sơ của một đề nghị trong phong trào; NotFound for a unit this person may not see."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    found = dossier_papers.held(work.session, work.period, key)
    allowed = units_of(work.actor, Permission.VIEW_AWARDS, work.period)
    if allowed is not None and found.unit not in allowed:
        raise NotFound
    sent = road_queries.transfers(work.session, [key]).get(key, [])
    first, last = road.unit_step(found.plan), road.leaving_step(found.plan)
    return RoadView(
        proposal=dossier_queries.proposed_award(found.row),
        unit=found.unit,
        papers=dossier_papers.unchecked(work.session, found),
        steps=_steps(found.plan, found.row.round_code, work.period, sent),
        unit_step="" if first is None else first.code,
        leaving="" if last is None else last.code,
        may_put=dossier_papers.may_put(work, found.unit),
        may_confirm=dossier_papers.may_confirm(work, found.unit),
        may_take_paper=is_allowed(work.actor, Permission.DECIDE_AWARD, work.period),
    )


def send(
    work: Work,
    *,
    key: int,
    step: str,
    declared: bool,
    document: str = "",
    at: datetime | None = None,
) -> None:
    """Chuyển hồ sơ theo một chặng; late ones too, and each is held to what its step asks.

    The step that leaves the block comes here only again, after it was sent back; the first time
    it is `councils.mark_sent`. `at` is when it came on paper, said by whoever receives; left out,
    it goes now. Refused where papers are missing, where the declaration is not ticked, and where
    a limit or the share of the unit is used up.
    """
    found = dossier_papers.held(work.session, work.period, key)
    first, last = road.unit_step(found.plan), road.leaving_step(found.plan)
    is_of_unit = first is not None and first.code == step
    is_leaving = last is not None and last.code == step
    if is_of_unit:
        work = work.require(Permission.SEND_DOSSIER, found.unit)
    else:
        work = interests.require_deciding(work, Permission.DECIDE_AWARD, found.unit)
    take_turn(work.session)
    found = dossier_papers.held(work.session, work.period, key)
    work.session.refresh(found.row)
    is_sent = found.row.state is ProposalState.SENT
    if is_leaving and found.row.state in OPEN and not is_sent:
        raise Refused("Lần đầu trình hồ sơ ghi ở bước «Trình cấp trên» của đề nghị.")
    if found.row.state not in OPEN or is_of_unit is is_sent:
        raise Refused(
            f"Đề nghị này {PROPOSAL_WORDS[found.row.state]} nên không chuyển hồ sơ ở chặng này."
        )
    act = begin(work, found, step=step, declared=declared, document=document, at=at)
    if is_of_unit or is_leaving:
        one = dossier_queries.proposed_award(found.row)
        shares.require_share(work.session, work.period, found.plan, one)
    if is_leaving:
        quota_checks.require_place(work.session, work.period, key, ProposalState.SENT)
    work.record(act)


def begin(
    work: Work,
    found: Held,
    *,
    step: str,
    declared: bool,
    document: str,
    at: datetime | None,
) -> Act:
    """Ghi một lần chuyển, whoever asks, if papers, declaration and road allow it."""
    known = road.carrying(found.plan)
    asked = next((one for one in known if one.code == step), None)
    if asked is None:
        raise NotFound
    sent = road_queries.transfers(work.session, [found.key]).get(found.key, [])
    _require_turn(_steps(found.plan, found.row.round_code, work.period, sent), asked)
    if not declared:
        raise Refused(UNDECLARED)
    is_first = known[0].code == step and len(known) > 1
    lacking = road.papers_lacking(
        dossier_papers.unchecked(work.session, found), confirmed=not is_first
    )
    if lacking:
        need = "chưa có" if is_first else "chưa đủ và đã xác nhận"
        raise Refused(f"Hồ sơ {need} các giấy tờ: {'; '.join(lacking)}.")
    row = ProposalTransferTable(
        proposal_id=found.key,
        step=step,
        sent_at=_moment(work, at),
        sent_by=work.actor.name,
        receiver=asked.to[:LONGEST_NAME],
        document=_text(document, "số công văn", LONGEST_NAME),
        on_paper=at is not None,
        set_by=work.actor.name,
        set_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return Act("transfer.sent", found.unit, rows=[row_of(row)])


def _require_turn(steps: Sequence[StepStanding], asked: RoadStep) -> None:
    """Tới lượt chặng này: those before were taken, and it is not on the way already."""
    for one in steps:
        if one.step.code == asked.code:
            if one.is_there:
                raise Refused(f"Hồ sơ đã gửi ở chặng «{asked.name}»; đợi nơi nhận trả lời.")
            return
        if not one.is_passed:
            raise Refused(
                f"Hồ sơ chưa được {one.step.to} nhận nên chưa chuyển tới {asked.to} được; hãy ghi "
                "chặng trước ở phần «Hồ sơ, ý kiến và đường đi»."
            )


def _moment(work: Work, at: datetime | None) -> datetime:
    """Lúc gửi: now, or when it came on paper as the receiver says it."""
    if at is None:
        return work.now
    if not is_allowed(work.actor, Permission.DECIDE_AWARD, work.period):
        raise NotPermitted("Ngày giờ gửi bản giấy do nơi nhận ghi.")
    if at > work.now:
        raise Refused(f"Lúc gửi {at.astimezone(VIETNAM):%H:%M %d/%m/%Y} chưa tới.")
    if at.year < _FIRST_YEAR:
        raise Refused(f"Ngày gửi {day_of(at):%d/%m/%Y} trước năm {_FIRST_YEAR}; hãy kiểm tra lại.")
    return at


def answer(
    work: Work, *, key: int, transfer: int, seen: int, result: TransferResult, reason: str = ""
) -> None:
    """Ghi nơi nhận trả lời: taken, or sent back with the reason; never by the sender's own unit."""
    found = dossier_papers.held(work.session, work.period, key)
    work = interests.require_deciding(work, Permission.DECIDE_AWARD, found.unit)
    take_turn(work.session)
    row = work.session.get(ProposalTransferTable, transfer)
    if row is None or row.proposal_id != key or result is TransferResult.WAITING:
        raise NotFound
    work.session.refresh(row)
    if row.version != seen:
        raise StaleEdit("Lần chuyển này vừa được người khác ghi; hãy xem lại.")
    if row.result is not TransferResult.WAITING:
        raise Refused(f"Nơi nhận đã trả lời «{TRANSFER_WORDS[row.result]}»; hãy xem lại.")
    said = _text(reason, "lý do", LONGEST_TEXT)
    if result in SENT_BACK:
        if not said:
            raise Refused(f"Cần ghi lý do {TRANSFER_WORDS[result]}.")
        interests.require_no_rival(work, found.unit)
    elif _is_own_hand(found, row, work):
        raise NotPermitted("Người gửi hồ sơ không tự nhận; hãy nhờ người thứ hai.")
    row.result, row.reason = result, said
    row.answered_by, row.answered_at = work.actor.name, work.now
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act(f"transfer.{result}", found.unit, rows=[row_of(row)], reason=said))


def _is_own_hand(found: Held, row: ProposalTransferTable, work: Work) -> bool:
    """Tự nhận điều mình gửi; what came on paper is written down by whoever takes it."""
    first = road.unit_step(found.plan)
    is_of_unit = first is not None and first.code == row.step
    return is_of_unit and not row.on_paper and row.sent_by == work.actor.name


def _text(text: str, what: str, longest: int) -> str:
    said = clean(text)
    fault = length_fault(said, longest)
    if fault:
        raise Refused(f"Phần {what} {fault}.")
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheRoad:
    """Một đề nghị của phong trào đang mở: its unit, what its dossier lacks, and where it is."""

    proposal: ProposedAward
    unit: str
    papers: tuple[PaperStanding, ...]
    steps: tuple[StepStanding, ...]
    leaving: str

    @property
    def last_back(self) -> Transfer | None:
        """Lần chuyển bị trả mà chưa gửi lại."""
        found = [one.current for one in self.steps if one.current is not None]
        return next((one for one in found if not one.is_live), None)


def unchecked_open(session: Session, period: BlockPeriod) -> tuple[OnTheRoad, ...]:
    """Mọi đề nghị của các phong trào còn chờ kết quả trong kỳ này, whoever asks."""
    book = law.book(session)
    chosen = quotas.unchecked_choices(session, period)
    every = [one for one in dossier_queries.proposals(session, period) if one.programme]
    found = [one for one in every if one.is_open and one.programme in book.programmes]
    if not found:
        return ()
    units = {(who.recipient, who.code): who.unit for who in owners.everybody(session)}
    keys = [one.key for one in found]
    stored, sent = road_queries.papers(session, keys), road_queries.transfers(session, keys)
    plans = {
        code: quotas.as_chosen(book.programmes[code], chosen)
        for code in {one.programme for one in found}
    }
    return tuple(
        OnTheRoad(
            proposal=one,
            unit=units.get((one.recipient, one.subject), ""),
            papers=road.paper_standings(plans[one.programme], stored.get(one.key, {})),
            steps=_steps(plans[one.programme], one.round, period, sent.get(one.key, [])),
            leaving=_leaving(plans[one.programme]),
        )
        for one in found
    )


def _steps(
    plan: Programme, round_code: str, period: BlockPeriod, sent: Sequence[Transfer]
) -> tuple[StepStanding, ...]:
    """Các chặng của một hồ sơ trong đợt của nó: another round has not the yearly deadlines."""
    return road.step_standings(plan.in_round(round_code), period.year, sent)


def _leaving(plan: Programme) -> str:
    last = road.leaving_step(plan)
    return "" if last is None else last.code
