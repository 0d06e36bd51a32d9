"""Tỷ lệ hoàn thành."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_entry, make_line
from tests.domain.strategies import amounts
from thidua.domain.ground.finding import Severity
from thidua.domain.rules import Field, Method, ParametersError, Problem, Proportional, read_rule


def _rule(parameters=""):
    return read_rule(Method.PROPORTIONAL, parameters)


def _line(target, actual, most=30):
    return make_line(make_entry(target=target, actual=actual), most)


def _exact(parameters, target, actual, most=30):
    return _rule(parameters).exact(_line(target, actual, most))


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        ("", Proportional()),
        ("sàn 50", Proportional(floor=Decimal(50))),
        ("sàn 50%", Proportional(floor=Decimal(50))),
        ("trừ 0,5 mỗi 1%", Proportional(minus=Decimal("0.5"))),
        ("trừ 0,5 mỗi 1% tròn", Proportional(minus=Decimal("0.5"), whole=True)),
        ("thưởng 0,2 mỗi 1 %", Proportional(bonus=Decimal("0.2"))),
        (
            "thưởng 0,2 mỗi 1% tối đa 3; tròn",
            Proportional(bonus=Decimal("0.2"), bonus_cap=Decimal(3), whole=True),
        ),
        (
            "sàn 50; trừ 0,5 mỗi 1%; thưởng 0,2 mỗi 1% tối đa 3; Càng thấp càng tốt",
            Proportional(
                floor=Decimal(50),
                minus=Decimal("0.5"),
                bonus=Decimal("0.2"),
                bonus_cap=Decimal(3),
                lower_is_better=True,
            ),
        ),
    ],
)
def test_parameters_are_read(parameters, rule):
    assert _rule(parameters) == rule


@pytest.mark.parametrize("part", ["sàn", "trừ 0,5 mỗi 2%", "thưởng 3", "càng cao càng tốt"])
def test_other_parameters_are_refused(part):
    with pytest.raises(ParametersError) as refused:
        _rule(f"sàn 50; {part}")

    assert str(refused.value) == (
        f"không hiểu «{part}»; ví dụ đúng: "
        "«sàn 50; trừ 0,5 mỗi 1%; thưởng 0,2 mỗi 1% tối đa 3; càng thấp càng tốt»"
    )


@pytest.mark.parametrize(
    ("parameters", "target", "actual", "earned"),
    [
        ("", 120, 84, 21),
        ("", 3, 1, 10),
        ("", 7, 1, Fraction(30, 7)),
        ("", 100, 100, 30),
        ("", 100, 250, 30),
        ("", 200, 201, 30),
        ("", 100, 0, 0),
        ("càng thấp càng tốt", 5, 10, 15),
        ("càng thấp càng tốt", 5, 5, 30),
        ("càng thấp càng tốt", 5, 2, 30),
        ("càng thấp càng tốt", 5, 0, 30),
        ("sàn 50", 100, "49.99", 0),
        ("sàn 50", 100, 50, 15),
        ("sàn 100", 100, "99.99", 0),
        ("trừ 0,5 mỗi 1%", 100, 90, 25),
        ("trừ 0,5 mỗi 1%", 100, "98.5", Fraction("29.25")),
        ("trừ 0,5 mỗi 1% tròn", 100, "98.5", 29),
        ("trừ 0,5 mỗi 1% tròn", 100, 98, 29),
        ("trừ 0,5 mỗi 1%", 100, 10, 0),
        ("trừ 0,5 mỗi 1%; sàn 80", 100, 79, 0),
        ("trừ 0,5 mỗi 1%; sàn 80", 100, 80, 20),
        ("thưởng 0,2 mỗi 1% tối đa 3", 100, 110, 32),
        ("thưởng 0,2 mỗi 1% tối đa 3", 200, 201, Fraction("30.1")),
        ("thưởng 0,2 mỗi 1% tối đa 3", 100, 115, 33),
        ("thưởng 0,2 mỗi 1% tối đa 3", 100, 500, 33),
        ("thưởng 0,2 mỗi 1% tối đa 3", 100, 100, 30),
        ("thưởng 0,2 mỗi 1% tối đa 3", 100, 50, 15),
        ("thưởng 0,2 mỗi 1%", 100, 200, 50),
        ("thưởng 0,2 mỗi 1% tối đa 3; tròn", 100, "101.9", Fraction("30.2")),
        ("thưởng 0,2 mỗi 1% tối đa 3; càng thấp càng tốt", 10, 8, 33),
        ("thưởng 0,2 mỗi 1% tối đa 3; càng thấp càng tốt", 10, 0, 33),
        ("thưởng 0,2 mỗi 1%; càng thấp càng tốt", 10, 0, 30),
    ],
)
def test_points_of_thirty(parameters, target, actual, earned):
    assert _exact(parameters, target, actual) == earned


@pytest.mark.parametrize("target", [None, 0])
def test_result_without_target_has_no_points_and_says_so(target):
    line = _line(target, 84)

    assert (_rule().exact(line), _rule().worked(line).formula, _rule().is_met(line)) == (
        None,
        "",
        False,
    )
    assert _rule().problems(line) == [
        Problem(
            Field.TARGET,
            "chưa có kế hoạch (hoặc kế hoạch bằng 0) nên chưa tính được tỷ lệ hoàn thành",
            Severity.WARNING,
        )
    ]


@pytest.mark.parametrize("target", [None, 0, 120])
def test_missing_result_is_no_problem_and_no_zero(target):
    line = _line(target, None)

    assert (_rule().problems(line), _rule().exact(line)) == ([], None)


def test_negative_numbers_are_refused():
    assert _rule().problems(_line(-1, -2)) == [
        Problem(Field.TARGET, "Kế hoạch -1 nhỏ hơn 0"),
        Problem(Field.ACTUAL, "Kết quả -2 nhỏ hơn 0"),
    ]


@pytest.mark.parametrize(
    ("parameters", "target", "actual", "formula"),
    [
        ("", 120, 84, "tỷ lệ 84 / 120 = 70 %; 30 × 70 % = 21"),
        ("", 7, 1, "tỷ lệ 1 / 7 ≈ 14,285714 %; 30 × 14,285714 % ≈ 4,285714"),
        ("", 100, 250, "tỷ lệ 250 / 100 = 250 % → 30"),
        ("", 200, 201, "tỷ lệ 201 / 200 = 100,5 % → 30"),
        ("trừ 0,5 mỗi 1%", 100, 100, "tỷ lệ 100 / 100 = 100 % → 30"),
        ("trừ 0,5 mỗi 1%", 200, 201, "tỷ lệ 201 / 200 = 100,5 % → 30"),
        ("thưởng 0,2 mỗi 1%", 100, 100, "tỷ lệ 100 / 100 = 100 % → 30"),
        ("sàn 50", 100, 49, "tỷ lệ 49 / 100 = 49 %, dưới sàn 50 % → 0"),
        (
            "trừ 0,5 mỗi 1%",
            100,
            "98.5",
            "tỷ lệ 98,5 / 100 = 98,5 %; thiếu 1,5 %; 30 − 0,5 × 1,5 = 29,25",
        ),
        (
            "trừ 0,5 mỗi 1% tròn",
            100,
            "98.5",
            "tỷ lệ 98,5 / 100 = 98,5 %; thiếu 2 %; 30 − 0,5 × 2 = 29",
        ),
        (
            "thưởng 0,2 mỗi 1% tối đa 3",
            100,
            110,
            "tỷ lệ 110 / 100 = 110 %; 30 + thưởng 2 = 32",
        ),
        ("càng thấp càng tốt", 5, 10, "tỷ lệ 5 / 10 = 50 %; 30 × 50 % = 15"),
        ("càng thấp càng tốt", 5, 0, "kết quả 0, càng thấp càng tốt: đạt trọn → 30"),
    ],
)
def test_formula_has_the_numbers_put_in(parameters, target, actual, formula):
    assert _rule(parameters).worked(_line(target, actual)).formula == formula


@pytest.mark.parametrize(
    ("parameters", "target", "actual", "met"),
    [
        ("", 100, 100, True),
        ("", 100, "99.99", False),
        ("càng thấp càng tốt", 5, 0, True),
        ("càng thấp càng tốt", 5, 6, False),
    ],
)
def test_is_met_when_the_target_is_reached(parameters, target, actual, met):
    assert _rule(parameters).is_met(_line(target, actual)) is met


@given(amounts(1, 1000), amounts(0, 3000), st.booleans())
def test_points_lie_between_zero_and_the_maximum(target, actual, lower):
    rule = Proportional(lower_is_better=lower)

    assert 0 <= rule.exact(_line(target, actual)) <= 30


@given(amounts(1, 1000), amounts(0, 3000), st.integers(1, 1000))
def test_points_do_not_depend_on_the_unit_of_measure(target, actual, scale):
    assert _exact("", target * scale, actual * scale) == _exact("", target, actual)


@given(amounts(1, 1000), amounts(0, 1000), amounts(0, 100))
def test_more_done_never_earns_less(target, actual, more):
    parameters = "sàn 50; trừ 0,5 mỗi 1% tròn; thưởng 0,2 mỗi 1% tối đa 3"

    assert _exact(parameters, target, actual) <= _exact(parameters, target, actual + more)


def test_own_bonus_is_the_cap_of_the_leaf():
    assert _rule("thưởng 0,2 mỗi 1% tối đa 3").own_bonus == 3
    assert (_rule().own_bonus, _rule("thưởng 0,2 mỗi 1%").own_bonus) == (0, None)
