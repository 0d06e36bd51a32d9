"""Triển vọng: for the chair's team, while scores are open."""

import pytest

from tests.services.five_year import (
    HEAD,
    LEADER,
    OFFICERS,
    SECRETARY,
    UNITS,
    assign,
    do,
    move,
    review_all,
    see,
    settle,
)
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.period.stage import Stage
from thidua.domain.ranking.outlook import Chance
from thidua.services.ranking import prospects
from thidua.services.verify import analysis, verification

AWARDS = [("Khen thưởng", "1", "Cờ thi đua", "1"), ("Khen thưởng", "2", "Bằng khen", "2")]


def chances():
    found = see(prospects.prospects)
    return found and {one.unit: [chance.value for chance in one.chances] for one in found.outlooks}


def test_nobody_is_sure_or_out_before_sheets_are_verified(sqlite_url):
    settle(ranking=AWARDS)
    assign()
    everybody_open = {unit: ["open", "open"] for unit in UNITS}
    assert chances() == everybody_open

    review_all()
    assert chances() == everybody_open
    move(Stage.VERIFY)
    for unit in "BACD":
        do(verification.verify_sheet, SECRETARY, unit=unit)

    assert chances() == {
        "E": ["open", "open"],
        "B": ["open", "certain"],
        "A": ["impossible", "certain"],
        "C": ["impossible", "open"],
        "D": ["impossible", "impossible"],
    }
    assert see(prospects.prospects).awards == ("Cờ thi đua", "Bằng khen")


def test_chances_and_sensitivity_know_of_the_same_open_points(sqlite_url):
    settle(ranking=AWARDS)
    assign()
    review_all()
    move(Stage.VERIFY)
    for unit in "BACD":
        do(verification.verify_sheet, SECRETARY, unit=unit)
    out = {unit for unit, (first, _) in chances().items() if first == Chance.IMPOSSIBLE}

    told = see(analysis.comparison).effects
    first = {
        move_.unit
        for one in told
        for turn in (*one.up, *one.down)
        for move_ in turn.moves
        if move_.after.rank == 1
    }

    assert {one.unit for one in told} == {"E"}
    assert len(see(analysis.sensitivity)) > len(told)
    assert out and not first & out


def test_nothing_may_still_change_once_the_period_is_locked(sqlite_url):
    settle(ranking=AWARDS)
    assign()
    review_all()
    move(Stage.LOCKED)

    assert chances() is None
    assert (see(analysis.sensitivity), see(analysis.comparison).effects) == ((), ())


def test_it_is_silent_where_no_award_has_places_and_when_all_is_final(sqlite_url):
    settle(ranking=AWARDS)
    assign()
    review_all()
    move(Stage.VERIFY)
    assert chances() is not None
    for unit in UNITS:
        do(verification.verify_sheet, SECRETARY, unit=unit)

    assert chances() is None


@pytest.mark.parametrize("who", [LEADER, *OFFICERS.values()])
def test_only_the_chairs_team_is_told(sqlite_url, who):
    settle(ranking=AWARDS)
    see(prospects.prospects, HEAD)

    with pytest.raises(NotPermitted):
        see(prospects.prospects, who)
