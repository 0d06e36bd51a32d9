"""Dòng đo: the ratio comes from the two medians, and nothing missing looks like a number."""

from dataclasses import replace
from decimal import Decimal

import pytest

from thidua.bench.row import Measure, Row
from thidua.bench.table import machine, table

ROW = Row(
    id="import", name="Nhập sổ", target=Decimal("2.0"), compared="ta ÷ họ", sizes={"sheets": 100}
)


def test_a_row_gives_its_ratio_and_both_medians_exactly():
    assert ROW.with_medians(3_000_001, 2_000_000).as_json() == {
        "id": "import",
        "name": "Nhập sổ",
        "ratio": "1.500",
        "numerator": "3.000001",
        "denominator": "2.000000",
        "unit": "ms",
        "target": "2.0",
        "met": True,
        "compared": "ta ÷ họ",
        "sizes": {"sheets": 100},
        "skipped": None,
        "fault": None,
    }


@pytest.mark.parametrize(
    ("ours", "ratio", "met"),
    [(2_000, "2.000", True), (2_001, "2.001", False), (20_000_001, "20000.001", False)],
)
def test_the_target_itself_is_met_and_anything_above_it_is_not(ours, ratio, met):
    row = ROW.with_medians(ours, 1_000)

    assert (row.ratio, row.met) == (ratio, met)


def test_a_ratio_that_only_rounds_to_the_target_is_not_met():
    row = ROW.with_medians(20_000_001, 10_000_000)

    assert (row.ratio, row.met) == ("2.000", False)


@pytest.mark.parametrize(("many", "met"), [(11, True), (12, False), (10, False)])
def test_statements_must_be_equal(many, met):
    row = replace(ROW, target=Decimal(1), measure=Measure.STATEMENTS).with_medians(many, 11)

    assert (row.met, row.median(row.ours)) == (met, str(many))


@pytest.mark.parametrize("reason", ["skipped", "fault"])
def test_a_row_without_a_measurement_has_no_number_and_a_reason(reason):
    row = ROW.with_medians(1, 1).without(**{reason: "vì thế"})
    said = row.as_json()

    names = ("ratio", "numerator", "denominator", "met")
    assert {name: said[name] for name in names} == dict.fromkeys(names)
    assert said[reason] == "vì thế"


def test_the_table_says_plainly_what_was_met_missed_skipped_and_faulty():
    rows = [
        ROW.with_medians(3_000_000, 2_000_000),
        replace(ROW, name="Xuất sổ", compared="xuất ÷ ghi").with_medians(9_000_000, 2_000_000),
        ROW.without(skipped="chưa cài polars"),
        ROW.without(fault="khác phần tử"),
    ]

    assert table(rows).splitlines() == [
        "| Dòng đo | Tỷ số | Mốc | Kết quả | Trung vị hai bên | So sánh |",
        "| --- | --- | --- | --- | --- | --- |",
        "| Nhập sổ | 1,500 | ≤ 2,0 | đạt | 3,0 ms ÷ 2,0 ms | (1) |",
        "| Xuất sổ | 4,500 | ≤ 2,0 | CHƯA ĐẠT | 9,0 ms ÷ 2,0 ms | (2) |",
        "| Nhập sổ | – | ≤ 2,0 | bỏ qua: chưa cài polars | – | (1) |",
        "| Nhập sổ | – | ≤ 2,0 | LỖI: khác phần tử | – | (1) |",
        "",
        "(1) ta ÷ họ.",
        "(2) xuất ÷ ghi.",
        "",
        f"Đạt 1, chưa đạt 1, không có số 2. {machine()}",
    ]
