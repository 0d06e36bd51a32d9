"""Đạt/không."""

import pytest

from tests.builders import make_entry, make_line, points
from thidua.domain.rules import Field, Method, ParametersError, PassFail, Problem, read_rule


@pytest.mark.parametrize(
    ("choice", "earned"),
    [
        ("Đạt", "2"),
        ("đạt", "2"),
        ("Có", "2"),
        (" ĐÚNG ", "2"),
        ("Không đạt", "0"),
        ("không  đạt", "0"),
        ("Chưa", "0"),
        ("Sai", "0"),
    ],
)
def test_all_the_points_or_none(choice, earned):
    line = make_line(make_entry(choice=choice), most=2)

    assert (PassFail().problems(line), PassFail().exact(line)) == ([], points(earned))


def test_missing_verdict_is_no_problem_and_no_zero():
    line = make_line(make_entry(), most=2)

    assert (PassFail().problems(line), PassFail().exact(line)) == ([], None)


def test_another_word_is_refused_and_earns_nothing():
    line = make_line(make_entry(choice="Gần đạt"), most=2)

    assert PassFail().exact(line) is None
    assert PassFail().problems(line) == [
        Problem(Field.CHOICE, "«Gần đạt» phải là «Đạt» hoặc «Không đạt»")
    ]


@pytest.mark.parametrize(
    ("choice", "formula", "met"),
    [("Đạt", "đạt → 2,5", True), ("Không đạt", "không đạt → 0", False)],
)
def test_formula_and_being_met_follow_the_verdict(choice, formula, met):
    line = make_line(make_entry(choice=choice), most="2.5")

    assert (PassFail().worked(line).formula, PassFail().is_met(line)) == (formula, met)


def test_parameters_are_refused():
    with pytest.raises(ParametersError) as refused:
        read_rule(Method.PASS_FAIL, "bước 1")

    assert str(refused.value) == "cách chấm Đạt/không không có tham số"
