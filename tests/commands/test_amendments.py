"""Sửa đổi giao ước bằng dòng lệnh: what no longer fits is said, and settled as the words say."""

import json

import pytest

from tests.commands.test_cross_scores import MAXIMA, UNITS, book, covenant_book, review_book, run


@pytest.fixture
def scored(sqlite_url, tmp_path):
    """Khối năm đơn vị đã chấm chéo xong, with a book whose C2 is 25 instead of 30."""
    head = ("Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm")
    rows = [("K1", "Khối một", unit, f"Đơn vị {unit}", unit, "sở", 2025) for unit in UNITS]
    assert run("import-units", book(tmp_path / "dv.xlsx", {"Đơn vị": [head, *rows]})).exit_code == 0
    run("import-covenant", covenant_book(tmp_path / "gu.xlsx", "Trung bình"))
    for unit in UNITS:
        path = review_book(tmp_path / f"{unit}.xlsx", unit)
        place = ("--block", "K1", "--year", 2025, "--hand", "cross", "--by", unit)
        assert run("import-scores", path, *place).exit_code == 0


def lower(tmp_path, monkeypatch):
    monkeypatch.setitem(MAXIMA, "C2", 25)
    return covenant_book(tmp_path / "sua.xlsx", "Trung bình")


def lines():
    shown = json.loads(run("standings", "--block", "K1", "--year", 2025, "--json").stdout)
    return {one["unit"]: one["lines"]["C2"]["points"] for one in shown["units"]}, shown


def test_an_amendment_that_does_not_fit_what_is_scored_is_refused(scored, tmp_path, monkeypatch):
    done = run("import-covenant", lower(tmp_path, monkeypatch))

    assert done.exit_code == 1
    assert "  A · C2 (chấm chéo của B): điểm 27 vượt điểm tối đa 25" in done.stdout
    assert "  A: tổng 85,75 → chưa có; không còn hạng" in done.stdout
    assert "13 dòng đã chấm (chấm chéo) không còn khớp" in done.stderr
    assert lines()[1]["covenant_version"] == 1


def test_it_is_taken_once_it_is_said_what_becomes_of_those_lines(scored, tmp_path, monkeypatch):
    path = lower(tmp_path, monkeypatch)

    done = run("import-covenant", path, "--settle", "agree", "--document", "Biên bản 05")

    assert done.exit_code == 0
    found, shown = lines()
    assert shown["covenant_version"] == 2
    assert found == {**dict.fromkeys("ABCD"), "E": "24.00"}


def test_a_check_says_what_would_be_and_writes_nothing(scored, tmp_path, monkeypatch):
    path = lower(tmp_path, monkeypatch)
    done = run("import-covenant", path, "--settle", "return", "--check")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Chỉ xem trước, chưa ghi.")
    assert lines()[1]["covenant_version"] == 1
