"""Chương trình phiên họp: what may be laid before a council, put on its agenda and taken off."""

from collections.abc import Sequence

from sqlmodel import Session, col

from thidua.db.changes import delete_rows
from thidua.db.tables import CouncilItemTable, CouncilRecusalTable
from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.council.council import Council, CouncilKind
from thidua.domain.council.meeting import AGENDA_WORDS, KEPT_KINDS, AgendaItem, AgendaKind
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.register.line import RegisterLine
from thidua.domain.register.registers import register_of
from thidua.services.awards import aims, proposals
from thidua.services.awards.eligibility import last_day
from thidua.services.council import keeping, meetings
from thidua.services.dossier import owners
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.register import stored

INITIATIVES = "sang-kien"
WIDER = ("tinh", "toan_quoc")
"""Phạm vi mà hội đồng mức độ ảnh hưởng xét, by the codes of the register."""


def offered(work: Work, *, key: int) -> tuple[AgendaItem, ...]:
    """Những việc có thể đưa ra phiên họp này, those on an agenda already left out.

    They bear no key and no place yet.
    """
    require(work.actor, Permission.EDIT_COUNCIL, work.period)
    _, body = meetings.unchecked_one(work.session, work.period, key)
    return tuple(_offered(work.session, work.period, body))


def _offered(session: Session, period: BlockPeriod, body: Council) -> list[AgendaItem]:
    found = _waiting(session, period, body)
    busy = {
        (one.kind, one.unit, one.code)
        for meeting in meetings.unchecked(session, period)
        if not meeting.is_over or any(each.vote and not each.is_taken for each in meeting.items)
        for one in meeting.items
        if not one.is_taken
    }
    return [one for one in found if (one.kind, one.unit, one.code) not in busy]


def _waiting(session: Session, period: BlockPeriod, body: Council) -> list[AgendaItem]:
    """Những việc còn chờ hội đồng này xét, as they stand now."""
    found: list[AgendaItem] = []
    kinds = KEPT_KINDS[body.kind]
    if AgendaKind.INITIATIVE in kinds:
        found += _initiatives(session, period, is_wider=body.kind is CouncilKind.INFLUENCE)
    if AgendaKind.PROPOSAL in kinds:
        found += _proposals(session, period)
    return found


def require_current(work: Work, body: Council, items: Sequence[AgendaItem]) -> None:
    """Yêu cầu các việc này vẫn như lúc đưa vào chương trình: still waiting, of the same authors."""
    now = {(one.kind, one.unit, one.code): one for one in _waiting(work.session, work.period, body)}
    for one in items:
        if one.kind is AgendaKind.OTHER:
            continue
        found = now.get((one.kind, one.unit, one.code))
        if found is None:
            raise Refused(
                f"«{item_words(one)}» không còn chờ xét, đã rút hoặc đã có kết quả; hãy rút việc "
                "này khỏi chương trình."
            )
        if set(found.authors) != set(one.authors):
            raise Refused(
                f"Tác giả của «{item_words(one)}» đã đổi sau khi đưa vào chương trình; hãy rút "
                "việc này rồi đưa lại, để ai phải đứng ngoài được tính đúng."
            )


def _initiatives(session: Session, period: BlockPeriod, *, is_wider: bool) -> list[AgendaItem]:
    """Sáng kiến chưa xét, or for the reach of one those that were recognised."""
    by_code: dict[tuple[str, str], list[RegisterLine]] = {}
    for line in initiative_lines(session, period):
        by_code.setdefault((line.unit, line.code), []).append(line)
    found = []
    for (unit, code), lines in by_code.items():
        values = lines[0].values
        is_recognised = values.get("ket_qua") == "cong_nhan"
        if is_recognised is not is_wider or values.get("pham_vi") == WIDER[-1]:
            continue
        found.append(
            AgendaItem(
                key=0,
                position=0,
                kind=AgendaKind.INITIATIVE,
                text=str(values.get("ten", code)),
                unit=unit,
                code=code,
                scope=str(values.get("pham_vi_de_nghi", "")),
                authors=tuple(one.part for one in lines),
            )
        )
    return found


def initiative_lines(session: Session, period: BlockPeriod) -> list[RegisterLine]:
    """Các dòng sáng kiến đang dùng của kỳ này, whoever asks."""
    units = [one.code for one in block_members.members(session, period)]
    found = stored.unchecked_lines(session, register_of(INITIATIVES), units, period.year)
    return [one for one in found if one.stands]


