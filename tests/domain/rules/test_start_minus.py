"""Trừ dần."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_entry, make_line, points
from thidua.domain.ground.finding import notice
from thidua.domain.rules import Field, Method, ParametersError, Problem, StartMinus, read_rule
from thidua.domain.rules.events import Price
from thidua.domain.rules.start_minus import Start

FAULTS = "đi trễ: 0,5; thiếu báo cáo: 2"
LEVELS = "từ Đúng hạn: 30; từ Chậm 1 việc (đã tính 1 chậm việc): 25; từ Không làm: 0; chậm việc: 2"


def _rule(parameters):
    return read_rule(Method.START_MINUS, parameters)


def _line(events, choice=None, most=10):
    return make_line(make_entry(events=events, choice=choice), most)


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        (
            FAULTS,
            StartMinus((Price("đi trễ", Decimal("0.5")), Price("thiếu báo cáo", Decimal(2)))),
        ),
        ("mỗi lần 1", StartMinus((Price(None, Decimal(1)),))),
        (
            "từ chối nhiệm vụ: 2; Từ 30 phút trở lên: 1",
            StartMinus(
                (
                    Price("từ chối nhiệm vụ", Decimal(2)),
                    Price("Từ 30 phút trở lên", Decimal(1)),
                )
            ),
        ),
        (
            "[Đúng hạn]: 10; [30 phút] (đã tính 1 trễ): 5; từ 30 phút: 2; Từ Chối: 3; trễ: 1",
            StartMinus(
                (
                    Price("từ 30 phút", Decimal(2)),
                    Price("Từ Chối", Decimal(3)),
                    Price("trễ", Decimal(1)),
                ),
                (
                    Start("Đúng hạn", Decimal(10)),
                    Start("30 phút", Decimal(5), "trễ", Decimal(1)),
                ),
            ),
        ),
        (
            LEVELS,
            StartMinus(
                (Price("chậm việc", Decimal(2)),),
                (
                    Start("Đúng hạn", Decimal(30)),
                    Start("Chậm 1 việc", Decimal(25), "chậm việc", Decimal(1)),
                    Start("Không làm", Decimal(0)),
                ),
            ),
        ),
    ],
)
def test_parameters_are_read(parameters, rule):
    assert _rule(parameters) == rule


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("", "cần các lỗi bị trừ, ví dụ «đi trễ: 0,5; thiếu báo cáo: 2»"),
        ("từ Đúng hạn: 30", "cần các lỗi bị trừ, ví dụ «đi trễ: 0,5; thiếu báo cáo: 2»"),
        ("mỗi lượt 1; đi trễ: 2", "chỉ dùng «mỗi lượt …» khi không kê loại lỗi"),
        ("đi trễ: 1; Đi trễ: 2", "«Đi trễ» được ghi hai lần"),
        ("từ A: 30; từ a: 20; đi trễ: 1", "«a» được ghi hai lần"),
        (
            "từ Chậm (đã tính 1 chậm việc): 25; đi trễ: 1",
            "«chậm việc» trong mức «Chậm» chưa có điểm trừ",
        ),
    ],
)
def test_other_parameters_are_refused(parameters, message):
    with pytest.raises(ParametersError) as refused:
        _rule(parameters)

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("events", "earned"),
    [
        ({}, "10"),
        ({"đi trễ": 0}, "10"),
        ({"đi trễ": 3}, "8.5"),
        ({"ĐI TRỄ": 1, "thiếu báo cáo": 2}, "5.5"),
        ({"thiếu báo cáo": 5}, "0"),
        ({"thiếu báo cáo": 6}, "0"),
    ],
)
def test_maximum_minus_each_fault_never_below_zero(events, earned):
    rule, line = _rule(FAULTS), _line(events)

    assert (rule.problems(line), rule.exact(line)) == ([], points(earned))


@pytest.mark.parametrize(
    ("choice", "faults", "earned"),
    [
        ("Đúng hạn", 0, "30"),
        ("đúng hạn", 2, "26"),
        ("từ Đúng hạn", 1, "28"),
        ("Chậm 1 việc", 1, "25"),
        ("Chậm 1 việc", 3, "21"),
        ("Chậm 1 việc", 0, "25"),
        ("Không làm", 4, "0"),
    ],
)
def test_a_level_does_not_charge_its_own_fault_twice(choice, faults, earned):
    rule, line = _rule(LEVELS), _line({"chậm việc": faults}, choice, most=30)

    assert (rule.problems(line), rule.exact(line)) == ([], points(earned))


def test_a_fault_and_a_level_of_nearly_one_name_are_kept_apart():
    rule = _rule("[Đúng hạn]: 10; [30 phút]: 5; từ 30 phút: 2")

    assert rule.start_of("từ 30 phút") is None
    assert rule.start_of("từ Đúng hạn") == rule.start_of("đúng hạn") == rule.starts[0]
    assert rule.start_of("30 phút") == rule.starts[1]


def test_levels_of_the_old_way_are_written_with_their_mark():
    assert _rule(LEVELS).parameters() == (
        "[Đúng hạn]: 30; [Chậm 1 việc] (đã tính 1 chậm việc): 25; [Không làm]: 0; chậm việc: 2"
    )
    assert _rule(_rule(LEVELS).parameters()) == _rule(LEVELS)


@pytest.mark.parametrize(
    ("parameters", "most", "levels"),
    [
        ("từ đúng hạn: 30; từ chậm: 25; chậm việc: 2", 30, "[đúng hạn]: 30; [chậm]: 25; "),
        ("từ 60 phút: 2; từ 30 phút: 1; đi trễ: 0,5", 30, ""),
        ("từ chối nhiệm vụ: 10; đi trễ: 0,5", 10, ""),
        ("từ 60 phút: 2; từ 30 phút: 1", 2, ""),
    ],
)
def test_the_maximum_decides_whether_names_in_small_letters_are_levels(parameters, most, levels):
    rule = read_rule(Method.START_MINUS, parameters, Decimal(most))

    assert rule.parameters() == (f"{levels}chậm việc: 2" if levels else parameters)


def test_a_fault_that_begins_like_a_level_is_told():
    rule = _rule("từ chối nhiệm vụ: 2; đi trễ: 1")

    assert list(rule.checks("I", Decimal(10))) == [
        notice(
            "fault_from",
            "I: «từ chối nhiệm vụ» được hiểu là một lỗi bị trừ; nếu là mức bắt đầu thì ghi tên mức "
            "trong ngoặc vuông, như «[Đúng hạn]: 10»",
            "Mã I",
        )
    ]


def test_no_points_until_a_level_is_chosen():
    line = _line({"chậm việc": 1}, most=30)

    assert (_rule(LEVELS).exact(line), _rule(LEVELS).worked(line).formula) == (None, "")


def test_unknown_levels_faults_and_negative_counts_are_refused():
    line = _line({"chậm việc": -1, "đi trễ": 1}, "Sớm hạn", most=30)

    assert _rule(LEVELS).exact(line) is None
    assert _rule(LEVELS).problems(line) == [
        Problem(Field.COUNT, "số lượt -1 nhỏ hơn 0"),
        Problem(Field.CHOICE, "không có loại «đi trễ»; chọn một trong «chậm việc»"),
        Problem(
            Field.CHOICE,
            "không có mức khởi điểm «Sớm hạn»; "
            "chọn một trong «Đúng hạn», «Chậm 1 việc», «Không làm»",
        ),
    ]


@pytest.mark.parametrize(
    ("parameters", "events", "choice", "formula"),
    [
        (FAULTS, {}, None, "30, không trừ lượt nào"),
        (
            FAULTS,
            {"thiếu báo cáo": 1, "đi trễ": 2},
            None,
            "30 − (2 × 0,5 (đi trễ) + 1 × 2 (thiếu báo cáo)) = 27",
        ),
        (
            FAULTS,
            {"thiếu báo cáo": 20},
            None,
            "30 − (20 × 2 (thiếu báo cáo)) = 0, không xuống dưới 0",
        ),
        (
            LEVELS,
            {"chậm việc": 3},
            "Chậm 1 việc",
            "mức «Chậm 1 việc»: 25 − (2 × 2 (chậm việc)) = 21",
        ),
        (
            LEVELS,
            {"chậm việc": 1},
            "Chậm 1 việc",
            "mức «Chậm 1 việc»: 25, không trừ lượt nào",
        ),
    ],
)
def test_formula_has_the_numbers_put_in(parameters, events, choice, formula):
    assert _rule(parameters).worked(_line(events, choice, most=30)).formula == formula


@pytest.mark.parametrize(
    ("parameters", "fields"),
    [
        ("mỗi lượt 1", (Field.COUNT,)),
        (FAULTS, (Field.CHOICE, Field.COUNT)),
        ("từ Đạt: 5; mỗi lượt 1", (Field.CHOICE, Field.COUNT)),
    ],
)
def test_fields_ask_for_a_kind_or_a_level_only_where_there_is_one(parameters, fields):
    assert _rule(parameters).fields == fields


@given(st.integers(0, 50), st.integers(0, 50))
def test_points_never_leave_the_range_and_never_rise_with_more_faults(few, more):
    rule = _rule(FAULTS)

    earned = [rule.exact(_line({"đi trễ": count})) for count in (few, few + more)]

    assert 10 >= earned[0] >= earned[1] >= 0


@pytest.mark.parametrize(("events", "met"), [({}, True), ({"đi trễ": 1}, False)])
def test_is_met_without_a_fault(events, met):
    assert _rule(FAULTS).is_met(_line(events)) is met
