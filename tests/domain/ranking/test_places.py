"""Suất khen thưởng theo thứ hạng."""

from decimal import Decimal

import pytest

from tests.builders import make_covenant, make_criterion, ranked, sheets_of
from thidua.domain.covenant.covenant import AwardLine
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.ranking.places import AwardPlaces, Barred, Undecided, award_places
from thidua.domain.rules.bounds import Bound

FLAG, MERIT = "Cờ thi đua", "Bằng khen"


def _line(award, count):
    return AwardLine(award, (((), count),))


def _covenant(flags=1, merits=2, gate=""):
    return make_covenant(
        make_criterion("I.1", 10, gate=gate),
        award_lines=(_line(FLAG, flags), _line(MERIT, merits)),
    )


def _places(covenant, considerations=None, **totals):
    standings = ranked(covenant, sheets_of(**totals), considerations=considerations)
    return award_places(covenant, standings, len(totals))


def test_each_award_takes_the_best_of_those_left():
    assert _places(_covenant(), STC=9, SNV=8, STP=7, SYT=6) == [
        AwardPlaces(award=FLAG, places=1, proposed=("STC",)),
        AwardPlaces(award=MERIT, places=2, proposed=("SNV", "STP")),
    ]


def test_a_small_block_leaves_places_open():
    assert _places(_covenant(merits=5), STC=9, SNV=8) == [
        AwardPlaces(award=FLAG, places=1, proposed=("STC",)),
        AwardPlaces(award=MERIT, places=5, proposed=("SNV",)),
    ]


def test_a_tie_inside_the_places_needs_no_vote():
    assert _places(_covenant(), STC=9, SNV=8, STP=8, SYT=6) == [
        AwardPlaces(award=FLAG, places=1, proposed=("STC",)),
        AwardPlaces(award=MERIT, places=2, proposed=("SNV", "STP")),
    ]


def test_a_tie_across_the_line_is_left_to_the_meeting_as_a_whole():
    assert _places(_covenant(), STC=9, SNV=8, STP=7, SXD=7, SYT=7) == [
        AwardPlaces(award=FLAG, places=1, proposed=("STC",)),
        AwardPlaces(
            award=MERIT,
            places=2,
            proposed=("SNV",),
            undecided=(Undecided(("STP", "SXD", "SYT"), 1),),
        ),
    ]


def test_whoever_is_not_chosen_flows_to_the_next_award():
    assert _places(_covenant(merits=3), STC=9, SNV=9, STP=7, SYT=6, SXD=5) == [
        AwardPlaces(award=FLAG, places=1, proposed=(), undecided=(Undecided(("SNV", "STC"), 1),)),
        AwardPlaces(
            award=MERIT,
            places=3,
            proposed=("STP", "SYT"),
            undecided=(Undecided(("SNV", "STC"), 1),),
        ),
    ]


def test_those_not_chosen_may_fill_and_overflow_the_next_award():
    assert _places(_covenant(), STC=9, SNV=9, SCT=9, STP=9, SYT=6) == [
        AwardPlaces(
            award=FLAG,
            places=1,
            proposed=(),
            undecided=(Undecided(("SCT", "SNV", "STC", "STP"), 1),),
        ),
        AwardPlaces(
            award=MERIT,
            places=2,
            proposed=(),
            undecided=(Undecided(("SCT", "SNV", "STC", "STP"), 2),),
        ),
    ]


def test_two_ties_may_meet_in_one_award():
    assert _places(_covenant(), STC=9, SNV=9, STP=7, SYT=7, SXD=5) == [
        AwardPlaces(award=FLAG, places=1, proposed=(), undecided=(Undecided(("SNV", "STC"), 1),)),
        AwardPlaces(
            award=MERIT,
            places=2,
            proposed=(),
            undecided=(Undecided(("SNV", "STC"), 1), Undecided(("STP", "SYT"), 1)),
        ),
    ]