def _proposals(session: Session, period: BlockPeriod) -> list[AgendaItem]:
    """Đề nghị chưa bình xét."""
    named = {(one.recipient, one.code): one for one in owners.everybody(session)}
    view = law.book(session).at(last_day(period.year))
    found = []
    for one in proposals.unchecked(session, period):
        owner = named.get((one.recipient, one.subject))
        if one.state is not ProposalState.PROPOSED or owner is None:
            continue
        is_person = one.recipient is Recipient.INDIVIDUAL
        found.append(
            AgendaItem(
                key=0,
                position=0,
                kind=AgendaKind.PROPOSAL,
                text=f"{owner.name}: {aims.name_of(view, one.award)}"[:LONGEST_NAME],
                unit=owner.unit,
                code=str(one.key),
                subject=one.subject,
                award=one.award,
                authors=(one.subject,) if is_person else (),
            )
        )
    return found


def put(
    work: Work,
    *,
    key: int,
    seen: int,
    matters: Sequence[tuple[AgendaKind, str, str]],
    scope: str = "",
    other: str = "",
) -> None:
    """Đưa những việc này vào chương trình, by their kind, unit and code, and one in free words.

    For the reach of an initiative `scope` says how far it is asked to reach.
    """
    work = keeping.begin(work)
    meeting, body = meetings.held(work, key, seen)
    known = {
        (one.kind, one.unit, one.code): one for one in _offered(work.session, work.period, body)
    }
    if not set(matters) <= set(known):
        raise NotFound
    wanted = [known[one] for one in dict.fromkeys(matters)]
    if body.kind is CouncilKind.INFLUENCE and wanted:
        if scope not in WIDER:
            raise Refused("Cần chọn phạm vi đề nghị: tỉnh hoặc toàn quốc.")
    else:
        scope = ""
    _require_no_twin(work, wanted)
    said = clean(other)
    if said:
        fault = length_fault(said, LONGEST_NAME)
        if fault:
            raise Refused(f"Phần việc khác {fault}.")
        wanted.append(AgendaItem(key=0, position=0, kind=AgendaKind.OTHER, text=said))
    if not wanted:
        raise Refused("Chưa chọn việc nào để đưa vào chương trình.")
    last = max((one.position for one in meeting.items), default=0)
    rows = [
        CouncilItemTable(
            meeting_id=key,
            position=place,
            kind=one.kind,
            text=one.text,
            unit=one.unit,
            code=one.code,
            scope=scope or one.scope,
            subject=one.subject,
            award=one.award,
            authors="\n".join(one.authors),
            set_by=work.actor.name,
            set_at=work.now,
        )
        for place, one in enumerate(wanted, last + 1)
    ]
    work.session.add_all(rows)
    work.session.flush()
    work.record(*(Act("council.item_added", row.unit, rows=[row_of(row)]) for row in rows))


def _require_no_twin(work: Work, wanted: Sequence[AgendaItem]) -> None:
    """Yêu cầu không trùng tên và tác giả với một sáng kiến khác."""
    asked = {(one.unit, one.code) for one in wanted if one.kind is AgendaKind.INITIATIVE}
    if not asked:
        return
    lines = initiative_lines(work.session, work.period)
    for later, first in register_of(INITIATIVES).twins(lines):
        if later.key[:2] in asked or first.key[:2] in asked:
            raise Refused(
                f"Sáng kiến {later.code} trùng tên và tác giả với {first.code}; giữ một mã trong "
                "sổ rồi đưa ra hội đồng."
            )


def take_off(work: Work, *, key: int, item: int, reason: str) -> None:
    """Rút một việc khỏi chương trình, with the reason; before a vote on it was set up."""
    work = keeping.begin(work)
    meeting, _ = meetings.held(work, key, None)
    found = next((one for one in meeting.items if one.key == item), None)
    if found is None:
        raise NotFound
    if found.vote is not None:
        raise Refused("Việc này đã lập cuộc bỏ phiếu; bỏ cuộc bỏ phiếu ấy rồi rút việc.")
    said = clean(reason)
    fault = length_fault(said, LONGEST_NAME)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do rút việc này.")
    delete_rows(work.session, CouncilRecusalTable, col(CouncilRecusalTable.item_id) == item)
    delete_rows(work.session, CouncilItemTable, col(CouncilItemTable.id) == item)
    work.record(Act("council.item_removed", found.unit, reason=said))


def item_words(one: AgendaItem) -> str:
    """Một việc bằng lời: its kind, its code where it has one, and its title."""
    code = f"{one.code} · " if one.kind is AgendaKind.INITIATIVE else ""
    return f"{AGENDA_WORDS[one.kind]}: {code}{one.text}"
