"""Chỗ hội đồng dễ sai: one vote each, own interest, a list that stands, matters that left."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.people import PROGRAM, make_account
from tests.services.nine_in_council import (
    HELD,
    bodies,
    called,
    came,
    closed,
    council,
    initiative,
    meeting_of,
    put_to_vote,
    seat,
    seated,
    told,
)
from tests.services.nine_members import (
    COUNCIL,
    HEAD,
    NO,
    NOW,
    SECRETARY,
    YES,
    cast,
    close,
    do,
    see,
    view,
    write,
)
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.council.council import CouncilKind, CouncilLevel
from thidua.domain.council.meeting import (
    AgendaKind,
    Attendance,
    Attending,
    CouncilMeetingState,
)
from thidua.domain.ground.errors import Refused, StaleEdit
from thidua.domain.vote.vote import Base, Presence
from thidua.files.cells import read_book
from thidua.files.council.book import read_council_book
from thidua.services.council import (
    agenda,
    council_lists,
    keeping,
    meetings,
    opening,
    outcomes,
    voting,
)
from thidua.services.council.keeping import MemberWish
from thidua.services.council.meetings import MeetingWish
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import integrity
from thidua.services.register import lines, sights
from thidua.services.vote import votes

pytestmark = pytest.mark.usefixtures("as_recorded")
SECOND_MATTER = [("U2", "SK-2")]


def opened(key, **more):
    vote = put_to_vote(key, **more)
    do(opening.open_vote, vote=vote, seen=1)
    return vote


def voted(key):
    """Phiên đã bỏ phiếu và chốt, six of them for all they may speak of."""
    vote = opened(key)
    for login in COUNCIL:
        asked = len(view(vote).draft.candidates) - len(view(vote).member(login).kept_from)
        cast(vote, login, *[YES] * asked)
    close(vote)
    closed(key)


def refusal(service, *, actor=HEAD, error=Refused, **named):
    with pytest.raises(error) as said:
        do(service, actor, **named)
    return str(said.value)


def sent(name="Người thay", account="", document="Giấy 3"):
    return Attending(
        attendance=Attendance.SUBSTITUTE, substitute=name, account=account, document=document
    )


def council_account(login, home):
    with writing() as session:
        make_account(session, login, Grant(Role.COUNCIL_MEMBER, "K1", None, 2025, home))


def wished(code="HDSK", **more):
    return replace(council_lists.wish_of(bodies()[code]), **more)


def changed(code="HDSK", **more):
    body = bodies()[code]
    return {"wish": wished(code, **more), "key": body.key, "seen": body.version}


def row_of(code):
    found = see(sights.of_register, register="sang-kien").lines
    return next(one for one in found if one.code == code)


def test_who_is_sent_stands_in_for_one_member_and_keeps_out_of_the_own_units_matters():
    seated()
    council(CouncilKind.INITIATIVE, "HDSK2", share="80 %", source="TT 15", substitutes=True)
    council_account("hd7", "U2")
    key = called("HDSK2", matters=SECOND_MATTER)
    first, second, third, *_ = bodies()["HDSK2"].members

    def attend(**came):
        named = {"u": first.key, "v": second.key}
        return {"key": key, "seen": 2, "came": {named[one]: said for one, said in came.items()}}

    both = attend(u=sent(account="hd7"), v=sent("Tên khác", account="hd7"))
    assert "đã đi thay một thành viên khác" in refusal(meetings.attend, **both)
    twice = attend(u=sent(), v=sent("NGƯỜI  thay"))
    assert "đã đi thay một thành viên khác" in refusal(meetings.attend, **twice)
    member = attend(u=sent(third.name))
    assert "là tên một thành viên của hội đồng" in refusal(meetings.attend, **member)

    do(meetings.attend, **attend(u=sent(account="hd7")), all_else=True)
    roll = {one.code: one for one in view(opened(key)).roll}
    assert roll["hd1"].voters == ("hd7",)
    assert roll["hd1"].kept_from == {meeting_of(key).items[0].candidate}
    assert roll["hd2"].kept_from == frozenset()


def test_a_member_is_of_the_unit_that_the_account_says():
    seated()
    council_account("hd7", "U2")
    seat(bodies()["HDSK"].key, "Người bảy hai", account="hd7")
    seat(bodies()["HDSK"].key, "Cán bộ U1", account="u1")
    key = called()
    came(key)
    first, second = meeting_of(key).items
    roll = {one.code: one.kept_from for one in view(opened(key)).roll}
    assert (roll["hd7"], roll["u1"]) == ({second.candidate}, {first.candidate})
    member = next(one for one in bodies()["HDSK"].members if one.account == "hd7")
    assert meeting_of(key).kept_from(member) == meeting_of(key).items[1:]


def test_nobody_comes_to_the_list_of_a_day_that_was_voted_on():
    seated()
    key = called()
    came(key)
    put_to_vote(key)
    seat(bodies()["HDSK"].key, "Người kịp")  # not opened yet
    came(key)
    do(opening.open_vote, vote=meeting_of(key).items[0].vote, seen=1)

    body = bodies()["HDSK"]
    said = refusal(keeping.write_member, council=body.key, wish=MemberWish(name="Người muộn"))
    assert said.startswith("Hội đồng đã bỏ phiếu ngày 20/03/2026 khi người này chưa là thành viên")
    later = {"name": "Người sau", "begins": date(2026, 3, 21)}
    late = do(keeping.write_member, council=body.key, wish=MemberWish(**later))
    early = MemberWish(**(later | {"begins": date(2026, 3, 20)}))
    assert "chưa là thành viên" in refusal(
        keeping.write_member, council=body.key, key=late, seen=1, wish=early
    )
    rows, findings = read_council_book(read_book(see(council_lists.workbook)))
    row = next(one for one in rows if one.is_member)
    stranger = replace(row, cells={**row.cells, "Họ tên": "Người khác", "Tài khoản": ""})
    stranger = replace(stranger, cells={**stranger.cells, "Chức danh": "Ủy viên"})
    seen = see(council_lists.preview_councils, rows=[*rows, stranger], findings=findings)
    assert ["chưa là thành viên" in one.message for one in seen.findings] == [True]


def test_a_council_keeps_its_kind_and_stays_until_its_meetings_of_every_year_are_through():
    seated()
    key = called()
    wide = {"kind": CouncilKind.INFLUENCE, "level": CouncilLevel.PROVINCE}
    assert "giữ loại và cấp" in refusal(keeping.write, **changed(**wide))
    came(key)
    voted(key)
    assert "giữ loại và cấp" in refusal(keeping.write, **changed(level=CouncilLevel.MINISTRY))
    body = bodies()["HDSK"]
    put_away = {"key": body.key, "seen": body.version, "reason": "Hết nhiệm kỳ"}
    assert "kết quả chưa ghi" in refusal(keeping.withdraw, **put_away)

    seen = meeting_of(key).version
    decision = {"decision": "1/QĐ", "decided": date(2026, 3, 20), "signer": "Chủ tịch"}
    for day in (date(2026, 3, 19), date(2026, 3, 21)):
        assert "phải từ ngày họp" in refusal(
            outcomes.take, key=key, seen=seen, **(decision | {"decided": day})
        )
    assert do(outcomes.take, key=key, seen=seen, **decision) == 2
    refusal(outcomes.take, actor=SECRETARY, error=StaleEdit, key=key, seen=seen, **decision)

    with writing() as session:  # a meeting of the year before
        rows = [rosters.RosterRow("K1", "Khối chín", "U1", "Đơn vị U1", "U1", "sở", 2024)]
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        before = rosters.period(Work(session, PROGRAM, now=NOW), block="K1", year=2024)
        wish = MeetingWish(held_at=datetime(2025, 2, 1, 1, tzinfo=UTC))
        meetings.write(Work(session, PROGRAM, before, NOW), council=body.key, wish=wish)
    assert "kỳ khác" in refusal(keeping.withdraw, **put_away)


def test_a_matter_that_left_or_changed_its_authors_is_not_voted_on():
    seated()
    seat(bodies()["HDSK"].key, "Trần Văn An", person="P1")
    initiative("U3", "SK-5", "P2", "Cách mới")
    key = called(matters=[*SECOND_MATTER, ("U3", "SK-5")])
    came(key)
    gone = row_of("SK-2")
    do(lines.withdraw, register="sang-kien", key=gone.key, seen=gone.version, reason="Nhầm")
    with pytest.raises(Refused, match="SK-2 · Bảng tính chung» không còn chờ xét"):
        put_to_vote(key)
    do(agenda.take_off, key=key, item=meeting_of(key).items[0].key, reason="Đã rút")
    initiative("U3", "SK-5", "P1", "Cách mới")
    with pytest.raises(Refused, match=r"Tác giả của .* đã đổi"):
        put_to_vote(key)
    do(agenda.take_off, key=key, item=meeting_of(key).items[0].key, reason="Đổi tác giả")
    again = [(AgendaKind.INITIATIVE, "U3", "SK-5")]
    do(agenda.put, key=key, seen=meeting_of(key).version, matters=again)
    vote = put_to_vote(key)
    other = next(
        one
        for one in see(sights.of_register, register="sang-kien").lines
        if one.part == "P2" and one.code == "SK-5"
    )
    do(lines.withdraw, register="sang-kien", key=other.key, seen=other.version, reason="Nhầm")
    with pytest.raises(Refused, match=r"Tác giả của .* đã đổi"):
        do(opening.open_vote, vote=vote, seen=1)
    do(votes.discard, vote=vote, seen=1)
    do(agenda.take_off, key=key, item=meeting_of(key).items[0].key, reason="Đổi tác giả")
    do(agenda.put, key=key, seen=meeting_of(key).version, matters=again)
    vote = opened(key)
    roll = {one.name: one.kept_from for one in view(vote).roll}
    assert roll["Trần Văn An"] == {meeting_of(key).items[0].candidate}
    assert view(vote).draft.rules.own_unit_words.startswith("Ai phải đứng ngoài việc nào")


def test_all_asked_in_writing_answer_without_anybody_in_a_room():
    seated()
    chair, scribe, *_ = bodies()["HDSK"].members
    wish = MeetingWish(held_at=HELD, in_writing=True, chair=chair.key, scribe=scribe.key)
    key = do(meetings.write, council=bodies()["HDSK"].key, wish=wish)
    do(agenda.put, key=key, seen=1, matters=[(AgendaKind.INITIATIVE, *SECOND_MATTER[0])])
    do(meetings.move, key=key, seen=1, to=CouncilMeetingState.SITTING)
    items = [one.key for one in meeting_of(key).items]
    rule = see(voting.rules_for, key=key, items=items)[0].rule
    present = replace(rule, threshold=replace(rule.threshold, base=Base.PRESENT))
    asked = {"key": key, "seen": meeting_of(key).version, "items": items}
    assert "không có người có mặt" in refusal(voting.set_up, **asked, rule=present)
    vote = opened(key)
    in_room = replace(wish, in_writing=False)
    moved = {"council": bodies()["HDSK"].key, "key": key, "seen": meeting_of(key).version}
    assert "giữ cách họp" in refusal(meetings.write, **moved, wish=in_room)

    codes = [one.code for one in view(vote).roll]
    assert {one.presence for one in view(vote).roll} == {Presence.ABSENT}
    for place, code in enumerate(codes[:7]):
        for actor in (HEAD, SECRETARY):
            write(vote, code, NO if place == 6 else YES, actor=actor)
    close(vote)
    closed(key)
    assert told(key) == ["6/9 phiếu, cần 6: đạt"]
    with reading() as session:
        assert list(integrity.council_checks.faults(session)) == []


def test_a_cell_that_may_mean_two_things_is_refused_and_who_sat_twice_comes_back():
    seated()
    body = bodies()["HDSK"]
    seat(body.key, "Người cũ", begins=date(2025, 1, 1), ends=date(2025, 6, 30))
    seat(body.key, "Người cũ", begins=date(2026, 1, 1))
    rows, findings = read_council_book(read_book(see(council_lists.workbook)))

    def seen(*rows):
        found = see(council_lists.preview_councils, rows=rows, findings=findings)
        return {one.kind.value for one in found.changes}, [one.message for one in found.findings]

    assert seen(*rows) == ({"same"}, [])
    council_row = next(one for one in rows if not one.is_member)
    for title, said in (
        ("Tỷ lệ thông qua", "0,8"),
        ("Tỷ lệ có mặt", "1"),
        ("Người đi thay", "chắc là có"),
        ("Quá bán", "x"),
    ):
        (message,) = seen(replace(council_row, cells={**council_row.cells, title: said}))[1]
        assert "phải là" in message
    late = replace(council_row, days={**council_row.days, "Ngày": date(2026, 3, 21)})
    assert "21/03/2026 chưa tới" in seen(late)[1][0]
    member = next(one for one in rows if one.text("Họ tên") == "Người cũ")
    again = replace(member, days={"Từ ngày": date(2025, 8, 1), "Đến ngày": date(2025, 9, 1)})
    assert seen(again) == ({"new"}, [])
