"""Dòng nhập: an input that no rule reads, and a row that stands there twice, are told."""

from decimal import Decimal

import pytest

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.finding import error, warning
from thidua.domain.rules import Field, method_named, read_rule
from thidua.domain.rules.entry import Event
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.entry_rows import read_entry


def criterion(method, parameters=""):
    rule = read_rule(method_named(method), parameters, Decimal(10))
    return Criterion(code="I.1", text="Nhiệm vụ", max_points=Decimal(10), rule=rule)


def row(number=2, **cells):
    return InputRow(
        **cells,
        at={name: f"Ô {name} dòng {number}" for name in Field},
        place=f"Dòng {number}",
    )


TIERS = criterion("Theo bậc", ">=90: 10; >=0: 4")
EVENTS = criterion("Trừ dần", "đi trễ: 0,5; thiếu báo cáo: 2")
ONE_PRICE = criterion("Theo lượt", "mỗi lượt 2")


def test_a_cell_the_rule_does_not_read_is_told_where_the_others_suffice():
    entry, found = read_entry(TIERS, [row(actual=Decimal(95), points=Decimal(8), choice="Tốt")])

    assert entry.actual == 95
    assert found == [
        warning(
            "unused_input",
            f"I.1: cách chấm «Theo bậc» dùng ô «Kết quả»; ô «{name}» ({value}) không được đọc",
            f"Ô {name} dòng 2",
        )
        for name, value in (("Mức", "«Tốt»"), ("Điểm", "8"))
    ]


def test_a_row_that_only_says_what_nobody_reads_is_an_error():
    _, found = read_entry(TIERS, [row(points=Decimal("8.5"))])

    assert found == [
        error(
            "unused_input",
            "I.1: cách chấm «Theo bậc» dùng ô «Kết quả»; ô «Điểm» (8,5) không được đọc",
            "Ô Điểm dòng 2",
        )
    ]


def test_what_is_counted_may_be_described():
    entry, found = read_entry(ONE_PRICE, [row(count=Decimal(2), choice="cấp tỉnh")])

    assert (entry.events, found) == ((Event("cấp tỉnh", Decimal(2)),), [])


@pytest.mark.parametrize(
    ("rule", "cells", "name"),
    [
        (EVENTS, {"choice": "đi trễ", "count": Decimal(2)}, "loại «đi trễ»"),
        (ONE_PRICE, {"count": Decimal(2)}, "tiêu chí"),
    ],
)
def test_a_kind_that_stands_there_twice_is_refused_at_the_second(rule, cells, name):
    _, found = read_entry(rule, [row(2, **cells), row(9, **cells)])

    assert [one for one in found if one.is_error] == [
        error(
            "twice",
            f"I.1: {name} được ghi hai lần, lần đầu ở Dòng 2; hãy gộp vào một dòng",
            "Dòng 9",
        )
    ]


def test_kinds_of_their_own_stand_side_by_side():
    rows = [row(2, choice="đi trễ", count=Decimal(1))]
    rows += [row(3, choice="thiếu báo cáo", count=Decimal(2))]

    entry, found = read_entry(EVENTS, rows)

    assert found == []
    assert entry.events == (Event("đi trễ", Decimal(1)), Event("thiếu báo cáo", Decimal(2)))


def test_a_state_leaves_no_room_for_an_input():
    cells = {"choice": "Không giao", "explanation": "lý do", "points": Decimal(5)}

    _, found = read_entry(TIERS, [row(**cells)])

    assert found == [
        error(
            "state_and_input",
            "I.1: đã ghi «Không giao» thì để trống ô «Điểm»",
            "Ô Điểm dòng 2",
        )
    ]