def test_every_place_is_proposed_or_put_to_the_vote():
    for places in _places(_covenant(flags=2, merits=2), STC=9, SNV=8, STP=8, SYT=8, SXD=8):
        given = len(places.proposed) + sum(tie.open_places for tie in places.undecided)

        assert given == places.places


def test_a_barred_unit_keeps_its_rank_and_is_passed_over_with_the_reason():
    covenant = _covenant(gate="dưới 8,5 điểm không khen Cờ thi đua")

    assert _places(covenant, STC="8.4", SNV="8.2", STP=7, SYT=6) == [
        AwardPlaces(
            award=FLAG,
            places=1,
            barred=tuple(
                Barred(unit, f"I.1 được {shown} điểm: dưới 8,5 điểm không khen Cờ thi đua")
                for unit, shown in (("STC", "8,4"), ("SNV", "8,2"), ("STP", "7"), ("SYT", "6"))
            ),
        ),
        AwardPlaces(award=MERIT, places=2, proposed=("STC", "SNV")),
    ]


def test_a_unit_put_to_the_vote_is_named_where_the_next_award_bars_it():
    covenant = _covenant(gate="dưới 9,5 điểm không khen Bằng khen")
    reason = "I.1 được {} điểm: dưới 9,5 điểm không khen Bằng khen"

    assert _places(covenant, STC=9, SNV=9, STP=7) == [
        AwardPlaces(award=FLAG, places=1, proposed=(), undecided=(Undecided(("SNV", "STC"), 1),)),
        AwardPlaces(
            award=MERIT,
            places=2,
            proposed=(),
            undecided=(Undecided(("SNV", "STC"), 1),),
            barred=(
                Barred("SNV", reason.format(9)),
                Barred("STC", reason.format(9)),
                Barred("STP", reason.format(7)),
            ),
        ),
    ]


def test_units_without_a_place_get_no_award():
    gone = {"STC": UnitConsideration(ConsiderationState.DEFERRED, "Đang thanh tra")}

    assert _places(_covenant(), gone, STC=9, SNV=8, STP=7) == [
        AwardPlaces(award=FLAG, places=1, proposed=("SNV",)),
        AwardPlaces(award=MERIT, places=2, proposed=("STP",)),
    ]


@pytest.mark.parametrize(("members", "count"), [(1, 2), (9, 2), (10, 3), (15, 3), (16, None)])
def test_places_follow_the_size_of_the_block(members, count):
    below = ((Bound("<", Decimal(10)),), 2)
    above = ((Bound(">=", Decimal(10)), Bound("<=", Decimal(15))), 3)

    assert AwardLine(MERIT, (below, above)).places_for(members) == count


@pytest.mark.parametrize("flags", [0, None])
def test_an_award_without_places_proposes_nobody_and_asks_for_no_vote(flags):
    line = AwardLine(FLAG, () if flags is None else (((), 0),))
    covenant = make_covenant(award_lines=(line, _line(MERIT, 1)))

    assert _places(covenant, STC=9, SNV=9, STP=7) == [
        AwardPlaces(award=FLAG, places=flags),
        AwardPlaces(award=MERIT, places=1, proposed=(), undecided=(Undecided(("SNV", "STC"), 1),)),
    ]


def test_an_award_without_places_between_two_others_is_passed_by():
    covenant = make_covenant(award_lines=(_line(FLAG, 1), _line("Cờ khối", 0), _line(MERIT, 2)))

    assert _places(covenant, STC=9, SNV=9, STP=7) == [
        AwardPlaces(award=FLAG, places=1, proposed=(), undecided=(Undecided(("SNV", "STC"), 1),)),
        AwardPlaces(award="Cờ khối", places=0),
        AwardPlaces(
            award=MERIT, places=2, proposed=("STP",), undecided=(Undecided(("SNV", "STC"), 1),)
        ),
    ]
