"""Theo lượt."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_entry, make_line, points
from thidua.domain.ground.finding import Severity
from thidua.domain.rules import Field, Method, ParametersError, PerEvent, Problem, read_rule
from thidua.domain.rules.events import Price

ONE_PRICE = "mỗi lượt 0,5; tối đa 2"
LEVELS = "cấp tỉnh: 3; cấp cơ sở: 1; chỉ tính mức cao nhất"
LATE = "loại A: 3; loại B: 2; nộp muộn: -0,25"
PENALTIES = "thiếu báo cáo: 2; vắng họp: 1,5"


def _rule(parameters):
    return read_rule(Method.PER_EVENT, parameters)


def _line(events, most=10):
    return make_line(make_entry(events=events), most)


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        (ONE_PRICE, PerEvent((Price(None, Decimal("0.5")),), Decimal(2))),
        ("mỗi lần: 1", PerEvent((Price(None, Decimal(1)),))),
        (
            LEVELS,
            PerEvent((Price("cấp tỉnh", Decimal(3)), Price("cấp cơ sở", Decimal(1))), None, True),
        ),
        (
            f"{PENALTIES}; Tối đa: 5",
            PerEvent(
                (Price("thiếu báo cáo", Decimal(2)), Price("vắng họp", Decimal("1.5"))), Decimal(5)
            ),
        ),
    ],
)
def test_parameters_are_read(parameters, rule):
    assert _rule(parameters) == rule


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("", "cần đơn giá, ví dụ «mỗi lượt 0,5; tối đa 2»"),
        ("tối đa 2", "cần đơn giá, ví dụ «mỗi lượt 0,5; tối đa 2»"),
        ("mỗi lượt 1; cấp tỉnh: 3", "chỉ dùng «mỗi lượt …» khi không kê loại lượt"),
        ("vắng họp: 1; Vắng họp: 2", "«Vắng họp» được ghi hai lần"),
        ("cấp tỉnh", "phần «cấp tỉnh» phải có dạng «cấp tỉnh: 3»"),
    ],
)
def test_other_parameters_are_refused(parameters, message):
    with pytest.raises(ParametersError) as refused:
        _rule(parameters)

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("parameters", "events", "earned"),
    [
        (ONE_PRICE, {None: 0}, "0"),
        (ONE_PRICE, {None: 3}, "1.5"),
        (ONE_PRICE, {None: 4}, "2"),
        (ONE_PRICE, {None: 5}, "2"),
        (ONE_PRICE, {"sáng kiến": 1, "mô hình mới": 2}, "1.5"),
        ("mỗi lượt 0,5", {None: 100}, "10"),
        ("mỗi lượt 0,5; tối đa 20", {None: 100}, "10"),
        (LEVELS, {"cấp tỉnh": 1, "cấp cơ sở": 5}, "3"),
        (LEVELS, {"cấp cơ sở": 5}, "1"),
        (LEVELS, {"cấp tỉnh": 4}, "3"),
        (LEVELS, {"cấp tỉnh": 0, "cấp cơ sở": 1}, "1"),
        (PENALTIES, {"thiếu báo cáo": 2, "VẮNG HỌP": 1}, "5.5"),
        (LATE, {"loại B": 1, "nộp muộn": 2}, "1.5"),
        (LATE, {"loại B": 1, "nộp muộn": 20}, "0"),
        (f"{LATE}; chỉ tính mức cao nhất", {"loại A": 1, "loại B": 1, "nộp muộn": 1}, "2.75"),
    ],
)
def test_price_times_count_between_zero_and_the_cap(parameters, events, earned):
    rule, line = _rule(parameters), _line(events)

    assert (rule.problems(line), rule.exact(line)) == ([], points(earned))


@pytest.mark.parametrize("parameters", [ONE_PRICE, LEVELS])
def test_no_event_at_all_earns_zero(parameters):
    rule, line = _rule(parameters), _line({})

    assert (rule.problems(line), rule.exact(line), rule.is_met(line)) == ([], 0, False)


def test_the_same_kind_on_several_rows_is_added_up():
    twice = make_entry(events={"thiếu báo cáo": 1, "Thiếu báo cáo": 2})

    assert _rule(PENALTIES).exact(make_line(twice)) == 6


def test_negative_counts_and_unknown_kinds_are_refused():
    line = _line({"thiếu báo cáo": -1, "đi trễ": 1, None: 2})

    assert _rule(PENALTIES).problems(line) == [
        Problem(Field.COUNT, "số lượt -1 nhỏ hơn 0"),
        Problem(Field.CHOICE, "không có loại «đi trễ»; chọn một trong «thiếu báo cáo», «vắng họp»"),
        Problem(Field.CHOICE, "chưa ghi loại; chọn một trong «thiếu báo cáo», «vắng họp»"),
    ]


@pytest.mark.parametrize(
    ("parameters", "events", "formula"),
    [
        (ONE_PRICE, {}, "0 lượt = 0"),
        (ONE_PRICE, {None: 3}, "3 × 0,5 = 1,5"),
        (ONE_PRICE, {None: 4}, "4 × 0,5 = 2"),
        (ONE_PRICE, {None: 5}, "5 × 0,5 = 2,5, tối đa 2"),
        (
            PENALTIES,
            {"vắng họp": 2, "thiếu báo cáo": 1},
            "1 × 2 (thiếu báo cáo) + 2 × 1,5 (vắng họp) = 5",
        ),
        (LEVELS, {"cấp tỉnh": 2, "cấp cơ sở": 1}, "mức cao nhất: 1 × 3 (cấp tỉnh) = 3"),
        (
            LATE,
            {"loại B": 1, "nộp muộn": 9},
            "1 × 2 (loại B) + 9 × -0,25 (nộp muộn) = -0,25, không xuống dưới 0",
        ),
    ],
)
def test_formula_has_the_numbers_put_in(parameters, events, formula):
    assert _rule(parameters).worked(_line(events)).formula == formula


@pytest.mark.parametrize(
    ("parameters", "fields"),
    [(ONE_PRICE, (Field.COUNT,)), (PENALTIES, (Field.CHOICE, Field.COUNT))],
)
def test_the_kind_is_asked_for_only_where_kinds_are_priced(parameters, fields):
    assert _rule(parameters).fields == fields


@given(st.integers(0, 50), st.integers(0, 50))
def test_points_never_leave_the_range_and_never_fall_with_more_events(few, more):
    rule = _rule("mỗi lượt 0,75; tối đa 7")

    earned = [rule.exact(_line({None: count})) for count in (few, few + more)]

    assert 0 <= earned[0] <= earned[1] <= 7


@pytest.mark.parametrize(("count", "is_told"), [("1.5", True), ("2", False), ("2.0", False)])
def test_part_of_an_event_counts_exactly_and_is_told(count, is_told):
    rule, line = _rule("mỗi lượt 0,5"), _line({None: count})
    said = "số lượt 1,5 không tròn; được tính đúng 1,5 lần đơn giá, sai thì ghi lại"

    assert rule.exact(line) == Decimal(count) * Decimal("0.5")
    assert rule.problems(line) == (
        [Problem(Field.COUNT, said, Severity.WARNING)] if is_told else []
    )
