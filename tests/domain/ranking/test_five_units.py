"""Khối năm đơn vị: a small block scored by its members, small enough to reckon by hand.

Every unit is scored by the other four; what the reviewers gave is combined here by hand.
"""

from decimal import Decimal
from statistics import mean, median

import pytest

from tests.builders import ranked, scored
from tests.domain.five_units import COVENANT, GIVEN
from thidua.domain.ranking.standing import TieRecord


def _combined(how, given):
    return {
        unit: {code: scored(how([Decimal(one) for one in marks])) for code, marks in lines.items()}
        for unit, lines in given.items()
    }


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (mean, {"B": "86.50", "A": "85.75", "C": "83.75", "D": "76.50", "E": "69.25"}),
        (median, {"A": "87.5", "B": "87", "C": "83", "D": "76", "E": "69"}),
    ],
)
def test_mean_and_median_rank_the_block_differently(how, expected):
    standings = ranked(COVENANT, _combined(how, GIVEN))

    assert [(row.unit, row.rank, row.total) for row in standings.rows] == [
        (unit, rank, Decimal(total)) for rank, (unit, total) in enumerate(expected.items(), start=1)
    ]


@pytest.mark.parametrize(
    ("mark", "order", "ties"),
    [
        (Decimal("32.75"), {"B": 1, "A": 2}, ()),
        (Decimal(33), {"A": 1, "B": 1}, (TieRecord(units=("A", "B"), decided_by=None),)),
        (Decimal("33.25"), {"A": 1, "B": 2}, ()),
    ],
)
def test_a_quarter_point_of_one_reviewer_decides_the_first_place(mark, order, ties):
    changed = GIVEN | {"A": GIVEN["A"] | {"C1": (38, 37, 38, mark)}}

    standings = ranked(COVENANT, _combined(mean, changed))

    assert {row.unit: row.rank for row in standings.rows[:2]} == order
    assert standings.ties == ties
