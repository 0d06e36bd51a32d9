"""Bỏ từng người chấm: whose place becomes another without the sheets of one reviewer."""

from tests.builders import make_covenant, make_criterion, scored
from tests.domain.five_units import CASE
from thidua.domain.verify.case import Case
from thidua.domain.verify.left_out import leave_one_out


def test_leaving_out_each_reviewer_tells_whose_place_becomes_another():
    assert [one.words() for one in leave_one_out(CASE)] == [
        "Bỏ người chấm A: không đổi hạng 1",
        "Bỏ người chấm B: không đổi hạng 1",
        "Bỏ người chấm C: không đổi hạng 1",
        "Bỏ người chấm D: không đổi hạng 1",
        "Bỏ người chấm E: A lên hạng 1, B xuống hạng 2",
    ]
    assert [one.own_gains for one in leave_one_out(CASE)] == [False] * 5


def test_a_reviewer_whose_unit_stands_higher_with_its_sheets_is_marked():
    covenant = make_covenant(make_criterion("I", 10))
    reviews = {
        "A": {"B": {"I": scored(4)}, "C": {"I": scored(9)}},
        "B": {"A": {"I": scored(8)}, "C": {"I": scored(8)}},
        "C": {"A": {"I": scored(2)}, "B": {"I": scored(2)}},
    }
    case = Case(covenant=covenant, reviews=reviews, settled={unit: {} for unit in "ABC"})

    found = {one.reviewer: (one.words(), one.own_gains) for one in leave_one_out(case)}

    assert found == {
        "A": ("Bỏ người chấm A: không đổi hạng 1", False),
        "B": ("Bỏ người chấm B: A lên hạng 1, B xuống hạng 2", True),
        "C": ("Bỏ người chấm C: không đổi hạng 1", False),
    }
