"""Dấu trừ: what a minus sign before a price, a level or a limit means, in each of the rules."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import covenant_from, make_draft, make_entry, make_line, make_row, score_of
from tests.domain.strategies import entry_for, rules
from thidua.domain.covenant.checks import check_rules
from thidua.domain.covenant.covenant import Sign
from thidua.domain.covenant.places import located
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import error, notice
from thidua.domain.rules import (
    Choice,
    Judgement,
    Line,
    Method,
    Parts,
    PassFail,
    PerEvent,
    Proportional,
    Rule,
    StartMinus,
    Tiers,
    read_rule,
)
from thidua.domain.rules.bonus import total_with
from thidua.domain.rules.entry import Entry

SIGNED = st.sampled_from(list(Sign))


def _flipped(rule: Rule, flips: Sequence[bool]) -> Rule:
    """Đổi dấu: the same rule with some of its amounts written with a minus sign."""
    turned = iter(flips * 4)

    def one(points: Decimal) -> Decimal:
        return -abs(points) if next(turned) else points

    if isinstance(rule, Choice):
        return replace(rule, options=tuple((name, one(points)) for name, points in rule.options))
    if isinstance(rule, Parts):
        return replace(rule, parts=tuple((name, one(points)) for name, points in rule.parts))
    if isinstance(rule, Tiers):
        return replace(
            rule, tiers=tuple(replace(tier, points=one(tier.points)) for tier in rule.tiers)
        )
    if isinstance(rule, PerEvent):
        prices = tuple(replace(price, points=one(price.points)) for price in rule.prices)
        return replace(rule, prices=prices)
    if isinstance(rule, StartMinus):
        prices = tuple(replace(price, points=one(price.points)) for price in rule.prices)
        starts = tuple(replace(start, points=one(start.points)) for start in rule.starts)
        return replace(rule, prices=prices, starts=starts)
    if isinstance(rule, Proportional):
        amounts = {
            name: one(value)
            for name in ("minus", "bonus", "bonus_cap")
            if (value := getattr(rule, name)) is not None
        }
        return replace(rule, **amounts)
    return rule


@st.composite
def _signed_lines(draw: st.DrawFn) -> tuple[Rule, Line, Sign]:
    flips = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    rule, sign = _flipped(draw(rules()), flips), draw(SIGNED)
    meant = rule.as_meant(is_deduction=sign is Sign.DEDUCTION)
    entry = entry_for(draw, rule)
    return meant, Line(entry, Decimal(draw(st.integers(0, 10))), (entry,)), sign


@given(_signed_lines())
def test_no_rule_gives_more_than_its_maximum_or_less_than_none(drawn):
    rule, line, _ = drawn
    points = rule.exact(line)
    refused = any(problem.is_error for problem in rule.problems(line))

    most = total_with(line.max_points, rule.own_bonus)
    assert refused or points is None or (points >= 0 and (most is None or points <= most))
    assert refused or rule.has_bonus(line) or points is None or points <= line.max_points


@given(rules(), st.lists(st.booleans(), min_size=4, max_size=4), st.data())
def test_in_a_deduction_a_minus_sign_changes_nothing(rule, flips, data):
    if isinstance(rule, Proportional | StartMinus):
        flips = [False] * 4
    plain = rule.as_meant(is_deduction=True)
    line = Line(data.draw(st.composite(entry_for)(rule)), Decimal(10))

    signed = _flipped(plain, flips).as_meant(is_deduction=True)

    assert signed.exact(line) == plain.exact(line)


@given(st.integers(0, 9), st.integers(0, 9), st.booleans(), st.booleans())
def test_a_fault_never_earns_points_however_its_price_is_signed(few, more, first, second):
    signs = ["-" if one else "" for one in (first, second)]
    written = read_rule(Method.START_MINUS, f"đi trễ: {signs[0]}0,5; thiếu: {signs[1]}2")
    rule = written.as_meant(is_deduction=False)

    def earned(count: int) -> object:
        return rule.exact(make_line(make_entry(events={"đi trễ": count, "thiếu": count})))

    assert 10 >= earned(few) >= earned(few + more) >= 0


@pytest.mark.parametrize(
    ("method", "parameters", "entry", "taken"),
    [
        ("Theo lượt", "vi phạm: -0,5", make_entry(events={"vi phạm": 3}), "1.5"),
        ("Theo lượt", "mỗi lượt -2; tối đa -5", make_entry(events={None: 3}), "5"),
        ("Chọn mức", "Không vi phạm: 0; Vi phạm: -5", make_entry(choice="Vi phạm"), "5"),
        ("Theo bậc", "<=0: 0; >0: -3", make_entry(actual="2"), "3"),
        ("Tổng các ý", "chậm: -2; thiếu: -1", make_entry(events={"chậm": 1, "thiếu": 1}), "3"),
    ],
)
def test_a_minus_in_a_deduction_takes_that_much_and_is_told(method, parameters, entry, taken):
    draft = make_draft(
        make_row("I", 20, "Đạt/không"), make_row("II", -5, method, parameters=parameters, sign="-")
    )
    covenant, findings = read_covenant(draft)
    score = score_of(covenant, {"I": make_entry(choice="Đạt"), "II": entry})

    assert (score.deduction, score.total) == (Decimal(taken), 20 - Decimal(taken))
    written = covenant.criteria["II"].rule.parameters()
    assert findings == [
        notice("minus_sign", "II: điểm tối đa -5 được hiểu là trừ nhiều nhất 5", "Mã II"),
        notice(
            "minus_sign",
            f"II: dấu trừ trước số được hiểu là bị trừ chừng ấy, như khi ghi «{written}»",
            "Mã II",
        ),
    ]


@pytest.mark.parametrize(
    ("method", "parameters", "entry", "earned"),
    [
        ("Trừ dần", "đi trễ: -0,5", make_entry(events={"đi trễ": 3}), "8.5"),
        ("Trừ dần", "mỗi lần -0,5", make_entry(events={None: 3}), "8.5"),
        ("Tỷ lệ hoàn thành", "trừ -0,5 mỗi 1%", make_entry(target=100, actual=90), "5"),
    ],
)
def test_a_minus_where_points_are_taken_anyway_says_it_once_more(method, parameters, entry, earned):
    covenant, findings = read_covenant(make_draft(make_row("I", 10, method, parameters=parameters)))

    assert score_of(covenant, {"I": entry}).total == Decimal(earned)
    assert [found.code for found in findings] == ["minus_sign"]


def test_a_price_below_zero_beside_others_still_lowers_its_own_line():
    covenant, findings = read_covenant(
        make_draft(make_row("I", 10, "Theo lượt", parameters="loại A: 3; nộp muộn: -0,25"))
    )

    score = score_of(covenant, {"I": make_entry(events={"loại A": 1, "nộp muộn": 2})})
    assert (score.total, findings) == (Decimal("2.5"), [])


ON_ITS_OWN = "muốn trừ thì ghi thành dòng riêng có Dấu «-», hoặc ghi 0"


@pytest.mark.parametrize(
    ("method", "parameters", "message"),
    [
        (
            "Chọn mức",
            "Tốt: 10; Kém: -5",
            f"I: «Kém» ghi -5, nhưng một dòng không xuống dưới 0; {ON_ITS_OWN}",
        ),
        (
            "Theo bậc",
            ">=90: 10; <90: -5",
            f"I: «<90» ghi -5, nhưng một dòng không xuống dưới 0; {ON_ITS_OWN}",
        ),
        (
            "Trừ dần",
            "từ Đạt: 10; từ Hỏng: -5; trễ: 1",
            "I: «[Hỏng]» ghi -5, nhưng một dòng không xuống dưới 0; mức thấp nhất ghi 0",
        ),
        (
            "Tỷ lệ hoàn thành",
            "thưởng -0,5 mỗi 1% tối đa 3",
            "I: «thưởng» ghi -0,5, nhưng một dòng không xuống dưới 0; muốn trừ thì ghi «trừ 0,5 "
            "mỗi 1%»",
        ),
        (
            "Chấm mức",
            "thưởng tối đa -3",
            "I: «thưởng tối đa» ghi -3, nhưng một dòng không xuống dưới 0; bỏ phần ấy hoặc ghi số "
            "không âm",
        ),
        (
            "Theo lượt",
            "mỗi lượt -0,5",
            "I: mọi lượt đều ghi dấu trừ nên dòng này không bao giờ có điểm; trừ dần từ điểm tối "
            "đa thì chọn Cách chấm «Trừ dần», là điểm trừ thì ghi Dấu «-»",
        ),
    ],
)
def test_a_level_below_zero_in_a_line_that_earns_is_refused(method, parameters, message):
    covenant = covenant_from(make_draft(make_row("I", 10, method, parameters=parameters)))

    assert list(check_rules(covenant)) == [error("below_zero", message, "Mã I")]


@pytest.mark.parametrize("rule", [PassFail(), Judgement()])
def test_rules_without_amounts_have_nothing_to_understand(rule):
    assert rule.as_meant(is_deduction=True) is rule
    assert rule.exact(make_line(Entry())) is None


@pytest.mark.parametrize(
    ("parameters", "taken"),
    [
        ("vắng: 1", ("0", "3")),
        ("vắng: -1; trừ tối đa 2", ("0", "2")),
        ("vắng: 1; trừ tối đa 1 lượt", ("0", "1")),
        ("mỗi lần vắng trừ 0,5", ("0", "1.5")),
    ],
)
def test_a_start_minus_in_a_deduction_takes_so_much_for_each_fault(parameters, taken):
    rows = (
        make_row("I", 20, "Đạt/không"),
        make_row("II", 10, "Trừ dần", parameters=parameters, sign="-"),
    )
    covenant, findings = read_covenant(make_draft(*rows))

    found = [
        score_of(covenant, {"I": make_entry(choice="Đạt"), "II": make_entry(events=events)})
        for events in ({}, {"vắng": 3})
    ]
    assert tuple(one.deduction for one in found) == tuple(map(Decimal, taken))
    rule = covenant.criteria["II"].rule
    assert findings == [
        notice(
            "as_other_method",
            "II: «Trừ dần» ở dòng điểm trừ được hiểu là mỗi lượt bị trừ chừng ấy, như khi ghi "
            f"«Theo lượt» với «{rule.parameters()}»",
            "Mã II",
        )
    ]
    assert rule == read_rule(Method.PER_EVENT, rule.parameters())
    assert list(check_rules(covenant)) == list(rule.checks("II", Decimal(10)))


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("Đạt/không", ""),
        ("Tỷ lệ hoàn thành", "trừ 0,5 mỗi 1%"),
        ("So với dẫn đầu", ""),
        ("Trừ dần", "[Đúng hạn]: 10; [Chậm]: 8; vắng: 1"),
    ],
)
def test_a_method_that_starts_full_has_no_place_in_a_deduction(method, parameters):
    at = {"Cách chấm": "ô Cách chấm"}
    rows = (
        make_row("I", 20, "Đạt/không"),
        make_row("II", 10, method, parameters=parameters, sign="-", at=at),
    )
    draft = make_draft(*rows)
    covenant, findings = read_covenant(draft)

    assert (findings, located(check_rules(covenant), draft)) == (
        [],
        [
            error(
                "upside_down",
                f"II là dòng điểm trừ nhưng cách chấm «{method}» cho đủ điểm khi làm tốt, nên đơn "
                "vị làm tốt lại bị trừ nhiều nhất; chọn «Theo lượt», «Theo bậc» hoặc «Chọn mức» "
                "rồi ghi mỗi mức bị trừ bao nhiêu, như «Đạt: 0; Không đạt: 10»",
                "ô Cách chấm",
            )
        ],
    )
