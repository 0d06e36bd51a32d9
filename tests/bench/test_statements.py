"""Số câu lệnh SQL: a page that asks once per unit is found out."""

from thidua.bench import seed
from thidua.bench.rows.statements import page_row
from thidua.db.engine import file_url
from thidua.db.upgrade import create

ONCE = """
import streamlit as st
from thidua.db import queries
from thidua.db.engine import reading
from thidua.domain.scoring.sheet import Hand

with reading() as session:
    period = queries.periods(session)[0]
    members = queries.members(session, period)
    st.caption(str(len(members)))
"""
PER_UNIT = f"""{ONCE}
    for member in members:
        queries.sheets(session, period, Hand.SELF, member.code)
"""


def measured(tmp_path, monkeypatch, source):
    urls = []
    for units in (4, 3):
        url = file_url(tmp_path / f"{units}.db")
        create(url)
        seed.fill(url, seed.Province(blocks=1, units=units, criteria=2))
        urls.append(url)
    page = tmp_path / "trang.py"
    page.write_text(source, encoding="utf-8")
    monkeypatch.setenv("THIDUA_DATABASE_URL", urls[0])
    return page_row("trang", "Trang thử", page, dict.fromkeys(urls), (4, 3))


def test_a_page_with_the_same_statements_at_both_sizes_meets_the_target(
    tmp_path, monkeypatch, use_database
):
    row = measured(tmp_path, monkeypatch, ONCE)

    assert (row.ours, row.theirs, row.ratio, row.met) == (3, 3, "1.000", True)


def test_a_page_that_asks_per_unit_misses_the_target(tmp_path, monkeypatch, use_database):
    row = measured(tmp_path, monkeypatch, PER_UNIT)

    assert (row.ours, row.theirs, row.met) == (3 + 2 * 4, 3 + 2 * 3, False)
