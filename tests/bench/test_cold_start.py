"""Khởi động nguội: a first page that never comes is a fault, not a time."""

import pytest

from thidua.bench.effort import QUICK
from thidua.bench.place import demo_database, own_place, signed_in, use
from thidua.bench.rows import cold_start


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
        _, row = cold_start.measure(folder, QUICK)

    assert (row.ratio, row.fault) == (None, f"trang đầu không hiện ra: {said}")


def test_a_server_that_ends_at_once_is_a_fault(tmp_path, monkeypatch, use_database):
    monkeypatch.setattr(cold_start, "ROOT", tmp_path)
    (tmp_path / ".streamlit").mkdir()

    with own_place() as folder:
        rows = cold_start.measure(folder, QUICK)

    fault = "trang đầu không hiện ra: máy chủ không trả lời"
    assert [(row.id, row.ratio, row.fault) for row in rows] == [
        ("cold_start.door", None, fault),
        ("cold_start.page", None, fault),
    ]


def test_a_page_of_other_elements_is_not_compared(tmp_path, monkeypatch, use_database):
    monkeypatch.setattr(cold_start, "ROOT", tmp_path)
    (tmp_path / ".streamlit").mkdir()
    source = "import streamlit as st\nst.title('Trang khác')\n"
    (tmp_path / "app.py").write_text(source, encoding="utf-8")

    with own_place() as folder:
        door, row = cold_start.measure(folder, QUICK)

    assert door.fault == "" and door.ours
    assert row.ratio is None
    assert row.fault.startswith("phần mềm vẽ 1 phần tử, ứng dụng trần ")


def test_the_bare_application_draws_what_the_product_draws(use_database):
    with own_place() as folder:
        url = demo_database(folder)
        use(url)
        bare = cold_start.same_page(folder, signed_in(url))
        spent, shown = cold_start.first_page(bare)

    assert spent > 0
    assert len(shown) > 20
