"""Bỏ phiếu: both rows have their numbers, on each of the two databases."""

from dataclasses import replace

import pytest

from thidua.bench.effort import QUICK
from thidua.bench.place import own_place
from thidua.bench.rows import ballots
from thidua.db.engine import reading
from thidua.domain.vote.vote import turn_out
from thidua.services.vote import votes


@pytest.mark.both_databases
def test_everybody_casts_once_in_turn_and_once_at_once(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))

    last, minute = ballots.rows(database_url, 12)

    assert [(one.id, one.fault, one.skipped) for one in (last, minute)] == [
        ("vote.last", "", ""),
        ("vote.minute", "", ""),
    ]
    assert minute.met
    assert last.sizes == minute.sizes == {"voters": 12}


def test_the_page_sends_as_little_of_many_voters_as_of_few(tmp_path, monkeypatch, use_database):
    """Danh sách dài nằm trong khung đóng: what is sent does not grow with who voted."""
    with own_place() as folder:
        *_, row = ballots.measure(folder, replace(QUICK, voters=70))

    assert (row.id, row.fault) == ("vote.page", "")
    assert row.sizes["bytes_many"] < 15_000
    assert abs(row.sizes["bytes_many"] - row.sizes["bytes_few"]) < 200


def test_a_ballot_that_is_lost_is_a_fault(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    units = ballots.convene(sqlite_url, 3)
    meeting = ballots.opened(sqlite_url, units)
    monkeypatch.setattr(ballots.Meeting, "cast", lambda self, unit: None)

    assert ballots._minute(meeting).fault == "hòm có 0/3 phiếu"
    with reading(sqlite_url) as session:
        assert turn_out(votes.fresh(session, meeting.period)[0].roll) == (0, 3)
