"""Lệnh nhập giao ước từ bảng: what is wanting is listed and nothing is written; else adopted."""

import pytest
from openpyxl import Workbook

from tests.commands.test_commands import UNITS, dump, run, saved, workbook

__all__ = ["saved"]

HEAD = ("TT", "Nội dung", "Điểm tối đa", "Cách tính")
WHOLE = [
    ("BẢNG TIÊU CHÍ",),
    HEAD,
    ("I", "Chuyên môn", 30),
    (1, "Chỉ tiêu", 20, "Đạt 100%: 20; dưới 100%: 0"),
    (2, "Báo cáo", 10, "Trừ 0,5 điểm/lần"),
    (None, "Tổng cộng", 30),
]
TIES = "Lưu ý – Xếp hạng: giao ước chưa có tiêu chí phụ; khi bằng điểm, các đơn vị đồng hạng\n"
OPEN = [*WHOLE[:4], (2, "Báo cáo", 10, "Do khối xét")]


@pytest.fixture
def block(sqlite_url, saved):
    """Khối đã có đơn vị, chưa có giao ước."""
    assert run("import-units", saved(UNITS)).exit_code == 0
    return sqlite_url


def table(tmp_path, rows, title="Bảng"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    file = tmp_path / "bang.xlsx"
    book.save(file)
    return file


def bring_in(file, *more):
    return run("import-covenant", file, "--table", "--block", "K1", "--year", 2025, *more)


def test_a_whole_table_is_adopted(block, tmp_path):
    done = bring_in(table(tmp_path, WHOLE), "--title", "Giao ước của khối")

    assert (done.exit_code, done.stderr) == (0, TIES)
    assert done.stdout.splitlines() == [
        "  I | Chuyên môn | 30 | nhóm",
        "  I.1 | Chỉ tiêu | 20 | Theo bậc: >=100: 20; <100: 0",
        "  I.2 | Báo cáo | 10 | Trừ dần: mỗi lượt 0,5",
        "Giao ước của khối: 2 tiêu chí, 1 nhóm.",
        "Đã nhập giao ước.",
    ]


def test_looking_only_writes_nothing(block, tmp_path):
    before = dump(block)

    done = bring_in(table(tmp_path, WHOLE), "--check")

    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "Chỉ xem trước, chưa ghi."
    assert dump(block) == before


def test_what_is_wanting_is_listed_and_the_workbook_is_written_all_the_same(block, tmp_path):
    before, out = dump(block), tmp_path / "giao-uoc.xlsx"

    refused = bring_in(table(tmp_path, OPEN), "--out", out)

    assert refused.exit_code == 1
    assert refused.stderr.splitlines() == [
        "Cảnh báo – Ô D5 trang Bảng: I.2: chưa hiểu cách tính «Do khối xét»; cần hoàn thiện cách "
        "chấm",
        "Cần hoàn thiện 1 chỗ. Chưa có gì được ghi.",
    ]
    assert f"Đã ghi sổ giao ước: {out}" in refused.stdout
    assert dump(block) == before

    draft = run("import-covenant", out)
    assert draft.exit_code == 1
    assert "I.2" in draft.stderr


def test_the_workbook_completed_is_imported_in_the_usual_way(block, tmp_path):
    out = tmp_path / "giao-uoc.xlsx"
    assert bring_in(table(tmp_path, WHOLE), "--check", "--out", out).exit_code == 0

    done = run("import-covenant", out)

    assert (done.exit_code, done.stderr) == (0, TIES)
    assert done.stdout.splitlines()[-1] == "Đã nhập giao ước."


def test_the_sheet_is_named(block, tmp_path):
    file = table(tmp_path, WHOLE, "Năm 2025")

    refused = bring_in(file, "--sheet", "Khác")

    assert refused.exit_code == 1
    assert "không tìm thấy bảng tiêu chí ở trang «Khác»" in refused.stderr
    assert bring_in(file, "--sheet", "năm 2025", "--check").exit_code == 0


def test_a_text_file_is_a_table_too(block, tmp_path):
    file = tmp_path / "bang.csv"
    file.write_text(
        "TT;Nội dung;Điểm tối đa;Cách tính\r\nI;Chuyên môn;30;\r\n1;Chỉ tiêu;30;Đạt/không đạt\r\n",
        encoding="utf-8",
    )

    done = bring_in(file, "--check")

    assert (done.exit_code, done.stderr) == (0, TIES)
    assert "  I.1 | Chỉ tiêu | 30 | Đạt/không" in done.stdout.splitlines()


@pytest.mark.parametrize(
    "words", [("--table",), ("--table", "--block", "K1"), ("--block", "K1"), ("--out", "x.xlsx")]
)
def test_the_options_go_together(sqlite_url, saved, words):
    done = run("import-covenant", saved(UNITS), *words)

    assert done.exit_code == 2
    assert workbook(UNITS).sheetnames
