"""Lệnh về sổ theo dõi: what is exported comes back as it is; an unknown column is refused."""

import pytest
from openpyxl import load_workbook
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


def test_the_register_is_named_where_it_is_asked(book):
    assert run("export", "register", "--to", str(book)).exit_code == 2
    assert run("export", "xlsx", "--register", "tap-huan", "--to", str(book)).exit_code == 2
    unknown = run("export", "register", "--register", "x", "--to", str(book))
    assert unknown.exit_code == 1 and "Không có sổ «x»" in unknown.output
