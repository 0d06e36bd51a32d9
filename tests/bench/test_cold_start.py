"""Khởi động nguội: a first page that never comes is a fault, not a time."""

import pytest

from thidua.bench import cold_start
from thidua.bench.effort import QUICK
from thidua.bench.place import own_place


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = 1\n", "trang đầu không vẽ gì"),
        ("import streamlit as st\nst.error('Hỏng.')\n", "trang đầu báo lỗi: Hỏng."),
    ],
)
def test_a_first_page_that_is_none_is_a_fault(source, said, tmp_path, monkeypatch, use_database):
    monkeypatch.setattr(cold_start, "ROOT", tmp_path)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / "app.py").write_text(source, encoding="utf-8")

    with own_place() as folder:
        (row,) = cold_start.measure(folder, QUICK)

    assert (row.ratio, row.fault) == (None, f"trang đầu không hiện ra: {said}")


def test_a_server_that_ends_at_once_is_a_fault(tmp_path, monkeypatch, use_database):
    monkeypatch.setattr(cold_start, "ROOT", tmp_path)
    (tmp_path / ".streamlit").mkdir()

    with own_place() as folder:
        (row,) = cold_start.measure(folder, QUICK)

    assert (row.ratio, row.fault) == (None, "trang đầu không hiện ra: máy chủ không trả lời")
