"""Mục cuối của một phần nhật ký: what a year's entries tell moves with them alone."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from tests.comparing import Stale, comparing
from tests.databases import prepared
from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.db.tables import AuditEntry
from thidua.domain.period.roster import RosterRow
from thidua.services.ground import record_ends
from thidua.services.ground.audit import Act, record
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import rosters

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@prepared
def settle():
    pairs = {"K1": "A", "K2": "B"}
    rows = [RosterRow(code, code, unit, unit, "", "", 2025) for code, unit in pairs.items()]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)


def period(code):
    with reading() as session:
        return rosters.period(Work(session, PROGRAM, now=NOW), block=code, year=2025)


def act(of, said):
    with writing() as session:
        record(session, actor=PROGRAM, now=NOW, acts=[Act(said)], period=of)


def latest(of, made=None):
    """Việc cuối của năm này, kept; what made it is counted."""

    def read(session):
        (made if made is not None else []).append(of)
        where = [col(AuditEntry.block_code) == "", col(AuditEntry.year).is_(None)]
        if of is not None:
            where = [
                col(AuditEntry.block_code) == of.block_code,
                col(AuditEntry.year) == of.year,
            ]
        wanted = select(AuditEntry.action).where(*where)
        with record_ends.reading_of(session, of):
            return session.exec(wanted.order_by(col(AuditEntry.position).desc()).limit(1)).first()

    with reading() as session:
        inner = ("latest", of)
        return kept(session, ("whole", of), lambda: kept(session, inner, lambda: read(session)))


def test_entries_of_others_leave_what_is_kept_of_this_year(database_url):
    settle()
    one, other = period("K1"), period("K2")
    made = []
    act(one, "stage.checked")
    act(None, "backup.made")
    assert [latest(of, made) for of in (one, None)] == ["stage.checked", "backup.made"]

    act(other, "stage.moved")
    assert [latest(of, made) for of in (one, None)] == ["stage.checked", "backup.made"]
    assert made == [one, None]

    act(one, "stage.moved")
    assert [latest(of, made) for of in (one, None)] == ["stage.moved", "backup.made"]
    act(None, "backup.cleared")
    assert [latest(of, made) for of in (one, None)] == ["stage.moved", "backup.cleared"]
    assert made == [one, None, one, None]


def test_who_reads_other_entries_than_said_is_found(database_url):
    settle()
    one, other = period("K1"), period("K2")

    def all_of_them():
        with reading() as session:

            def read():
                with record_ends.reading_of(session, one):
                    return session.exec(select(AuditEntry.action)).all()

            return kept(session, "all of them", read)

    all_of_them()
    act(other, "stage.moved")
    with comparing(), pytest.raises(Stale, match="all of them"):
        all_of_them()
