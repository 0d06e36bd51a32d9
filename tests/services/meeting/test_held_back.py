"""Chưa công bố thì chưa nêu: what tells of units by name waits for the ranking, wherever it is."""

from dataclasses import replace

import pytest

from tests.people import PROGRAM
from tests.services.meeting.led import Led
from tests.services.nine_members import NO, NOW, YES
from tests.services.ranking.test_tie_votes import FLAG, THREE_TO_ONE, TIED, on_the_tie, score_anew
from tests.services.ranking_block import FLOOR, TOTALS, ballot, held, settled
from thidua.db.engine import writing
from thidua.db.tables import BlockYear
from thidua.domain.document.deck.blocks import texts
from thidua.domain.meeting.agenda import RANKING_STOP
from thidua.domain.meeting.calm import AFTER_REVEAL
from thidua.domain.period.stage import Stage
from thidua.domain.vote.vote import Office, Subject
from thidua.services.ground.audit import Act, record
from thidua.services.ground.work import Work
from thidua.services.period import rosters

NAMES = tuple(f"Đơn vị U{one}" for one in range(1, 5))


@pytest.fixture
def room(database_url):
    """Cuộc họp của khối bốn đơn vị."""
    return Led("K1", 2025, now=NOW)


def said(room, secret):
    return " ".join(texts(room.slide(secret)))


def named(shown):
    return [one for one in NAMES if one in shown]


def test_what_moved_since_a_vote_is_told_at_the_last_rank_and_not_before(room):
    settled(TIED, [FLAG], extra=())
    held(on_the_tie("U1", "U2"), *THREE_TO_ONE)
    score_anew(U1=85, U2=85)
    secret = room.link()
    room.go(RANKING_STOP)

    before = []
    for _ in range(room.desk().steps):
        before.append(said(room, secret))
        room.step()

    assert [named(one) for one in before] == [list(NAMES[4 - told :]) for told in range(4)]
    assert not [one for one in before if "90" in one or "nên bỏ phiếu lại" in one]
    assert "Đơn vị U1 90 → 85; Đơn vị U2 90 → 85" in said(room, secret)


def test_which_units_a_vote_waits_for_is_not_told_before_their_ranks(room):
    settled(TOTALS, [FLOOR])
    held(ballot("U1", "U2"), *((YES, NO),) * 4)
    secret = room.link()
    room.go(RANKING_STOP)

    first = said(room, secret)
    notes = " ".join(room.desk().slide.notes)
    room.reveal_all()

    assert "U3" not in first and "Đang xếp theo điểm" not in first and "U3" not in notes
    assert "xem trang «Xếp hạng» trước khi công bố" in notes
    assert "Đang xếp theo điểm" in said(room, secret)


@pytest.mark.parametrize("subject", [Subject.AWARD, Subject.OTHER, Subject.OFFICE])
def test_the_result_of_a_vote_on_units_waits_for_the_ranking_whatever_it_is_about(room, subject):
    settled(TOTALS, extra=())
    draft = ballot("U1", "U2", title="Cờ thi đua", subject=subject)
    office = Office.HEAD if subject is Subject.OFFICE else None
    vote = held(replace(draft, office=office), *((YES, NO),) * 4)
    secret = room.link()

    room.go(f"phieu-{vote}")
    first = said(room, secret)
    room.go("khoi-truong")
    offices = said(room, secret)
    room.reveal_all()
    room.go(f"phieu-{vote}")

    assert "Đã kiểm phiếu." in first and AFTER_REVEAL in first
    assert named(first) == named(offices) == []
    assert named(said(room, secret)) == ["Đơn vị U1", "Đơn vị U2"]
    room.go("khoi-truong")
    assert named(said(room, secret)) == (["Đơn vị U1"] if office else [])


def test_the_trend_tells_no_rank_of_an_earlier_year_that_is_still_open(demo_sqlite_url):
    room = Led("KTD-STC", 2024)
    room.reveal_all()
    room.go("xu-huong")
    columns = [one.heading for one in room.desk().slide.tables[0].columns]

    with writing() as session:
        period = rosters.period(Work(session, PROGRAM), block="KTD-STC", year=2023)
        session.get_one(BlockYear, period.id).stage = Stage.APPRAISE
        record(session, actor=PROGRAM, now=NOW, acts=[Act("stage.moved")], period=period)

    assert columns == ["Đơn vị", "2023", "2024"]
    assert list(texts(room.desk().slide)) == [*["Xu hướng"] * 2, "Cần ít nhất hai năm có hạng."]
