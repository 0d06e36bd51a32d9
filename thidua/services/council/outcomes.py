"""Kết quả của phiên họp: read from the counted votes, carried once to registers and proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col

from thidua.db.changes import update_rows
from thidua.db.tables import CouncilItemTable, CouncilMeetingTable
from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.council.council import Council, CouncilKind, CouncilLevel
from thidua.domain.council.meeting import (
    AgendaItem,
    AgendaKind,
    CouncilMeeting,
    CouncilMeetingState,
)
from thidua.domain.council.outcome import ItemOutcome
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, Written, clean, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of, vi_day
from thidua.domain.register.kinds.recognising import may_recognise
from thidua.domain.register.registers import register_of
from thidua.domain.register.wish import RegisterWish
from thidua.domain.vote.counting import CandidateResult
from thidua.services.awards import councils as proposal_steps
from thidua.services.awards import proposals
from thidua.services.council import agenda, keeping, meetings
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work
from thidua.services.register import authors, lines
from thidua.services.register.understanding import Understood, ground, understand
from thidua.services.vote import results, votes

_WIDE_LEVELS = frozenset({CouncilLevel.PROVINCE, CouncilLevel.MINISTRY})


def of_meeting(work: Work, *, meeting: CouncilMeeting) -> tuple[ItemOutcome, ...]:
    """Kết quả từng việc của phiên họp này."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return tuple(unchecked(work.session, work.period, meeting))


def unchecked(session: Session, period: BlockPeriod, meeting: CouncilMeeting) -> list[ItemOutcome]:
    """Kết quả từng việc, whoever asks."""
    asked = {one.vote for one in meeting.items if one.vote is not None}
    views = {one.key: one for one in votes.unchecked(session, period) if one.key in asked}
    found: dict[tuple[int, str], tuple[CandidateResult, bool]] = {}
    for key, view in views.items():
        if view.closed_at is None:
            continue
        closed = results.unchecked_result(session, period, key)
        for one in closed.result.candidates:
            found[key, one.candidate.code] = (one, closed.is_whole and one.has_passed)
    told = []
    for item in meeting.items:
        result = found.get((item.vote or 0, item.candidate))
        held = views.get(item.vote or 0)
        told.append(
            ItemOutcome(
                item=item,
                result=None if result is None else result[0],
                is_open=held is not None and held.is_open,
                verdict=None if result is None else result[1],
            )
        )
    return told


def to_take(session: Session, period: BlockPeriod, meeting: CouncilMeeting) -> list[ItemOutcome]:
    """Những việc đã có kết quả mà chưa chuyển đi."""
    if meeting.state is not CouncilMeetingState.CLOSED:
        return []
    return waiting_of(meeting, unchecked(session, period, meeting))


def waiting_of(meeting: CouncilMeeting, told: Sequence[ItemOutcome]) -> list[ItemOutcome]:
    """Những việc đã có kết quả mà chưa chuyển đi, of what was read."""
    if meeting.state is not CouncilMeetingState.CLOSED:
        return []
    return [
        one
        for one in told
        if one.result is not None
        and not one.item.is_taken
        and one.item.kind is not AgendaKind.OTHER
    ]


def take(
    work: Work,
    *,
    key: int,
    seen: int,
    decision: str = "",
    decided: date | None = None,
    signer: str = "",
) -> int:
    """Ghi kết quả phiên họp vào sổ sáng kiến và đề nghị, once for each item; how many were taken.

    «Công nhận» needs the number, the day and the signer of the decision; how far an initiative
    reaches changes with a decision of who may make it so, else it stays what is asked for. Rows
    of the register wait for their second person again.
    """
    work = keeping.begin(work)
    meeting, body = meetings.unchecked_one(work.session, work.period, key)
    if meeting.version != seen:
        raise StaleEdit("Phiên họp vừa được người khác sửa; hãy xem lại.")
    waiting = to_take(work.session, work.period, meeting)
    if not waiting:
        raise Refused("Không còn kết quả nào để ghi: phiên họp chưa chốt, hoặc đã ghi một lần rồi.")
    said = _Decision(clean(decision), decided, clean(signer))
    _require_decision(work, meeting, body, said, waiting)
    initiatives = [one for one in waiting if one.item.kind is AgendaKind.INITIATIVE]
    _write_rows(work, meeting, body, said, initiatives)
    for one in waiting:
        if one.item.kind is AgendaKind.PROPOSAL and one.verdict:
            _mark(work, meeting, one.item)
    update_rows(
        work.session,
        CouncilItemTable,
        col(CouncilItemTable.id).in_([one.item.key for one in waiting]),
        carried_by=work.actor.name,
        carried_at=work.now,
    )
    row = work.session.get_one(CouncilMeetingTable, key)
    row.decision, row.decided_on, row.signer = said.number, said.day, said.signer
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("council.taken", rows=[row_of(row)], detail={"items": len(waiting)}))
    return len(waiting)


