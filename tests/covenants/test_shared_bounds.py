"""Hai khoảng chung một đầu: «từ 80 đến 90», «từ 90 đến 100»: nobody can tell whose the 90 is."""

from decimal import Decimal

import pytest

from tests.builders import make_draft, make_row
from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.draft import RankingRow
from thidua.domain.covenant.places import located
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import Severity
from thidua.domain.rules.bounds import read_bounds, shared_point

CELL = "Ô F2 trang Tiêu chí"
BAND = "Ô C3 trang Xếp hạng"


def told(draft):
    covenant, findings = read_covenant(draft)
    found = [*findings, *(() if covenant is None else located(check_covenant(covenant), draft))]
    return [(one.message, one.place) for one in found if one.severity is Severity.ERROR]


def tiers(parameters):
    row = make_row("I", 10, "Theo bậc", parameters=parameters, at={"Tham số": CELL})
    return told(make_draft(row))


def bands(*pairs):
    rows = [RankingRow("Xếp loại", "1", label, text, at={"Giá trị": BAND}) for label, text in pairs]
    return told(make_draft(make_row("I", 100, "Chấm mức"), ranking=tuple(rows)))


@pytest.mark.parametrize(
    "parameters",
    [
        "từ 90 đến 100: 10; từ 80 đến 90: 8; dưới 80: 0",
        "từ 80 đến 90: 8; từ 90 đến 100: 10; dưới 80: 0",
        "90-100: 10; 80-90: 8; dưới 80: 0",
        "từ 90 trở lên: 10; từ 80 đến 90: 8; dưới 80: 0",
        ">=90: 10; >=80 <=90: 8; <80: 0",
        "từ 90 trở lên: 10; không quá 90: 8",
    ],
)
def test_a_number_in_two_tiers_is_refused_at_its_cell(parameters):
    (found,) = tiers(parameters)

    assert found[0].startswith("90 vừa thuộc «")
    assert "hãy ghi «đến dưới 90» hoặc «trên 90» ở một trong hai" in found[0]
    assert found[1] == CELL


@pytest.mark.parametrize(
    "parameters",
    [
        "từ 90 đến 100: 10; từ 80 đến dưới 90: 8; dưới 80: 0",
        "trên 90 đến 100: 10; từ 80 đến 90: 8; dưới 80: 0",
        "90-100: 10; 80-89: 8; 0-79: 0",
        "90-99: 8; 100: 10; dưới 90: 0",
        ">=100: 10; >=90: 8; >=0: 0",
        "<=0: 10; <=2: 5; >2: 0",
        "0: 10; 1: 8; >=2: 0",
        "từ 90 đến 100: 10; từ 80 đến 90: 10; dưới 80: 0",
    ],
)
def test_tiers_without_a_number_of_two_meanings_are_taken(parameters):
    assert tiers(parameters) == []


def test_a_total_in_two_bands_is_refused_at_its_cell():
    (found,) = bands(("Tốt", "từ 80 đến 90"), ("Xuất sắc", "từ 90 đến 100"))

    assert found == (
        "90 vừa thuộc «Tốt» vừa thuộc «Xuất sắc» nên không rõ là mức nào; hãy ghi «đến dưới 90» "
        "hoặc «trên 90» ở một trong hai",
        BAND,
    )
    assert bands(("Xuất sắc", "từ 90 trở lên"), ("Tốt", "từ 80 đến dưới 90")) == []
    assert bands(("Xuất sắc", ">=90"), ("Tốt", ">=80")) == []


def test_a_size_of_two_numbers_of_places_is_refused():
    row = RankingRow("Khen thưởng", "1", "Cờ", "đến 10: 2; từ 10 trở lên: 3", at={"Giá trị": BAND})
    draft = make_draft(make_row("I", 100, "Chấm mức"), ranking=(row,))

    assert told(draft) == [
        (
            "10 vừa thuộc «<=10» vừa thuộc «>=10» nên không rõ là mức nào; hãy ghi «đến dưới 10» "
            "hoặc «trên 10» ở một trong hai",
            BAND,
        )
    ]


@pytest.mark.parametrize(
    ("one", "other", "point"),
    [
        (">=80 <=90", ">=90 <=100", Decimal(90)),
        (">=90", "<=90", Decimal(90)),
        (">=80 <90", ">=90", None),
        (">=80 <=90", ">90", None),
        (">=80 <=95", ">=90", None),
        (">=80", ">=90", None),
        ("90", ">=90 <=100", None),
        (">=80 <=85", ">=90", None),
    ],
)
def test_the_point_that_two_ranges_share(one, other, point):
    assert shared_point(read_bounds(one), read_bounds(other)) == point
    assert shared_point(read_bounds(other), read_bounds(one)) == point
