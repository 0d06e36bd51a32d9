"""Phiên họp hội đồng: called, held, closed; who came, who was sent, who keeps out of what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from thidua.db import council_queries
from thidua.db.changes import delete_rows
from thidua.db.tables import (
    CouncilAttendanceTable,
    CouncilMeetingTable,
    CouncilRecusalTable,
)
from thidua.domain.access.permissions import Permission, require
from thidua.domain.council.council import Council, CouncilMember
from thidua.domain.council.meeting import (
    MEETING_STATE_WORDS,
    Attendance,
    Attending,
    CouncilMeeting,
    CouncilMeetingState,
)
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import (
    LONGEST_NAME,
    LONGEST_TEXT,
    clean,
    folded,
    length_fault,
    listed,
)
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of, vi_day
from thidua.services.council import keeping
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work
from thidua.services.vote import votes
from thidua.services.vote.votes import VoteView

_STALE = "Phiên họp vừa được người khác sửa; hãy xem lại."


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWish:
    """Phiên họp như người ta gõ; `chair` and `scribe` are members by their keys."""

    held_at: datetime
    place: str = ""
    in_writing: bool = False
    chair: int | None = None
    scribe: int | None = None
    guests: str = ""
    number: str = ""


def of_period(work: Work) -> tuple[CouncilMeeting, ...]:
    """Các phiên họp của kỳ này, the latest first."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return tuple(unchecked(work.session, work.period))


def unchecked(session: Session, period: BlockPeriod) -> list[CouncilMeeting]:
    """Các phiên họp của kỳ này, whoever asks."""
    return council_queries.meetings(session, period)


def unchecked_one(
    session: Session, period: BlockPeriod, key: int
) -> tuple[CouncilMeeting, Council]:
    """Một phiên họp và hội đồng của nó, whoever asks; NotFound in another period."""
    for meeting in unchecked(session, period):
        if meeting.key == key:
            for council in keeping.unchecked(session, period):
                if council.key == meeting.council:
                    return meeting, council
    raise NotFound


def write(
    work: Work, *, council: int, wish: MeetingWish, key: int | None = None, seen: int = 0
) -> int:
    """Lập một phiên họp, or change one that is not over; its key."""
    work = keeping.begin(work)
    body = keeping.council_in(keeping.unchecked(work.session, work.period), council)
    if key is not None:
        meeting, _ = _open(work, key, seen)
        if meeting.council != council:
            raise NotFound
        if meeting.day != day_of(wish.held_at) and any(one.vote for one in meeting.items):
            raise Refused("Phiên này đã lập cuộc bỏ phiếu nên giữ ngày họp; chỉ đổi được giờ.")
        if meeting.in_writing is not wish.in_writing and any(one.vote for one in meeting.items):
            raise Refused(
                "Phiên này đã lập cuộc bỏ phiếu nên giữ cách họp, trực tiếp hay bằng văn bản."
            )
    fault = _fault(work, body, wish)
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")
    row = None if key is None else work.session.get(CouncilMeetingTable, key)
    row = row or CouncilMeetingTable(
        block_year_id=work.period.id,
        council_id=council,
        held_at=wish.held_at,
        version=0,
        set_by="",
        set_at=work.now,
    )
    row.held_at, row.in_writing = wish.held_at, wish.in_writing
    row.place, row.guests, row.number = clean(wish.place), clean(wish.guests), clean(wish.number)
    row.chair_id, row.scribe_id = wish.chair, wish.scribe
    return _put(work, row, "council.meeting_written")


