"""Tổng các ý."""

from decimal import Decimal

import pytest

from tests.builders import make_entry, make_line, points
from thidua.domain.rules import Field, Method, ParametersError, Parts, Problem, read_rule

WORDS = "kế hoạch: 2; sơ kết: 1,5; tổng kết: 1,5"
MINUTES = read_rule(Method.PARTS, WORDS)


def test_parameters_are_read_in_the_order_written():
    assert read_rule(Method.PARTS, WORDS) == Parts(
        (
            ("kế hoạch", Decimal(2)),
            ("sơ kết", Decimal("1.5")),
            ("tổng kết", Decimal("1.5")),
        )
    )


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("", "cần danh sách ý, ví dụ «ý a: 2; ý b: 1,5»"),
        ("sơ kết", "phần «sơ kết» phải có dạng «ý a: 2»"),
        ("ý a: 2; Ý A: 1", "«Ý A» được ghi hai lần"),
    ],
)
def test_other_parameters_are_refused(parameters, message):
    with pytest.raises(ParametersError) as refused:
        read_rule(Method.PARTS, parameters)

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("achieved", "most", "earned", "formula"),
    [
        ({}, 5, "0", "không ý nào đạt → 0"),
        ({"sơ kết": 0}, 5, "0", "không ý nào đạt → 0"),
        ({"Sơ kết": 1}, 5, "1.5", "1,5 (sơ kết) = 1,5"),
        (
            {"tổng kết": 1, "kế hoạch": 1},
            5,
            "3.5",
            "2 (kế hoạch) + 1,5 (tổng kết) = 3,5",
        ),
        (
            {"kế hoạch": 1, "sơ kết": 1, "tổng kết": 1},
            5,
            "5",
            "2 (kế hoạch) + 1,5 (sơ kết) + 1,5 (tổng kết) = 5",
        ),
        (
            {"kế hoạch": 1, "sơ kết": 1, "tổng kết": 1},
            4,
            "4",
            "2 (kế hoạch) + 1,5 (sơ kết) + 1,5 (tổng kết) = 5, tối đa 4",
        ),
    ],
)
def test_points_are_the_sum_of_the_parts_achieved(achieved, most, earned, formula):
    line = make_line(make_entry(events=achieved), most)

    assert (MINUTES.problems(line), MINUTES.exact(line), MINUTES.worked(line).formula) == (
        [],
        points(earned),
        formula,
    )


def test_unknown_and_repeated_parts_are_refused():
    line = make_line(make_entry(events={"sơ kết": 1, "SƠ KẾT": 1, "khen thưởng": 1}))

    assert MINUTES.exact(line) == points("1.5")
    assert MINUTES.problems(line) == [
        Problem(Field.CHOICE, "ý «SƠ KẾT» được ghi hai lần"),
        Problem(
            Field.CHOICE, "không có ý «khen thưởng»; chọn trong «kế hoạch», «sơ kết», «tổng kết»"
        ),
    ]


@pytest.mark.parametrize(
    ("achieved", "met"),
    [({"kế hoạch": 1, "sơ kết": 1, "tổng kết": 1}, True), ({"kế hoạch": 1}, False)],
)
def test_is_met_at_full_points(achieved, met):
    assert MINUTES.is_met(make_line(make_entry(events=achieved), 5)) is met
