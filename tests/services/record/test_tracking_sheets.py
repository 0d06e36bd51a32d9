"""Phiếu theo dõi điểm: whose it is, what it hides, and that the total comes out of it alone."""

from fractions import Fraction

import pytest

from tests.files.pencil import reckoned, work_out_formulas
from tests.people import PROGRAM, acting
from tests.services import five_units
from tests.services.year import (
    HEAD,
    OFFICER,
    OTHER,
    SECRETARY,
    do,
    fresh,
    save,
    settle,
    to_self_score,
    to_verify,
)
from thidua.db import queries
from thidua.db.engine import reading
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.period.stage import Stage
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.work import Work
from thidua.services.ranking import standings, tracking
from thidua.services.record import tracking_sheets
from thidua.services.record.records import HIDDEN_REVIEWER
from thidua.services.verify import verification


def sheet(actor, unit="A", period=None):
    """Phiếu của một đơn vị as this person is given it."""
    with reading() as session:
        return tracking_sheets.tracking_sheet(Work(session, actor, period or fresh()), unit=unit)


def test_every_unit_of_the_demo_reaches_its_total_with_a_pencil(demo_sqlite_url):
    reached = 0
    with reading(demo_sqlite_url) as session:
        for period in queries.periods(session):
            if period.covenant_version is None:
                continue
            work = Work(session, PROGRAM, period)
            board = standings.unchecked_board(session, period)
            for row in board.standings.rows:
                content = tracking_sheets.workbook(work, unit=row.unit)
                work_out_formulas(content)
                total = reckoned(content)
                if row.total is not None:
                    assert total == Fraction(row.total)
                    reached += 1
    assert reached > 20


def test_so_does_every_unit_that_others_score(database_url):
    period = five_units.fill()
    with reading() as session:
        work = Work(session, PROGRAM, period)
        for row in standings.unchecked_board(session, period).standings.rows:
            total = reckoned(tracking_sheets.workbook(work, unit=row.unit))
            assert total == Fraction(row.score.total)


@pytest.fixture
def year(database_url):
    settle()


def test_an_officer_has_the_own_sheet_and_no_other(year):
    to_self_score()
    save("A", OFFICER)

    found = sheet(OFFICER)

    assert (found.hides_judged, found.tracked.hand, found.rank) == (True, Hand.SELF, None)
    for actor, unit in [(OTHER, "A"), (acting(Role.LEADER, "K1", 2025), "A")]:
        with pytest.raises(NotPermitted):
            sheet(actor, unit)


def test_what_was_judged_stands_in_it_from_the_verification_on(year):
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, main=70)
    do(verification.verify_sheet, SECRETARY, unit="A")

    found = sheet(OFFICER)
    line = next(one for one in found.tracked.lines if one.code == "I")

    assert (found.hides_judged, found.tracked.hand) == (False, Hand.VERIFIED)
    assert (line.hand, line.entered_by) == ("thẩm định", SECRETARY.name)
    assert found.seen_by("I") == (OFFICER.name, SECRETARY.name)
    assert found.changes_of("I") == 2
    assert found.rank is None  # the ranking opens to it with the appraisal
    assert sheet(HEAD).rank == 1


def names_in(found):
    """Mọi chữ của phiếu có thể là tên người chấm."""
    given = [one.reviewer for line in found.tracked.lines for one in line.given]
    return {*given, *(one.actor for one in found.changes)}


def test_names_of_reviewers_are_numbers_in_it_whoever_prints_it(database_url):
    period = five_units.fill(hides_names=True)
    shown = names_in(sheet(PROGRAM, "A", period))

    assert {"Người chấm 1", "Người chấm 2", "Người chấm 3", "Người chấm 4"} <= shown
    assert shown <= {f"Người chấm {one}" for one in range(1, 5)} | {HIDDEN_REVIEWER, "thử"}


def test_where_names_may_be_shown_they_are(database_url):
    period = five_units.fill()

    shown = names_in(sheet(PROGRAM, "A", period))

    assert {"P. B", "P. C", "P. D", "P. E"} <= shown


def test_in_the_ranking_who_may_not_see_the_reviews_gets_the_formula_and_nobody(database_url):
    period = five_units.fill(Stage.APPRAISE)
    with reading() as session:
        own = acting(Role.UNIT_OFFICER, "K5", 2025, "A")
        work = Work(session, own, period)
        ours = tracking.explained_in_full(work, unit="A")
        theirs = tracking.explained_in_full(work, unit="B")
    assert all(line.given for line in ours.lines)
    assert not any(line.given for line in theirs.lines)
    assert all(line.formula.startswith("trung bình: (") for line in theirs.lines)
