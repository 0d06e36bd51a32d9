"""Triển vọng: for the chair's team, while scores are open."""

import pytest

from tests.services.five_year import (
    HEAD,
    LEADER,
    OFFICERS,
    PAIRS,
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
from thidua.services.verify import verification

AWARDS = [("Khen thưởng", "1", "Cờ thi đua", "1"), ("Khen thưởng", "2", "Bằng khen", "2")]


def chances():
    found = see(prospects.prospects)
    return found and {one.unit: [chance.value for chance in one.chances] for one in found.outlooks}


def test_nobody_is_sure_before_the_first_sheet_and_the_last_is_out_at_the_end(sqlite_url):
    settle(ranking=AWARDS)
    assign()
    assert chances() == {unit: ["open", "open"] for unit in UNITS}

    review_all([pair for pair in PAIRS if pair[1] in "BE"])
    assert chances()["E"] == [Chance.IMPOSSIBLE, Chance.OPEN]

    review_all([pair for pair in PAIRS if pair[1] in "ACD"])
    assert chances() == {
        "B": ["certain", "certain"],
        "A": ["impossible", "certain"],
        "C": ["impossible", "certain"],
        "D": ["impossible", "impossible"],
        "E": ["impossible", "impossible"],
    }
    assert see(prospects.prospects).awards == ("Cờ thi đua", "Bằng khen")


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