@dataclass(frozen=True, slots=True)
class _Decision:
    """Quyết định công nhận: its number, its day and who signed it."""

    number: str
    day: date | None
    signer: str

    @property
    def is_whole(self) -> bool:
        return bool(self.number and self.day and self.signer)


def _require_decision(
    work: Work,
    meeting: CouncilMeeting,
    body: Council,
    said: _Decision,
    waiting: Sequence[ItemOutcome],
) -> None:
    for what, text in (("số quyết định", said.number), ("người ký", said.signer)):
        fault = length_fault(text, LONGEST_NAME)
        if fault:
            raise Refused(f"Phần {what} {fault}.")
    recognises = body.kind is CouncilKind.INITIATIVE and any(one.verdict for one in waiting)
    if recognises and not said.is_whole:
        raise Refused(
            "Công nhận sáng kiến cần quyết định: ghi số, ngày và người ký; hội đồng chỉ đề nghị."
        )
    if any((said.number, said.day, said.signer)) and not said.is_whole:
        raise Refused("Ghi đủ số, ngày và người ký của quyết định, hoặc để trống cả ba.")
    if said.day is not None and not meeting.day <= said.day <= day_of(work.now):
        raise Refused(
            f"Ngày quyết định {vi_day(said.day)} phải từ ngày họp {vi_day(meeting.day)} và không "
            "sau hôm nay."
        )


def _write_rows(
    work: Work,
    meeting: CouncilMeeting,
    body: Council,
    said: _Decision,
    waiting: Sequence[ItemOutcome],
) -> None:
    """Ghi kết quả vào mọi dòng của các sáng kiến này, all or none."""
    if not waiting:
        return
    register = register_of(agenda.INITIATIVES)
    stand = agenda.initiative_lines(work.session, work.period)
    base = ground(work, register)
    written: list[Understood] = []
    for one in waiting:
        cells = _cells(meeting, body, said, one)
        for line in stand:
            if line.key[:2] != (one.item.unit, one.item.code):
                continue
            wish = RegisterWish(
                code=line.code,
                year=line.year,
                unit=line.unit,
                cells={**cells, register.key: line.part},
            )
            found, wrong = understand(base, wish)
            if found is None:
                raise Refused(
                    f"{line.code}: " + " ".join(f"{title}: {fault}." for title, fault in wrong)
                )
            if not found.is_same:
                written.append(found)
    confirmed = [one.before for one in written if one.before and one.before.is_confirmed]
    authors.require_may_take(work, register, confirmed)
    if written:
        work.record(*lines.keep(work, register, written))


def _cells(
    meeting: CouncilMeeting, body: Council, said: _Decision, one: ItemOutcome
) -> dict[str, Written]:
    number = f"{meeting.number}, " if meeting.number else ""
    cells: dict[str, Written] = {"phien_hop": f"{body.name}: {number}ngày {vi_day(meeting.day)}"}
    day = None if said.day is None else f"{said.day:%d/%m/%Y}"
    signed: dict[str, Written] = {"so_qd": said.number, "ngay_qd": day, "nguoi_ky": said.signer}
    asked = one.item.scope
    is_wide = (
        asked in agenda.WIDER
        and said.is_whole
        and body.level in _WIDE_LEVELS
        and may_recognise(asked, said.signer)
    )
    if body.kind is CouncilKind.INFLUENCE:
        if one.verdict:
            cells["pham_vi_de_nghi"] = asked
            if is_wide:
                cells |= {"pham_vi": asked, **signed}
        return cells
    if not one.verdict:
        return cells | {"ket_qua": "khong"}
    cells |= {"ket_qua": "cong_nhan", "pham_vi": asked if is_wide else "co_so", **signed}
    if asked in agenda.WIDER:
        cells["pham_vi_de_nghi"] = asked
    return cells


def _mark(work: Work, meeting: CouncilMeeting, item: AgendaItem) -> None:
    """Ghi đã bình xét cho một đề nghị đạt; one that went its way meanwhile is left alone."""
    for one in proposals.unchecked(work.session, work.period):
        if str(one.key) == item.code and one.state is ProposalState.PROPOSED:
            proposal_steps.mark_voted(
                work,
                key=one.key,
                seen=one.version,
                vote=item.vote,
                document=meeting.number,
            )
