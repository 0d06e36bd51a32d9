"""Bảng của khối như đang có: read by its own words, compared with its own sums, never guessed.

`wide/` holds a block of three units, its covenant, the summary it keeps and one unit's own sheet.
"""

import json
from pathlib import Path

import pytest

from tests.commands.test_headings import done, dump, made, run

__all__ = ["made"]

CASE = Path(__file__).with_name("wide")
VERIFIED = ("--block", "K1", "--year", 2026, "--hand", "verified", "--wide")
SELF = ("--block", "K1", "--year", 2026, "--hand", "self", "--wide")


@pytest.fixture
def url(sqlite_url):
    """Khối ba phòng và giao ước của nó."""
    done("import-units", CASE / "don_vi.xlsx")
    done("import-covenant", CASE / "giao_uoc.xlsx")
    return sqlite_url


def board():
    shown = done("standings", "--block", "K1", "--year", 2026, "--json")
    return {one["unit"]: (one["total"], one["rank"]) for one in json.loads(shown.stdout)["units"]}


def test_the_summary_a_block_keeps_is_read_as_it_is(url):
    found = done("import-scores", CASE / "bang_tong_hop_nhu_nguoi_ta_co.xlsx", *VERIFIED)

    assert board() == {"A": ("92.50", 3), "B": ("95.00", 2), "C": ("98.00", 1)}
    assert found.stdout == (
        "Trang «Bảng tổng hợp»:\n"
        "  Cột A «TT»: mã, số thứ tự\n"
        "  Cột B «Nội dung tiêu chí»: nội dung tiêu chí\n"
        "  Cột C «Điểm chuẩn»: điểm tối đa\n"
        "  Cột D «Phòng Ánh»: đơn vị Ánh (A)\n"
        "  Cột E «Phòng Bình»: đơn vị Bình (B)\n"
        "  Cột F «Phòng Cúc»: đơn vị Cúc (C)\n"
        "  Dòng 5 «I Chuyên môn»: nhóm I (theo mã)\n"
        "  Dòng 6 «I.1 Nhiệm vụ»: tiêu chí I.1 (theo mã)\n"
        "  Dòng 7 «I.2 Báo cáo»: tiêu chí I.2 (theo mã)\n"
        "  Dòng 8 «II Xây dựng Đảng»: nhóm II (theo mã)\n"
        "  Dòng 9 «II.1 Quán triệt»: tiêu chí II.1 (theo mã)\n"
        "  Dòng 10 «Tổng cộng»: dòng cộng\n"
        "  Dòng 11 «Xếp hạng»: xếp hạng\n"
        "Đã nhập: mới 9, đổi 0, bỏ 0, giữ nguyên 0.\n"
    )
    assert found.stderr == (
        "Lưu ý – Trang Bảng tổng hợp: 6 ô cộng là công thức mà tệp không giữ kết quả (ô D5…) nên "
        "chưa đối chiếu được; mở tệp bằng Excel rồi lưu lại thì đối chiếu được\n"
        "Lưu ý – Ô D6 trang Bảng tổng hợp: I.1: «38,5» được đọc là 38,5\n"
    )


def test_one_units_own_sheet_is_its_self_score(url):
    found = done("import-scores", CASE / "bang_tu_cham_mot_don_vi.xlsx", *SELF)

    assert found.stdout.endswith(
        "  Cột D «Điểm tự chấm»: đơn vị Ánh (A), Điểm, bản Tự chấm\n"
        "  Cột E «Ghi chú»: ghi chú\n"
        "  Dòng 5 «I.1 Nhiệm vụ»: tiêu chí I.1 (theo mã)\n"
        "  Dòng 6 «I.2 Báo cáo»: tiêu chí I.2 (theo mã)\n"
        "  Dòng 7 «II.1 Quán triệt»: tiêu chí II.1 (theo mã)\n"
        "Đã nhập: mới 3, đổi 0, bỏ 0, giữ nguyên 0.\n"
    )
    assert found.stderr == ""


def test_the_verified_hand_takes_nothing_from_a_self_scored_sheet(url):
    before = dump(url)

    refused = run("import-scores", CASE / "bang_tu_cham_mot_don_vi.xlsx", *VERIFIED)

    assert (refused.exit_code, dump(url)) == (1, before)
    assert refused.stderr == (
        "LỖI – Trang Phòng Ánh: bảng không có điểm nào của bản Thẩm định; các cột điểm đều của bản "
        "khác\n"
        "Lưu ý – Trang Phòng Ánh: 3 ô điểm của bản chấm khác không nhập ở bản Thẩm định (ô D5, D6, "
        "D7)\n"
        "Chưa có gì được ghi.\n"
    )
