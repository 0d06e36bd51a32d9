"""Chỗ của phát hiện: every finding of the checks is shown at the cell where it is cured."""

import pytest

from tests.builders import covenant_from, make_draft, make_row
from thidua.domain.covenant import draft as words
from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.draft import CovenantDraft, RankingRow, SettingRow
from thidua.domain.covenant.places import located
from thidua.domain.ground.finding import Severity


def _row(number, *cells, **more):
    at = {title: f"ô {title} {number}" for title in words.CRITERIA_COLUMNS}
    return make_row(*cells, at=at, **more)


def _ranking(number, kind, content, value):
    return RankingRow(kind, str(number), content, value, {words.VALUE: f"ô Giá trị {number}"})


def _faulty(*, in_a_workbook):
    draft = make_draft(
        _row(2, "I", 20),
        _row(3, "I.1", 10, "Theo bậc", parameters=">=90: 12; >=0: 0"),
        _row(4, "I.2", 5, "Chấm mức", gate="0 điểm không xếp loại Xuất sắc"),
        _row(5, "I.3", 2, "Chấm mức", sign="thưởng"),
        ranking=(
            _ranking(2, "Tiêu chí phụ", "Điểm nhóm", "IX"),
            _ranking(3, "Tiêu chí phụ", "Điểm thưởng", "I.1"),
            _ranking(4, "Xếp loại", "Tốt", ">=90"),
            _ranking(5, "Khen thưởng", "Bằng khen", "<3 đơn vị: 1"),
        ),
    )
    settings = (*draft.settings, SettingRow("Thang điểm", "100", "ô Thang điểm"))
    draft = CovenantDraft(settings, draft.criteria, draft.ranking)
    found = check_covenant(covenant_from(draft))
    return [
        (one.code, one.place)
        for one in located(found, draft if in_a_workbook else CovenantDraft((), ()))
        if one.severity is not Severity.NOTICE or one.code == "mixed_sign"
    ]


@pytest.mark.parametrize(
    ("in_a_workbook", "places"),
    [
        (
            True,
            [
                ("group_sum", "ô Điểm tối đa 2"),
                ("full_marks", "ô Thang điểm"),
                ("above_max", "ô Tham số 3"),
                ("mixed_sign", "ô Dấu 5"),
                ("band_unreachable", "ô Giá trị 4"),
                ("unknown_code", "ô Giá trị 2"),
                ("wrong_sign", "ô Giá trị 3"),
                ("unknown_band", "ô Điều kiện chặn 4"),
                ("award_places", "ô Giá trị 5"),
            ],
        ),
        (
            False,
            [
                ("group_sum", "Mã I"),
                ("full_marks", "Thang điểm"),
                ("above_max", "Mã I.1"),
                ("mixed_sign", "Mã I.3"),
                ("band_unreachable", "Xếp loại Tốt"),
                ("unknown_code", "Tiêu chí phụ"),
                ("wrong_sign", "Tiêu chí phụ"),
                ("unknown_band", "Mã I.2"),
                ("award_places", "Khen thưởng Bằng khen"),
            ],
        ),
    ],
)
def test_a_finding_stands_at_the_cell_where_it_is_cured(in_a_workbook, places):
    assert _faulty(in_a_workbook=in_a_workbook) == places
