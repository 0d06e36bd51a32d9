"""Lệnh về báo cáo: papers from a workbook, and what is owed as JSON."""

import json

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from tests.services.dossier_block import settled
from tests.services.report.test_hand_ins import HALF, OFFICE
from tests.services.year import do
from thidua.commands.app import app
from thidua.files.report.book import report_book
from thidua.services.report import duties


@pytest.fixture
def book(sqlite_url, tmp_path, monkeypatch):
    """Sổ báo cáo giấy của một đơn vị, one second late."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", sqlite_url)
    settled()
    do(duties.set_duty, OFFICE, wish=HALF)
    to = tmp_path / "bao-cao.xlsx"
    to.write_bytes(report_book())
    filled = load_workbook(to)
    for column, text in enumerate(
        ("6-thang", "phòng a", "6 tháng", "16/03/2026", "00:00:00"), start=1
    ):
        filled.worksheets[0].cell(2, column, text)
    filled.save(to)
    return to


def run(*words):
    return CliRunner().invoke(app, [*words, "--block", "K1", "--year", "2025"])


def test_papers_come_in_and_leave_as_they_came(book):
    done = run("import-reports", str(book))
    assert done.exit_code == 0, done.output
    found = json.loads(run("reports", "due", "--on", "20/03/2026", "--late", "--json").stdout)
    assert found[0] == {
        "unit": "A",
        "report": "6-thang",
        "term": "6-thang",
        "due": "2026-03-15T23:59:59+07:00",
        "handed_in": "2026-03-16T00:00:00+07:00",
        "days_late": 1,
        "state": "received",
    }
    assert [(one["unit"], one["days_late"]) for one in found] == [("A", 1), ("B", 5)]

    assert run("export", "bao-cao", "--to", str(book)).exit_code == 0
    again = run("import-reports", str(book), "--check")
    assert again.exit_code == 0 and "giữ nguyên 1" in again.output
