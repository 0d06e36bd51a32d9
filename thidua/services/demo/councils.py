"""Hội đồng của khối mẫu: one that has judged initiatives, one invited, one without a rule yet."""

from datetime import UTC, date, datetime, time, timedelta

from thidua.domain.access.interest import OUTSIDE
from thidua.domain.council.council import CouncilKind, CouncilLevel, CouncilPosition
from thidua.domain.council.meeting import (
    AgendaKind,
    Attendance,
    Attending,
    CouncilMeetingState,
)
from thidua.domain.period.windows import VIETNAM, day_of
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import Conduct
from thidua.services.council import agenda, keeping, meetings, opening, outcomes, voting
from thidua.services.council.keeping import CouncilWish, MemberWish
from thidua.services.council.meetings import MeetingWish
from thidua.services.demo.people import COUNCIL_MEMBER, HEAD, SECRETARY, STANDING_OFFICE, DemoPerson
from thidua.services.demo.scribe import Scribe
from thidua.services.vote import papers, results

_RULES = "Quy chế hoạt động của hội đồng sáng kiến của Sở"
_SEATED: tuple[tuple[DemoPerson, CouncilPosition], ...] = (
    (STANDING_OFFICE, CouncilPosition.CHAIR),
    (HEAD, CouncilPosition.STANDING_DEPUTY),
    (COUNCIL_MEMBER, CouncilPosition.MEMBER),
    (SECRETARY, CouncilPosition.SECRETARY),
)
_UNSEATED = ("Hà Kim Liên", "Dương Tấn Phát", "Vương Thúy Quỳnh")
"""Thành viên không có tài khoản: they vote on paper."""

_ABROAD = "Dương Tấn Phát"


def fill(scribe: Scribe) -> None:
    """Lập ba hội đồng của khối; each has one meeting. The caller owns the commit."""
    _initiatives(scribe)
    _awards(scribe)
    _influence(scribe)


def _initiatives(scribe: Scribe) -> None:
    """Hội đồng sáng kiến đã họp: one passed, one did not; both rows wait for their second hand."""
    office, year = scribe.by(STANDING_OFFICE), scribe.period.year
    council = _council(
        scribe,
        CouncilWish(
            code="HDSK",
            name="Hội đồng xét, công nhận sáng kiến",
            kind=CouncilKind.INITIATIVE,
            decision="31/QĐ-STC",
            decided=date(year, 1, 8),
            begins=date(year, 1, 8),
            office="Văn phòng Sở",
            share="2/3",
            quorum="2/3",
            source=_RULES,
        ),
    )
    seats = {one.name: one for one in keeping.listed(office)[-1].members}
    key = _meeting(scribe, council, days=-3, number="02/BB-HĐSK")
    wanted = [(AgendaKind.INITIATIVE, "VP", f"SK-{year}-VP-2")]
    wanted.append((AgendaKind.INITIATIVE, "QLNS", f"SK-{year}-QLNS-3"))
    agenda.put(office, key=key, seen=1, matters=wanted)
    meetings.move(office, key=key, seen=1, to=CouncilMeetingState.SITTING)
    away = Attending(attendance=Attendance.EXCUSED, document="đi công tác")
    meetings.attend(office, key=key, seen=2, came={seats[_ABROAD].key: away}, all_else=True)
    (meeting,) = [one for one in meetings.of_period(office) if one.key == key]
    items = [one.key for one in meeting.items]
    rule = voting.rules_for(office, key=key, items=items)[0].rule
    vote = voting.set_up(office, key=key, seen=2, items=items, rule=rule, conduct=Conduct.PAPER)
    opening.open_vote(office, vote=vote, seen=1)
    first, second = (one.candidate for one in meeting.items)
    count = BallotCount(
        issued=6,
        returned=6,
        not_returned=0,
        valid=6,
        invalid=0,
        tallies={first: Tally(5, 0, 0, 1), second: Tally(2, 3, 0, 1)},
    )
    papers.enter_count(scribe.by(SECRETARY), vote=vote, count=count, seen=0)
    papers.confirm_count(office, vote=vote, seen=1)
    results.close(office, vote=vote, seen=2)
    ended = _at(scribe, -3, 16)
    meetings.move(office, key=key, seen=2, to=CouncilMeetingState.CLOSED, ended_at=ended)
    outcomes.take(
        office,
        key=key,
        seen=3,
        decision="88/QĐ-STC",
        decided=day_of(scribe.now - timedelta(days=1)),
        signer="Giám đốc Sở",
    )


