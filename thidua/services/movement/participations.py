"""Đăng ký tham gia: written and handed in by the unit, received or given back by another person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from thidua.db import movement_queries, place_queries, queries
from thidua.db.changes import Row, insert_rows
from thidua.db.tables import ParticipationTable, PledgeTable
from thidua.domain.access.permissions import Permission, is_allowed, require, units_of
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.points import is_bearable
from thidua.domain.ground.preview import Change, Preview
from thidua.domain.ground.text import LONGEST_CODE, LONGEST_NAME, LONGEST_TEXT, clean, length_fault
from thidua.domain.ground.titles import nearest
from thidua.domain.law.programme import Programme
from thidua.domain.movement import participation_rows as words
from thidua.domain.movement.participation import (
    PARTICIPATION_WORDS,
    WRITABLE,
    Participation,
    ParticipationState,
    Pledge,
    Registration,
)
from thidua.domain.movement.participation_rows import ParticipationRow
from thidua.domain.period.period import BlockPeriod, members_named
from thidua.domain.period.windows import VIETNAM
from thidua.files.movement.participation_book import participation_book
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import states
from thidua.services.movement.lists import MovementList

_FIRST_YEAR = 1990
_S = ParticipationState


def of_movement(work: Work, *, code: str) -> tuple[Participation, ...]:
    """Đăng ký của các đơn vị trong khối vào phong trào này, by unit."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return unchecked(work.session, work.period, code)


def unchecked(session: Session, period: BlockPeriod, code: str) -> tuple[Participation, ...]:
    """Đăng ký của các đơn vị trong khối, of one movement, whoever asks."""

    def read() -> tuple[Participation, ...]:
        units = [one.code for one in block_members.members(session, period)]
        return tuple(movement_queries.participations(session, units, code))

    return kept(session, ("participations", period, code), read)


def _units(work: Work) -> list[str]:
    return [one.code for one in block_members.members(work.session, work.period)]


def workbook(work: Work) -> bytes:
    """Sổ đăng ký tham gia của các đơn vị trong khối, of every movement of the year."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    found = movement_queries.participations(work.session, _units(work))
    plans = law.book(work.session).programmes
    of_year = [
        one
        for one in found
        if one.movement in plans
        and work.period.year in plans[one.movement].years
        and one.is_for(work.period.year)
    ]
    return participation_book(of_year)


def save(
    work: Work,
    *,
    code: str,
    unit: str,
    year: int | None,
    content: Registration,
    seen: int = 0,
) -> None:
    """Ghi nháp đăng ký của một đơn vị; `seen` is the version it was looked at, 0 for none.

    Refused once it was handed in, until it is given back.
    """
    work = work.require(Permission.JOIN_MOVEMENT, unit)
    take_turn(work.session)
    _require_member(work, unit)
    plan = _plan(work.session, code)
    states.require_running(plan, states.unchecked(work.session, code).state, "đăng ký tham gia")
    fault = _year_fault(work, plan, year) or _fault(work, content)
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")
    row = _row(work.session, code, unit, year)
    if (0 if row is None else row.version) != seen:
        raise StaleEdit("Đăng ký này vừa được người khác ghi; hãy xem lại.")
    if row is not None and row.state not in WRITABLE:
        raise Refused(
            f"Đăng ký đang ở tình trạng «{PARTICIPATION_WORDS[row.state]}» nên không sửa được; hãy "
            "nhờ nơi tiếp nhận trả lại rồi sửa."
        )
    row, rows = _write_content(work, row, (code, unit, year), content)
    work.record(Act("participation.saved", unit, rows=[row_of(row), *rows]))


def send(work: Work, *, code: str, unit: str, year: int | None, seen: int) -> None:
    """Gửi đăng ký: with the number and day of the unit's plan."""
    work = work.require(Permission.JOIN_MOVEMENT, unit)
    take_turn(work.session)
    _require_member(work, unit)
    row = _held(work, code, unit, year, seen, WRITABLE)
    if not clean(row.document) or row.document_day is None:
        raise Refused("Cần ghi số và ngày kế hoạch của đơn vị trước khi gửi.")
    row.sent_by, row.sent_at = work.actor.name, work.now
    _step(work, row, unit, _S.SENT, "participation.sent")


def receive(work: Work, *, code: str, unit: str, year: int | None, seen: int) -> None:
    """Tiếp nhận đăng ký: never by who handed it in, nor by somebody of the unit itself."""
    work = interests.require_deciding(work, Permission.RECEIVE_PARTICIPATION, unit)
    take_turn(work.session)
    row = _held(work, code, unit, year, seen, {_S.SENT})
    if row.sent_by == work.actor.name:
        raise NotPermitted("Người gửi một đăng ký không tự tiếp nhận; hãy nhờ người thứ hai.")
    row.received_by, row.received_at = work.actor.name, work.now
    _step(work, row, unit, _S.RECEIVED, "participation.received")


