"""Số đo điều khác: a percent among points, days among occurrences, a fraction of a hundred."""

from decimal import Decimal

import pytest

from thidua.domain.rules import Field, Method, read_rule
from thidua.domain.rules.base import Line
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.rows import InputRow, RowReader


def read(name, **cells):
    row = InputRow(**cells)
    reader = RowReader("I.1", [row])
    value = reader.number(row, name, cells[name.name.lower()])
    return value, [one.message for one in reader.findings if one.is_error]


@pytest.mark.parametrize("written", ["25 %", "25%", "97,5 %"])
def test_a_percent_is_no_number_of_points(written):
    _, told = read(Field.POINTS, points=written)

    assert told == [f"I.1: «{written}» là tỷ lệ phần trăm, ô này ghi số điểm; hãy ghi số điểm"]
    assert read(Field.ACTUAL, actual=written)[1] == []


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        (Field.POINTS, "3 lần", "là số lần, ô này ghi số điểm; hãy ghi số điểm"),
        (Field.POINTS, "3 ngày", "là số ngày, ô này ghi số điểm; hãy ghi số điểm"),
        (Field.COUNT, "3 điểm", "không phải số lượt; ô này ghi mấy lượt, hãy ghi số lượt"),
        (Field.COUNT, "3đ", "không phải số lượt; ô này ghi mấy lượt, hãy ghi số lượt"),
        (Field.COUNT, "5%", "không phải số lượt; ô này ghi mấy lượt, hãy ghi số lượt"),
    ],
)
def test_occurrences_are_no_points_and_points_no_occurrences(name, written, told):
    assert read(name, **{name.name.lower(): written})[1] == [f"I.1: «{written}» {told}"]


@pytest.mark.parametrize(
    ("kind", "written", "refused"),
    [
        ("trễ hạn", "2 ngày", True),
        ("đi muộn", "30 phút", True),
        ("trễ hạn", "2 lần", False),
        ("trễ hạn", "2", False),
        ("mỗi ngày chậm", "2 ngày", False),
        ("nghỉ không phép", "2 ngày", False),
        ("", "2 ngày", False),
    ],
)
def test_how_late_is_not_how_often(kind, written, refused):
    value, told = read(Field.COUNT, count=written, kind=kind)

    assert bool(told) is refused
    assert refused or value == Decimal(2)


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [("100", "0.85", True), ("100", "85", False), ("1", "0.85", False), ("100", "1", False)],
)
def test_a_result_that_looks_like_a_share_of_one_is_told(target, actual, told):
    line = Line(Entry(target=Decimal(target), actual=Decimal(actual)), Decimal(20))
    found = read_rule(Method.PROPORTIONAL, "").problems(line)

    assert [(one.field, one.is_error) for one in found] == ([(Field.ACTUAL, False)] if told else [])
