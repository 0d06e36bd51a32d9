"""Nhập phiếu chấm chéo bằng dòng lệnh: five units score one another, and the program combines."""

import json

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.domain.ranking.test_five_units import GIVEN
from thidua.commands.app import app

UNITS = "ABCDE"
MAXIMA = {"C1": 40, "C2": 30, "C3": 20, "C4": 10}


def book(path, sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def covenant_book(path, combining):
    settings = [
        ("Khối", "K1"),
        ("Năm", 2025),
        ("Tên giao ước", "Giao ước năm đơn vị"),
        ("Cách tổng hợp điểm chấm chéo", combining),
    ]
    head = ("Mã", "Nội dung", "Điểm tối đa", "Cách chấm", "Tham số", "Dấu")
    rows = [
        (code, f"Tiêu chí {code}", most, "Chấm mức", "", "thưởng" if code == "C4" else "+")
        for code, most in MAXIMA.items()
    ]
    return book(path, {"Giao ước": settings, "Tiêu chí": [head, *rows]})


def review_book(path, reviewer, units=UNITS):
    """Phiếu của một đơn vị: what it gives the four others, in the order of the fixture."""
    rows = [("Mã đơn vị", "Mã tiêu chí", "Điểm")]
    for unit in units:
        if unit == reviewer:
            continue
        place = [one for one in UNITS if one != unit].index(reviewer)
        rows += [(unit, code, values[place]) for code, values in GIVEN[unit].items()]
    return book(path, {"Bảng điểm": rows})


@pytest.fixture
def block(sqlite_url, tmp_path):
    """`block(combining)` adopts a covenant with this way of combining."""
    head = ("Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm")
    rows = [("K1", "Khối một", unit, f"Đơn vị {unit}", unit, "sở", 2025) for unit in UNITS]
    assert run("import-units", book(tmp_path / "dv.xlsx", {"Đơn vị": [head, *rows]})).exit_code == 0

    def adopt(combining):
        done = run("import-covenant", covenant_book(tmp_path / "gu.xlsx", combining))
        assert done.exit_code == 0, done.stderr

    return adopt


def bring_in(path, reviewer, *more):
    file = review_book(path / f"{reviewer}.xlsx", reviewer)
    words = ("--block", "K1", "--year", 2025, "--hand", "cross", "--by", reviewer)
    return run("import-scores", file, *words, *more)


def standings():
    shown = run("standings", "--block", "K1", "--year", 2025, "--json")
    assert shown.exit_code == 0
    return json.loads(shown.stdout)


def places(found):
    return [(row["unit"], row["rank"], row["total"]) for row in found["units"]]


ACCOUNT = "17 dòng có nội dung: 16 dòng được đọc ({} 16), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
NOBODY = [(unit, None, None) for unit in UNITS]


@pytest.mark.parametrize(
    ("combining", "expected"),
    [
        (
            "Trung bình",
            [("B", 1, "86.50"), ("A", 2, "85.75"), ("C", 3, "83.75"), ("D", 4, "76.50"),
             ("E", 5, "69.25")],
        ),
        (
            "Trung vị",
            [("A", 1, "87.50"), ("B", 2, "87.00"), ("C", 3, "83.00"), ("D", 4, "76.00"),
             ("E", 5, "69.00")],
        ),
        (
            "Trung bình bỏ cao nhất và thấp nhất",
            [("A", 1, "87.50"), ("B", 2, "87.00"), ("C", 3, "83.00"), ("D", 4, "76.00"),
             ("E", 5, "69.00")],
        ),
        ("Khối trưởng quyết định", NOBODY),
    ],
)  # fmt: skip
def test_the_covenant_says_how_the_sheets_are_combined(block, tmp_path, combining, expected):
    block(combining)
    for reviewer in UNITS:
        done = bring_in(tmp_path, reviewer)
        assert (done.exit_code, done.stdout) == (
            0,
            "Đã nhập: mới 16, đổi 0, bỏ 0, giữ nguyên 0.\n" + ACCOUNT.format("mới"),
        )

    found = standings()

    assert found["provisional"] is True
    assert places(found) == expected


def test_each_combined_line_says_of_what_it_was_made(block, tmp_path):
    block("Trung bình")
    for reviewer in UNITS:
        bring_in(tmp_path, reviewer)

    line = next(row for row in standings()["units"] if row["unit"] == "A")["lines"]["C1"]

    made = "trung bình của 4 người chấm: 30; 37; 38; 38"
    assert line == {"points": "35.75", "explain": f"Chấm mức; tổng hợp 35,75 điểm: {made}"}


def test_without_one_reviewer_the_denominator_is_smaller_and_each_line_is_rounded(block, tmp_path):
    block("Trung bình")
    for reviewer in "ABCD":
        bring_in(tmp_path, reviewer)

    totals = {row["unit"]: row["total"] for row in standings()["units"]}

    assert totals == {"A": "87.67", "B": "86.67", "C": "83.99", "D": "76.33", "E": "69.25"}


def test_nobody_cross_scores_the_own_unit(block, tmp_path):
    block("Trung bình")
    file = book(
        tmp_path / "a.xlsx", {"Bảng điểm": [("Mã đơn vị", "Mã tiêu chí", "Điểm"), ("A", "C1", 40)]}
    )
    words = ("--block", "K1", "--year", 2025, "--hand", "cross", "--by", "A")

    done = run("import-scores", file, *words)

    assert done.exit_code == 1
    assert done.stderr == (
        "LỖI – Ô A2 trang Bảng điểm: «A» không được chấm chéo cho chính mình\n"
        "Có 1 lỗi, chưa có gì được ghi.\n"
    )
    assert places(standings()) == NOBODY


def test_only_previewing_writes_nothing(block, tmp_path):
    block("Trung bình")

    done = bring_in(tmp_path, "A", "--check")

    assert done.stdout == (
        "Chỉ xem trước: mới 16, đổi 0, bỏ 0, giữ nguyên 0.\n" + ACCOUNT.format("mới")
    )
    assert places(standings()) == NOBODY


@pytest.mark.parametrize("words", [("--hand", "cross"), ("--hand", "self", "--by", "A")])
def test_a_reviewer_is_named_for_cross_scores_and_for_nothing_else(block, tmp_path, words):
    block("Trung bình")
    file = review_book(tmp_path / "x.xlsx", "A")

    assert run("import-scores", file, "--block", "K1", "--year", 2025, *words).exit_code == 2


def test_an_unknown_reviewer_is_refused(block, tmp_path):
    block("Trung bình")
    file = review_book(tmp_path / "x.xlsx", "A", "BCDE")
    words = ("--block", "K1", "--year", 2025, "--hand", "cross", "--by", "Z")

    done = run("import-scores", file, *words)

    assert (done.exit_code, done.stderr) == (1, "Không có đơn vị «Z».\n")


def test_brought_in_twice_nothing_is_doubled_and_the_record_agrees(block, tmp_path):
    block("Trung bình")
    for reviewer in UNITS:
        bring_in(tmp_path, reviewer)

    again = bring_in(tmp_path, "A")

    assert again.stdout == (
        "Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 16.\n" + ACCOUNT.format("giữ nguyên")
    )
    checked = run("verify")
    assert checked.exit_code == 0, checked.stdout + checked.stderr
