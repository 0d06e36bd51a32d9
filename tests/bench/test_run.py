"""Lệnh bench: the whole command once at tiny sizes, and nobody's database is touched."""

import json
import os
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from thidua.bench.row import Measure
from thidua.commands import app
from thidua.db.engine import sqlite_file
from thidua.ui.frame import menu


def run(*words):
    return CliRunner().invoke(app, ["bench", *words])


def surroundings():
    return {name: value for name, value in os.environ.items() if name.startswith("THIDUA_")}


def test_the_whole_command_measures_every_row_and_leaves_the_users_data_alone(blank_sqlite_url):
    before = surroundings()

    done = run("--quick", "--json")

    rows = json.loads(done.stdout)
    pages = [entry.name for entry in menu.present()]
    assert done.exit_code == 0
    assert [row["id"] for row in rows] == [
        *(f"page.{name}{when}" for name in pages for when in ("", ".after")),
        *(f"statements.{name}{when}" for name in pages for when in ("", ".after")),
        *("save.bare", "save.units", "save.criteria", "save.years"),
        *("block.first", "block.again", "province.saved", "province.again"),
        *("record.nhat_ky", "record.cham_diem", "record.save", "record.verify", "accounts"),
        *("import", "export", "vote.last", "vote.minute", "vote.page"),
        *("cold_start.door", "cold_start.page"),
    ]
    assert {row["id"]: (row["skipped"], row["fault"]) for row in rows} == {
        row["id"]: (None, None) for row in rows
    }
    for row in rows:
        quotient = Decimal(row["numerator"]) / Decimal(row["denominator"])
        assert row["ratio"] == f"{quotient:.3f}"
        is_count = row["unit"] == Measure.STATEMENTS
        target = Decimal(row["target"])
        assert row["met"] is (quotient == target if is_count else quotient <= target)
    assert not sqlite_file(blank_sqlite_url).exists()
    assert surroundings() == before


def test_rows_are_chosen_by_family_or_by_id_and_shown_as_a_table(blank_sqlite_url):
    done = run("--quick", "--rows", "block.again, import")

    lines = [line.split(" | ")[0] for line in done.stdout.splitlines() if line.startswith("| ")]
    assert done.exit_code == 0
    assert [line[:25] for line in lines[2:]] == [
        "| Bảng xếp hạng một khối,",
        "| Nhập sổ điểm 2 trang đơ",
    ]
    assert "Đang đo: block …\nĐang đo: import …\n" in done.stderr


@pytest.mark.parametrize("name", ["la", "import.khong_co"])
def test_an_unknown_row_is_refused(name, blank_sqlite_url):
    done = run("--quick", "--rows", name)

    assert (done.exit_code, done.stdout) == (1, "")
    assert f"Không có dòng đo «{name}»" in done.stderr
