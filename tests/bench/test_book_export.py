"""Xuất sổ: the plain writer writes the same cells, or there is no number."""

import pytest

from thidua.bench.effort import QUICK
from thidua.bench.place import own_place
from thidua.bench.rows import book_export
from thidua.bench.rows.book_cells import cells_of, count

CELLS = [
    ("Một", [(0, 0, "Tên", "Tên"), (1, 0, 2.5, 2.5), (1, 3, "=A2*2", 5)]),
    ("Hai", [(4, 1, 7, 7)]),
]


@pytest.mark.parametrize("constant", [False, True])
def test_the_plain_writer_writes_exactly_the_cells_it_is_given(constant):
    assert cells_of(book_export.write_plainly(CELLS, constant=constant)) == CELLS
    assert count(CELLS) == 4


def test_a_writer_that_leaves_cells_out_is_a_fault(monkeypatch, use_database):
    honest = book_export.write_plainly

    def without_last(cells, *, constant):
        return honest([(title, listed[:-1]) for title, listed in cells], constant=constant)

    monkeypatch.setattr(book_export, "write_plainly", without_last)
    with own_place() as folder:
        (row,) = book_export.measure(folder, QUICK)

    assert (row.ratio, row.fault) == (None, "bên so sánh không ghi ra đúng các ô ấy")
