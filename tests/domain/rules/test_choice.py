"""Chọn mức."""

from decimal import Decimal

import pytest

from tests.builders import make_entry, make_line, points
from thidua.domain.rules import Choice, Field, Method, ParametersError, Problem, read_rule

WORDS = "Xuất sắc: 10; Tốt: 8; Khá: 5,5; Yếu: 0"
RATING = read_rule(Method.CHOICE, WORDS)


def test_parameters_are_read_in_the_order_written():
    assert read_rule(Method.CHOICE, WORDS) == Choice(
        (
            ("Xuất sắc", Decimal(10)),
            ("Tốt", Decimal(8)),
            ("Khá", Decimal("5.5")),
            ("Yếu", Decimal(0)),
        )
    )


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("", "cần danh sách mức, ví dụ «Xuất sắc: 10; Tốt: 8; Khá: 5»"),
        ("Tốt", "phần «Tốt» phải có dạng «Tốt: 8»"),
        ("Tốt: 8; TỐT: 7", "«TỐT» được ghi hai lần"),
    ],
)
def test_other_parameters_are_refused(parameters, message):
    with pytest.raises(ParametersError) as refused:
        read_rule(Method.CHOICE, parameters)

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("choice", "earned"),
    [("Xuất sắc", "10"), ("xuất  sắc", "10"), ("TỐT", "8"), ("Khá", "5.5"), ("Yếu", "0")],
)
def test_label_earns_its_points_whatever_its_case(choice, earned):
    line = make_line(make_entry(choice=choice))

    assert (RATING.problems(line), RATING.exact(line)) == ([], points(earned))


def test_missing_label_is_no_problem_and_no_zero():
    line = make_line(make_entry())

    assert (RATING.problems(line), RATING.exact(line)) == ([], None)


def test_unknown_label_is_refused_with_the_known_ones():
    line = make_line(make_entry(choice="Giỏi"))

    assert RATING.exact(line) is None
    assert RATING.problems(line) == [
        Problem(
            Field.CHOICE,
            "không có mức «Giỏi»; chọn một trong «Xuất sắc», «Tốt», «Khá», «Yếu»",
        )
    ]


def test_formula_names_the_label():
    assert RATING.worked(make_line(make_entry(choice="Khá"))).formula == "mức «Khá» → 5,5"


@pytest.mark.parametrize(("choice", "met"), [("Xuất sắc", True), ("Tốt", False), (None, False)])
def test_is_met_at_full_points(choice, met):
    assert RATING.is_met(make_line(make_entry(choice=choice))) is met
