"""Bảng tổng hợp của giao ước nhiều nhóm: split where it is too wide, and the sums stay right."""

import pytest

from tests.builders import make_covenant, make_criterion, make_group, scored
from thidua.domain.document.blocks import CellKind
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.ranking.ranking import rank_units
from thidua.domain.scoring.scoring import score_block
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.files.word import form
from thidua.files.word.parts import shared_widths
from thidua.files.word.widths import width_of
from thidua.services.document.ranking_papers import totals_body
from thidua.services.ranking.standings import Board


def board(groups):
    """Hai đơn vị, mỗi nhóm một tiêu chí."""
    covenant = make_covenant(
        *(make_group(f"N{place}", make_criterion(f"N{place}.1")) for place in range(1, groups + 1))
    )
    sheets = {
        unit: {code: scored(points) for code in covenant.criteria}
        for unit, points in (("A", "9.25"), ("B", "8"))
    }
    scores = score_block(covenant, sheets)
    return Board(
        period=BlockPeriod(id=1, block_code="K1", block_name="Khối một", year=2025),
        covenant=covenant,
        hand=Hand.VERIFIED,
        members={code: Member(code, f"Đơn vị {code}", code) for code in sheets},
        statuses=dict.fromkeys(sheets, SheetStatus.VERIFIED),
        standings=rank_units(covenant, scores, sheets),
    )


@pytest.mark.parametrize(
    ("groups", "widths"),
    [(1, [10]), (9, [18]), (12, [10, 13]), (16, [10, 10, 9]), (17, [10, 10, 10])],
)
def test_wide_tables_are_split_and_the_totals_stand_once(groups, widths):
    found = totals_body(board(groups))

    assert [len(table.columns) for table in found] == widths
    assert all([row[1] for row in table.rows] == ["Đơn vị A", "Đơn vị B"] for table in found)
    assert sum("Tổng" in [one.heading for one in table.columns] for table in found) == 1


def test_twelve_groups_are_two_tables_whose_numbers_add_up():
    first, second = totals_body(board(12))
    groups = [[*one.rows[0][2:]] for one in (first, second)]

    assert groups[0] == ["9,25"] * 8
    assert groups[1][:4] == ["9,25"] * 4
    assert groups[1][4:8] == ["111,00", "0,00", "0,00", "111,00"]


@pytest.mark.parametrize("groups", [1, 6, 9, 12, 13])
def test_no_word_of_a_heading_is_broken_in_its_column(groups):
    for table in totals_body(board(groups)):
        widths = shared_widths(form.LANDSCAPE.inner, [one.share for one in table.columns])
        inside = [wide - 2 * form.CELL_SIDE for wide in widths]
        longest = [
            # letters with a horn are a little wider than the bare ones the measure knows
            max(width_of(word, form.WIDE_TABLE) + 20 * len(word) for word in one.heading.split())
            for one in table.columns
        ]
        assert [
            one.heading
            for one, need, have in zip(table.columns, longest, inside, strict=True)
            if need > have
        ] == []


@pytest.mark.parametrize("groups", [1, 6, 9, 12, 13])
def test_no_number_is_broken_in_its_column(groups):
    known = {"Trừ": "10,50", "Tổng": "1.018,00"}
    for table in totals_body(board(groups)):
        widths = shared_widths(form.LANDSCAPE.inner, [one.share for one in table.columns])
        for one, wide in zip(table.columns, widths, strict=True):
            text = known.get(one.heading, "350,00") if one.kind is CellKind.NUMBER else ""
            # a figure of Times New Roman is half as wide as it is high, a comma a quarter
            need = sum(form.WIDE_TABLE * (5 if sign.isdigit() else 2.5) for sign in text)
            assert need <= wide - 2 * form.CELL_SIDE, (one.heading, need, wide)
