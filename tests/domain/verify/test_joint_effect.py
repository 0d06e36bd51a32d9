"""Ảnh hưởng của một quyết định: who moves, and whether it is against the own unit."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_covenant, make_criterion, make_entry, rule_of, scored
from tests.domain.five_units import CASE
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.rules import Method
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.verify.case import Case, place_words
from thidua.domain.verify.joint_effect import (
    as_if_verified,
    effect,
    moves_against,
    reopened,
    with_consideration,
    with_lines,
)

COVENANT = make_covenant(make_criterion("I.1", 100))
marks = st.integers(0, 100)


def case(**points):
    settled = {unit: {"I.1": scored(given)} for unit, given in points.items()}
    return Case(covenant=COVENANT, reviews={}, settled=settled)


def sign(one, other):
    return (one > other) - (one < other)


@given(marks, marks, marks)
def test_it_moves_against_the_own_unit_just_where_the_order_of_the_two_becomes_another(a, b, new):
    before = case(A=a, B=b)
    after = with_lines(before, "B", {"I.1": scored(new)})

    changed = sign(b, a) != sign(new, a)
    assert moves_against(before, after, "B", {"A"}) is changed
    assert moves_against(after, before, "B", {"A"}) is changed
    assert not moves_against(before, after, "B", {"B"})
    assert not moves_against(before, after, "B", {"Z"})
    assert not moves_against(before, after, "B", set())


def test_figures_that_make_the_points_of_the_own_unit_move_it_against_a_third():
    """B leads; less of it lifts A above C, while B stays ahead of both."""
    covenant = make_covenant(
        make_criterion("I.1", 100, rule=rule_of(Method.LEADER_RELATIVE)), make_criterion("I.2", 100)
    )

    def lines(actual, judged):
        return {"I.1": make_entry(target=100, actual=actual), "I.2": scored(judged)}

    settled = {"A": lines(150, 0), "B": lines(200, 50), "C": lines(100, 30)}
    before = Case(covenant=covenant, reviews={}, settled=settled)
    after = with_lines(before, "B", {"I.1": make_entry(target=100, actual=150)})

    assert told(before, after) == {"A": "lên hạng 2", "C": "xuống hạng 3"}
    assert moves_against(before, after, "B", {"A"})
    assert moves_against(before, after, "B", {"C"})
    assert not moves_against(before, after, "B", {"B"})


@given(marks, marks, marks)
def test_an_own_unit_not_scored_yet_stands_where_its_claim_would_put_it(a, b, new):
    claimed = {"A": {"I.1": scored(a)}}
    before = replace(case(B=b), settled={"A": {}, **case(B=b).settled}, claims=claimed)
    after = with_lines(before, "B", {"I.1": scored(new)})

    assert moves_against(before, after, "B", {"A"}) is (sign(b, a) != sign(new, a))


@given(marks, marks)
def test_an_own_unit_that_claims_nothing_moves_with_every_total_of_another(b, new):
    before = replace(case(B=b), settled={"A": {}, **case(B=b).settled})
    after = with_lines(before, "B", {"I.1": scored(new)})

    assert moves_against(before, after, "B", {"A"}) is (b != new)
    out = UnitConsideration(ConsiderationState.EXCLUDED, "Chưa đủ 12 tháng", "QĐ 7")
    assert not moves_against(
        *(with_consideration(one, "A", out) for one in (before, after)), "B", {"A"}
    )


@given(marks, marks)
def test_a_line_taken_away_leaves_the_unit_without_a_place(a, b):
    before = case(A=a, B=b)
    for gone in (None, Entry(state=LineState.CLEARED)):
        after = with_lines(before, "B", {"I.1": gone})
        assert after.settled == {"A": before.settled["A"], "B": {}}
        assert moves_against(before, after, "B", {"A"})


def told(before, after):
    return {one.unit: place_words(one) for one in effect(before, after)}


def test_the_first_out_of_the_ranking_lifts_all_others():
    out = UnitConsideration(ConsiderationState.EXCLUDED, "Chưa đủ 12 tháng", "QĐ 7")

    assert told(CASE, with_consideration(CASE, "B", out)) == {
        "A": "lên hạng 1",
        "B": "không còn hạng",
        "C": "lên hạng 2",
        "D": "lên hạng 3",
        "E": "lên hạng 4",
    }
    assert told(CASE, CASE) == {}


def test_a_reopened_sheet_has_no_total_unless_reviewers_made_it():
    verified = case(A=80, B=90)

    assert told(verified, reopened(verified, "B")) == {"A": "lên hạng 1", "B": "không còn hạng"}
    assert told(CASE, reopened(CASE, "B")) == {}
    assert as_if_verified(reopened(verified, "B")).final is None
