"""Khác biệt giữa hai bản giao ước."""

from dataclasses import replace

import pytest

from tests.builders import make_draft, make_ranking_row, make_row
from thidua.domain.covenant.difference import ClauseChange, ClauseChangeKind, clause_changes

BAND = make_ranking_row("Xếp loại", "Xuất sắc", ">=90")
OLD = make_draft(
    make_row("I", 15),
    make_row("I.1", 10, "Chấm mức", text="Công tác tham mưu", parameters="bước 0,5"),
    make_row("I.2", 5, "Đạt/không", text="Có kế hoạch năm"),
    ranking=(BAND,),
    Thang_điểm="100",
)


def test_the_same_covenant_has_no_difference():
    assert clause_changes(OLD, OLD) == []


def test_numbers_written_in_another_way_are_no_difference():
    rows = (OLD.criteria[0], replace(OLD.criteria[1], max_points="10,0"), OLD.criteria[2])
    settings = tuple(
        replace(row, value="100,00") if row.name == "Thang điểm" else row for row in OLD.settings
    )

    assert clause_changes(OLD, replace(OLD, criteria=rows, settings=settings)) == []


def test_every_change_of_a_line_is_told_by_its_column():
    changed = replace(
        OLD.criteria[1],
        text="Công tác tham mưu, tổng hợp",
        max_points="12.5",
        method="Theo bậc",
        parameters=">=90: 12,5; >=0: 0",
        sign="thưởng",
        evidence="Luôn",
        gate="dưới 50% không xét",
        clause="Điều 5",
        quotation="Chấm theo quý",
        note="Theo quý",
    )
    new = replace(OLD, criteria=(OLD.criteria[0], changed, OLD.criteria[2]))

    assert clause_changes(OLD, new) == [
        ClauseChange(kind=ClauseChangeKind.CHANGED, subject="I.1", aspect=aspect, old=old, new=new)
        for aspect, old, new in (
            ("Điểm tối đa", "10", "12,5"),
            ("Nội dung", "Công tác tham mưu", "Công tác tham mưu, tổng hợp"),
            ("Cách chấm", "Chấm mức", "Theo bậc"),
            ("Tham số", "bước 0,5", ">=90: 12,5; >=0: 0"),
            ("Dấu", "", "thưởng"),
            ("Minh chứng", "", "Luôn"),
            ("Điều kiện chặn", "", "dưới 50% không xét"),
            ("Căn cứ", "", "Điều 5"),
            ("Trích dẫn", "", "Chấm theo quý"),
            ("Ghi chú", "", "Theo quý"),
        )
    ]


def test_lines_removed_and_added_are_told_by_their_text():
    new = replace(
        OLD,
        criteria=(*OLD.criteria[:2], make_row("I.3", 5, "Đạt/không", text="Có tổng kết")),
    )

    assert clause_changes(OLD, new) == [
        ClauseChange(kind=ClauseChangeKind.REMOVED, subject="I.2", old="Có kế hoạch năm"),
        ClauseChange(kind=ClauseChangeKind.ADDED, subject="I.3", new="Có tổng kết"),
    ]


def test_moving_a_line_changes_no_clause():
    first, second, third = OLD.criteria

    assert clause_changes(OLD, replace(OLD, criteria=(first, third, second))) == []


def test_settings_and_ranking_are_compared_before_and_after_the_lines():
    new = make_draft(
        *OLD.criteria[:2],
        ranking=(replace(BAND, value=">=95"), make_ranking_row("Không xét", "Chưa ký giao ước")),
        Cách_làm_tròn="Cắt bỏ",
        Thang_điểm="1000",
    )

    assert clause_changes(OLD, new) == [
        ClauseChange(kind=ClauseChangeKind.ADDED, subject="Cách làm tròn", new="Cắt bỏ"),
        ClauseChange(kind=ClauseChangeKind.CHANGED, subject="Thang điểm", old="100", new="1.000"),
        ClauseChange(kind=ClauseChangeKind.REMOVED, subject="I.2", old="Có kế hoạch năm"),
        ClauseChange(
            kind=ClauseChangeKind.CHANGED, subject="Xếp loại 1 Xuất sắc", old=">=90", new=">=95"
        ),
        ClauseChange(kind=ClauseChangeKind.ADDED, subject="Không xét 1 Chưa ký giao ước"),
    ]


@pytest.mark.parametrize("brace", ["{}", "{0}", "{x}", "50%"])
def test_names_with_braces_are_told_as_they_stand(brace):
    new = make_draft(*OLD.criteria, ranking=(BAND,), Thang_điểm="100", **{f"Ghi chú {brace}": "a"})

    assert clause_changes(OLD, new) == [
        ClauseChange(kind=ClauseChangeKind.ADDED, subject=f"Ghi chú {brace}", new="a")
    ]


def test_a_difference_read_backwards_swaps_added_and_removed():
    new = replace(OLD, criteria=(*OLD.criteria, make_row("II", 3, "Đạt/không")))

    forwards, backwards = clause_changes(OLD, new), clause_changes(new, OLD)

    assert forwards == [ClauseChange(kind=ClauseChangeKind.ADDED, subject="II", new="Nội dung II")]
    assert backwards == [
        ClauseChange(kind=ClauseChangeKind.REMOVED, subject="II", old="Nội dung II")
    ]
