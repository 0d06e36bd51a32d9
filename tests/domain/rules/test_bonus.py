"""Chuẩn, thưởng và trừ trong một dòng: each with a limit of its own."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.builders import make_entry, make_line
from tests.domain.strategies import priced_rules
from thidua.domain.ground.finding import error, notice
from thidua.domain.rules import Line, Method, ParametersError, PerEvent, StartMinus, read_rule
from thidua.domain.rules.bonus import BonusRoom, read_bonus_room, total_with
from thidua.domain.rules.entry import Entry, Event
from thidua.domain.rules.events import Price

FAULTS = (Price("vắng họp", Decimal("0.2")), Price("nộp muộn", Decimal("0.5")))
IDEA = (Price("sáng kiến", Decimal(1)),)
BOTH = "vắng họp: 0,2; nộp muộn: 0,5"
MOST = Decimal(3)


@pytest.mark.parametrize(
    "written",
    [
        "vắng họp: -0,2; nộp muộn: -0,5; trừ tối đa 1,5; sáng kiến: +1 (thưởng không hạn chế)",
        "vắng họp: 0,2; nộp muộn: 0,5; trừ tối đa: 1,5; thưởng sáng kiến: 1; không giới hạn",
        "chuẩn 3; vắng họp: 0,2; nộp muộn: 0,5; trừ tối đa 1,5; thưởng sáng kiến: 1",
        "điểm chuẩn: 3; vắng họp trừ 0,2; nộp muộn trừ 0,5 điểm; tổng điểm trừ không quá 1,5; "
        "cộng 1 điểm mỗi sáng kiến; thưởng không giới hạn",
        "trừ 0,2 điểm cho mỗi lần vắng họp; nộp muộn: trừ 0,5; các lỗi trừ tối đa 1,5 điểm; "
        "mỗi sáng kiến được cộng 1 điểm, thưởng không hạn chế",
        "mỗi lần vắng họp: 0,2; mỗi lần nộp muộn trừ 0,5; tổng trừ không vượt quá 1,5; "
        "mỗi sáng kiến +1; không hạn chế điểm thưởng",
        "vắng họp: 0,2/lần; nộp muộn: 0,5 điểm/lần; trừ nhiều nhất 1,5; sáng kiến được cộng 1 điểm",
    ],
)
def test_one_row_is_read_however_an_office_writes_it(written):
    rule = read_rule(Method.START_MINUS, written, MOST).as_meant(is_deduction=False)

    assert rule == StartMinus(FAULTS, cap=Decimal("1.5"), rewards=IDEA)
    assert rule.own_bonus is None
    assert read_rule(Method.START_MINUS, rule.parameters()) == rule


@pytest.mark.parametrize(
    ("events", "earned", "formula"),
    [
        ({}, "3", "3, không trừ lượt nào"),
        ({"sáng kiến": 8}, "11", "3, không trừ lượt nào; thưởng 8 × 1 (sáng kiến) = 8; 3 + 8 = 11"),
        (
            {"vắng họp": 5, "nộp muộn": 2},
            "1.5",
            "3 − 1,5 = 1,5; các lỗi cộng 5 × 0,2 (vắng họp) + 2 × 0,5 (nộp muộn) = 2, trừ tối đa "
            "1,5",
        ),
        (
            {"nộp muộn": 1, "sáng kiến": 1},
            "3.5",
            "3 − (1 × 0,5 (nộp muộn)) = 2,5; thưởng 1 × 1 (sáng kiến) = 1; 2,5 + 1 = 3,5",
        ),
    ],
)
def test_faults_take_up_to_their_limit_and_rewards_come_on_top(events, earned, formula):
    rule = read_rule(Method.START_MINUS, f"{BOTH}; trừ tối đa 1,5; thưởng sáng kiến: 1", MOST)

    worked = rule.worked(make_line(make_entry(events=events), most=MOST))
    assert (worked.points, worked.formula) == (Decimal(earned), formula)


def test_a_limit_of_the_rewards_is_theirs_alone():
    rule = read_rule(Method.START_MINUS, f"{BOTH}; thưởng sáng kiến: 1; thưởng tối đa 2", MOST)
    entry = make_entry(events={"nộp muộn": 9, "sáng kiến": 5})

    worked = rule.worked(make_line(entry, most=MOST))
    assert (rule.own_bonus, worked.points) == (2, 2)
    assert worked.formula.endswith("; thưởng 5 × 1 (sáng kiến) = 5, tối đa 2; 0 + 2 = 2")


@pytest.mark.parametrize(
    ("method", "parameters", "said"),
    [
        ("Trừ dần", f"{BOTH}; thưởng sáng kiến: 1; tối đa 1,5", "không rõ là của phần trừ hay"),
        ("Trừ dần", f"{BOTH}; thưởng tối đa 2", "không có loại nào được thưởng"),
        ("Trừ dần", f"{BOTH}; thưởng sáng kiến: -1", "vừa ghi «thưởng» vừa có dấu trừ"),
        ("Trừ dần", f"{BOTH}; cộng -1 điểm mỗi sáng kiến", "vừa ghi «cộng» vừa có dấu trừ"),
        ("Trừ dần", f"chuẩn 5; {BOTH}", "«chuẩn 5» khác điểm tối đa 3"),
        ("Trừ dần", "vắng họp: 0,5, tối đa 2; nộp muộn: 1", "mức trần ghi sau một loại"),
        ("Trừ dần", "vắng họp: 5%", "phải là số điểm, không phải số %"),
        ("Trừ dần", "trừ 0,5 cho mỗi 1%", "chọn cách chấm «Tỷ lệ hoàn thành»"),
        ("Trừ dần", "mỗi lượt 0,5; cộng 1 điểm mỗi lần", "cần tên việc được thưởng"),
        ("Theo lượt", "vắng họp: 3 lần", "phải là số điểm, không phải số lần"),
        ("Chọn mức", "Tốt: 3; Vượt: 5; thưởng không hạn chế", "không dùng cho cách chấm đã nêu"),
        ("Chọn mức", "Tốt: 90%; Khá: 80%", "phải là số điểm, không phải số %"),
    ],
)
def test_what_could_mean_two_things_is_refused(method, parameters, said):
    with pytest.raises(ParametersError) as caught:
        read_rule(_method(method), parameters, MOST)

    assert said in str(caught.value)


def _method(word):
    return {
        "Trừ dần": Method.START_MINUS,
        "Theo lượt": Method.PER_EVENT,
        "Chọn mức": Method.CHOICE,
        "Theo bậc": Method.TIERS,
    }[word]


@pytest.mark.parametrize(
    ("method", "parameters", "entry", "points"),
    [
        ("Theo bậc", ">=110: 5; >=105: 4; >=100: 3; >=0: 0; thưởng tối đa 2", {"actual": 112}, 5),
        ("Theo bậc", ">=110: 5; >=105: 4; >=100: 3; >=0: 0; thưởng tối đa 2", {"actual": 100}, 3),
        ("Chọn mức", "Vượt: 5; Đạt: 3; Chưa: 0; thưởng tối đa 2", {"choice": "Vượt"}, 5),
        ("Theo lượt", "mỗi lượt 1; thưởng tối đa 2", {"events": {None: 9}}, 5),
        ("Theo lượt", "mỗi lượt 1; thưởng không hạn chế", {"events": {None: 9}}, 9),
        ("Theo lượt", "mỗi lượt 1; thưởng tối đa 3", {"events": {None: 9}}, 3),
    ],
)
def test_levels_and_events_may_go_beyond_the_standard_points(method, parameters, entry, points):
    rule = read_rule(_method(method), parameters, MOST)
    line = make_line(make_entry(**entry), most=MOST)

    assert rule.exact(line) == points
    assert rule.has_bonus(line) is (points > MOST)
    assert [one for one in rule.checks("d1", MOST) if one.is_error] == []
    assert read_rule(_method(method), rule.parameters()) == rule


def test_of_a_line_that_is_all_bonus_the_limit_is_its_own():
    rule = read_rule(Method.PER_EVENT, "mỗi lượt 1; thưởng tối đa 2", MOST)

    meant = rule.as_meant(is_deduction=False, is_bonus=True)
    assert meant == PerEvent((Price(None, Decimal(1)),), cap=Decimal(2))
    assert list(rule.checks("I", MOST)) == [
        notice(
            "bonus_beyond_max",
            "I: «thưởng tối đa 2» được hiểu là phần vượt điểm tối đa 3, cả dòng nhiều nhất 5; là "
            "mức trần của cả dòng thì ghi «tối đa 2»",
            "Mã I",
        )
    ]


@pytest.mark.parametrize(
    ("parameters", "finding"),
    [
        (
            ">=110: 5; >=0: 3; thưởng tối đa 1",
            error("above_max", "d1 tối đa 3, thưởng tối đa 1 nhưng có mức 5 điểm", "Mã d1"),
        ),
        (
            ">=90: 3; >=0: 0; thưởng tối đa 1",
            error(
                "bonus_unused",
                "d1 ghi «thưởng tối đa 1» nhưng không mức nào cao hơn điểm tối đa 3",
                "Mã d1",
            ),
        ),
    ],
)
def test_a_bonus_that_does_not_suit_the_levels_is_said(parameters, finding):
    assert list(read_rule(Method.TIERS, parameters).checks("d1", MOST)) == [finding]


@pytest.mark.parametrize(
    ("written", "most"),
    [
        ("thưởng tối đa 2", 2),
        ("Thưởng tối đa: 2 điểm", 2),
        ("tổng điểm thưởng không quá 2", 2),
        ("tổng thưởng không vượt quá 2 điểm", 2),
        ("tối đa thưởng 2", 2),
        ("thưởng nhiều nhất 2đ", 2),
        ("thưởng không hạn chế", None),
        ("Thưởng: không hạn chế", None),
        ("thưởng không giới hạn", None),
        ("điểm thưởng không khống chế", None),
        ("không giới hạn điểm thưởng", None),
    ],
)
def test_the_room_of_a_bonus_is_read_in_its_wordings(written, most):
    room = read_bonus_room(written)

    assert room == BonusRoom(None if most is None else Decimal(most))
    assert read_bonus_room(str(room)) == room


@pytest.mark.parametrize(
    "written",
    ["tối đa 2", "trừ tối đa 2", "tổng cộng tối đa 2", "thưởng sáng kiến: 2", "thưởng: 2"],
)
def test_other_limits_and_prices_are_no_room_of_a_bonus(written):
    assert read_bonus_room(written) is None


@given(priced_rules(), st.data())
def test_a_fault_never_raises_and_a_bonus_never_lowers(rule, data):
    rule = rule.as_meant(is_deduction=False)
    kinds = [price.kind for price in rule.kinds]
    counts = data.draw(st.lists(st.integers(0, 6), min_size=len(kinds), max_size=len(kinds)))
    place = data.draw(st.integers(0, len(kinds) - 1))
    more = list(counts)
    more[place] += data.draw(st.integers(1, 4))
    price = rule.kinds[place]
    takes = price.points < 0 if isinstance(rule, PerEvent) else price in rule.prices
    choice = None
    if isinstance(rule, StartMinus) and rule.starts:
        choice = data.draw(st.sampled_from([start.label for start in rule.starts]))

    def earned(numbers):
        events = tuple(Event(kind, Decimal(one)) for kind, one in zip(kinds, numbers, strict=True))
        return rule.exact(Line(Entry(events=events, choice=choice), MOST))

    before, after = earned(counts), earned(more)
    assert before >= after if takes else before <= after


@given(priced_rules(), st.integers(0, 50))
def test_only_the_bonus_room_leads_beyond_the_maximum(rule, count):
    rule = rule.as_meant(is_deduction=False)
    assume(not (isinstance(rule, StartMinus) and rule.starts))
    events = tuple(Event(price.kind, Decimal(count)) for price in rule.kinds)

    points = rule.exact(Line(Entry(events=events), MOST))
    most = total_with(MOST, rule.own_bonus)
    assert points >= 0 and (most is None or points <= most)
