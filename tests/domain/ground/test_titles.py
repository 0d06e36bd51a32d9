"""Tiêu đề cột: one word means one column of a sheet, and the nearest is offered for the others."""

import pytest

from thidua.domain.covenant.draft import CRITERIA_COLUMNS
from thidua.domain.dossier.award_file import AWARD_COLUMNS
from thidua.domain.dossier.fact_file import FACT_COLUMNS
from thidua.domain.dossier.staff import STAFF_COLUMNS
from thidua.domain.ground.titles import ALSO, STANDS_FOR, meanings, nearest, stand_ins, title_key
from thidua.domain.period.roster import ROSTER_COLUMNS
from thidua.files.scoring.book import INPUT_COLUMNS

SCORE = ("Mã đơn vị", "Mã tiêu chí", *INPUT_COLUMNS)
SHEETS = (SCORE, ROSTER_COLUMNS, STAFF_COLUMNS, FACT_COLUMNS, AWARD_COLUMNS, CRITERIA_COLUMNS)


@pytest.mark.parametrize(
    ("titles", "written", "meant"),
    [
        (STAFF_COLUMNS, "Họ và tên", "Họ tên"),
        (STAFF_COLUMNS, "HỌ  VÀ TÊN:", "Họ tên"),
        (STAFF_COLUMNS, "Mã đơn vị (*)", None),
        (STAFF_COLUMNS, "Mã đơn vị *", "Mã đơn vị"),
        (FACT_COLUMNS, "Mã đơn vị", "Mã"),
        (AWARD_COLUMNS, "Hình thức khen thưởng", "Danh hiệu"),
        (CRITERIA_COLUMNS, "Điểm chuẩn", "Điểm tối đa"),
        (CRITERIA_COLUMNS, "Điểm", "Điểm tối đa"),
        (CRITERIA_COLUMNS, "Tiêu chí", "Nội dung"),
        (SCORE, "Điểm", "Điểm"),
        (SCORE, "Điểm thẩm định", "Điểm"),
        (SCORE, "Kết quả thực hiện", "Kết quả"),
        (SCORE, "Chỉ tiêu", "Kế hoạch"),
        (SCORE, "Nội dung", None),
        (ROSTER_COLUMNS, "Đơn vị", "Tên đơn vị"),
    ],
)
def test_a_word_means_a_column_of_its_own_sheet(titles, written, meant):
    assert meanings(titles).get(title_key(written)) == meant


def test_a_name_stands_for_a_code_only_where_names_have_no_column():
    assert stand_ins(STAFF_COLUMNS) == {
        "tên đơn vị": "Mã đơn vị", "đơn vị": "Mã đơn vị", "đơn vị công tác": "Mã đơn vị",
        "cơ quan, đơn vị": "Mã đơn vị",
    }  # fmt: skip
    assert set(stand_ins(ROSTER_COLUMNS).values()) == {"Mã khối", "Mã đơn vị"}
    assert "tên đơn vị" not in stand_ins(ROSTER_COLUMNS)


def test_no_word_of_the_table_is_in_one_row_twice():
    for table in (ALSO, STANDS_FOR):
        for title, others in table.items():
            keys = [title_key(word) for word in (title, *others)]
            assert len(set(keys)) == len(keys), title


@pytest.mark.parametrize("titles", SHEETS)
def test_every_title_means_itself(titles):
    assert {title: meanings(tuple(titles))[title_key(title)] for title in titles} == {
        title: title for title in titles
    }


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Điểm của phòng", "Điểm"),
        ("Ket qua", "Kết quả"),
        ("Kết qủa", "Kết quả"),
        ("Giải trìn", "Giải trình"),
        ("Ghi chú riêng", None),
        ("", None),
        ("12", None),
    ],
)
def test_the_nearest_title_is_offered(written, known):
    assert nearest(written, ("Điểm", "Kết quả", "Giải trình", "Mức")) == known
