"""Bảng như người ta có: workbooks that went wrong elsewhere, through the commands, from nothing.

Each folder of `brought/` holds one case; `renamed_column/` the one whose column was renamed.
"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from thidua.commands.app import app

BROUGHT = Path(__file__).with_name("brought")
K1 = ("--block", "K1", "--year", 2026)
VERIFIED = (*K1, "--hand", "verified")
NO_TIEBREAK = (
    "Lưu ý – Xếp hạng: giao ước chưa có tiêu chí phụ; khi bằng điểm, các đơn vị đồng hạng\n"
)
NOTHING = "Có 1 lỗi, chưa có gì được ghi.\n"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def done(*words):
    found = run(*words)
    assert found.exit_code == 0, found.stderr
    return found


def refused(*words):
    found = run(*words)
    assert (found.exit_code, found.stdout) == (1, "")
    return found.stderr


def standings():
    shown = json.loads(done("standings", *K1, "--json").stdout)
    return {one["unit"]: (one["total"], one["rank"], one["band"] or None) for one in shown["units"]}


@pytest.fixture
def block(sqlite_url):
    """`block(thư mục)` nhập đơn vị, giao ước và điểm thẩm định của một trường hợp."""

    def bring(folder, covenant="giao_uoc.xlsx"):
        place = folder if isinstance(folder, Path) else BROUGHT / folder
        done("import-units", place / "don_vi.xlsx")
        done("import-covenant", place / covenant)
        return done("import-scores", place / "bang_diem.xlsx", *VERIFIED)

    return bring


@pytest.mark.parametrize("covenant", ["giao_uoc.xlsx", "giao_uoc_khong_hai_cham.xlsx"])
def test_a_cap_written_like_a_kind_of_fault_caps_what_is_taken(block, covenant):
    block("tran_diem_tru", covenant)

    assert standings() == {"B": ("3.00", 1, "Tốt"), "A": ("1.50", 2, "Tốt")}


def test_a_per_cent_sign_in_quotes_multiplies_nothing(block):
    block("phan_tram_trong_ngoac")

    assert standings() == {"B": ("15.00", 1, None), "A": ("14.00", 2, None)}


def test_a_code_that_is_a_number_is_read_as_its_cell_shows_it(block):
    block("ma_1_10")
    assert standings() == {"A": ("86.00", 1, "Tốt"), "B": ("86.00", 1, "Tốt")}

    more = done("import-scores", BROUGHT / "ma_1_10" / "bo_sung.xlsx", *VERIFIED)

    assert more.stdout == (
        "Đã nhập: mới 0, đổi 1, bỏ 0, giữ nguyên 0.\n"
        "2 dòng có nội dung: 1 dòng được đọc (đổi 1), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
    )
    assert standings() == {"A": ("89.00", 1, "Tốt"), "B": ("86.00", 2, "Tốt")}


def test_a_covenant_with_its_codes_as_numbers_is_the_same_covenant(block):
    block("ma_1_10")

    again = done("import-covenant", BROUGHT / "ma_1_10" / "giao_uoc_ma_so.xlsx", "--check")

    assert again.stderr == NO_TIEBREAK + (
        "Lưu ý – giống hệt bản 1 đang dùng, không có gì để nhập\n"
    )


def test_a_unit_whose_code_differs_only_in_case_is_refused(sqlite_url):
    place = BROUGHT / "ma_hoa_thuong"
    done("import-units", place / "don_vi.xlsx")

    assert refused("import-units", place / "don_vi_them.xlsx") == (
        "LỖI – Ô C2 trang Đơn vị: mã «p1» chỉ khác mã «P1» ở chữ hoa, chữ thường nên không phân "
        f"biệt được; hãy ghi «P1» nếu là một, hoặc đặt mã khác\n{NOTHING}"
    )

    done("import-covenant", place / "giao_uoc.xlsx")
    done("import-scores", place / "bang_diem.xlsx", *VERIFIED)
    assert standings() == {"P1": ("9.00", 1, "Tốt"), "B": ("5.00", 2, None)}


def test_a_renamed_column_of_points_takes_no_points_away(block):
    place = Path(__file__).with_name("renamed_column")
    block(place)
    before = standings()

    template = done("import-scores", place / "mau_doi_ten_cot.xlsx", *VERIFIED)
    other = refused("import-scores", place / "bang_diem_cot_khac.xlsx", *K1, "--hand", "self")

    assert template.stdout.startswith("Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 0.\n")
    assert "cột «Điểm thẩm định» không phải điểm «Tự chấm»" in other
    assert standings() == before == {"A": ("93.00", 1, "Tốt"), "B": ("86.00", 2, "Tốt")}


def test_the_list_of_people_says_name_as_every_list_does(sqlite_url):
    place = BROUGHT / "tieu_de_ho_va_ten"
    done("import-units", place / "don_vi.xlsx")

    people = done("import-people", place / "ca_nhan.xlsx")

    assert people.stderr == (
        "Lưu ý – Ô C2 trang Danh sách: cột «Họ và tên» được đọc là cột «Họ tên»\n"
    )
    assert people.stdout == (
        "Đã nhập: mới 2, đổi 0, bỏ 0, giữ nguyên 0.\n"
        "4 dòng có nội dung: 2 dòng được đọc (mới 2), 2 dòng bỏ qua (1 dòng trên dòng tiêu đề, "
        "1 dòng tiêu đề).\n"
    )
