"""Khoảng cách tới hạng trên."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_group,
    points,
    ranked,
    rule_of,
    scored,
    sheets_of,
)
from thidua.domain.covenant.covenant import NotAssigned, Sign, Tiebreaker, TiebreakKind
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.ranking.distance import Distance, distance
from thidua.domain.rules import Method

BY_POINTS = make_covenant(
    make_criterion("I", 90),
    make_criterion("V", 10, sign=Sign.BONUS),
    not_assigned=NotAssigned.NOTHING,
)


def _sheets(**totals):
    return {unit: {"I": scored(value), "V": scored(0)} for unit, value in totals.items()}


def test_distance_counts_the_points_up_to_the_unit_above():
    standings = ranked(BY_POINTS, _sheets(STC=88, SNV="87.5", STP="87.5", SYT=80))

    found = {row.unit: distance(BY_POINTS, standings, row.unit) for row in standings.rows}

    assert found == {
        "STC": Distance(None, None, Decimal(12)),
        "SNV": Distance(1, points("0.50"), points("12.5")),
        "STP": Distance(1, points("0.50"), points("12.5")),
        "SYT": Distance(2, points("7.50"), Decimal(20)),
    }


def test_a_bonus_without_limit_leaves_no_highest_total_unless_a_ceiling_holds_it():
    endless = make_criterion("V", 10, rule=rule_of(Method.JUDGEMENT, "thưởng không hạn chế"))
    open_ended = make_covenant(make_criterion("I", 90), endless)
    group = replace(make_group("II", endless), is_ceiling=True, max_points=Decimal(12))
    held = make_covenant(make_criterion("I", 90), group)
    sheets = {"SNV": {"I": scored(80), "V": scored(11)}}

    found = [distance(one, ranked(one, sheets), "SNV") for one in (open_ended, held)]

    assert found == [Distance(None, None, None), Distance(None, None, Decimal(11))]


def test_distance_of_an_equal_total_that_lost_its_tie_is_zero():
    tie = Tiebreaker(TiebreakKind.MORE_BONUS, (), "Điểm thưởng")
    covenant = replace(BY_POINTS, tiebreakers=(tie,))
    sheets = {"SNV": {"I": scored(80), "V": scored(5)}, "STC": {"I": scored(85), "V": scored(0)}}

    standings = ranked(covenant, sheets)

    assert distance(covenant, standings, "STC") == Distance(1, Decimal(0), Decimal(15))


def test_distance_by_share_is_told_in_points_of_the_units_own_scale():
    covenant = make_covenant(make_criterion("I", 700), make_criterion("II", 300))
    sheets = {
        "SNV": {"I": scored(630), "II": scored(270)},
        "STC": {"I": scored(600), "II": NOT_ASSIGNED},
    }

    standings = ranked(covenant, sheets)

    assert distance(covenant, standings, "STC") == Distance(1, points("30.00"), Decimal(100))


@pytest.mark.parametrize("unit", ["SYT", "SXD"])
def test_distance_needs_a_rank(unit):
    gone = {"SXD": UnitConsideration(ConsiderationState.EXCLUDED, "Đã giải thể")}
    standings = ranked(make_covenant(), sheets_of(STC=9, SXD=8) | {"SYT": {}}, considerations=gone)

    assert distance(make_covenant(), standings, unit) is None


def test_headroom_includes_the_bonus_of_single_leaves():
    rule = rule_of(Method.JUDGEMENT, "thưởng tối đa 3")
    covenant = make_covenant(make_criterion("I.1", 30, rule=rule))

    standings = ranked(covenant, sheets_of(SNV=30))

    assert distance(covenant, standings, "SNV") == Distance(None, None, Decimal(3))


amounts = st.integers(0, 7000).map(lambda step: Decimal(step).scaleb(-2))


@settings(deadline=None)
@given(amounts, amounts, st.booleans())
def test_the_points_needed_are_enough_and_one_step_less_is_not(first, second, shortened):
    covenant = make_covenant(make_criterion("I", 70), make_criterion("II", 30))
    lower, upper = sorted([first, second])
    scale = {"II": NOT_ASSIGNED if shortened else scored(0)}
    sheets = {
        "SNV": {"I": scored(upper), "II": scored(0)},
        "STC": {"I": scored(lower)} | scale,
    }
    standings = ranked(covenant, sheets)
    found = distance(covenant, standings, "STC")

    def rank_with(extra):
        more = sheets | {"STC": {"I": scored(lower + extra)} | scale}
        return ranked(covenant, more).of("STC").rank

    if found.needed is None:
        assert standings.of("STC").rank == 1
    else:
        assert rank_with(found.needed) == 1
        assert rank_with(found.needed - points("0.01")) == 2


def test_headroom_leaves_out_bonuses_that_were_not_assigned():
    covenant = make_covenant(
        make_criterion("I", 90),
        make_group(
            "V",
            make_criterion("V.1", 6, sign=Sign.BONUS),
            make_criterion("V.2", 9, sign=Sign.BONUS),
            most=10,
            sign=Sign.BONUS,
            is_ceiling=True,
        ),
        not_assigned=NotAssigned.NOTHING,
    )
    rest = {"I": scored(60), "V.2": scored(2)}
    sheets = {"STC": rest | {"V.1": scored(1)}, "SNV": rest | {"V.1": NOT_ASSIGNED}}
    standings = ranked(covenant, sheets)

    assert distance(covenant, standings, "STC").headroom == 100 - 63
    assert distance(covenant, standings, "SNV").headroom == 99 - 62
