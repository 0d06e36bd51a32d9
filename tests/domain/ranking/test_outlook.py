"""Cơ hội khi điểm còn mở: equal to trying every way the open lines may turn out."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_entry,
    rule_of,
    scored,
)
from thidua.domain.covenant.covenant import AwardLine, Sign
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.ranking.outlook import CHANCE_WORDS, Chance, outlooks
from thidua.domain.ranking.ranking import rank_units
from thidua.domain.ranking.still_open import StillOpen, still_open
from thidua.domain.rules import LeaderRelative, Method
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.scoring import score_block

AWARDS = (AwardLine("Cờ thi đua", (((), 1),)), AwardLine("Bằng khen", (((), 1),)))


def covenant(*criteria):
    return make_covenant(*criteria, award_lines=AWARDS)


def verified(block, sheets):
    """Các đơn vị có đủ dòng và không dòng nào chờ: taken as verified where nothing else is said."""
    return frozenset(
        unit
        for unit, lines in sheets.items()
        if block.criteria.keys() <= lines.keys() and all(one.confirmed for one in lines.values())
    )


def found(block, sheets, considerations=None, final=None, *, is_closed=False):
    standings = rank_units(block, score_block(block, sheets), sheets, considerations)
    final = verified(block, sheets) if final is None else final
    still = still_open(block, frozenset(sheets), final, considerations or {}, is_closed=is_closed)
    return {one.unit: one for one in outlooks(block, sheets, standings, len(sheets), still)}


def chances(block, sheets):
    return {unit: one.chances for unit, one in found(block, sheets).items()}


def ranks(block, sheets):
    standings = rank_units(block, score_block(block, sheets), sheets)
    return {row.unit: row.rank for row in standings.rows}


@pytest.mark.parametrize("seed", range(60))
def test_sure_and_hopeless_are_exactly_what_every_way_says(seed):
    dice = Random(seed)
    maxima = {"A": 2, "B": 1, "D": 1}
    block = covenant(
        make_criterion("A", 2), make_criterion("B", 1), make_criterion("D", 1, sign=Sign.DEDUCTION)
    )
    final = frozenset(unit for unit in "XYZ" if dice.random() < 0.5)
    sheets = {
        unit: {
            code: scored(dice.randint(0, most))
            for code, most in maxima.items()
            if unit in final or dice.random() < 0.7
        }
        for unit in "XYZ"
    }
    lines = [(unit, code) for unit in "XYZ" if unit not in final for code in maxima]
    ways = []
    for values in product(*(range(maxima[code] + 1) for _, code in lines)):
        whole = {unit: dict(given) for unit, given in sheets.items()}
        for (unit, code), value in zip(lines, values, strict=True):
            whole[unit][code] = scored(value)
        ways.append(ranks(block, whole))

    for unit, one in found(block, sheets, final=final).items():
        for places, chance in zip((1, 2), one.chances, strict=True):
            within = [way[unit] <= places for way in ways]
            alone = [sum(rank <= way[unit] for rank in way.values()) <= places for way in ways]
            assert (chance is Chance.CERTAIN) is all(alone)
            assert (chance is Chance.IMPOSSIBLE) is not any(within)


def test_an_open_bonus_without_limit_leaves_everybody_a_chance_but_nobody_sure():
    endless = rule_of(Method.JUDGEMENT, "thưởng không hạn chế")
    block = covenant(make_criterion("A", 3), make_criterion("B", 2, rule=endless))
    sheets = {
        "X": {"A": scored(3), "B": scored(2)},
        "Y": {"A": scored(0)},
        "Z": {"A": scored(1), "B": scored(1)},
    }

    one = found(block, sheets)

    assert {unit: (each.least, each.most) for unit, each in one.items()} == {
        "Y": (0, None),
        "X": (1, 1),
        "Z": (Fraction(2, 5), Fraction(2, 5)),
    }
    assert chances(block, sheets) == {
        "Y": (Chance.OPEN, Chance.OPEN),
        "X": (Chance.OPEN, Chance.CERTAIN),
        "Z": (Chance.IMPOSSIBLE, Chance.OPEN),
    }


def test_whatever_is_written_on_a_sheet_that_is_not_verified_is_open():
    block = covenant(make_criterion("A", 10), make_criterion("T", 5, sign=Sign.BONUS))
    sheets = {
        "X": {"A": scored(8), "T": scored(5)},
        "Y": {"A": scored(9), "T": scored(1)},
        "Z": {"A": scored(1), "T": scored(0)},
    }

    found_ = found(block, sheets, final=frozenset("YZ"))

    assert (found_["X"].least, found_["X"].most) == (0, Fraction(15, 10))
    assert {unit: one.chances for unit, one in found_.items()} == {
        "X": (Chance.OPEN, Chance.OPEN),
        "Y": (Chance.OPEN, Chance.CERTAIN),
        "Z": (Chance.IMPOSSIBLE, Chance.OPEN),
    }


def test_a_criterion_not_assigned_stays_so():
    block = covenant(make_criterion("A", 10), make_criterion("B", 10))
    sheets = {"X": {"A": scored(8), "B": NOT_ASSIGNED}}

    one = found(block, sheets, final=frozenset())["X"]

    assert (one.least, one.most) == (0, 1)


def test_who_is_not_considered_has_no_outlook_and_takes_no_place():
    block = covenant(make_criterion("A", 10))
    sheets = {"X": {"A": scored(9)}, "Y": {"A": scored(8)}, "Z": {}}
    away = {"X": UnitConsideration(ConsiderationState.EXCLUDED, "chưa đủ 12 tháng")}

    assert {unit: one.chances for unit, one in found(block, sheets, away).items()} == {
        "Y": (Chance.OPEN, Chance.CERTAIN),
        "Z": (Chance.OPEN, Chance.CERTAIN),
    }


def test_a_line_left_blank_is_settled():
    block = covenant(make_criterion("A", 10), make_criterion("B", 5))
    blank = Entry(state=LineState.LEFT_BLANK, explanation="không có")

    one = found(block, {"X": {"A": scored(9), "B": blank}})["X"]

    assert (one.least, one.most) == (Fraction(9, 15), Fraction(9, 15))


def test_every_chance_has_its_words():
    assert set(CHANCE_WORDS) == set(Chance)


def test_while_one_unit_is_open_nobody_is_sure_of_points_against_the_leader():
    block = covenant(make_criterion("A", 10, rule=LeaderRelative()), make_criterion("B", 10))
    sheets = {
        "X": {"A": make_entry(target=10, actual=20), "B": scored(9)},
        "Y": {"A": make_entry(target=10, actual=12), "B": scored(2)},
        "Z": {"B": scored(1)},
    }

    outlook = found(block, sheets)

    assert (outlook["X"].least, outlook["X"].most) == (Fraction(9, 20), Fraction(19, 20))
    assert outlook["X"].chances == (Chance.OPEN, Chance.OPEN)


def test_once_everybody_is_settled_points_against_the_leader_stand():
    block = covenant(make_criterion("A", 10, rule=LeaderRelative()))
    sheets = {
        "X": {"A": make_entry(target=10, actual=20)},
        "Y": {"A": make_entry(target=10, actual=12)},
    }

    outlook = found(block, sheets)

    assert (outlook["X"].least, outlook["X"].most) == (1, 1)
    assert (outlook["Y"].least, outlook["Y"].most) == (Fraction(6, 10), Fraction(6, 10))
    assert outlook["X"].chances == (Chance.CERTAIN, Chance.CERTAIN)
    assert outlook["Y"].chances == (Chance.IMPOSSIBLE, Chance.CERTAIN)


def test_a_line_that_waits_for_its_second_person_may_still_move_the_leader():
    block = covenant(make_criterion("A", 10, rule=LeaderRelative()))
    waiting = replace(make_entry(target=10, actual=20), confirmed=False)

    outlook = found(block, {"X": {"A": waiting}, "Y": {"A": make_entry(target=10, actual=12)}})

    assert (outlook["Y"].least, outlook["Y"].most) == (0, 1)


@pytest.mark.parametrize(
    ("still", "lines", "units"),
    [
        (StillOpen(frozenset("R"), frozenset("X"), frozenset("XY")), {"XA", "XR", "YR"}, "XY"),
        (StillOpen(frozenset(), frozenset("X"), frozenset("XY")), {"XA", "XR"}, "X"),
        (StillOpen(frozenset("R"), frozenset("X"), frozenset("Y")), {"XA", "XR"}, "X"),
        (StillOpen(frozenset("R"), frozenset(), frozenset("XY")), set(), ""),
        (StillOpen(frozenset("R"), frozenset("X"), frozenset("XY"), is_closed=True), set(), ""),
    ],
    ids=["compares", "plain", "not considered", "all verified", "locked"],
)
def test_what_may_still_change(still, lines, units):
    assert {u + c for u in "XY" for c in "AR" if still.line(u, c)} == lines
    assert {unit for unit in "XY" if still.unit(unit)} == set(units)