def give_back(
    work: Work, *, code: str, unit: str, year: int | None, seen: int, reason: str
) -> None:
    """Trả lại đăng ký đã gửi hoặc đã tiếp nhận, with the reason, for the unit to mend it."""
    work = interests.require_deciding(work, Permission.RECEIVE_PARTICIPATION, unit)
    take_turn(work.session)
    row = _held(work, code, unit, year, seen, {_S.SENT, _S.RECEIVED})
    if row.state is _S.RECEIVED:
        interests.require_no_rival(work, unit)
    reason = clean(reason)
    fault = length_fault(reason, LONGEST_TEXT)
    if not reason or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do trả lại.")
    row.reason = reason
    row.sent_by, row.sent_at, row.received_by, row.received_at = "", None, "", None
    _step(work, row, unit, _S.RETURNED, "participation.returned", reason)


def may_receive(work: Work, one: Participation) -> bool:
    """Tiếp nhận được đăng ký này."""
    is_waiting = one.state is _S.SENT and one.sent_by != work.actor.name
    return is_waiting and interests.may_decide(work, Permission.RECEIVE_PARTICIPATION, one.unit)


def _step(
    work: Work,
    row: ParticipationTable,
    unit: str,
    to: ParticipationState,
    action: str,
    reason: str = "",
) -> None:
    row.state = to
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act(action, unit, rows=[row_of(row)], reason=reason))


def _held(
    work: Work,
    code: str,
    unit: str,
    year: int | None,
    seen: int,
    states_asked: Collection[ParticipationState],
) -> ParticipationTable:
    """Dòng đăng ký ở đúng bản đã xem và một trong các tình trạng này, of a running movement."""
    plan = _plan(work.session, code)
    states.require_running(plan, states.unchecked(work.session, code).state, "đăng ký tham gia")
    row = None if _year_fault(work, plan, year) else _row(work.session, code, unit, year)
    if row is None:
        raise NotFound
    if row.version != seen:
        raise StaleEdit("Đăng ký này vừa được người khác ghi; hãy xem lại.")
    if row.state not in states_asked:
        raise Refused(
            f"Đăng ký đang ở tình trạng «{PARTICIPATION_WORDS[row.state]}» nên không làm việc này "
            "được; hãy xem lại."
        )
    return row


def _plan(session: Session, code: str) -> Programme:
    found = law.book(session).programmes.get(code)
    if found is None:
        raise NotFound
    return found


def _require_member(work: Work, unit: str) -> None:
    if unit not in _units(work):
        raise NotFound


def _row(session: Session, code: str, unit: str, year: int | None) -> ParticipationTable | None:
    at = col(ParticipationTable.year)
    return session.exec(
        select(ParticipationTable).where(
            ParticipationTable.programme == code,
            ParticipationTable.unit_id == queries.unit_key(session, unit),
            at.is_(None) if year is None else at == year,
        )
    ).first()


def _year_fault(work: Work, plan: Programme, year: int | None) -> str:
    """Năm đăng ký là năm của kỳ này, hoặc cả phong trào; empty where it is."""
    if year is not None and year not in plan.years:
        return (
            f"năm {year} ngoài phong trào «{plan.name}»; chọn trong các năm "
            f"{plan.first_year}–{plan.last_year}"
        )
    if year is not None and year != work.period.year:
        return f"năm {year} không phải năm của kỳ đang xem; hãy chọn kỳ năm {year} rồi ghi"
    return ""


def _fault(work: Work, content: Registration) -> str:
    """Chỗ sai của nội dung, without a stop; empty where all is well."""
    day = content.document_day
    if day is not None and day > work.now.astimezone(VIETNAM).date():
        return f"ngày kế hoạch {day:%d/%m/%Y} chưa tới; hãy sửa ngày"
    if day is not None and day.year < _FIRST_YEAR:
        return f"ngày kế hoạch {day:%d/%m/%Y} trước năm {_FIRST_YEAR}; hãy kiểm tra lại"
    content = _cleaned(content)
    long = [("số kế hoạch", content.document), ("phụ trách", content.in_charge)]
    for name, text in long:
        fault = length_fault(text, LONGEST_NAME)
        if fault:
            return f"{name} {fault}"
    known = {one.code for one in place_queries.places(work.session)} if content.pledges else set()
    for number, pledge in enumerate(content.pledges, start=1):
        fault = _pledge_fault(pledge, known)
        if not fault and pledge in content.pledges[: number - 1]:
            same = content.pledges.index(pledge) + 1
            fault = f"trùng nội dung {same}; hãy bỏ một, hoặc ghi rõ khác nhau ở đâu"
        if fault:
            return f"nội dung {number}: {fault}"
    return ""


