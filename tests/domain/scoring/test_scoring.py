"""Tính điểm: worked examples of totals, ceilings, missing lines and lines not assigned."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_entry,
    make_group,
    points,
    rule_of,
    score_of,
    scored,
)
from thidua.domain.covenant.covenant import NotAssigned, Sign
from thidua.domain.ground.points import Rounding, Scale
from thidua.domain.rules import Method
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.scoring import UnitScore, peer_entries, score_block, score_unit

LEFT_BLANK = Entry(state=LineState.LEFT_BLANK, explanation="Không phát sinh trong năm")


def _whole_covenant(**changes):
    tasks = make_group("I", make_criterion("I.1", 600), make_criterion("I.2", 200))
    bonus = make_group(
        "V",
        make_criterion("V.1", 50, sign=Sign.BONUS),
        make_criterion("V.2", 80, sign=Sign.BONUS),
        most=100,
        sign=Sign.BONUS,
        is_ceiling=True,
    )
    minus = make_group(
        "VI",
        make_criterion("VI.1", 60, sign=Sign.DEDUCTION),
        make_criterion("VI.2", 60, sign=Sign.DEDUCTION),
        most=90,
        sign=Sign.DEDUCTION,
        is_ceiling=True,
    )
    return make_covenant(tasks, bonus, minus, **changes)


def _sheet(*values):
    codes = ("I.1", "I.2", "V.1", "V.2", "VI.1", "VI.2")
    return {code: scored(value) for code, value in zip(codes, values, strict=True)}


def test_score_of_a_unit_has_every_line_group_part_and_maximum():
    score = score_of(_whole_covenant(), _sheet(550, 180, 40, 80, 50, "12.5"))

    assert score == UnitScore(
        lines={
            "I.1": points(550),
            "I.2": points(180),
            "V.1": points(40),
            "V.2": points(80),
            "VI.1": points(50),
            "VI.2": points("12.5"),
        },
        groups={"I": points(730), "V": points(100), "VI": points("62.5")},
        group_max={"I": points(800), "V": points(100), "VI": points(90)},
        base=points(730),
        bonus=points(100),
        deduction=points("62.5"),
        total=points("767.5"),
        so_far=points("767.5"),
        assigned_max=points(800),
        missing=(),
    )


@pytest.mark.parametrize(
    ("values", "bonus", "deduction", "total"),
    [
        ((600, 200, 50, 50, 0, 0), 100, 0, 900),
        ((600, 200, 50, 51, 0, 0), 100, 0, 900),
        ((600, 200, 0, 0, 60, 60), 0, 90, 710),
        ((600, 200, 50, 80, 60, 60), 100, 90, 810),
        ((50, 0, 30, 0, 60, 60), 30, 90, 0),
        ((0, 0, 0, 0, 0, 0), 0, 0, 0),
    ],
)
def test_bonus_and_deduction_stop_at_their_ceilings_and_the_total_at_zero(
    values, bonus, deduction, total
):
    score = score_of(_whole_covenant(), _sheet(*values))

    assert (score.bonus, score.deduction, score.total) == (bonus, deduction, total)


def test_a_total_of_zero_is_complete_and_not_missing():
    score = score_of(_whole_covenant(), _sheet(0, 0, 0, 0, 0, 0))

    assert (score.total, score.missing, score.ratio) == (0, (), 0)


def test_a_missing_line_leaves_its_group_part_and_total_open_while_the_rest_adds_up():
    sheet = _sheet(550, 180, 40, 0, 50, 0)
    del sheet["I.2"]

    score = score_of(_whole_covenant(), sheet)

    assert (score.lines["I.2"], score.groups["I"], score.groups["V"]) == (None, None, 40)
    assert (score.base, score.bonus, score.deduction) == (None, 40, 50)
    assert (score.total, score.ratio, score.so_far, score.missing) == (None, None, 540, ("I.2",))


@pytest.mark.parametrize(
    "entry",
    [Entry(), make_entry(state=LineState.CLEARED, points=5), make_entry(actual=5)],
)
def test_a_line_without_its_input_is_missing(entry):
    score = score_of(make_covenant(), {"I.1": entry})

    assert (score.lines, score.total, score.missing) == ({"I.1": None}, None, ("I.1",))


def test_a_line_left_blank_with_a_reason_adds_nothing_and_is_not_missing():
    covenant = make_covenant(make_criterion("I"), make_criterion("II"))

    score = score_of(covenant, {"I": scored(7), "II": LEFT_BLANK})

    assert (score.lines, score.total, score.missing) == ({"I": 7, "II": None}, 7, ())
    assert score.assigned_max == 20


@pytest.mark.parametrize(
    ("rounding", "line", "total"),
    [
        (Rounding.HALF_UP, "3.35", "10.05"),
        (Rounding.HALF_EVEN, "3.34", "10.02"),
        (Rounding.CUT, "3.34", "10.02"),
    ],
)
def test_each_line_is_rounded_once_and_sums_are_exact_after_that(rounding, line, total):
    rule = rule_of(Method.PROPORTIONAL)
    codes = ("I", "II", "III")
    covenant = make_covenant(
        *(make_criterion(code, rule=rule) for code in codes), scale=Scale(2, rounding)
    )

    score = score_of(covenant, dict.fromkeys(codes, make_entry(target=200, actual="66.9")))

    assert score.lines == dict.fromkeys(codes, points(line))
    assert score.total == points(total)


def test_ratio_of_a_total_is_not_rounded():
    covenant = make_covenant(make_criterion("I", 700), make_criterion("II", 300))

    score = score_of(covenant, {"I": scored(684), "II": NOT_ASSIGNED})

    assert (score.total, score.assigned_max) == (684, 700)
    assert score.ratio == Fraction(684, 700)


def test_a_total_without_a_scale_has_no_ratio():
    score = score_of(make_covenant(), {"I.1": NOT_ASSIGNED})

    assert (score.total, score.assigned_max, score.ratio) == (0, 0, None)


@pytest.mark.parametrize(
    ("policy", "line", "total", "assigned_max"),
    [
        (NotAssigned.RATIO, None, 684, 700),
        (NotAssigned.FULL, 300, 984, 1000),
        (NotAssigned.NOTHING, 0, 684, 1000),
    ],
)
def test_a_line_not_assigned_follows_the_policy(policy, line, total, assigned_max):
    covenant = make_covenant(
        make_criterion("I", 700), make_criterion("II", 300), not_assigned=policy
    )

    score = score_of(covenant, {"I": scored(684), "II": NOT_ASSIGNED})

    assert (score.lines["II"], score.total, score.assigned_max) == (line, total, assigned_max)
    assert (score.not_assigned, score.missing) == (("II",), ())


def test_a_line_may_have_a_policy_of_its_own():
    covenant = make_covenant(
        make_criterion("I", 700, when_not_assigned=NotAssigned.FULL),
        make_criterion("II", 300),
    )

    score = score_of(covenant, {"I": NOT_ASSIGNED, "II": NOT_ASSIGNED})

    assert (score.lines, score.total, score.assigned_max) == ({"I": 700, "II": None}, 700, 700)


@pytest.mark.parametrize("sign", [Sign.BONUS, Sign.DEDUCTION])
@pytest.mark.parametrize("policy", [NotAssigned.FULL, NotAssigned.NOTHING])
def test_full_marks_are_for_base_lines_only(sign, policy):
    covenant = make_covenant(
        make_criterion("I", 100), make_criterion("II", 20, sign=sign), not_assigned=policy
    )

    score = score_of(covenant, {"I": scored(80), "II": NOT_ASSIGNED})

    assert (score.lines["II"], score.total) == (0, 80)


def test_a_ceiling_above_a_line_not_assigned_is_what_the_lines_left_can_reach():
    inner = make_group("I.1", make_criterion("I.1.1", 30), make_criterion("I.1.2", 20))
    outer = make_group("I", inner, make_criterion("I.2", 50), most=90, is_ceiling=True)
    covenant = make_covenant(outer, make_criterion("II", 10))

    score = score_of(
        covenant,
        {"I.1.1": NOT_ASSIGNED, "I.1.2": scored(20), "I.2": scored(50), "II": scored(10)},
    )

    assert score.group_max == {"I.1": 20, "I": 70}
    assert score.groups == {"I.1": 20, "I": 70}
    assert (score.total, score.assigned_max) == (80, 80)


def test_a_ceiling_whose_lines_are_all_not_assigned_takes_away_no_more_than_itself():
    capped = make_group(
        "I.1", make_criterion("I.1.1", 12), make_criterion("I.1.2", 8), most=10, is_ceiling=True
    )
    covenant = make_covenant(make_group("I", capped, make_criterion("I.2", 90)))

    score = score_of(covenant, {"I.1.1": NOT_ASSIGNED, "I.1.2": NOT_ASSIGNED, "I.2": scored(90)})

    assert score.group_max == {"I.1": 0, "I": 90}
    assert (score.total, score.assigned_max, score.ratio) == (90, 90, 1)


def test_a_ceiling_stands_while_the_lines_left_still_reach_it():
    lines = [make_criterion(f"I.{number}", 50) for number in (1, 2, 3)]
    covenant = make_covenant(make_group("I", *lines, most=90, is_ceiling=True))

    score = score_of(covenant, {"I.1": scored(50), "I.2": scored(50), "I.3": NOT_ASSIGNED})

    assert (score.group_max["I"], score.total, score.assigned_max) == (90, 90, 90)


def test_bonus_not_assigned_leaves_its_ceiling_but_not_the_assigned_maximum():
    score = score_of(
        _whole_covenant(),
        _sheet(600, 200, 50, 0, 0, 0) | {"V.2": NOT_ASSIGNED},
    )

    assert (score.group_max["V"], score.bonus, score.assigned_max) == (50, 50, 800)


def test_bonus_and_deduction_count_only_once_confirmed():
    sheet = _sheet(550, 180, 0, 0, 0, 0) | {
        "V.1": scored(40, confirmed=False),
        "V.2": scored(30),
        "VI.1": scored(20, confirmed=False),
        "VI.2": scored(10),
    }

    score = score_of(_whole_covenant(), sheet)

    assert (score.lines["V.1"], score.lines["VI.1"]) == (40, 20)
    assert (score.groups["V"], score.groups["VI"], score.total) == (30, 10, 750)
    assert score.unconfirmed == ("V.1", "VI.1")


def test_base_lines_need_no_second_person():
    score = score_of(make_covenant(), {"I.1": scored(8, confirmed=False)})

    assert (score.total, score.unconfirmed) == (8, ())


def test_a_line_of_another_sign_counts_outside_its_group():
    group = make_group(
        "I",
        make_criterion("I.1", 40),
        make_criterion("I.2", 5, sign=Sign.BONUS),
        make_criterion("I.3", 10, sign=Sign.DEDUCTION),
        is_ceiling=True,
    )

    score = score_of(make_covenant(group), {"I.1": scored(40), "I.2": scored(5), "I.3": scored(3)})

    assert (score.groups, score.base, score.bonus, score.deduction) == ({"I": 40}, 40, 5, 3)
    assert (score.total, score.assigned_max) == (42, 40)


def test_a_group_without_ceiling_lets_the_bonus_of_its_leaves_through():
    own_bonus = rule_of(Method.JUDGEMENT, "bước 0,25; thưởng tối đa 3")
    group = make_group("A", make_criterion("A.1", 70), make_criterion("A.2", 30, rule=own_bonus))

    score = score_of(make_covenant(group), {"A.1": scored(70), "A.2": scored(33)})

    assert (score.groups["A"], score.total, score.assigned_max) == (103, 103, 100)


LEADING = make_covenant(make_criterion("I", 40, rule=rule_of(Method.LEADER_RELATIVE)))
RESULTS = {
    "Sở Nội vụ": {"I": make_entry(target=100, actual=110)},
    "Sở Tài chính": {"I": make_entry(target=100, actual=120)},
    "Sở Y tế": {"I": make_entry(target=100, actual=140)},
}


def _totals(scores):
    return {unit: score.total for unit, score in scores.items()}


def test_units_of_a_block_are_scored_together():
    assert _totals(score_block(LEADING, RESULTS)) == {
        "Sở Nội vụ": 25,
        "Sở Tài chính": 30,
        "Sở Y tế": 40,
    }


@pytest.mark.parametrize(
    "gone",
    [NOT_ASSIGNED, LEFT_BLANK, make_entry(state=LineState.CLEARED, target=1, actual=9)],
)
def test_a_unit_not_scored_on_the_line_is_left_out_of_the_comparison(gone):
    scores = score_block(LEADING, RESULTS | {"Sở Y tế": {"I": gone}})

    assert (scores["Sở Nội vụ"].total, scores["Sở Tài chính"].total) == (30, 40)


def test_a_withdrawn_unit_is_scored_without_moving_the_others():
    remaining = {unit: RESULTS[unit] for unit in ("Sở Nội vụ", "Sở Tài chính")}
    peers = peer_entries(LEADING, remaining)

    scores = {unit: score_unit(LEADING, entries, peers) for unit, entries in RESULTS.items()}

    assert _totals(scores) == {"Sở Nội vụ": 30, "Sở Tài chính": 40, "Sở Y tế": 40}


def test_entries_outside_the_covenant_are_ignored():
    assert score_of(make_covenant(), {"I.1": scored(8), "IX": scored(100)}).total == 8


def test_an_empty_sheet_misses_every_line():
    score = score_of(_whole_covenant(), {})

    assert score.missing == ("I.1", "I.2", "V.1", "V.2", "VI.1", "VI.2")
    assert (score.total, score.so_far, score.assigned_max) == (None, Decimal(0), 800)
