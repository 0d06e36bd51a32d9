"""Tên dở dang: a price that is no single number never makes a kind of what stood before it."""

from decimal import Decimal

import pytest

from tests.builders import make_draft, make_row
from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.rules import METHOD_WORDS, Method, read_rule


def told(method, written):
    draft = make_draft(make_row("I", 10, METHOD_WORDS[method], parameters=written))
    covenant, read = read_covenant(draft)
    found = [*read, *(() if covenant is None else check_covenant(covenant))]
    return [(one.code, one.place) for one in found if one.is_error]


@pytest.mark.parametrize(
    "written",
    [
        "trừ khoảng 0,5 mỗi lần",
        "trừ từ 0,5 đến 1 điểm mỗi lần",
        "trừ xấp xỉ 1 điểm/lần",
        "trừ gần 1 điểm mỗi lần",
        "đi trễ trừ không dưới 0,5/lần",
        "đi trễ trừ hơn 0,5/lần",
        "khoảng: 2",
        "chỉ tính 1 lần: 5",
    ],
)
def test_a_price_that_is_no_single_number_is_refused_at_its_cell(written):
    assert told(Method.START_MINUS, written) == [("unfinished_name", "Mã I")]


@pytest.mark.parametrize(
    "name",
    [
        "xử lý văn bản đến chậm",
        "sai sót ở văn bản đến",
        "khen của cấp trên",
        "kết quả tốt hơn",
        "vắng họp giao ban",
        "bị trừ lương",
        "cộng tác viên vi phạm",
    ],
)
def test_a_name_that_only_looks_so_stays_a_name(name):
    for method in (Method.START_MINUS, Method.PER_EVENT):
        found = read_rule(method, f"{name}: 2").checks("I", Decimal(2))
        assert [one.code for one in found if one.code == "unfinished_name"] == []


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("từ 5 bài trở lên: 5; dưới 5 bài: 2", ["ladder"]),
        ("trên 3 lần: 5; từ 1 lần trở lên: 2", ["ladder"]),
        ("từ 5 bài trở lên: 5; đăng báo tỉnh: 2", []),
        ("quá 3 ngày: 2; từ 1 ngày: 1", []),
        ("từ 2 lần trở lên: 3", []),
    ],
)
def test_steps_of_one_count_are_no_kinds(written, codes):
    assert [code for code, _ in told(Method.PER_EVENT, written)] == codes


def test_a_floor_written_as_a_share_of_one_is_refused():
    assert told(Method.PROPORTIONAL, "sàn 0,5") == [("floor_as_share", "Mã I")]
    assert told(Method.PROPORTIONAL, "sàn 50") == []
    assert told(Method.PROPORTIONAL, "sàn 1") == []
