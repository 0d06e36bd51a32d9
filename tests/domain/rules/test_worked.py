"""Lời giải: the points of every rule and the steps that led there are one and the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_entry, make_line, points
from tests.domain.strategies import entry_for, rules
from thidua.domain.ground.points import vi_number
from thidua.domain.rules import Proportional
from thidua.domain.rules.worked import Worked, WorkedStep


@st.composite
def _lines(draw):
    rule = draw(rules())
    entry = entry_for(draw, rule)
    return rule, make_line(entry, draw(st.integers(1, 10)), (entry,))


@given(_lines())
def test_the_points_stand_in_their_own_formula(drawn):
    rule, line = drawn
    worked = rule.worked(line)

    assert rule.exact(line) == worked.points
    assert (worked.formula == "") is (worked.points is None)
    assert worked.points is None or vi_number(worked.points) in worked.formula


@pytest.mark.parametrize(
    ("bonus", "worked"),
    [
        ("0", "tỷ lệ 110 / 100 = 110 % → 30"),
        ("-0.5", "tỷ lệ 110 / 100 = 110 %; 30 + thưởng -5 = 25"),
    ],
)
def test_a_bonus_that_takes_is_told_as_it_counts(bonus, worked):
    line = make_line(make_entry(target=100, actual=110), 30)

    assert Proportional(bonus=points(bonus)).worked(line).formula == worked


def test_words_of_people_are_never_taken_for_a_phrase():
    step = WorkedStep("mức «{}» → {}", ("{0} {đạt}", Decimal("1234.5")))

    assert Worked(Decimal(1), (step,)).formula == "mức «{0} {đạt}» → 1.234,5"
