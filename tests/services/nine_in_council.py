"""Hội đồng sáng kiến chín người của khối chín đơn vị, and one meeting of it."""

from datetime import UTC, date, datetime

from tests.databases import prepared
from tests.people import PROGRAM
from tests.services.nine_members import COUNCIL, NOW, do, see, settle
from thidua.db.engine import writing
from thidua.domain.council.council import CouncilKind, CouncilLevel, CouncilPosition
from thidua.domain.council.meeting import (
    AgendaKind,
    Attendance,
    Attending,
    CouncilMeetingState,
)
from thidua.domain.dossier.staff import StaffRow
from thidua.services.council import agenda, keeping, meetings, outcomes, voting
from thidua.services.council.keeping import CouncilWish, MemberWish
from thidua.services.council.meetings import MeetingWish
from thidua.services.dossier import staff
from thidua.services.ground.work import Work
from thidua.services.register import lines

HELD = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)
CHAIR, MEMBER = CouncilPosition.CHAIR, CouncilPosition.MEMBER
THERE = Attending(attendance=Attendance.PRESENT)
AWAY = Attending(attendance=Attendance.EXCUSED, document="Đơn xin vắng")
RULE_B = {"share": "2/3", "quorum": "2/3", "source": "QĐ 964/QĐ-BHXH"}
UNSEATED = ("Người bảy", "Người tám", "Người chín")


@prepared
def seated():
    """Khối chín đơn vị, hội đồng chín người, two initiatives of U1 and U2 in the register."""
    settle()
    rows = [
        StaffRow("P1", "Trần Văn An", "U1", "Chuyên viên"),
        StaffRow("P2", "Lê Thị Bình", "U2", "Chuyên viên"),
    ]
    with writing() as session:
        staff.import_people(Work(session, PROGRAM, now=NOW), rows=rows)
    council()
    initiative("U1", "SK-1", "P1", "Số hóa hồ sơ")
    initiative("U2", "SK-2", "P2", "Bảng tính chung")


def council(kind=CouncilKind.INITIATIVE, code="HDSK", level=CouncilLevel.BASE, **rule):
    """Lập hội đồng: six with accounts, three without, the sixth of unit U1; its key."""
    wish = CouncilWish(name=f"Hội đồng {code}", code=code, kind=kind, level=level)
    wish = CouncilWish(
        **{
            **{name: getattr(wish, name) for name in wish.__slots__},
            **{
                "begins": date(2025, 1, 1),
                "decision": "12/QĐ",
                "decided": date(2025, 1, 1),
                **(rule or RULE_B),
            },
        }
    )
    key = do(keeping.write, wish=wish)
    for place, login in enumerate(COUNCIL):
        seat(
            key,
            f"Người {login}",
            account=login,
            position=MEMBER if place else CHAIR,
            unit="U1" if login == "hd6" else "",
        )
    for name in UNSEATED:
        seat(key, name)
    return key


def seat(council, name, **more):
    """Ghi một thành viên."""
    return do(keeping.write_member, council=council, wish=MemberWish(name=name, **more))


def initiative(unit, code, person, title, **cells):
    """Ghi một sáng kiến."""
    do(
        lines.write,
        register="sang-kien",
        unit=unit,
        code=code,
        cells={"ten": title, "ca_nhan": person, **cells},
    )


def bodies():
    return {one.code: one for one in see(keeping.listed)}


def meeting_of(key):
    return next(one for one in see(meetings.of_period) if one.key == key)


def called(code="HDSK", held_at=HELD, matters=(("U1", "SK-1"), ("U2", "SK-2")), **more):
    """Một phiên họp đang họp, with these initiatives on its agenda; its key."""
    body = bodies()[code]
    chair, scribe = body.members[0].key, body.members[1].key
    wish = MeetingWish(held_at=held_at, place="P. 201", chair=chair, scribe=scribe, number="05/BB")
    key = do(meetings.write, council=body.key, wish=wish)
    if matters:
        asked = [(AgendaKind.INITIATIVE, *one) for one in matters]
        do(agenda.put, key=key, seen=1, matters=asked, **more)
    do(meetings.move, key=key, seen=1, to=CouncilMeetingState.SITTING)
    return key


def came(key, away=(), **said):
    """Điểm danh: everybody is there who is not away."""
    body = next(one for one in bodies().values() if one.key == meeting_of(key).council)
    marks = {
        one.key: said.get(one.account)
        or (AWAY if one.name in away or one.account in away else THERE)
        for one in body.members
    }
    do(meetings.attend, key=key, seen=meeting_of(key).version, came=marks)


def put_to_vote(key, **more):
    """Lập cuộc bỏ phiếu về mọi việc của phiên họp, by the council's own rule; its key."""
    meeting = meeting_of(key)
    items = [one.key for one in meeting.items]
    rule = see(voting.rules_for, key=key, items=items)[0].rule
    return do(voting.set_up, key=key, seen=meeting.version, items=items, rule=rule, **more)


def closed(key):
    """Chốt phiên họp."""
    do(
        meetings.move,
        key=key,
        seen=meeting_of(key).version,
        to=CouncilMeetingState.CLOSED,
    )


def told(key):
    """Kết quả từng việc bằng lời."""
    return [one.words for one in see(outcomes.of_meeting, meeting=meeting_of(key))]
