"""Cả tỉnh: without polars there is a reason, and disagreement is a fault."""

import sys

from thidua.bench import province
from thidua.bench.effort import QUICK
from thidua.bench.place import own_place


def row():
    with own_place() as folder:
        (found,) = province.measure(folder, QUICK)
    return found


def test_missing_polars_is_a_skip_with_its_reason(monkeypatch, use_database):
    monkeypatch.setitem(sys.modules, "polars", None)

    found = row()

    assert (found.ratio, found.fault) == (None, "")
    assert found.skipped == "chưa cài polars (có trong tests/requirements.txt)"


def test_two_sides_that_rank_differently_are_a_fault(monkeypatch, use_database):
    honest = province.by_polars

    def one_missing(polars, url):
        return dict(list(honest(polars, url).items())[1:])

    monkeypatch.setattr(province, "by_polars", one_missing)

    found = row()

    assert (found.ratio, found.fault) == (None, "hai bên không cho cùng tổng điểm và vị thứ")
