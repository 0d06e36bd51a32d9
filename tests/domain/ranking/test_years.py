"""Hai năm cạnh nhau: what was scored alike is added up for both, what was not is named."""

from dataclasses import replace
from decimal import Decimal

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_group,
    points,
    ranked,
    scored,
)
from thidua.domain.covenant.covenant import Sign
from thidua.domain.ranking.years import Fate, breaks, pairs, side_by_side
from thidua.domain.rules import Judgement

KEPT, MOVED = make_criterion("I.1", 40, text="Thu ngân sách"), make_criterion("I.2", 30, text="An")
OLD = make_covenant(
    KEPT,
    MOVED,
    make_criterion("I.3", 10, text="Cải cách"),
    make_criterion("I.4", 15, text="Chuyển đổi số"),
    make_criterion("T", 5, text="Sáng kiến", sign=Sign.BONUS),
    make_criterion("P", 5, text="Vi phạm", sign=Sign.DEDUCTION),
)
NEW = make_covenant(
    replace(MOVED, code="II.1"),
    replace(KEPT, text="thu  NGÂN sách", code="II.2"),
    make_criterion("II.3", 15, text="Cải cách"),
    make_criterion("II.4", 15, text="Chuyển đổi số", rule=Judgement(Decimal(5))),
    make_criterion("II.5", 0, text="Dân vận"),
    make_criterion("T", 5, text="Sáng kiến", sign=Sign.BONUS),
    make_criterion("P", 5, text="Vi phạm", sign=Sign.DEDUCTION),
)


def sheet(covenant, *values):
    return {code: scored(value) for code, value in zip(covenant.criteria, values, strict=True)}


def both(old, new):
    return side_by_side((2024, OLD, ranked(OLD, old)), (2025, NEW, ranked(NEW, new)))


def test_criteria_are_matched_by_what_they_say_whatever_their_codes():
    found = {
        (one.old and one.old.code, one.new and one.new.code): one.fate for one in pairs(OLD, NEW)
    }

    assert found == {
        ("I.2", "II.1"): Fate.SAME,
        ("I.1", "II.2"): Fate.SAME,
        ("I.3", "II.3"): Fate.MAXIMUM,
        ("I.4", "II.4"): Fate.SCORING,
        (None, "II.5"): Fate.ADDED,
        ("T", "T"): Fate.SAME,
        ("P", "P"): Fate.SAME,
    }
    assert {one.fate for one in pairs(OLD, OLD)} == {Fate.SAME}
    gone = [one.old.code for one in pairs(OLD, make_covenant(KEPT)) if one.fate is Fate.REMOVED]
    assert gone == ["I.2", "I.3", "I.4", "T", "P"]


def test_two_criteria_of_one_text_are_told_apart_by_their_codes():
    old = make_covenant(make_criterion("I.1", 4, text="Họp"), make_criterion("I.2", 6, text="Họp"))
    new = make_covenant(make_criterion("I.2", 6, text="Họp"), make_criterion("I.1", 4, text="Họp"))

    assert [(one.old.code, one.new.code, one.fate) for one in pairs(old, new)] == [
        ("I.2", "I.2", Fate.SAME),
        ("I.1", "I.1", Fate.SAME),
    ]


def test_points_and_ranks_are_restated_on_what_can_be_compared():
    found = both(
        {"A": sheet(OLD, 40, 20, 10, 15, 1, 2), "B": sheet(OLD, 30, 29, 0, 0, 0, 0)},
        {"A": sheet(NEW, 25, 36, 9, 0, 0, 0, 1), "B": sheet(NEW, 28, 30, 15, 15, 0, 0, 0)},
    )

    assert found.words() == (
        "Chuỗi đứt giữa 2024 và 2025 (1 đổi điểm tối đa, 1 đổi cách chấm, 1 tiêu chí mới): so sánh "
        "được 70/100 điểm của năm 2025, 70/95 điểm của năm 2024."
    )
    assert [
        (one.unit, one.old.total, one.new.total, one.was, one.now, one.change, one.out_of)
        for one in found.units
    ] == [
        ("B", points("59.00"), points("88.00"), 59, 58, -1, 70),
        ("A", points("84.00"), points("69.00"), 59, 60, 1, 70),
    ]
    assert {one.unit: (one.old.rank, one.new.rank) for one in found.units} == {
        "A": (1, 2),
        "B": (2, 1),
    }
    assert found.comparable_ranks(old=True) == {"A": 1, "B": 1}
    assert found.comparable_ranks(old=False) == {"A": 1, "B": 2}


def test_a_criterion_not_given_in_one_year_is_left_out_of_both_for_that_unit():
    found = both(
        {"A": sheet(OLD, 40, 20, 0, 0, 0, 0) | {"I.2": NOT_ASSIGNED}, "B": sheet(OLD, *[1] * 6)},
        {"A": sheet(NEW, 25, 36, 0, 0, 0, 0, 0), "B": sheet(NEW, *[0] * 7)},
    )

    of_a = next(one for one in found.units if one.unit == "A")
    assert (of_a.was, of_a.now, of_a.out_of) == (40, 36, 40)
    assert found.comparable_ranks(old=True) == {}  # no two of one scale


def test_who_has_no_total_or_was_not_there_is_not_restated():
    half = sheet(OLD, 40, 20, 0, 0, 0, 0)
    del half["I.3"]
    found = both({"A": half}, {"B": sheet(NEW, *[0] * 7)})

    assert [
        (one.unit, one.old is None, one.new is None, one.was, one.now) for one in found.units
    ] == [
        ("B", True, False, None, Decimal(0)),
        ("A", False, True, None, None),
    ]
    assert found.comparable_ranks(old=True) == {}


def test_a_bonus_that_waits_counts_in_neither_year():
    waiting = sheet(OLD, 40, 20, 0, 0, 5, 0)
    waiting["T"] = replace(waiting["T"], confirmed=False)
    found = both({"A": waiting}, {"A": sheet(NEW, 20, 40, 0, 0, 0, 0, 5)})

    assert [(one.was, one.now) for one in found.units] == [(60, 55)]


def test_a_series_breaks_only_where_the_covenant_does():
    old, new = (
        (year, covenant, ranked(covenant, {"A": sheet(covenant, *[0] * len(covenant.criteria))}))
        for year, covenant in ((2024, OLD), (2026, NEW))
    )
    same = (2025, OLD, old[2])

    assert [(one.old_year, one.new_year) for one in breaks([old, same, new])] == [(2025, 2026)]
    assert breaks([old]) == breaks([]) == ()
    assert side_by_side(old, same).words() == (
        "Giao ước hai năm 2024 và 2025 chấm như nhau: so sánh được cả 95 điểm."
    )


def test_a_ceiling_of_a_group_does_not_hide_what_was_scored():
    ceiling = replace(
        make_group("I", make_criterion("I.1", 5), make_criterion("I.2", 5), most=5),
        is_ceiling=True,
    )
    covenant = make_covenant(ceiling)
    board = ranked(covenant, {"A": {"I.1": scored(4), "I.2": scored(4)}})

    found = side_by_side((2024, covenant, board), (2025, covenant, board))

    assert [(one.new.total, one.now) for one in found.units] == [(Decimal("5.00"), 8)]