def _cleaned(content: Registration) -> Registration:
    """Nội dung như sẽ được giữ."""
    return replace(
        content,
        document=clean(content.document),
        in_charge=clean(content.in_charge),
        pledges=tuple(
            replace(one, content=clean(one.content), unit=clean(one.unit))
            for one in content.pledges
        ),
    )


def _pledge_fault(pledge: Pledge, known: Collection[str]) -> str:
    if not clean(pledge.content):
        return "chưa ghi nội dung đăng ký"
    fault = length_fault(pledge.content, LONGEST_TEXT)
    if fault:
        return fault
    fault = length_fault(pledge.unit, LONGEST_CODE)
    if fault:
        return f"đơn vị tính {fault}"
    if pledge.amount is not None and not is_bearable(pledge.amount):
        return "chỉ tiêu không phải số, hoặc có quá nhiều chữ số; hãy sửa lại"
    if pledge.amount is not None and pledge.amount <= 0:
        return "chỉ tiêu phải lớn hơn 0"
    if pledge.due is not None and pledge.due.year < _FIRST_YEAR:
        return f"hạn {pledge.due:%d/%m/%Y} trước năm {_FIRST_YEAR}; hãy kiểm tra lại"
    if pledge.place and pledge.place not in known:
        near = nearest(pledge.place, known)
        said = f"; gần nhất: {near}" if near else ""
        return f"không có địa bàn «{pledge.place}»{said}"
    return ""


def _write_content(
    work: Work,
    row: ParticipationTable | None,
    at: tuple[str, str, int | None],
    content: Registration,
) -> tuple[ParticipationTable, list[Row]]:
    """Ghi nội dung; the pledges are written anew only where they changed."""
    code, unit, year = at
    row = row or ParticipationTable(
        programme=code,
        unit_id=queries.unit_key(work.session, unit),
        year=year,
        version=0,
        set_by=work.actor.name,
        set_at=work.now,
    )
    row.document, row.document_day = clean(content.document), content.document_day
    row.in_charge = clean(content.in_charge)
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    key = row.id or 0
    stored = [
        one
        for one in movement_queries.participations(work.session, [unit], code)
        if one.year == year
    ]
    if stored and stored[0].content.pledges == content.pledges:
        return row, []
    changed = []
    for old in work.session.exec(
        select(PledgeTable).where(PledgeTable.participation_id == key, col(PledgeTable.live))
    ):
        old.live = False
        work.session.add(old)
        changed.append(row_of(old))
    work.session.flush()
    changed += insert_rows(
        work.session,
        PledgeTable,
        [
            {
                "participation_id": key,
                "position": position,
                "content": clean(pledge.content),
                "amount": pledge.amount,
                "measured_in": clean(pledge.unit),
                "place_code": pledge.place,
                "done_by_day": pledge.due,
            }
            for position, pledge in enumerate(content.pledges, start=1)
        ],
    )
    return row, changed


def preview_participations(
    work: Work, *, rows: Sequence[ParticipationRow], findings: Sequence[Finding] = ()
) -> Preview:
    """Xem trước sổ đăng ký tham gia: of the units of this period this person writes for."""
    return _LIST.preview(work, rows, findings)


def import_participations(
    work: Work,
    *,
    rows: Sequence[ParticipationRow],
    findings: Sequence[Finding] = (),
    seen: str | None = None,
) -> Preview:
    """Nhập sổ đăng ký tham gia, as drafts: all or nothing."""
    return _LIST.bring(work, rows, findings, seen)


@dataclass(frozen=True, slots=True)
class _Joining:
    """Một đăng ký cần ghi, and what stands there now."""

    participation: Participation
    before: Participation | None

    @property
    def change(self) -> Change:
        one = self.participation
        old = None if self.before is None else self.before.content.words
        return Change.of(f"{one.unit} · {one.movement} · {one.when}", old, one.content.words)


def _require(work: Work) -> Work:
    if not queries.only_reads(work.session):
        fresh = queries.held_period(work.session, work.period.id)
        if fresh is None:
            raise NotFound
        work = work.at(fresh)
    allowed = units_of(work.actor, Permission.JOIN_MOVEMENT, work.period)
    if allowed is not None and not allowed:
        raise NotPermitted
    return work


