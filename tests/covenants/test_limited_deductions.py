"""Điểm trừ có trần: the figures of a table whose deductions are limited together, as in 2022."""

from decimal import Decimal

import pytest

from tests.builders import covenant_from, make_draft, make_entry, make_ranking_row, make_row, ranked
from thidua.domain.covenant.checks import check_rules
from thidua.domain.ground.finding import Severity

FAULTS = "chậm triển khai: 0,5; không phối hợp: 0,5"
STANDS_IN_ONE_ROW = (
    "không kế hoạch đấu giá: 0,5; thống kê thiếu: 0,2; không văn bản: 0,5; không kiểm tra: 0,5; "
    "để sai phạm: 0,5; trừ tối đa 1,5"
)


def _covenant(parameters):
    rows = (make_row("I", 3), make_row("I.1", 3, "Trừ dần", parameters=parameters))
    return covenant_from(make_draft(*rows, ranking=(make_ranking_row("Xếp loại", "Tốt", ">=1,5"),)))


@pytest.mark.parametrize("limit", ["trừ tối đa: 1,5", "trừ tối đa 1,5", "tối đa 1,5"])
def test_five_faults_of_half_a_point_take_only_what_the_limit_allows(limit):
    covenant = _covenant(f"{FAULTS}; {limit}")
    sheets = {
        "A": {"I.1": make_entry(events={"chậm triển khai": 3, "không phối hợp": 2})},
        "B": {"I.1": make_entry()},
    }

    standings = {one.unit: one for one in ranked(covenant, sheets).rows}
    assert {unit: (one.score.total, one.rank, one.band) for unit, one in standings.items()} == {
        "A": (Decimal("1.5"), 2, "Tốt"),
        "B": (Decimal(3), 1, "Tốt"),
    }


def test_faults_of_several_kinds_are_limited_together():
    covenant = _covenant(STANDS_IN_ONE_ROW)
    entry = make_entry(events={"không văn bản": 2, "không kiểm tra": 2})

    assert ranked(covenant, {"D": {"I.1": entry}}).rows[0].score.total == Decimal("1.5")


def test_a_bonus_written_among_the_faults_is_earned_on_top_and_said_to_have_no_limit():
    covenant = _covenant(f"{STANDS_IN_ONE_ROW}; thưởng giải pháp tốt: 1")
    sheets = {
        "C": {"I.1": make_entry(events={"giải pháp tốt": 8})},
        "D": {"I.1": make_entry(events={"không văn bản": 2, "không kiểm tra": 2})},
        "E": {"I.1": make_entry(events={"không kiểm tra": 1, "giải pháp tốt": 1})},
    }

    standings = {one.unit: one.score.total for one in ranked(covenant, sheets).rows}
    assert standings == {"C": Decimal(11), "D": Decimal("1.5"), "E": Decimal("3.5")}
    found = list(check_rules(covenant))
    assert [(one.code, one.severity) for one in found] == [("bonus_without_limit", Severity.NOTICE)]
