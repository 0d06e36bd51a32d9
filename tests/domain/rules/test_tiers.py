"""Theo bậc."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_entry, make_line, points
from thidua.domain.ground.finding import Severity
from thidua.domain.rules import Field, Method, ParametersError, Problem, read_rule
from thidua.domain.rules.bounds import Bound, read_bounds
from thidua.domain.rules.tiers import Tier, Tiers

SHARE = read_rule(Method.TIERS, ">=100: 350; >=90: 315; >=80: 280; >=0: 0")
DAYS_LATE = read_rule(Method.TIERS, "<=0: 2; <=2: 1,5; <=5: 1; <=10: 0,5; >10: 0")
ABSENCES = read_rule(Method.TIERS, "0: 5; 1: 4; 2: 3; 3: 1; >=4: 0")
BACKLOG = read_rule(Method.TIERS, "<1: 110; >=1 <=10: 100; >10 <=20: 90; >20: 0")


def _earned(rule, actual):
    return rule.exact(make_line(make_entry(actual=actual), most=350))


@pytest.mark.parametrize(
    ("rule", "actual", "earned"),
    [
        (SHARE, "150", "350"),
        (SHARE, "100", "350"),
        (SHARE, "99.99", "315"),
        (SHARE, "90", "315"),
        (SHARE, "89.9999", "280"),
        (SHARE, "0", "0"),
        (DAYS_LATE, "-3", "2"),
        (DAYS_LATE, "0", "2"),
        (DAYS_LATE, "1", "1.5"),
        (DAYS_LATE, "2", "1.5"),
        (DAYS_LATE, "3", "1"),
        (DAYS_LATE, "10", "0.5"),
        (DAYS_LATE, "10.5", "0"),
        (ABSENCES, "0", "5"),
        (ABSENCES, "3", "1"),
        (ABSENCES, "4", "0"),
        (ABSENCES, "12", "0"),
        (BACKLOG, "0.99", "110"),
        (BACKLOG, "1", "100"),
        (BACKLOG, "10", "100"),
        (BACKLOG, "10.01", "90"),
        (BACKLOG, "20.01", "0"),
    ],
)
def test_result_falls_in_its_tier_exactly_at_the_bound(rule, actual, earned):
    assert _earned(rule, actual) == points(earned)


def test_first_tier_that_holds_wins_even_where_a_later_one_earns_more():
    careless = read_rule(Method.TIERS, ">=50: 5; >=90: 10; >=0: 0")

    assert _earned(careless, "95") == points(5)


@given(st.decimals(0, 200, places=3))
def test_tiers_written_from_the_top_never_reward_a_lower_result(actual):
    assert _earned(SHARE, actual) <= _earned(SHARE, actual + 1)


def test_result_outside_every_tier_has_no_points_and_says_so():
    line = make_line(make_entry(actual="2.5"))

    assert ABSENCES.exact(line) is None
    assert (ABSENCES.worked(line).formula, ABSENCES.is_met(line)) == ("", False)
    assert ABSENCES.problems(line) == [
        Problem(
            Field.ACTUAL,
            "kết quả 2,5 không rơi vào bậc nào, dòng này chưa có điểm",
            Severity.WARNING,
        )
    ]


def test_missing_result_is_no_problem_and_no_zero():
    line = make_line(make_entry())

    assert (DAYS_LATE.problems(line), DAYS_LATE.exact(line), DAYS_LATE.worked(line).formula) == (
        [],
        None,
        "",
    )


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        (">=90", (Bound(">=", Decimal(90)),)),
        ("≥ 90 %", (Bound(">=", Decimal(90)),)),
        ("≤2,5", (Bound("<=", Decimal("2.5")),)),
        ("3", (Bound("=", Decimal(3)),)),
        ("=3", (Bound("=", Decimal(3)),)),
        ("<-1", (Bound("<", Decimal(-1)),)),
        (">=90 <100", (Bound(">=", Decimal(90)), Bound("<", Decimal(100)))),
        (">=90, <100", (Bound(">=", Decimal(90)), Bound("<", Decimal(100)))),
        (">10 và <=20", (Bound(">", Decimal(10)), Bound("<=", Decimal(20)))),
        (">=1.234,5", (Bound(">=", Decimal("1234.5")),)),
    ],
)
def test_bounds_are_read_as_people_write_them(text, bounds):
    assert read_bounds(text) == bounds


@pytest.mark.parametrize("text", ["", "từ", ">=", "3 4", ">=90 5", ">>90"])
def test_bounds_that_could_mean_two_things_are_refused(text):
    with pytest.raises(ParametersError) as refused:
        read_bounds(text)

    assert str(refused.value) == f"không hiểu ngưỡng «{text}»; ví dụ đúng: «>=90»"


def test_ambiguous_bound_is_refused_with_both_readings():
    with pytest.raises(ParametersError) as refused:
        read_rule(Method.TIERS, ">=1.000: 5")

    assert str(refused.value) == (
        "phần «>=1.000»: «1.000» có thể là 1000 hoặc 1,000; hãy gõ lại một trong hai cách ấy"
    )


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("", "cần các bậc, ví dụ «>=100: 350; >=90: 315; >=0: 0»"),
        (">=90", "phần «>=90» phải có dạng «>=90: 315»"),
        (">=90: nhiều", "phần «>=90: nhiều»: «nhiều» phải là số, ví dụ 12,5"),
    ],
)
def test_other_parameters_are_refused(parameters, message):
    with pytest.raises(ParametersError) as refused:
        read_rule(Method.TIERS, parameters)

    assert str(refused.value) == message


def test_parameters_are_written_in_one_spelling():
    rule = read_rule(Method.TIERS, "≥ 90 % , <1000: 1234,50 điểm;3:0")

    assert rule.parameters() == ">=90 <1000: 1234,5; =3: 0"
    assert rule == Tiers(
        (
            Tier((Bound(">=", Decimal(90)), Bound("<", Decimal(1000))), Decimal("1234.5")),
            Tier((Bound("=", Decimal(3)),), Decimal(0)),
        )
    )


@pytest.mark.parametrize(
    ("rule", "actual", "formula"),
    [
        (SHARE, "93.5", "kết quả 93,5 thuộc bậc «từ 90 trở lên» → 315"),
        (BACKLOG, "15", "kết quả 15 thuộc bậc «trên 10 đến 20» → 90"),
        (ABSENCES, "2", "kết quả 2 thuộc bậc «2» → 3"),
    ],
)
def test_formula_names_the_tier(rule, actual, formula):
    assert rule.worked(make_line(make_entry(actual=actual), most=350)).formula == formula


@pytest.mark.parametrize(("actual", "met"), [("100", True), ("99", False)])
def test_is_met_at_full_points(actual, met):
    assert SHARE.is_met(make_line(make_entry(actual=actual), most=350)) is met
