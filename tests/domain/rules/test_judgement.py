"""Chấm mức."""

from decimal import Decimal

import pytest

from tests.builders import make_line, points, scored
from thidua.domain.rules import Field, Judgement, Method, ParametersError, Problem, read_rule
from thidua.domain.rules.entry import Entry


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        ("", Judgement()),
        ("tự do", Judgement()),
        ("bước 0,25", Judgement(Decimal("0.25"))),
        ("Bước 1", Judgement(Decimal(1))),
        ("bước 0,25; thưởng tối đa 3", Judgement(Decimal("0.25"), Decimal(3))),
    ],
)
def test_parameters_are_read(parameters, rule):
    assert read_rule(Method.JUDGEMENT, parameters) == rule


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("bước 0", "bước phải lớn hơn 0"),
        ("bước -0,5", "bước phải lớn hơn 0"),
        ("bước nhỏ", "phần «bước nhỏ»: «nhỏ» phải là số, ví dụ 12,5"),
        ("mức 5", "không hiểu «mức 5»; ví dụ đúng: «bước 0,25»"),
    ],
)
def test_other_parameters_are_refused(parameters, message):
    with pytest.raises(ParametersError) as refused:
        read_rule(Method.JUDGEMENT, parameters)

    assert str(refused.value) == message


@pytest.mark.parametrize("given", ["0", "0.25", "9.75", "10"])
def test_points_from_zero_to_the_maximum_stand_as_given(given):
    rule, line = Judgement(points("0.25")), make_line(scored(given))

    assert (rule.problems(line), rule.exact(line)) == ([], points(given))


def test_missing_points_are_no_problem_and_no_zero():
    rule, line = Judgement(points("0.25")), make_line(Entry())

    assert (rule.problems(line), rule.exact(line), rule.is_met(line)) == ([], None, False)


@pytest.mark.parametrize(
    ("rule", "given", "message"),
    [
        (Judgement(), "-0.25", "điểm -0,25 nhỏ hơn 0"),
        (Judgement(), "10.01", "điểm 10,01 vượt điểm tối đa 10"),
        (Judgement(own_bonus=points(3)), "13.25", "điểm 13,25 vượt điểm tối đa 13"),
        (Judgement(points("0.25")), "9.3", "điểm 9,3 không theo bước 0,25"),
        (Judgement(points("0.5")), "9.25", "điểm 9,25 không theo bước 0,5"),
    ],
)
def test_points_outside_the_range_or_between_steps_are_refused(rule, given, message):
    assert rule.problems(make_line(scored(given))) == [Problem(Field.POINTS, message)]


def test_own_bonus_lets_a_leaf_exceed_its_maximum():
    rule, line = Judgement(points("0.25"), points(3)), make_line(scored("33"), most=30)

    assert (rule.problems(line), rule.exact(line)) == ([], points(33))


def test_formula_says_who_gave_what():
    assert (
        Judgement().worked(make_line(scored("8.25"))).formula
        == "người chấm cho 8,25 trên tối đa 10"
    )


@pytest.mark.parametrize(("given", "met"), [("9.99", False), ("10", True), ("11", True)])
def test_is_met_at_full_points(given, met):
    assert Judgement(own_bonus=points(1)).is_met(make_line(scored(given))) is met