def move(
    work: Work,
    *,
    key: int,
    seen: int,
    to: CouncilMeetingState,
    reason: str = "",
    ended_at: datetime | None = None,
) -> None:
    """Chuyển phiên họp: invited, sitting, closed or cancelled; closing asks that all was said."""
    work = keeping.begin(work)
    meeting, body = _open(work, key, seen)
    if not meeting.may_become(to):
        was, into = MEETING_STATE_WORDS[meeting.state], MEETING_STATE_WORDS[to]
        raise Refused(f"Phiên họp {was} nên không chuyển sang «{into}» được.")
    said = clean(reason)
    if to is CouncilMeetingState.CANCELLED and not said:
        raise Refused("Cần ghi lý do hủy phiên họp.")
    if to is CouncilMeetingState.CANCELLED and any(one.vote for one in meeting.items):
        raise Refused("Phiên này đã lập cuộc bỏ phiếu; hãy bỏ cuộc bỏ phiếu ấy trước.")
    if to is CouncilMeetingState.SITTING and work.now < meeting.held_at - timedelta(hours=1):
        raise Refused(
            f"Phiên họp ghi ngày {vi_day(meeting.day)}, chưa tới; họp sớm hơn thì sửa giờ họp."
        )
    if to is CouncilMeetingState.CLOSED:
        lacks = unfinished(work.session, work.period, meeting, body)
        if lacks:
            raise Refused(f"Chưa chốt được: {'; '.join(lacks)}.")
    row = work.session.get_one(CouncilMeetingTable, key)
    row.state = to
    if to is CouncilMeetingState.CANCELLED:
        row.reason = said
    if to is CouncilMeetingState.CLOSED:
        row.ended_at = _end(work, meeting, ended_at)
    _put(work, row, "council.meeting_moved", said)


def _end(work: Work, meeting: CouncilMeeting, said: datetime | None) -> datetime:
    """Lúc kết thúc: as said, else now; after it began and never to come."""
    ended = said or max(work.now, meeting.held_at)
    if ended < meeting.held_at or (said is not None and said > work.now):
        raise Refused("Lúc kết thúc phải sau lúc bắt đầu họp và không sau bây giờ.")
    return ended


def unfinished(
    session: Session, period: BlockPeriod, meeting: CouncilMeeting, body: Council
) -> list[str]:
    """Còn thiếu gì để chốt phiên họp."""
    sitting = body.sitting(meeting.day)
    lacks = []
    if not sitting:
        lacks.append("hội đồng không có thành viên nào đương nhiệm vào ngày họp")
    unmarked = [
        one.name for one in sitting if meeting.of(one.key).attendance is Attendance.UNMARKED
    ]
    if unmarked and not meeting.in_writing:
        lacks.append(f"chưa điểm danh {listed(unmarked, 'người')}")
    if meeting.chair is None or meeting.scribe is None:
        lacks.append("chưa ghi chủ trì và thư ký")
    held_votes = _votes_of(session, period, meeting)
    pending = [one.draft.title for one in held_votes if one.closed_at is None]
    there = [
        one.name
        for one in sitting
        if not meeting.of(one.key).is_there and any(_was_there(one, vote) for vote in held_votes)
    ]
    if there:
        lacks.append(f"điểm danh ghi vắng mà lúc bỏ phiếu có mặt: {listed(there, 'người')}")
    if pending:
        lacks.append(f"chưa kiểm phiếu «{listed(pending, 'cuộc')}»")
    return lacks


def _votes_of(session: Session, period: BlockPeriod, meeting: CouncilMeeting) -> list[VoteView]:
    """Các cuộc bỏ phiếu của phiên họp này."""
    asked = {one.vote for one in meeting.items}
    return [one for one in votes.unchecked(session, period) if one.key in asked]


def _was_there(member: CouncilMember, vote: VoteView) -> bool:
    """Lúc bỏ phiếu người này, or who was sent, was counted as there."""
    codes = {member.account, f"tv-{member.key}"}
    return any(one.code in codes and one.is_there for one in vote.roll)


def _require_as_voted(
    work: Work,
    meeting: CouncilMeeting,
    changed: Mapping[int, Attending],
    sitting: Mapping[int, CouncilMember],
) -> None:
    """Yêu cầu điểm danh khớp với các cuộc đã mở: who voted as there was there, sent by the same."""
    for vote in _votes_of(work.session, work.period, meeting):
        if vote.is_open:
            raise Refused(
                f"Cuộc bỏ phiếu «{vote.draft.title}» đang mở nên danh sách của nó đứng yên: ai đến "
                "hoặc về thì điểm danh ở cuộc ấy; kiểm phiếu xong mới sửa điểm danh phiên họp."
            )
        for key, said in changed.items():
            held = meeting.of(key)
            is_same = said.is_there and (held.is_there is False or said.who == held.who)
            if _was_there(sitting[key], vote) and not is_same:
                raise Refused(
                    f"{sitting[key].name} đã được đếm là có mặt ở cuộc bỏ phiếu "
                    f"«{vote.draft.title}» nên vẫn ghi như lúc ấy; về sớm thì ghi ở biên bản."
                )


