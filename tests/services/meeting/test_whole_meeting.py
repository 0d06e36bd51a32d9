"""Cả cuộc họp: from the first slide to the minutes numbered, signed, scanned and verified."""

import hashlib
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.people import PROGRAM
from tests.services.meeting import twenty
from tests.services.meeting.led import Led
from thidua.db.engine import reading, writing
from thidua.db.tables import BlockYear
from thidua.domain.document.blocks import Para, Table, plain
from thidua.domain.document.deck.blocks import texts
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead import Letterhead, Owner
from thidua.domain.ground.errors import Refused
from thidua.domain.meeting.agenda import RANKING_STOP, Point
from thidua.domain.period.stage import Stage
from thidua.services.document import issuing, letterheads, making, scans
from thidua.services.document import texts as written
from thidua.services.ground.audit import Act, record
from thidua.services.ground.work import Work
from thidua.services.meeting import points
from thidua.services.meeting.points import PointEdit
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.record import integrity
from thidua.services.vote import votes

NOW = datetime(2026, 3, 20, 1, 30, tzinfo=UTC)
MINUTES = "bien-ban-binh-xet"
SIGNED = b"%PDF-1.4 bien ban da ky"
HEAD = Letterhead(
    body="Sở Tài chính",
    symbol="STC",
    place="Tây Ninh",
    position="Giám đốc",
    signer="Lê Minh Khôi",
)


@pytest.fixture(params=["nine", "twenty"])
def room(request):
    """Cuộc họp của khối chín đơn vị mẫu, và của khối hai mươi."""
    if request.param == "nine":
        request.getfixturevalue("demo_sqlite_url")
        return Led("KTD-STC", 2024, now=NOW)
    request.getfixturevalue("sqlite_url")
    twenty.settle()
    return Led("K1", 2025, now=NOW)


def ranks(room):
    """Đơn vị nào ở hạng nào, and what may be told of each only with its rank."""
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block=room.block, year=room.year)
        board = standings.unchecked_board(session, period)
    return {board.name(one.unit): one.rank for one in board.standings.rows if one.rank}


def lead(room):
    """Dẫn từ trang đầu tới trang cuối, each point opened in its turn; what the room saw."""
    secret, seen, open_now = room.link(), [], None
    attending = tuple(one.code for one in members(room))
    while True:
        desk = room.desk()
        stop = next(
            one
            for one in desk.stops
            if (one.code, one.step) == (desk.position.stop, desk.position.step)
        )
        if stop.point is not open_now:
            room.now += timedelta(minutes=5)
            edit = PointEdit(point=stop.point, seen=0, attending=attending)
            room.do(points.begin, edit=edit)
            open_now = stop.point
        seen.append((stop, " ".join(texts(room.slide(secret)))))
        if desk.following is None or stop.point is Point.CONCLUSION:
            break
        room.step()
    room.now += timedelta(minutes=5)
    version = next(one.version for one in room_points(room) if one.point is open_now)
    room.do(points.end, edit=PointEdit(point=open_now, seen=version, decided="Nhất trí"))
    return seen


def lock(room):
    """Khóa kỳ: until then the figures are provisional and no paper on them gets a number."""
    with pytest.raises(Refused, match="tạm tính"):
        room.do(issuing.issue, document=MINUTES, day=date(2026, 3, 20))
    with writing() as session:
        period = rosters.period(Work(session, PROGRAM), block=room.block, year=room.year)
        session.get_one(BlockYear, period.id).stage = Stage.LOCKED
        record(session, actor=PROGRAM, now=room.now, acts=[Act("stage.moved")], period=period)


def said_in(document):
    return [plain(one.said) for one in document.body if isinstance(one, Para)]


def members(room):
    return see(room, rosters.members)


def room_points(room):
    return see(room, lambda work: points.unchecked(work.session, work.period))


def see(room, service, **named):
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block=room.block, year=room.year)
        return service(Work(session, PROGRAM, period, room.now), **named)


def test_a_meeting_is_led_to_its_signed_minutes_and_all_of_it_verifies(room):
    placed = ranks(room)
    seen = lead(room)

    told = set()
    for stop, said in seen:
        if stop.code == RANKING_STOP and stop.step:
            told |= {rank for rank in placed.values() if rank == max(set(placed.values()) - told)}
        if len(told) < len(set(placed.values())) and stop.code != "diem-giai-trinh":
            named = {one for one in placed if re.search(rf"{re.escape(one)}(?!\d)", said)}
            early = [one for one in named if placed[one] not in told]
            assert not early, (stop.code, stop.step)
    assert told == set(placed.values())

    room.do(letterheads.state, owner=Owner.BLOCK, code=room.block, content=HEAD,
            starts=date(2020, 1, 1))  # fmt: skip
    lines = {one.code: f"Lời ở mục {one.label}" for one in KINDS[MINUTES].fields}
    room.do(written.write, document=MINUTES, scope="", texts=lines, seen={})
    minutes = see(room, making.document, code=MINUTES)
    [agenda] = [one for one in minutes.body if getattr(one, "title", "") == "Chương trình đã bàn"]
    tables = [one for one in minutes.body if isinstance(one, Table)]
    assert minutes.gaps == () and len(agenda.rows) == len({stop.point for stop, _ in seen})
    assert any(len(one.rows) == len(members(room)) for one in tables)
    assert ("Cuộc họp không bỏ phiếu." in said_in(minutes)) is (room.block == "K1")

    if room.block == "K1":
        lock(room)
    key = room.do(issuing.issue, document=MINUTES, day=date(2026, 3, 20))
    scan = room.do(scans.add, issued=key, content=SIGNED, file_name="Biên bản đã ký.pdf")
    assert see(room, issuing.content, key=key)[:2] == b"PK"
    [kept] = see(room, lambda work: scans.of_issued(work.session, work.period, key))
    assert (kept.key, kept.sha256) == (scan, hashlib.sha256(SIGNED).hexdigest())
    assert not [one for one in see(room, integrity.verdicts) if one.fault]


def test_a_council_s_vote_is_none_of_the_block_s_meeting(demo_sqlite_url):
    room = Led("KTD-STC", 2025)

    assert [one.draft.title.partition(",")[0] for one in see(room, votes.listed)] == [
        "Hội đồng xét"
    ]
    assert see(room, votes.listed_of_block) == ()
    assert not [one.code for one in room.desk().stops if one.code.startswith("phieu-")]