def _awards(scribe: Scribe) -> None:
    """Hội đồng thi đua, khen thưởng đã được mời họp trong tuần."""
    office, year = scribe.by(STANDING_OFFICE), scribe.period.year
    council = _council(
        scribe,
        CouncilWish(
            code="HDTDKT",
            name="Hội đồng Thi đua - Khen thưởng Sở",
            kind=CouncilKind.EMULATION,
            decision="30/QĐ-STC",
            decided=date(year, 1, 5),
            begins=date(year, 1, 5),
            office="Văn phòng Sở",
            helpers="Tổ thư ký giúp việc hội đồng",
            share="80 %",
            source="Quy chế hoạt động của Hội đồng Thi đua - Khen thưởng Sở",
            substitutes=True,
        ),
    )
    key = _meeting(scribe, council, days=5)
    offered = agenda.offered(office, key=key)[:2]
    agenda.put(
        office,
        key=key,
        seen=1,
        matters=[(one.kind, one.unit, one.code) for one in offered],
        other="Thông qua kế hoạch tổng kết công tác thi đua, khen thưởng",
    )
    meetings.move(office, key=key, seen=1, to=CouncilMeetingState.INVITED)


def _influence(scribe: Scribe) -> None:
    """Hội đồng mức độ ảnh hưởng: no rule was set, so nothing is voted on yet."""
    office, year = scribe.by(STANDING_OFFICE), scribe.period.year
    council = _council(
        scribe,
        CouncilWish(
            code="HDAH",
            name="Hội đồng đánh giá mức độ ảnh hưởng của sáng kiến",
            kind=CouncilKind.INFLUENCE,
            level=CouncilLevel.BASE,
            decision="32/QĐ-STC",
            decided=date(year, 1, 8),
            begins=date(year, 1, 8),
        ),
    )
    key = _meeting(scribe, council, days=12)
    matter = (AgendaKind.INITIATIVE, "QLNS", f"SK-{year}-QLNS-1")
    agenda.put(office, key=key, seen=1, matters=[matter], scope="tinh")


def _council(scribe: Scribe, wish: CouncilWish) -> int:
    office = scribe.by(STANDING_OFFICE)
    key = keeping.write(office, wish=wish)
    for person, position in _SEATED:
        unit = person.home or ""
        keeping.write_member(
            office,
            council=key,
            wish=MemberWish(
                name=person.full_name,
                position=position,
                account=person.login,
                unit="" if unit == OUTSIDE else unit,
            ),
        )
    for name in _UNSEATED:
        keeping.write_member(office, council=key, wish=MemberWish(name=name))
    return key


def _at(scribe: Scribe, days: int, hour: int) -> datetime:
    """Giờ này, giờ Việt Nam, so many days from now."""
    day = day_of(scribe.now) + timedelta(days=days)
    return datetime.combine(day, time(hour), VIETNAM).astimezone(UTC)


def _meeting(scribe: Scribe, council: int, *, days: int, number: str = "") -> int:
    office = scribe.by(STANDING_OFFICE)
    (body,) = [one for one in keeping.listed(office) if one.key == council]
    seats = {one.position: one.key for one in body.members}
    return meetings.write(
        office,
        council=council,
        wish=MeetingWish(
            held_at=_at(scribe, days, 14),
            place="Phòng họp số 2",
            chair=seats[CouncilPosition.CHAIR],
            scribe=seats[CouncilPosition.SECRETARY],
            number=number,
        ),
    )
