"""So với dẫn đầu."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOT_ASSIGNED, make_entry, make_line
from tests.domain.strategies import amounts
from thidua.domain.rules import (
    Field,
    LeaderRelative,
    Method,
    ParametersError,
    Problem,
    read_rule,
)
from thidua.domain.rules.entry import Entry, LineState

RULE = LeaderRelative()
BELOW = make_entry(target=100, actual=60)
AT = make_entry(target=100, actual=100)
ABOVE = make_entry(target=100, actual=110)
LEADER = make_entry(target=50, actual=70)
BLOCK = (BELOW, AT, ABOVE, LEADER)

entries = st.builds(
    Entry,
    target=st.none() | st.sampled_from([0, 10, 50, 100]).map(lambda n: make_entry(points=n).points),
    actual=amounts(0, 200, 1),
)
blocks = st.lists(entries, min_size=1, max_size=6).map(tuple)


def _exact(entry, peers=BLOCK, most=40):
    return RULE.exact(make_line(entry, most, peers))


@pytest.mark.parametrize(
    ("entry", "earned"),
    [(BELOW, 12), (AT, 20), (ABOVE, 25), (LEADER, 40), (make_entry(target=9, actual=0), 0)],
)
def test_target_earns_half_and_the_leader_all(entry, earned):
    assert _exact(entry) == earned


def test_every_unit_sharing_the_highest_excess_gets_the_maximum():
    twin = make_entry(target=5, actual=7)

    assert [_exact(entry, (LEADER, twin, ABOVE)) for entry in (LEADER, twin, ABOVE)] == [40, 40, 25]


def test_nobody_leads_while_nobody_exceeds():
    assert [_exact(entry, (BELOW, AT)) for entry in (BELOW, AT)] == [12, 20]


@pytest.mark.parametrize("target", [None, 0])
def test_units_without_target_are_compared_with_the_best_of_them(target):
    few, many = (make_entry(target=target, actual=actual) for actual in (3, 8))

    assert [_exact(entry, (*BLOCK, few, many)) for entry in (few, many, ABOVE)] == [15, 40, 25]


def test_units_without_target_and_without_result_beyond_zero_earn_nothing():
    assert _exact(make_entry(actual=0), (make_entry(actual=0),)) == 0


@pytest.mark.parametrize("state", [LineState.NOT_ASSIGNED, LineState.CLEARED, LineState.LEFT_BLANK])
def test_a_line_that_is_not_scored_leads_nobody(state):
    gone = replace(make_entry(target=10, actual=100), state=state)
    gone_without_target = replace(make_entry(actual=100), state=state)
    mine = make_entry(actual=8)

    assert _exact(ABOVE, (ABOVE, LEADER, gone, NOT_ASSIGNED)) == 25
    assert _exact(mine, (mine, gone_without_target)) == 40


def test_missing_result_is_no_problem_and_no_zero():
    line = make_line(make_entry(target=100), 40, BLOCK)

    assert (RULE.problems(line), RULE.exact(line), RULE.worked(line).formula) == ([], None, "")


def test_negative_numbers_are_refused():
    assert RULE.problems(make_line(make_entry(target=-1, actual=-2))) == [
        Problem(Field.TARGET, "Kế hoạch -1 nhỏ hơn 0"),
        Problem(Field.ACTUAL, "Kết quả -2 nhỏ hơn 0"),
    ]


def test_parameters_are_refused():
    with pytest.raises(ParametersError) as refused:
        read_rule(Method.LEADER_RELATIVE, "tối đa 2")

    assert str(refused.value) == "cách chấm So với dẫn đầu không có tham số"


@pytest.mark.parametrize(
    ("entry", "formula"),
    [
        (BELOW, "½ × 40 × 60 / 100 = 12"),
        (AT, "½ × 40 × 100 / 100 = 20"),
        (ABOVE, "vượt 10 % (dẫn đầu vượt 40 %): ½ × 40 + ½ × 40 × 10/40 = 25"),
        (LEADER, "vượt 40 % (dẫn đầu vượt 40 %): ½ × 40 + ½ × 40 × 40/40 = 40"),
        (
            make_entry(actual=6),
            "không có kế hoạch: 40 × 6 / 8 (lớn nhất nhóm không kế hoạch) = 30",
        ),
    ],
)
def test_formula_names_the_leader_whose_result_moves_these_points(entry, formula):
    line = make_line(entry, 40, (*BLOCK, make_entry(actual=8)))

    assert RULE.worked(line).formula == formula


@pytest.mark.parametrize(
    ("entry", "met"), [(AT, True), (BELOW, False), (make_entry(actual=9), False)]
)
def test_is_met_when_the_target_is_reached(entry, met):
    assert RULE.is_met(make_line(entry)) is met


@given(blocks)
def test_points_lie_between_zero_and_the_maximum(block):
    assert all(0 <= _exact(entry, block) <= 40 for entry in block)


@given(blocks)
def test_the_highest_excess_earns_exactly_the_maximum_and_nobody_else_with_a_target(block):
    over = [
        Fraction(entry.actual) / Fraction(entry.target) if entry.target else Fraction(0)
        for entry in block
    ]
    leads = [share == max(over) > 1 for share in over]

    full = [_exact(entry, block) == 40 for entry in block if entry.target]

    assert full == [lead for lead, entry in zip(leads, block, strict=True) if entry.target]


@given(blocks, st.integers(2, 1000))
def test_points_do_not_depend_on_the_unit_of_measure(block, scale):
    scaled = tuple(
        replace(
            entry,
            actual=entry.actual * scale,
            target=None if entry.target is None else entry.target * scale,
        )
        for entry in block
    )

    assert [_exact(entry, scaled) for entry in scaled] == [_exact(entry, block) for entry in block]


@given(blocks, st.randoms(use_true_random=False))
def test_points_do_not_depend_on_the_order_of_the_units(block, chance):
    mixed = list(block)
    chance.shuffle(mixed)

    assert [_exact(entry, tuple(mixed)) for entry in block] == [_exact(one, block) for one in block]


@given(blocks, amounts(0, 50, 1))
def test_doing_more_never_earns_less(block, more):
    first, *rest = block
    better = replace(first, actual=first.actual + more)

    assert _exact(first, block) <= _exact(better, (better, *rest))
