"""Bất đồng điểm: the numbers of every cell, and what is discussed first."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest

from tests.builders import NOT_ASSIGNED, scored
from tests.domain.five_units import CASE, COVENANT, GIVEN, REVIEWS, UNITS
from thidua.domain.covenant.covenant import Combining
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.verify.case import Case
from thidua.domain.verify.disagreement import Extent, disagreements, extent_of, to_discuss
from thidua.domain.verify.sensitivity import effects

CLAIMS = {
    unit: {code: scored(max(given)) for code, given in lines.items()}
    for unit, lines in GIVEN.items()
}


def cells(case, **more):
    return {(one.unit, one.criterion): one for one in disagreements(case, **more)}


def test_every_cell_has_the_numbers_reckoned_by_hand():
    """Mean 35,75 of 38, 37, 38, 30; the unit claims 38."""
    cell = cells(replace(CASE, claims=CLAIMS), evidence={("A", "C1"): 2})["A", "C1"]

    assert (cell.claimed, cell.combined, cell.difference) == (38, Decimal("35.75"), Decimal("2.25"))
    assert (cell.spread, cell.outlier, len(cell.values), cell.evidence) == (8, "E", 4, 2)
    assert (cell.difference_extent, cell.spread_extent) == (Extent.SLIGHT, Extent.LARGE)


@pytest.mark.parametrize("how", [Combining.MEAN, Combining.MEDIAN, Combining.TRIMMED_MEAN])
def test_the_whole_map_equals_a_second_computation(how):
    case = replace(CASE, claims=CLAIMS, covenant=replace(COVENANT, combining=how))
    found = {key: (cell.difference, cell.spread, cell.outlier) for key, cell in cells(case).items()}

    expected = {}
    for unit, lines in GIVEN.items():
        reviewers = [one for one in UNITS if one != unit]
        for code, given in lines.items():
            ordered = sorted(given)
            kept = {
                Combining.MEAN: ordered,
                Combining.TRIMMED_MEAN: ordered[1:-1],
                Combining.MEDIAN: ordered[1:3],
            }[how]
            away = [abs(one - median(given)) for one in given]
            alone = max(away) > 0 and away.count(max(away)) == 1
            expected[unit, code] = (
                Decimal(max(given)) - sum(map(Decimal, kept)) / len(kept),
                max(given) - min(given),
                reviewers[away.index(max(away))] if alone else None,
            )
    assert found == expected


def test_without_claim_or_reviewers_nothing_is_compared():
    case = Case(covenant=COVENANT, reviews={}, settled={"A": {}}, claims={"A": {"C1": scored(30)}})
    cell, other = cells(case)["A", "C1"], cells(CASE)["A", "C1"]

    assert (cell.claimed, cell.combined, cell.difference) == (30, None, None)
    assert (cell.spread, cell.outlier, cell.difference_extent) == (None, None, None)
    assert (other.claimed, other.combined, other.difference) == (None, Decimal("35.75"), None)


def test_two_reviewers_equally_far_apart_have_no_outlier():
    reviews = {"A": {"B": {"C1": scored(30)}, "C": {"C1": scored(38)}}}

    assert (
        cells(Case(covenant=COVENANT, reviews=reviews, settled={"A": {}}))["A", "C1"].outlier
        is None
    )


@pytest.mark.parametrize(
    ("difference", "extent"),
    [
        ("0", Extent.NONE),
        ("-0.25", Extent.SLIGHT),
        ("3.99", Extent.SLIGHT),
        ("4", Extent.NOTABLE),
        ("-7.99", Extent.NOTABLE),
        ("-8", Extent.LARGE),
    ],
)
def test_the_extent_is_a_share_of_the_maximum(difference, extent):
    assert extent_of(Decimal(difference), Decimal(40)) is extent


def test_what_decides_a_rank_and_is_most_disputed_is_discussed_first():
    first, *rest = to_discuss(disagreements(CASE), effects(CASE))

    assert (first.cell.unit, first.cell.criterion, first.effect.reviewer) == ("A", "C1", "E")
    assert (first.cell.spread, first.cell.outlier, first.smallest) == (8, "E", 3)
    assert (
        first.effect.raised() == "đồng hạng 1 khi từ 33 trở lên; A lên hạng 1 khi từ 33,25 trở lên"
    )
    assert [(one.cell.unit, one.cell.criterion) for one in rest] == [
        ("A", "C2"),
        ("A", "C3"),
        ("B", "C1"),
        ("B", "C2"),
        ("C", "C1"),
        ("D", "C1"),
        ("C", "C2"),
        ("C", "C3"),
        ("D", "C2"),
        ("E", "C1"),
    ]
    assert [one.smallest for one in rest] == [3, 3, 3, 3, 29, 29, None, None, None, None]


def test_a_larger_difference_comes_first_where_all_else_is_equal():
    reviews = {"A": REVIEWS["E"], "B": REVIEWS["E"]}
    claims = {"A": {"C2": scored(25), "C3": scored(12)}}
    case = Case(covenant=COVENANT, reviews=reviews, settled={"A": {}, "B": {}}, claims=claims)

    found = to_discuss(disagreements(case), ())

    assert [(one.cell.unit, one.cell.criterion) for one in found] == [
        ("A", "C1"),
        ("B", "C1"),
        ("A", "C3"),
        ("A", "C2"),
    ]


def test_settled_cells_need_no_discussion_but_keep_their_numbers():
    settled = {
        **CASE.settled,
        "A": {"C1": Entry(points=Decimal(37), state=LineState.AGREED), "C2": NOT_ASSIGNED},
        "B": {"C1": Entry(points=Decimal("36.75"), state=LineState.COMBINED)},
    }
    case = replace(CASE, settled=settled)

    found = cells(case)
    discussed = [
        (one.cell.unit, one.cell.criterion)
        for one in to_discuss(disagreements(case), effects(case))
    ]

    assert (found["A", "C1"].agreed, found["A", "C1"].spread) == (37, 8)
    assert (found["A", "C2"].is_settled, found["A", "C2"].agreed) == (True, None)
    assert (found["B", "C1"].is_settled, found["B", "C1"].agreed) == (False, None)
    assert ("A", "C1") not in discussed and ("A", "C2") not in discussed
    assert ("B", "C1") in discussed


def test_the_spread_of_exact_values_is_exact():
    reviews = {"A": {"B": {"C1": scored("10.1")}, "C": {"C1": scored("10.4")}}}

    assert cells(Case(covenant=COVENANT, reviews=reviews, settled={"A": {}}))[
        "A", "C1"
    ].spread == Fraction(3, 10)
