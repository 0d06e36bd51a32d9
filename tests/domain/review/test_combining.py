"""Tổng hợp điểm chấm chéo: equal to what the definitions say, for all small blocks."""

from decimal import Decimal
from fractions import Fraction
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_covenant, make_criterion, scored
from thidua.domain.covenant.covenant import Combining, Sign
from thidua.domain.review.combining import CombinedLine, combine_reviews, combined, with_combined
from thidua.domain.rules import LeaderRelative
from thidua.domain.rules.entry import Entry, LineState

VALUES = st.lists(st.fractions(0, 40, max_denominator=8), min_size=1, max_size=9)


@given(VALUES)
def test_mean_and_median_are_those_of_the_definition(values):
    assert combined(values, Combining.MEAN) == mean(values)
    assert combined(values, Combining.MEDIAN) == median(values)


@given(VALUES)
def test_trimming_leaves_out_one_highest_and_one_lowest_where_three_or_more_scored(values):
    rest = sorted(values)[1:-1] if len(values) > 2 else values

    assert combined(values, Combining.TRIMMED_MEAN) == mean(rest)


@given(VALUES, st.sampled_from([Combining.MEAN, Combining.MEDIAN, Combining.TRIMMED_MEAN]))
def test_the_result_lies_among_the_values_whatever_their_order(values, how):
    result = combined(values, how)

    assert result is not None and min(values) <= result <= max(values)
    assert combined(values[::-1], how) == result


@pytest.mark.parametrize("how", Combining)
def test_of_no_value_nothing_is_made(how):
    assert combined([], how) is None


def test_where_the_chair_decides_nothing_is_made_of_the_sheets():
    assert combined([Fraction(1)], Combining.CHAIR) is None


def covenant(*criteria, **named):
    return make_covenant(*(criteria or (make_criterion("C", 10),)), **named)


def test_each_value_goes_in_exact_and_the_result_is_rounded_once():
    given = {"A": {"C": scored("0.333")}, "B": {"C": scored("0.333")}, "D": {"C": scored("0.334")}}

    line = combine_reviews(covenant(), given)["C"]

    assert line.points == Decimal("0.33")
    assert line.values == {
        "A": Fraction("0.333"),
        "B": Fraction("0.333"),
        "D": Fraction("0.334"),
    }
    assert line.spread == Fraction("0.001")


def test_what_was_left_blank_withdrawn_or_not_scored_is_not_in_the_denominator():
    given = {
        "A": {"C": scored(8)},
        "B": {"C": Entry(state=LineState.LEFT_BLANK, explanation="không đủ căn cứ")},
        "D": {"C": Entry(state=LineState.CLEARED)},
        "E": {},
        "F": {"C": Entry()},
    }

    assert combine_reviews(covenant(), given)["C"].points == Decimal("8.00")


def test_a_criterion_nobody_gave_points_on_has_no_line():
    assert combine_reviews(covenant(), {"A": {}}) == {}


def test_a_comparing_rule_looks_at_what_the_others_claim():
    rule = LeaderRelative()
    block = covenant(make_criterion("C", 10, rule=rule))
    claims = [Entry(target=Decimal(100), actual=Decimal(150))]
    given = {"A": {"C": Entry(target=Decimal(100), actual=Decimal(125))}}

    line = combine_reviews(block, given, {"C": claims})["C"]

    assert line.points == Decimal("7.50")


def line(*values, how=Combining.MEAN, sign=Sign.BASE):
    given = {letter: {"C": scored(value)} for letter, value in zip("ABDE", values, strict=False)}
    return combine_reviews(covenant(make_criterion("C", 10, sign=sign), combining=how), given)["C"]


def test_the_words_say_who_gave_what_and_how_it_was_combined():
    assert line("7.5", 8).words() == "trung bình của 2 người chấm: 7,5; 8"
    assert line("7.5", 8).words({"A": "P. A"}) == ("trung bình của 2 người chấm: P. A 7,5; B 8")
    assert line(7, 8, how=Combining.TRIMMED_MEAN).words() == (
        "trung bình (dưới 3 người chấm, không bỏ) của 2 người chấm: 7; 8"
    )
    assert line(7, 8, 9, how=Combining.TRIMMED_MEAN).words() == (
        "trung bình bỏ cao nhất và thấp nhất của 3 người chấm: 7; 8; 9"
    )


def test_reviewers_called_by_name_stand_in_the_order_of_the_vietnamese_alphabet():
    given = {code: Fraction(number) for number, code in enumerate("ABCD")}
    line = CombinedLine(criterion="C", how=Combining.MEAN, values=given, points=None)

    called = line.renamed({"A": "P. Đất đai", "B": "P. Dân số", "C": "P. Y tế", "D": "P. Ảnh"})

    assert list(called.values.items()) == [
        ("P. Ảnh", 3),
        ("P. Dân số", 1),
        ("P. Đất đai", 0),
        ("P. Y tế", 2),
    ]


def test_two_who_gave_a_bonus_are_two_hands_one_is_not():
    both, alone = line(3, 5, sign=Sign.BONUS).entry(), line(3, sign=Sign.BONUS).entry()

    assert both is not None and alone is not None
    assert (both.points, both.confirmed) == (Decimal("4.00"), True)
    assert (alone.points, alone.confirmed) == (Decimal("3.00"), False)


def test_zero_and_what_is_no_bonus_need_no_second_hand():
    nothing, base = line(0, sign=Sign.BONUS).entry(), line(3).entry()

    assert nothing is not None and base is not None
    assert (nothing.confirmed, base.confirmed) == (True, True)


def test_what_was_settled_stands_before_what_is_combined():
    made = {"C": line(6, 8)}
    agreed = Entry(points=Decimal(9), state=LineState.AGREED, explanation="đã thống nhất")
    older = Entry(points=Decimal(5), state=LineState.COMBINED, explanation="lần trước")

    assert with_combined({"C": agreed}, made) == {"C": agreed}
    assert with_combined({}, made)["C"].points == Decimal("7.00")
    assert with_combined({"C": older}, made)["C"].points == Decimal("7.00")
    assert with_combined({"C": older}, {}) == {"C": older}
    assert CombinedLine(criterion="C", how=Combining.CHAIR, values={}, points=None).entry() is None
