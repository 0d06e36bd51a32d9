"""Nếu… thì: hypothetical changes on a copy, old place against new."""

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.domain.five_units import CASE, COVENANT
from thidua.domain.covenant.bands import read_band
from thidua.domain.covenant.covenant import AwardLine, Combining
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.verify.case import Case, place_words, rank_case
from thidua.domain.verify.what_if import (
    AgreedOn,
    CombinedBy,
    ReviewerGives,
    WithoutReviewer,
    given_entry,
    hypothesis_of,
    hypothesis_values,
    supposing,
    what_if,
)


def totals(case):
    return {row.unit: row.total for row in rank_case(case).rows}


def moved(*hypotheses, case=CASE):
    """Đơn vị đổi chỗ đứng, in words."""
    return {move.unit: place_words(move) for move in what_if(case, hypotheses) if move.is_one}


def test_the_case_is_ranked_as_reckoned_by_hand():
    assert totals(CASE) == {
        "B": Decimal("86.50"),
        "A": Decimal("85.75"),
        "C": Decimal("83.75"),
        "D": Decimal("76.50"),
        "E": Decimal("69.25"),
    }


def test_the_median_puts_another_unit_first():
    assert totals(supposing(CASE, [CombinedBy(Combining.MEDIAN)])) == {
        "A": Decimal("87.5"),
        "B": Decimal(87),
        "C": Decimal(83),
        "D": Decimal(76),
        "E": Decimal(69),
    }
    assert moved(CombinedBy(Combining.MEDIAN)) == {"A": "lên hạng 1", "B": "xuống hạng 2"}


def test_without_one_reviewer_each_line_is_rounded_once_before_it_is_added():
    """A: 37,67 + 27,33 + 17,67 + 5; B: 36,67 + 28 + 18 + 4."""
    without = totals(supposing(CASE, [WithoutReviewer("E")]))

    assert (without["A"], without["B"]) == (Decimal("87.67"), Decimal("86.67"))
    assert moved(WithoutReviewer("E")) == {"A": "lên hạng 1", "B": "xuống hạng 2"}


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("32.75", {}),
        ("33", {"A": "đồng hạng 1", "B": "đồng hạng 1"}),
        ("33.25", {"A": "lên hạng 1", "B": "xuống hạng 2"}),
    ],
)
def test_a_reviewer_giving_otherwise_changes_the_first_place(points, expected):
    assert moved(ReviewerGives("A", "C1", "E", Decimal(points))) == expected


def test_points_agreed_on_count_instead_of_the_reviewers():
    agreed = AgreedOn("B", "C2", Decimal("27"))

    assert totals(supposing(CASE, [agreed]))["B"] == Decimal("85.75")
    assert moved(agreed) == {"A": "đồng hạng 1", "B": "đồng hạng 1"}
    assert moved(agreed, ReviewerGives("B", "C2", "A", Decimal(0))) == moved(agreed)


def test_leaving_out_one_sheet_leaves_the_others_of_that_reviewer():
    found = totals(supposing(CASE, [WithoutReviewer("E", "B")]))

    assert (found["A"], found["B"]) == (Decimal("85.75"), Decimal("86.67"))


def test_bands_and_awards_are_compared_too():
    covenant = replace(
        CASE.covenant,
        bands=(read_band("Xuất sắc", ">=86"), read_band("Tốt", ">=0")),
        award_lines=(AwardLine("Cờ", (((), 1),)),),
    )
    case = replace(CASE, covenant=covenant)

    assert moved(ReviewerGives("A", "C1", "E", Decimal(33)), case=case) == {
        "A": "đồng hạng 1, xếp loại Tốt → Xuất sắc, suất khen không có → Cờ (cần biểu quyết)",
        "B": "đồng hạng 1, suất khen Cờ → Cờ (cần biểu quyết)",
    }


def test_the_case_itself_stays_as_it_was():
    before = deepcopy((CASE.reviews, CASE.settled, CASE.covenant))

    supposing(
        CASE,
        [
            ReviewerGives("A", "C1", "E", Decimal(0)),
            AgreedOn("A", "C2", Decimal(0)),
            WithoutReviewer("B"),
            CombinedBy(Combining.MEDIAN),
        ],
    )

    assert (CASE.reviews, CASE.settled, CASE.covenant) == before


def test_every_hypothesis_is_said_in_words():
    assert [
        one.words()
        for one in (
            ReviewerGives("A", "C1", "E", Decimal("33.25")),
            AgreedOn("B", "C2", Decimal(27)),
            WithoutReviewer("E"),
            WithoutReviewer("E", "B"),
            CombinedBy(Combining.TRIMMED_MEAN),
        )
    ] == [
        "E cho A 33,25 điểm ở C1",
        "thống nhất B được 27 điểm ở C2",
        "bỏ mọi phiếu của E",
        "bỏ phiếu chấm B của E",
        "tổng hợp theo trung bình bỏ cao nhất và thấp nhất",
    ]


def test_a_hypothesis_is_recorded_by_values_and_reads_back_as_it_was():
    supposed = [
        ReviewerGives("A", "C1", "E", Decimal("32.75")),
        AgreedOn("B", "C2", Decimal(27)),
        WithoutReviewer("E"),
        WithoutReviewer("E", "A"),
        CombinedBy(Combining.MEDIAN),
    ]
    written = [hypothesis_values(one) for one in supposed]

    assert written == [
        {
            "kind": "reviewer_gives",
            "unit": "A",
            "criterion": "C1",
            "reviewer": "E",
            "points": "32.75",
        },
        {"kind": "agreed_on", "unit": "B", "criterion": "C2", "points": "27"},
        {"kind": "without_reviewer", "reviewer": "E", "unit": None},
        {"kind": "without_reviewer", "reviewer": "E", "unit": "A"},
        {"kind": "combined_by", "how": "median"},
    ]
    assert [hypothesis_of(one) for one in written] == supposed


def test_a_confirmed_sheet_stands_until_its_reviewers_are_supposed_to_be_others():
    reviews = {"A": {"X": {"C1": given_entry(Decimal(20))}, "Y": {"C1": given_entry(Decimal(30))}}}
    confirmed = Entry(points=Decimal(21), state=LineState.COMBINED)
    case = Case(
        covenant=COVENANT,
        reviews=reviews,
        settled={"A": {"C1": confirmed}},
        stands=frozenset("A"),
    )

    def points(one):
        return one.entries["A"]["C1"].points

    assert points(case) == Decimal(21)
    assert points(replace(case, stands=frozenset())) == Decimal(25)
    assert points(supposing(case, [WithoutReviewer("Y")])) == Decimal(20)
    assert points(supposing(case, [WithoutReviewer("Z")])) == Decimal(21)
    assert points(supposing(case, [ReviewerGives("A", "C1", "X", Decimal(10))])) == Decimal(20)
    assert points(supposing(case, [CombinedBy(Combining.MEDIAN)])) == Decimal(25)
