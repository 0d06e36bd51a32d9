"""Xếp hạng tại một mục: at every entry it is the very ranking that stood there, vote and all."""

from datetime import timedelta

import pytest
from sqlmodel import select

from tests import second_hand
from tests.people import PROGRAM, acting
from tests.services import nine_members as nine
from tests.services import ranking_block as ranked
from tests.services.year import (
    HEAD,
    NOW,
    OFFICER,
    SECRETARY,
    advance,
    do,
    fresh,
    save,
    settle,
    to_verify,
    verify_all,
)
from tests.tampering import tampering
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.db.tables import BallotSlip
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.roster import RosterRow
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.record import as_it_stood, chained
from thidua.services.verify import verification


def now(period=None, hand=Hand.VERIFIED):
    """Bảng xếp hạng hiện nay, and the last entry of the record."""
    with reading() as session:
        found = standings.unchecked_board(session, period or fresh(), hand)
        return chained.head(session)[0], found


def then(position=None, at=None, actor=PROGRAM, period=None, hand=Hand.VERIFIED):
    """Bảng xếp hạng sau một mục."""
    with reading() as session:
        work = Work(session, actor, period or fresh())
        return as_it_stood.as_it_stood(work, hand=hand, at=at, position=position)


@pytest.mark.both_databases
def test_after_every_act_it_is_the_ranking_that_stood_there(database_url):
    settle()
    seen = [now()]

    def keep():
        seen.append(now())

    to_verify()
    keep()
    for unit, main in (("A", 70), ("B", 75)):
        save(unit, SECRETARY, Hand.VERIFIED, main=main)
        keep()
        do(verification.verify_sheet, SECRETARY, unit=unit)
        keep()
    reason = {"reason": "Mới thành lập", "state": ConsiderationState.EXCLUDED}
    do(second_hand.set_consideration, HEAD, unit="B", **reason)
    keep()
    with writing() as session:
        rows = [RosterRow("K1", "Khối một", "B", "Phòng B mới", "B", "phòng", 2025)]
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
    keep()

    for position, board in seen:
        found = then(position)
        assert (found.board, found.position, found.lost) == (board, position, ())
    assert len({str(board) for _, board in seen}) == len(seen)


def test_by_a_moment_it_stands_after_the_last_entry_up_to_it(database_url):
    settle()
    to_verify()
    before, board = now()
    later = NOW + timedelta(days=3)
    save("A", SECRETARY, Hand.VERIFIED, main=70, now=later)

    found = then(at=later - timedelta(seconds=1))

    assert (found.position, found.board) == (before, board)
    assert then(at=later).board == now()[1]


def test_a_vote_ranks_from_its_count_on_and_ballots_that_are_gone_are_said(database_url):
    ranked.settled(ranked.TOTALS, (ranked.FLOOR,))
    before = now(nine.fresh())
    vote = ranked.held(ranked.ballot("U1", "U2", "U3"), *ranked.THREE)
    after = now(nine.fresh())

    assert then(before[0], period=nine.fresh()).board == before[1]
    found = then(after[0], period=nine.fresh())
    assert (found.board, found.lost) == (after[1], ())
    assert found.board.standings.vote == "Bỏ phiếu xếp hạng"

    with tampering() as session:
        slips = session.exec(select(BallotSlip).where(BallotSlip.vote_id == vote)).all()
        for one in slips:
            session.delete(one)

    lost = then(after[0], period=nine.fresh())
    assert lost.lost == ("Bỏ phiếu xếp hạng",)
    assert lost.board.standings.vote is None


def test_whoever_may_not_see_the_ranking_now_sees_none_of_the_past(database_url):
    settle()
    to_verify()
    verify_all()
    position = now()[0]

    for actor in (OFFICER, acting(Role.COUNCIL_MEMBER, "K1", 2025)):
        with pytest.raises(NotPermitted):
            then(position, actor=actor)
    advance()
    assert fresh().stage.value == "appraise"
    assert then(position, actor=OFFICER).position == position


def test_before_there_was_a_covenant_nothing_was_ranked(database_url):
    settle()

    with pytest.raises(Refused, match=r"chưa có giao ước|chưa có mục nào"):
        then(1)
    with pytest.raises(Refused, match="chưa có mục nào"):
        then(at=NOW - timedelta(days=9000))


def test_the_last_entry_of_the_demo_gives_the_ranking_of_today(demo_sqlite_url):
    with reading(demo_sqlite_url) as session:
        for period in queries.periods(session):
            work = Work(session, PROGRAM, period)
            for hand in (Hand.VERIFIED, Hand.SELF):
                stood = as_it_stood.as_it_stood(work, hand=hand, position=10**9)
                assert stood.board == standings.unchecked_board(session, period, hand)