def attend(
    work: Work, *, key: int, seen: int, came: Mapping[int, Attending], all_else: bool = False
) -> None:
    """Điểm danh: these members, and with `all_else` the others as there; none once it is over."""
    work = keeping.begin(work)
    meeting, body = _open(work, key, seen)
    sitting = {one.key: one for one in body.sitting(meeting.day)}
    wanted = dict(came)
    if not set(wanted) <= set(sitting):
        raise NotFound
    if all_else:
        there = Attending(attendance=Attendance.PRESENT)
        wanted |= {
            one: there
            for one in sitting
            if one not in wanted and meeting.of(one).attendance is Attendance.UNMARKED
        }
    rows = {
        row.member_id: row
        for row in work.session.exec(
            select(CouncilAttendanceTable).where(col(CouncilAttendanceTable.meeting_id) == key)
        )
    }
    early = {one.attendance for one in wanted.values()} & {Attendance.PRESENT, Attendance.ABSENT}
    if early and meeting.state is not CouncilMeetingState.SITTING:
        raise Refused(
            "Phiên họp chưa bắt đầu; lúc này chỉ ghi được vắng có phép hoặc người đi thay."
        )
    acts = []
    tidied = {one: _tidied(work, meeting, body, sitting[one], said) for one, said in wanted.items()}
    _require_one_each({**meeting.attending, **tidied})
    changed = {member: said for member, said in tidied.items() if said != meeting.of(member)}
    if changed:
        _require_as_voted(work, meeting, changed, sitting)
    for member, said in changed.items():
        row = rows.get(member) or CouncilAttendanceTable(
            meeting_id=key,
            member_id=member,
            attendance=said.attendance,
            version=0,
            set_by="",
            set_at=work.now,
        )
        row.attendance, row.substitute = said.attendance, said.substitute
        row.account, row.document = said.account, said.document
        row.version += 1
        row.set_by, row.set_at = work.actor.name, work.now
        work.session.add(row)
        work.session.flush()
        acts.append(Act("council.attended", sitting[member].unit, rows=[row_of(row)]))
    if not acts:
        raise Refused("Không có gì để đổi.")
    work.record(*acts)


def _require_one_each(attending: Mapping[int, Attending]) -> None:
    """Yêu cầu mỗi người chỉ đi thay một thành viên: nobody has two votes."""
    known: set[str] = set()
    for one in attending.values():
        if one.attendance is not Attendance.SUBSTITUTE:
            continue
        who = one.account or folded(one.substitute)
        if who in known:
            raise Refused(
                f"«{one.substitute}» đã đi thay một thành viên khác; mỗi người đi thay một thành "
                "viên. Hai người trùng tên thì ghi thêm đơn vị sau tên."
            )
        known.add(who)


def _tidied(
    work: Work, meeting: CouncilMeeting, body: Council, member: CouncilMember, said: Attending
) -> Attending:
    """Điểm danh đã soát; a substitute has a name and a paper, and is no member of the council."""
    document = clean(said.document)
    if said.attendance is not Attendance.SUBSTITUTE:
        _require_short("lý do", document)
        return Attending(attendance=said.attendance, document=document)
    name, account = clean(said.substitute), clean(said.account)
    if not name or not document:
        raise Refused(f"{member.name} cử người đi thay thì ghi tên người ấy và giấy ủy quyền.")
    _require_short("tên người đi thay", name)
    _require_short("giấy ủy quyền", document)
    if account and account not in council_queries.accounts(work.session):
        raise Refused(f"Không có tài khoản «{account}» đang dùng.")
    sitting = body.sitting(meeting.day)
    if account and account in {one.account for one in sitting}:
        raise Refused(f"«{account}» là thành viên của hội đồng nên không đi thay người khác được.")
    if not account and folded(name) in {folded(one.name) for one in sitting}:
        raise Refused(
            f"«{name}» là tên một thành viên của hội đồng; thành viên không đi thay người khác. "
            "Là người khác trùng tên thì ghi thêm đơn vị sau tên."
        )
    if body.rule is not None and not body.rule.substitutes:
        raise Refused(
            f"Quy định của «{body.name}» không cho người đi thay biểu quyết; ghi {member.name} "
            "vắng và lấy ý kiến bằng văn bản."
        )
    return Attending(
        attendance=Attendance.SUBSTITUTE, substitute=name, account=account, document=document
    )