_Place = tuple[str, str, int | None]


def _understand(work: Work, rows: Sequence[ParticipationRow], findings: Findings) -> list[_Joining]:
    gathered: dict[_Place, tuple[ParticipationRow, Registration]] = {}
    members = _units(work)
    plans = law.book(work.session).programmes
    units = members_named(block_members.members(work.session, work.period))
    for said in rows:
        row = replace(said, unit=units.get(code_key(said.unit), said.unit))
        fault = _row_fault(work, row, members, plans)
        if fault is not None:
            title, message = fault
            findings.error("participation", message, row.at.get(title, ""))
            continue
        place = (row.movement, row.unit, row.year)
        if place not in gathered:
            gathered[place] = (row, row.content)
            continue
        first, content = gathered[place]
        if replace(row.content, pledges=()) != replace(content, pledges=()):
            message = (
                "kế hoạch, phụ trách khác dòng trước của cùng đăng ký ở "
                f"{first.at.get(words.UNIT, '')}"
            )
            findings.error("two_plans", message, row.at.get(words.DOCUMENT, ""))
            continue
        if not row.content.pledges or row.content.pledges[0] in content.pledges:
            message = f"trùng dòng của cùng đăng ký ở {first.at.get(words.UNIT, '')}"
            findings.error("twice", message, row.at.get(words.UNIT, ""))
            continue
        whole = replace(content, pledges=(*content.pledges, *row.content.pledges))
        gathered[place] = (first, whole)
    stored = {
        (one.movement, one.unit, one.year): one
        for one in movement_queries.participations(work.session, {unit for _, unit, _ in gathered})
    }
    found = []
    for place, (row, own) in gathered.items():
        before = stored.get(place)
        content = _completed(row, own, before)
        fault_words = _content_fault(work, content, before)
        if fault_words:
            findings.error("participation", fault_words, row.at.get(words.UNIT, ""))
            continue
        code, unit, year = place
        one = Participation(movement=code, unit=unit, year=year, content=content)
        found.append(_Joining(one, before))
    return found


def _row_fault(
    work: Work, row: ParticipationRow, members: Collection[str], plans: Mapping[str, Programme]
) -> tuple[str, str] | None:
    plan = plans.get(row.movement)
    if plan is None:
        near = nearest(row.movement, plans)
        said = f"; gần nhất: {near}" if near else ""
        return words.MOVEMENT, f"không có phong trào «{row.movement}»{said}"
    if row.unit not in members:
        near = nearest(row.unit, members)
        said = f"; gần nhất: {near}" if near else ""
        return words.UNIT, f"«{row.unit}» không phải đơn vị của {work.period.words}{said}"
    if not is_allowed(work.actor, Permission.JOIN_MOVEMENT, work.period, row.unit):
        return words.UNIT, f"bạn không đăng ký thay đơn vị «{row.unit}» được"
    fault = _year_fault(work, plan, row.year)
    return (words.YEAR, fault) if fault else None


def _content_fault(work: Work, content: Registration, before: Participation | None) -> str:
    if before is not None and before.content != content and before.state not in WRITABLE:
        return (
            f"đăng ký {before.when} đang «{PARTICIPATION_WORDS[before.state]}» nên không đổi bằng "
            "tệp; hãy nhờ nơi tiếp nhận trả lại"
        )
    return _fault(work, content)


def _completed(
    row: ParticipationRow, content: Registration, before: Participation | None
) -> Registration:
    """Nội dung kèm điều đang lưu ở những cột mà danh sách không có."""
    if before is None:
        return content
    plain = {
        words.DOCUMENT: "document",
        words.DOCUMENT_DAY: "document_day",
        words.IN_CHARGE: "in_charge",
        words.CONTENT: "pledges",
    }
    as_stored = {
        name: getattr(before.content, name) for title, name in plain.items() if title in row.unsaid
    }
    return replace(content, **as_stored)


def _write(work: Work, listing: Sequence[_Joining]) -> list[Act]:
    plans = {one.participation.movement for one in listing}
    for code in sorted(plans):
        state = states.unchecked(work.session, code).state
        states.require_running(_plan(work.session, code), state, "đăng ký tham gia")
    acts = []
    for one in listing:
        at = (one.participation.movement, one.participation.unit, one.participation.year)
        row = _row(work.session, *at)
        row, rows = _write_content(work, row, at, one.participation.content)
        acts.append(Act("participation.saved", one.participation.unit, rows=[row_of(row), *rows]))
    return acts


_LIST = MovementList("Sổ đăng ký tham gia", _require, _understand, _write)
