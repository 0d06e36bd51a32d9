"""Không tính trùng, through the commands: names come in by the score workbook and stay."""

import json

from openpyxl import Workbook

from tests.commands.test_headings import CASE, done

PERIOD = ("--block", "K1", "--year", 2026)
PRIZE = "Bằng khen Thủ tướng cho tập thể A"
SHEETS = {
    "Giao ước": [
        ["Mục", "Giá trị"],
        ["Khối", "K1"],
        ["Năm", 2026],
        ["Không tính trùng", "mỗi thành tích chỉ tính mức cao nhất; không trừ trùng lỗi"],
    ],
    "Tiêu chí": [
        ["Mã", "Nội dung", "Điểm tối đa", "Cách chấm", "Tham số", "Dấu"],
        ["I", "Nền nếp", 10, "Trừ dần", "chậm: 1; vắng: 2", None],
        ["II", "Khen thưởng", 5, "Theo lượt", "cấp tỉnh: 2; cấp Bộ: 4", "thưởng"],
        ["III", "Thành tích khác", 5, "Theo lượt", "giải: 3", "thưởng"],
        ["IV", "Vi phạm", 5, "Theo lượt", "mỗi lượt 3", "-"],
    ],
}
NAMED = [
    ["Mã đơn vị", "Mã tiêu chí", "Số lượt", "Tên thành tích/lỗi", "Mức"],
    ["A", "I", 1, "vụ X", "vắng"],
    ["A", "I", 1, "vụ Y", "chậm"],
    ["A", "II", 1, PRIZE, "cấp Bộ"],
    ["A", "II", 1, PRIZE, "cấp tỉnh"],
    ["A", "III", 1, PRIZE, "giải"],
    ["A", "IV", 1, "Vụ X", None],
]


def _book(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _lines():
    shown = json.loads(done("standings", *PERIOD, "--json").stdout)
    (unit,) = (one for one in shown["units"] if one["unit"] == "A")
    return unit["total"], {code: line["points"] for code, line in unit["lines"].items()}, unit


def test_one_named_thing_counts_once_and_a_file_without_the_column_takes_no_name_away(
    sqlite_url, tmp_path
):
    done("import-units", CASE / "don_vi.xlsx")
    done("import-covenant", _book(tmp_path / "giao_uoc.xlsx", SHEETS))
    scores = _book(tmp_path / "diem.xlsx", {"Bảng điểm": NAMED})
    done("import-scores", scores, *PERIOD, "--hand", "verified")

    total, points, unit = _lines()

    assert points == {"I": "9.00", "II": "4.00", "III": "0.00", "IV": "3.00"}
    assert total == "10.00"
    assert f"«{PRIZE}» đã tính ở II" in unit["lines"]["III"]["explain"]
    assert "«vụ X» đã tính ở IV" in unit["lines"]["I"]["explain"]

    nameless = [[one for place, one in enumerate(row) if place != 3] for row in NAMED]
    again = _book(tmp_path / "khong_ten.xlsx", {"Bảng điểm": nameless})
    done("import-scores", again, *PERIOD, "--hand", "verified")

    assert _lines()[:2] == (total, points)
    done("rebuild-scores")
    assert _lines()[:2] == (total, points)
