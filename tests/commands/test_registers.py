"""Lệnh về sổ theo dõi: what is exported comes back as it is; an unknown column is refused."""

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from tests.services.dossier_block import settled
from tests.services.year import OFFICER, do
from thidua.commands.app import app
from thidua.services.register import lines


@pytest.fixture
def book(sqlite_url, tmp_path, monkeypatch):
    """Sổ tập huấn đã xuất, of one row."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", sqlite_url)
    settled()
    cells = {"ngay": "15/01/2025", "ten": "Tập huấn luật"}
    do(lines.write, OFFICER, register="tap-huan", unit="A", code="", cells=cells)
    return tmp_path / "so.xlsx"


def run(*words):
    return CliRunner().invoke(app, [*words, "--block", "K1", "--year", "2025"])


def test_a_register_leaves_and_comes_back(book):
    done = run("export", "register", "--register", "tap-huan", "--to", str(book))
    assert done.exit_code == 0, done.output

    again = run("import-register", "tap-huan", str(book), "--check")
    assert again.exit_code == 0, again.output
    assert "giữ nguyên 1" in again.output

    changed = load_workbook(book)
    changed.worksheets[0]["E1"] = "Tên lớp học"
    changed.save(book)
    refused = run("import-register", "tap-huan", str(book))
    assert refused.exit_code == 1
    assert "Tên lớp học" in refused.output


def test_a_register_kept_by_hand_is_read_in_its_own_shape(book):
    """Tiêu đề hai dòng dưới tên sổ, units by their names, merged downwards."""
    made = Workbook()
    sheet = made.active
    for row in (
        ("SỔ THEO DÕI TẬP HUẤN", None, None, None, None, None),
        ("STT", "Năm", "Đơn vị", "Lớp", None, None),
        (None, None, None, "Tên", "Ngày", "Số dự"),
        (1, 2025, "Phòng A", "Luật ngân sách", "16/01/2025", 3),
        (2, None, None, "Luật giá", "17/01/2025", 4),
        ("Tổng cộng", None, None, None, None, 7),
    ):
        sheet.append(row)
    for place in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "B4:B5", "C4:C5"):
        sheet.merge_cells(place)
    made.save(book)

    done = run("import-register", "tap-huan", str(book))

    assert done.exit_code == 0, done.output
    assert run("export", "register", "--register", "tap-huan", "--to", str(book)).exit_code == 0
    kept = load_workbook(book).worksheets[0].iter_rows(min_row=2, values_only=True)
    assert [(row[2], row[4]) for row in kept] == [
        ("A", "Tập huấn luật"),
        ("A", "Luật ngân sách"),
        ("A", "Luật giá"),
    ]


def test_the_register_is_named_where_it_is_asked(book):
    assert run("export", "register", "--to", str(book)).exit_code == 2
    assert run("export", "xlsx", "--register", "tap-huan", "--to", str(book)).exit_code == 2
    unknown = run("export", "register", "--register", "x", "--to", str(book))
    assert unknown.exit_code == 1 and "Không có sổ «x»" in unknown.output