def recuse(work: Work, *, key: int, member: int, item: int, reason: str) -> None:
    """Ghi một thành viên không tham gia một việc; before its vote is opened."""
    work = keeping.begin(work)
    meeting, body = _open(work, key, None)
    known = {one.key: one for one in body.sitting(meeting.day)}
    about = next((one for one in meeting.items if one.key == item), None)
    if member not in known or about is None:
        raise NotFound
    said = clean(reason)
    if not said:
        raise Refused("Cần ghi vì sao thành viên này không tham gia.")
    _require_short("lý do", said)
    if any((one.member, one.item) == (member, item) for one in meeting.recusals):
        raise Refused("Thành viên này đã được ghi là không tham gia việc ấy.")
    _require_not_open(work, about.vote)
    row = CouncilRecusalTable(
        item_id=item, member_id=member, reason=said, set_by=work.actor.name, set_at=work.now
    )
    work.session.add(row)
    work.session.flush()
    work.record(Act("council.recused", known[member].unit, rows=[row_of(row)], reason=said))


def end_recusal(work: Work, *, key: int, recusal: int, reason: str) -> None:
    """Bỏ ghi không tham gia đã ghi nhầm, with the reason; before the vote is opened."""
    work = keeping.begin(work)
    meeting, _ = _open(work, key, None)
    found = next((one for one in meeting.recusals if one.key == recusal), None)
    if found is None:
        raise NotFound
    said = clean(reason)
    if not said:
        raise Refused("Cần ghi lý do bỏ ghi không tham gia.")
    _require_short("lý do", said)
    _require_not_open(work, next(one.vote for one in meeting.items if one.key == found.item))
    delete_rows(work.session, CouncilRecusalTable, col(CouncilRecusalTable.id) == recusal)
    work.record(Act("council.recusal_ended", reason=said))


def _require_not_open(work: Work, vote: int | None) -> None:
    for one in votes.unchecked(work.session, work.period):
        if one.key == vote and one.opened_at is not None:
            raise Refused("Cuộc bỏ phiếu về việc này đã mở nên danh sách bỏ phiếu đứng yên.")


def held(work: Work, key: int, seen: int | None = None) -> tuple[CouncilMeeting, Council]:
    """Phiên họp chưa chốt, as it was `seen`; Refused once it is over."""
    return _open(work, key, seen)


def _open(work: Work, key: int, seen: int | None) -> tuple[CouncilMeeting, Council]:
    meeting, body = unchecked_one(work.session, work.period, key)
    if seen is not None and meeting.version != seen:
        raise StaleEdit(_STALE)
    if meeting.is_over:
        raise Refused(f"Phiên họp {MEETING_STATE_WORDS[meeting.state]} nên không sửa được nữa.")
    return meeting, body


def _fault(work: Work, body: Council, wish: MeetingWish) -> str:
    day = day_of(wish.held_at)
    if not body.works_on(day):
        return f"ngày {vi_day(day)} ngoài nhiệm kỳ của hội đồng ({body.term_words})"
    known = {one.key for one in body.sitting(day)}
    for what, member in (("chủ trì", wish.chair), ("thư ký", wish.scribe)):
        if member is not None and member not in known:
            return f"{what} không phải thành viên đương nhiệm vào ngày {vi_day(day)}"
    if wish.chair is not None and wish.chair == wish.scribe:
        return "chủ trì và thư ký là hai người"
    for what, text, most in (
        ("nơi họp", wish.place, LONGEST_NAME),
        ("số biên bản", wish.number, LONGEST_NAME),
        ("khách mời", wish.guests, LONGEST_TEXT),
    ):
        fault = length_fault(clean(text), most)
        if fault:
            return f"{what} {fault}"
    return ""


def _require_short(what: str, text: str) -> None:
    fault = length_fault(text, LONGEST_NAME)
    if fault:
        raise Refused(f"Phần {what} {fault}.")


def _put(work: Work, row: CouncilMeetingTable, action: str, reason: str = "") -> int:
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act(action, rows=[row_of(row)], reason=reason))
    return row.id or 0
