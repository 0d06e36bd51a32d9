"""Phân công chấm chéo: fair lots that anybody can draw again, and what a change of them does."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import scored
from thidua.domain.ground.finding import Severity
from thidua.domain.review.assignment import (
    Drawn,
    Lots,
    Manner,
    active,
    consequences,
    draw_lots,
    gaps,
    lots_words,
    per_cell_of,
    renewed,
    taken_away,
)
from thidua.domain.review.plan import REST, Assignment, DeclaredRecusal, ReviewPlan
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredLine, StoredSheet

NOW = datetime(2026, 3, 20, tzinfo=UTC)
CODES = tuple("ABCDEFG")
GROUPS = ("I", "II", REST)


@st.composite
def lots(draw, most=7, groups=GROUPS):
    """Điều kiện bốc thăm như ở các khối nhỏ; some of them cannot be met."""
    units = CODES[: draw(st.integers(2, most))]
    pairs = st.sampled_from([(one, unit) for one in units for unit in units if one != unit])
    past = draw(st.lists(st.tuples(pairs, st.sampled_from(groups)), max_size=12))
    return Lots(
        units=units,
        reviewers=draw(st.lists(st.sampled_from(units), min_size=1, unique=True)),
        groups=draw(st.lists(st.sampled_from(groups), min_size=1, unique=True)),
        per_cell=draw(st.integers(1, 3)),
        seed=draw(st.text(max_size=6)),
        manner=draw(st.sampled_from(Manner)),
        kept_away=frozenset(draw(st.lists(pairs, max_size=5))),
        last_year=tuple(Assignment(one, unit, group) for (one, unit), group in past),
    )


def is_possible(lots):
    return all(len(lots.takers(unit)) >= lots.per_cell for unit in lots.units)


@given(lots())
def test_every_cell_gets_exactly_its_reviewers_none_of_them_from_home_or_in_conflict(lots):
    drawn = draw_lots(lots)

    cells = Counter((one.unit, one.group) for one in drawn.assignments)
    wanted = product(lots.units, lots.groups) if is_possible(lots) else ()
    assert cells == dict.fromkeys(wanted, lots.per_cell)
    assert len(set(drawn.assignments)) == len(drawn.assignments)
    assert {
        one
        for one in drawn.assignments
        if one.reviewer == one.unit
        or (one.reviewer, one.unit) in lots.kept_away
        or one.reviewer not in lots.reviewers
    } == set()


@given(lots(), st.integers())
def test_the_same_seed_and_conditions_give_the_same_in_whatever_order_they_come(lots, chance):
    def shuffled(some):
        return Random(chance).sample(list(some), len(some))

    other = replace(
        lots,
        units=shuffled(lots.units),
        reviewers=shuffled(lots.reviewers),
        groups=shuffled(lots.groups),
        kept_away=frozenset(shuffled(lots.kept_away)),
        last_year=shuffled(lots.last_year),
    )

    assert draw_lots(other) == draw_lots(lots)


def squares(loads, reviewers):
    return sum(loads[one] ** 2 for one in reviewers)


@settings(max_examples=60)
@given(lots(most=4, groups=("I",)))
def test_whole_units_are_shared_as_evenly_and_as_newly_as_any_way_allows(lots):
    lots = replace(lots, manner=Manner.UNIT)
    past = {(one.reviewer, one.unit) for one in lots.last_year}
    ways = product(*(combinations(lots.takers(unit), lots.per_cell) for unit in lots.units))
    scores = []
    for way in ways:
        pairs = {(one, unit) for unit, some in zip(lots.units, way, strict=True) for one in some}
        loads = Counter(one for one, _ in pairs)
        scores.append((squares(loads, lots.reviewers), len(pairs & past)))

    drawn = draw_lots(lots)

    found = {(one.reviewer, one.unit) for one in drawn.assignments}
    loads = Counter(reviewer for reviewer, _ in found)
    assert ("repeated" in [one.code for one in drawn.findings]) is bool(found & past)
    assert (squares(loads, lots.reviewers), len(found & past)) == min(scores, default=(0, 0))


@given(lots())
def test_groups_are_held_evenly_and_for_every_unit_their_owner_may_score(lots):
    lots = replace(lots, manner=Manner.OWNER)
    useful = {one for unit in lots.units for one in lots.takers(unit)}
    open_to = {one: {unit for unit in lots.units if one in lots.takers(unit)} for one in useful}

    drawn = draw_lots(lots)

    scored_by = Counter((one.reviewer, one.group) for one in drawn.assignments)
    whole = {
        group: [one for one in useful if scored_by[one, group] == len(open_to[one])]
        for group in lots.groups
    }
    assert not is_possible(lots) or min(map(len, whole.values())) >= lots.per_cell


@given(st.integers(3, 7), st.integers(1, 3), st.text(max_size=3))
def test_owners_hold_as_many_groups_as_one_another_and_substitutes_take_their_own_unit(
    number, most, seed
):
    units, groups = CODES[:number], GROUPS[:most]

    drawn = draw_lots(
        Lots(
            units=units, reviewers=units, groups=groups, per_cell=1, seed=seed, manner=Manner.OWNER
        )
    )

    cells = Counter((one.reviewer, one.group) for one in drawn.assignments)
    owners = {group: one for (one, group), times in cells.items() if times == number - 1}
    substituted = {
        (one.unit, one.group) for one in drawn.assignments if one.reviewer != owners[one.group]
    }
    held = Counter(owners.values())
    assert owners.keys() == set(groups)
    assert substituted == {(owner, group) for group, owner in owners.items()}
    assert max(held[one] for one in units) - min(held[one] for one in units) <= 1


@given(st.integers(3, 7), st.integers(1, 2), st.text(max_size=3))
def test_with_everybody_taking_part_all_have_the_same_to_do(number, per_cell, seed):
    units = CODES[:number]

    drawn = draw_lots(
        Lots(units=units, reviewers=units, groups=GROUPS, per_cell=per_cell, seed=seed)
    )

    pairs = {(one.reviewer, one.unit) for one in drawn.assignments}
    assert Counter(one for one, _ in pairs) == dict.fromkeys(units, per_cell)


def test_a_year_later_everybody_meets_other_units():
    first = draw_lots(Lots(units=CODES, reviewers=CODES, groups=GROUPS, per_cell=3, seed="2025"))

    second = draw_lots(
        Lots(
            units=CODES,
            reviewers=CODES,
            groups=GROUPS,
            per_cell=3,
            seed="2026",
            last_year=first.assignments,
        )
    )

    assert second.findings == ()
    assert {(one.reviewer, one.unit) for one in first.assignments}.isdisjoint(
        (one.reviewer, one.unit) for one in second.assignments
    )


def test_what_was_drawn_once_can_be_drawn_again_by_a_later_version_of_the_program():
    drawn = draw_lots(
        Lots(units="ABCD", reviewers="ABCD", groups=("I",), per_cell=1, seed="192-2026")
    )
    owned = draw_lots(
        Lots(
            units="ABC",
            reviewers="ABC",
            groups=("I", "II"),
            per_cell=1,
            seed="192-2026",
            manner=Manner.OWNER,
        )
    )

    assert drawn == Drawn(rows("CA:I DB:I BC:I AD:I"))
    assert owned == Drawn(rows("CA:I BA:II CB:I AB:II AC:I BC:II"))


def test_seeds_decide():
    results = {
        draw_lots(
            Lots(units=CODES, reviewers=CODES, groups=("I",), per_cell=2, seed=str(seed))
        ).assignments
        for seed in range(20)
    }

    assert len(results) == 20


def sentences(drawn):
    return [(one.severity, one.code, one.message, one.place) for one in drawn.findings]


def test_what_cannot_be_met_is_said_with_the_unit_and_the_cure():
    away = frozenset({("B", "A"), ("C", "A")})

    drawn = draw_lots(
        Lots(units="ABCD", reviewers="ABCD", groups=("I",), per_cell=2, seed="1", kept_away=away),
        {"A": "Phòng A"},
    )
    alone = draw_lots(Lots(units="AB", reviewers="A", groups=("I",), per_cell=1, seed="1"))
    empty = draw_lots(Lots(units=(), reviewers=(), groups=(), per_cell=0, seed="1"))

    assert drawn.assignments == alone.assignments == empty.assignments == ()
    assert sentences(drawn) == [
        (
            Severity.ERROR,
            "too_few",
            "Phòng A chỉ còn 1 người chấm được mà mỗi phần chấm cần 2; hãy giảm số người chấm mỗi "
            "phần chấm xuống 1 hoặc thêm người chấm.",
            "A",
        )
    ]
    assert sentences(alone) == [
        (
            Severity.ERROR,
            "too_few",
            "A chỉ còn 0 người chấm được mà mỗi phần chấm cần 1; hãy thêm người chấm.",
            "A",
        )
    ]
    assert [code for _, code, *_ in sentences(empty)] == ["nothing", "per_cell"]


def test_pairs_of_last_year_that_cannot_be_avoided_are_named():
    past = (Assignment("B", "A", "I"), Assignment("A", "B", "II"))

    by_unit = draw_lots(
        Lots(units="AB", reviewers="AB", groups=("I", REST), per_cell=1, seed="1", last_year=past)
    )
    by_owner = draw_lots(
        Lots(
            units="AB",
            reviewers="AB",
            groups=("I",),
            per_cell=1,
            seed="1",
            manner=Manner.OWNER,
            last_year=past,
        )
    )

    assert [one.message for one in by_unit.findings] == [
        "Không tránh được 2 cặp như năm trước: A chấm B; B chấm A."
    ]
    assert [one.message for one in by_owner.findings] == [
        "Không tránh được 1 cặp như năm trước: B chấm nhóm I."
    ]


def test_the_conditions_of_the_lot_are_said_in_words():
    lots = Lots(
        units="ABC", reviewers="CB", groups=("I",), per_cell=2, seed="7", manner=Manner.OWNER
    )

    assert lots.values() == {"manner": "owner", "per_cell": 2, "reviewers": ["B", "C"]}
    assert lots_words(lots.manner, 2, ["B", "C"]) == (
        "bốc thăm theo nhóm tiêu chí, 2 người mỗi phần chấm, người chấm: B, C"
    )


def rows(text, away=()):
    """Phân công: «BA:I,II CA:I» says B reviews I and II of A, C reviews I of A."""
    return tuple(
        Assignment(pair[0], pair[1], group, "ốm" if pair[0] in away else "")
        for pair, _, groups in (word.partition(":") for word in text.split())
        for group in groups.split(",")
    )


def sheet(pair, status=SheetStatus.SUBMITTED, *, is_begun=True):
    line = StoredLine(
        entry=scored(1), version=1, entered_by="An", entered_at=NOW, covenant_version=1
    )
    lines = {"I.1": line} if is_begun else {}
    return {
        (pair[1], pair[0]): StoredSheet(
            unit=pair[1], hand=Hand.CROSS, reviewer=pair[0], status=status, lines=lines
        )
    }


def effects(old, new, sheets=None, **more):
    named = {"units": "A", "groups": ("I", "II"), "per_cell": 1, "names": {"B": "Ban B"}} | more
    return consequences(old, rows(new), sheets or {}, **named)


def test_nothing_is_said_where_nothing_changes():
    old = ReviewPlan(assignments=rows("BA:I,II"))

    assert effects(old, "BA:II,I") == []


def test_each_reviewer_learns_what_is_gained_and_lost_and_the_new_load():
    old = ReviewPlan(assignments=rows("BA:I,II CA:I BD:I"))

    assert effects(old, "BA:I CA:I,II CD:I,II", units="AD") == [
        "Ban B: thôi chấm A (II) · D (I); từ 2 đơn vị (3 ô) thành 1 đơn vị (1 ô).",
        "C: chấm thêm A (II) · D; từ 1 đơn vị (1 ô) thành 2 đơn vị (4 ô).",
    ]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (
            sheet("BA"),
            ["Ban B đã nộp phiếu chấm A (II); phần thôi chấm không còn được tính."],
        ),
        (
            sheet("BA", SheetStatus.DRAFT),
            ["Ban B đã chấm dở phiếu chấm A (II); phần thôi chấm không còn được tính."],
        ),
        (sheet("BA", SheetStatus.DRAFT, is_begun=False), []),
        (
            sheet("CA"),
            ["C đã nộp phiếu chấm A; phải rút lại để chấm phần được giao thêm."],
        ),
        (sheet("CA", SheetStatus.DRAFT), []),
        (sheet("BD"), []),
    ],
)
def test_sheets_already_filled_are_named(held, said):
    old = ReviewPlan(assignments=rows("BA:I,II CA:I"))

    assert effects(old, "BA:I CA:I,II", held)[2:] == said


def test_who_is_away_and_what_is_left_without_reviewers_is_named():
    recusal = DeclaredRecusal(
        reviewer="C", unit="A", reason="vợ chồng", declared_by="Cán bộ C", declared_at=NOW
    )
    old = ReviewPlan(assignments=rows("BA:I CA:I,II", away="B"), recusals=(recusal,))

    assert effects(old, "BA:I,II CA:I,II", groups=("I", "II", REST))[1:] == [
        "Ban B đang được ghi vắng mà được giao thêm.",
        "A thiếu người chấm: I 0/1, chung 0/1.",
    ]


def test_absences_stay_where_nothing_changes():
    old = ReviewPlan(assignments=rows("BA:I CA:I", away="B"))

    assert renewed(old, rows("CD:I BA:II,I BA:I")) == (
        Assignment("B", "A", "I", "ốm"),
        Assignment("B", "A", "II"),
        Assignment("C", "D", "I"),
    )


def test_only_who_is_neither_away_nor_recused_fills_a_cell():
    recusal = DeclaredRecusal(
        reviewer="C", unit="A", reason="vợ chồng", declared_by="Cán bộ C", declared_at=NOW
    )
    plan = ReviewPlan(assignments=rows("BA:I CA:I DA:I,II", away="B"), recusals=(recusal,))

    assert active(plan) == list(rows("DA:I,II"))
    assert per_cell_of(plan) == 3
    assert per_cell_of(ReviewPlan()) == 0
    assert gaps(plan, "A", ("I", "II"), 1) == {}
    assert gaps(plan, "AB", ("I",), 2) == {("A", "I"): 1, ("B", "I"): 0}


def test_a_handed_in_sheet_that_loses_a_group_is_found():
    old = ReviewPlan(assignments=rows("BA:I,II CA:I DA:I"))
    sheets = sheet("BA") | sheet("CA") | sheet("DA", SheetStatus.DRAFT)

    assert taken_away(old, rows("BA:I CA:I,II"), sheets) == [("B", "A")]
