"""Mức trần: a limit is a limit however it is written, never a kind of event."""

from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import covenant_from, make_draft, make_entry, make_line, make_row
from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.places import located
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import error, warning
from thidua.domain.rules import (
    METHOD_WORDS,
    Method,
    PerEvent,
    Proportional,
    StartMinus,
    read_rule,
)
from thidua.domain.rules.bonus import BonusRoom, read_bonus_room
from thidua.domain.rules.events import Price
from thidua.domain.rules.limits import Limit, read_limit

WORDS = (
    "tối đa", "trừ tối đa", "Tối đa trừ", "trần", "không quá", "tổng không quá", "nhiều nhất",
    "không vượt quá", "tổng điểm trừ tối đa", "tổng trừ không quá", "cộng tối đa", "giới hạn",
    "giới hạn trừ", "mức trần", "mức trừ cao nhất", "max", "hạn mức", "khống chế", "mức tối đa",
    "cộng không vượt", "không cộng quá", "không bị trừ quá", "cộng dồn tối đa", "giảm trừ tối đa",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(
    "form", ["{} 1,5", "{}: 1,5", "{}:1.5 điểm", "{} 1,5đ", "{} −1,5 điểm/năm"]
)
def test_a_limit_of_points_is_read(words, form):
    assert read_limit(form.format(words)) == Limit(Decimal("1.5"))


@pytest.mark.parametrize("form", ["tối đa 4 lượt", "không quá: 4 lần", "tính tối đa 4 vụ"])
def test_a_limit_of_occurrences_is_read(form):
    assert read_limit(form) == Limit(Decimal(4), counts=True)


@pytest.mark.parametrize("part", ["tối đa hoá nguồn lực: 3", "tối đa", "vắng không quá 2 ngày: 1"])
def test_other_words_are_no_limit(part):
    assert read_limit(part) is None


@given(st.sampled_from(WORDS), st.booleans(), st.integers(0, 10), st.integers(0, 10))
def test_a_limit_however_written_holds_and_is_never_a_kind(words, colon, faults, more):
    limit = f"{words}{':' if colon else ''} 1,5"
    minus = read_rule(Method.START_MINUS, f"trễ: 0,5; vắng: 1; {limit}")
    plus = read_rule(Method.PER_EVENT, f"trễ: 0,5; vắng: 1; {limit}")
    line = make_line(make_entry(events={"trễ": faults, "vắng": more}), 3)

    counted = min(Decimal("1.5"), Decimal(faults) / 2 + more)
    assert (minus.exact(line), plus.exact(line)) == (3 - counted, counted)
    assert [rule.has_kind(words) for rule in (minus, plus)] == [False, False]
    assert read_rule(Method.START_MINUS, minus.parameters()) == minus
    assert read_rule(Method.PER_EVENT, plus.parameters()) == plus


def test_a_deduction_of_several_faults_is_limited_together():
    rule = read_rule(Method.START_MINUS, "chậm: 0,5; không phối hợp: 0,5; trừ tối đa: 1,5")
    line = make_line(make_entry(events={"chậm": 3, "không phối hợp": 2}), 3)

    assert rule.worked(line).formula == (
        "3 − 1,5 = 1,5; các lỗi cộng 3 × 0,5 (chậm) + 2 × 0,5 (không phối hợp) = 2,5, trừ tối đa "
        "1,5"
    )


def test_the_dearest_occurrences_count_first():
    prices = (Price("cơ sở", Decimal(1)), Price("tỉnh", Decimal(3)))
    plus = read_rule(Method.PER_EVENT, "cơ sở: 1; tỉnh: 3; tối đa 4 lượt")
    minus = read_rule(Method.START_MINUS, "cơ sở: 1; tỉnh: 3; trừ tối đa 4 lượt")
    line = make_line(make_entry(events={"cơ sở": 5, "tỉnh": 2}), 20)

    assert plus == PerEvent(prices, most_counted=Decimal(4))
    assert minus == StartMinus(prices, most_counted=Decimal(4))
    assert (plus.exact(line), minus.exact(line)) == (Decimal(8), Decimal(12))
    assert read_rule(Method.PER_EVENT, plus.parameters()) == plus
    assert read_rule(Method.START_MINUS, minus.parameters()) == minus


def test_each_occurrence_of_a_kind_is_read_as_people_say_it():
    price = (Price("vắng họp", Decimal("0.5")),)

    assert read_rule(Method.START_MINUS, "mỗi lần vắng họp: 0,5") == StartMinus(price)
    assert read_rule(Method.PER_EVENT, "Mỗi lượt vắng họp: 0,5") == PerEvent(price)
    assert read_rule(Method.PROPORTIONAL, "trừ 0,5 điểm cho mỗi 1%") == Proportional(
        minus=Decimal("0.5")
    )


@pytest.mark.parametrize("method", [Method.START_MINUS, Method.PER_EVENT])
def test_a_limit_that_is_not_understood_is_refused_with_its_form(method):
    rule = read_rule(method, "trễ: 0,5; không quá một nửa: 2")

    assert list(rule.checks("I", Decimal(3))) == [
        error(
            "limit_as_kind",
            "I: «không quá một nửa» đọc như một mức trần nhưng không hiểu được; ghi «tối đa 1,5» "
            "(điểm) hoặc «tối đa 4 lượt»",
            "Mã I",
        )
    ]


@pytest.mark.parametrize("method", [Method.START_MINUS, Method.PER_EVENT])
@pytest.mark.parametrize(
    "words",
    [
        "sàn", "điểm sàn", "điểm tối thiểu", "tối thiểu còn", "không thấp hơn", "còn ít nhất",
        "không dưới", "còn lại", "điểm còn lại", "không xuống dưới", "cao nhất", "điểm cao nhất",
        "mức thấp nhất", "tổng cộng", "chỉ tính", "mỗi năm", "một quý", "tối đa mỗi năm",
        "tính tối đa cho cả năm",
    ],
)  # fmt: skip
def test_a_floor_or_an_unclear_limit_is_never_a_kind(method, words):
    rule = read_rule(method, f"trễ: 0,5; vắng: 1; {words}: 2")

    told = [one for one in rule.checks("I", Decimal(10)) if one.code == "limit_as_kind"]
    assert [(one.is_error, f"«{words}»" in one.message) for one in told] == [(True, True)]


@pytest.mark.parametrize("method", [Method.START_MINUS, Method.PER_EVENT])
def test_a_long_name_of_limit_words_takes_no_time(method):
    rule = read_rule(method, f"trễ: 0,5; {'còn lại ' * 1000}sàn x: 2")
    started = perf_counter()

    assert [one for one in rule.checks("I", Decimal(2)) if one.is_error] == []
    assert perf_counter() - started < 1


@pytest.mark.parametrize("method", [Method.START_MINUS, Method.PER_EVENT])
@pytest.mark.parametrize(
    "name", ["sàn nhà bẩn", "giới hạn tốc độ", "không vượt chỉ tiêu", "vắng không quá 2 ngày"]
)
def test_a_name_that_only_holds_a_word_of_limits_is_a_kind(method, name):
    rule = read_rule(method, f"trễ: 0,5; {name}: 2")

    assert (rule.has_kind(name), [one for one in rule.checks("I", Decimal(2)) if one.is_error]) == (
        True,
        [],
    )


@pytest.mark.parametrize("words", ["thưởng cao nhất", "thưởng giới hạn", "mức thưởng: trần"])
def test_the_limit_of_a_bonus_is_one_however_it_is_written(words):
    assert read_bonus_room(f"{words} 2") == BonusRoom(Decimal(2))


@pytest.mark.parametrize("method", [Method.START_MINUS, Method.PER_EVENT])
@pytest.mark.parametrize(
    "written",
    [
        "10 tin bài: 0,5",
        "mỗi 10 tin bài được cộng 0,5 điểm",
        "0,5 điểm/10 tin bài",
        "cứ 10 tin bài cộng 0,5 điểm",
        "cứ hai lần đi trễ trừ 1 điểm",
        "cứ chậm 2 ngày trừ 1 điểm",
        "trừ 1 điểm/2 lần",
        "trừ 1 điểm cho mỗi 2 lần đi trễ",
        "đi trễ 2 lần trừ 1 điểm",
        "mỗi 1.000 cây xanh: 1",
        "mỗi chục tin bài cộng 1 điểm",
    ],
)
def test_a_price_of_several_occurrences_is_never_that_of_one(method, written):
    draft = make_draft(make_row("I", 10, METHOD_WORDS[method], parameters=written))
    covenant, read = read_covenant(draft)
    found = read if covenant is None else check_covenant(covenant)

    told = [one for one in found if one.is_error and "mỗi lượt nhập vào" in one.message]
    assert [one.place for one in told] == ["Mã I"]


@pytest.mark.parametrize("method", [Method.START_MINUS, Method.PER_EVENT])
@pytest.mark.parametrize(
    "name",
    [
        "01 sáng kiến", "5 năm liền", "3 lần liên tiếp", "đi trễ từ 2 lần trở lên", "chậm 2 ngày",
        "quá 3 ngày", "từ 30 phút trở lên", "vi phạm lần 2", "đủ 10 tin bài", "ngày 20/11",
        "năm học",
    ],
)  # fmt: skip
def test_a_number_that_counts_no_occurrences_may_stand_in_a_name(method, name):
    rule = read_rule(method, f"{name}: 2")

    assert [one for one in rule.checks("I", Decimal(2)) if one.is_error] == []


def test_a_fault_that_reads_as_a_bonus_and_a_limit_above_the_maximum_are_said():
    rule = read_rule(Method.START_MINUS, "sáng kiến được cộng: 1; trừ tối đa 5")

    assert list(rule.checks("I", Decimal(3))) == [
        warning(
            "cap_above_max",
            "I ghi «trừ tối đa 5» nhưng điểm tối đa chỉ 3; phần vượt bị bỏ",
            "Mã I",
        ),
        error(
            "bonus_as_fault",
            "I: «sáng kiến được cộng» đọc như điểm thưởng nhưng đang bị trừ; được thưởng thì ghi "
            "«thưởng sáng kiến: 1», là lỗi thì ghi tên khác, như «lỗi …»",
            "Mã I",
        ),
    ]


@pytest.mark.parametrize("most", [None, 5])
@pytest.mark.parametrize("parameters", ["trần: 5", "không quá 5 điểm", "Tối đa 5"])
def test_the_ceiling_of_a_group_may_carry_its_number(parameters, most):
    covenant = covenant_from(
        make_draft(
            make_row("I", most, parameters=parameters),
            make_row("I.1", 4, "Chấm mức"),
            make_row("I.2", 4, "Chấm mức"),
        )
    )

    group = covenant.groups["I"]
    assert (group.is_ceiling, group.max_points) == (True, Decimal(5))


def test_a_ceiling_that_differs_from_the_maximum_is_refused():
    rows = (make_row("I", 6, parameters="trần: 5"), make_row("I.1", 8, "Chấm mức"))

    assert read_covenant(make_draft(*rows))[1] == [
        error(
            "ceiling_differs",
            "I: «trần: 5» khác điểm tối đa 6 của nhóm; ghi hai số như nhau, hoặc chỉ ghi «trần»",
            "Mã I",
        )
    ]


@pytest.mark.parametrize(
    ("method", "written"),
    [
        *(
            (method, f"{words}; vắng: 1")
            for method in ("Trừ dần", "Theo lượt")
            for words in (
                "hệ số: 2", "trọng số: 2", "bước: 0,5", "làm tròn: 1", "tổng: 2", "tổng điểm: 2",
                "đủ điểm: 2", "trừ đến: 2", "chỉ trừ: 2", "thưởng: 2", "điểm chuẩn: 2",
                "ban đầu: 2", "bắt đầu từ: 2",
            )
        ),
        ("Trừ dần", "Điểm chuẩn 10, vắng: 1"),
        ("Trừ dần", "không vi phạm: 10; vắng: 1"),
        ("Chọn mức", "Tốt: 10; Khá: 8; tối đa: 9"),
        ("Chọn mức", "Tốt: 10; Khá: 8; trần: 9"),
        ("Chọn mức", "Tốt: 10; Khá: 8; sàn: 5"),
        ("Chọn mức", "Tốt: 10; Khá: 8; hệ số: 2"),
        ("Tổng các ý", "kế hoạch: 4; báo cáo: 6; tối đa: 8"),
    ],
)  # fmt: skip
def test_the_words_of_a_method_are_no_kinds_or_levels(method, written):
    at = {"Tham số": "ô Tham số"}
    draft = make_draft(make_row("I", 10, method, parameters=written, at=at))
    covenant, read = read_covenant(draft)
    found = located(read if covenant is None else check_covenant(covenant), draft)

    assert {one.place for one in found if one.is_error} == {"ô Tham số"}


@pytest.mark.parametrize(
    "written", ["Mức tối đa: 10; Mức tối thiểu: 5", "Tốt: 10; còn lại: 0", "Cộng đồng: 10; Tổ: 5"]
)
def test_a_level_named_in_full_is_one(written):
    rule = read_rule(Method.CHOICE, written)

    assert [one for one in rule.checks("I", Decimal(10)) if one.is_error] == []


def test_each_of_a_thing_is_the_thing():
    price = (Price("vụ vi phạm", Decimal(2)),)

    assert read_rule(Method.PER_EVENT, "mỗi vụ vi phạm: 2") == PerEvent(price)
    assert read_rule(Method.START_MINUS, "Mỗi vụ vi phạm: 2") == StartMinus(price)
