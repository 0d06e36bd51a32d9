"""Cả tỉnh: without polars there is a reason, and disagreement is a fault."""

import sys

from thidua.bench.effort import QUICK
from thidua.bench.place import own_place
from thidua.bench.rows import province


def rows():
    with own_place() as folder:
        return province.measure(folder, QUICK)


def test_missing_polars_is_a_skip_with_its_reason(monkeypatch, use_database):
    monkeypatch.setitem(sys.modules, "polars", None)

    reason = "chưa cài polars (có trong tests/requirements.txt)"
    assert [(one.ratio, one.fault, one.skipped) for one in rows()] == [(None, "", reason)] * 2


def test_two_sides_that_rank_differently_are_a_fault(monkeypatch, use_database):
    honest = province.by_polars

    def one_missing(polars, url):
        return dict(list(honest(polars, url).items())[1:])

    monkeypatch.setattr(province, "by_polars", one_missing)

    fault = "hai bên không cho cùng tổng điểm và vị thứ"
    assert [(one.ratio, one.fault) for one in rows()] == [(None, fault)] * 2
