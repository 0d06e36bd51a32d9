"""Bảng xếp hạng: the same number of statements whatever the number of units."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import event

from tests import second_hand
from tests.services import year
from tests.services.scoring.test_sheets import ACTOR, DRAFT
from thidua.db.engine import engine, forget_engines, reading, writing
from thidua.domain.ground.errors import StaleEdit
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


def statements(code, units):
    rows = [
        RosterRow("K1", "Khối một", f"{code}{n}", f"Phòng {code}{n}", "", "", 2025) for n in units
    ]
    with writing() as session:
        rosters.import_roster(Work(session, ACTOR, now=NOW), rows=rows)
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="K1", year=2025)
    if period.covenant_version is None:
        with writing() as session:
            covenants.adopt_covenant(Work(session, ACTOR, now=NOW), draft=DRAFT)
    with writing() as session:
        for row in rows:
            edits = [LineEdit("I.1", 0, Entry(points=Decimal(30)))]
            work = Work(session, ACTOR, period, NOW)
            sheets.save_lines(work, unit=row.unit_code, hand=Hand.VERIFIED, edits=edits)
    forget_engines()  # and all that was kept of this database
    seen = []
    listener = event.listens_for(engine(), "before_cursor_execute")
    listener(lambda *args: seen.append(args[2]))
    with reading() as session:
        board = standings.standings(Work(session, ACTOR, period))
    return len(board.members), len(seen)


@pytest.mark.both_databases
def test_standings_take_the_same_statements_at_3_and_at_30_units(database_url):
    statements("W", range(1))
    few_units, few = statements("A", range(2))
    many_units, many = statements("B", range(27))

    assert (few_units, many_units) == (3, 30)
    assert many == few > 0


def test_of_two_who_set_a_state_over_the_same_one_the_second_is_told(sqlite_url):
    statements("A", range(1))
    seen = UnitConsideration()

    def decide(reason):
        with writing() as session:
            period = rosters.period(Work(session, ACTOR), block="K1", year=2025)
            second_hand.set_consideration(
                Work(session, ACTOR, period, NOW),
                unit="A0",
                state=ConsiderationState.DEFERRED,
                reason=reason,
                seen=seen,
            )

    decide("chờ xác minh")
    with pytest.raises(StaleEdit):
        decide("chờ kết luận")


def test_every_total_is_provisional_until_the_period_is_locked(sqlite_url):
    year.settle()
    year.to_verify()
    year.verify_all()
    before = provisional()
    assert [year.advance(), year.advance()] == [Stage.APPRAISE, Stage.LOCKED]

    assert (before, provisional()) == ((False, True), (False, False))


def provisional():
    """Tổng điểm còn thiếu không, and whether the ranking still says TẠM TÍNH."""
    with reading() as session:
        board = standings.standings(Work(session, year.HEAD, year.fresh()))
    return board.standings.provisional, board.provisional
