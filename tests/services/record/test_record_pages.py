"""Trang nhật ký: each way of asking is served by an index, and what is kept of days is true."""

import io
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic import command

from tests.people import PROGRAM
from tests.tampering import bend, tampering
from thidua.bench import record_seed
from thidua.db.engine import database_url, engine, reading, writing
from thidua.db.upgrade import configuration, upgrade
from thidua.domain.period.windows import day_of, end_of, start_of
from thidua.services.demo.fill import BLOCK_CODE
from thidua.services.ground import audit, record_days
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import chained, integrity, records, replay
from thidua.services.record.records import Wanted

pytestmark = pytest.mark.both_databases

PERSON = "Cán bộ đo 007 (do-007)"
DAY = date(2026, 3, 20)
DAYS = {"since": start_of(DAY), "until": end_of(DAY)}
FILTERS = {
    "all": {},
    "unit": {"unit": "VP"},
    "criterion": {"criterion": "I.1"},
    "cell": {"unit": "VP", "criterion": "I.1"},
    "person": {"person": PERSON},
    "action": {"action": "score.self"},
    "days": DAYS,
    "person and days": {"person": PERSON, **DAYS},
    "person and action": {"person": PERSON, "action": "line.sent_back"},
    "everything": {"unit": "VP", "criterion": "I.1", "person": PERSON, "action": "a", **DAYS},
}


@pytest.fixture
def period(demo_database_url):
    return now_period()


def now_period():
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block=BLOCK_CODE, year=2025)


def asked(period, before=None, **filters):
    with reading() as session:
        work = Work(session, PROGRAM, period)
        return records.entries(work, wanted=Wanted(**filters), before=before)


@contextmanager
def listening():
    """Các câu lệnh đọc nhật ký, with what they were given."""
    sent = []

    def note(connection, cursor, statement, given, *rest):
        if re.search(r"audit_entry\b", statement):
            sent.append((statement, given))

    sa.event.listen(engine(), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(engine(), "before_cursor_execute", note)


def plan(statement, given):
    with engine().connect() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
            return "\n".join(row[-1] for row in rows)
        # The record of the demo is short: reading it through would be right there.
        for way in ("seqscan", "sort", "bitmapscan"):
            connection.exec_driver_sql(f"SET enable_{way} = off")
        return "\n".join(connection.exec_driver_sql(f"EXPLAIN {statement}", given).scalars())


def reads_through(said):
    """Đọc hết hoặc xếp lại: what grows with the record."""
    return re.findall(r"SCAN audit_entry\b|TEMP B-TREE|Seq Scan on audit_entry|Sort\b", said)


@pytest.mark.parametrize("system", [False, True])
@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
def test_no_page_reads_the_record_through_or_sorts_it(period, filters, system):
    with listening() as sent:
        asked(None if system else period, before=10**6, **filters)

    plans = [plan(*one) for one in sent]
    assert len(plans) >= 1
    assert {said: reads_through(said) for said in plans if reads_through(said)} == {}


def test_what_reads_the_record_through_is_found(period):
    for statement in (
        "SELECT * FROM audit_entry WHERE reason = 'x'",
        "SELECT * FROM audit_entry WHERE action = 'x' ORDER BY at",
    ):
        assert reads_through(plan(statement, ()))


def test_the_people_of_the_record_are_found_by_steps_of_the_index(period):
    with listening() as sent, reading() as session:
        records._people(session, period)

    assert [reads_through(plan(*one)) for one in sent] == [[]]


def test_pages_follow_one_another_to_the_first_entry_whatever_is_added_meanwhile(period):
    whole, before = [], None
    while True:
        page = asked(period, before)
        whole += [one.position for one in page.entries]
        if page.older is None:
            break
        before = page.older
        with writing() as session:
            Work(session, PROGRAM, period).record(audit.Act("what_if.viewed"))

    with engine().connect() as connection:
        stored = sa.text(
            "SELECT position FROM audit_entry WHERE block_code = :code AND year = 2025"
            " AND action <> 'what_if.viewed' ORDER BY position DESC"
        )
        assert whole == connection.execute(stored, {"code": BLOCK_CODE}).scalars().all()


def test_entries_are_counted_by_day_and_otherwise_up_to_a_bound(period, monkeypatch):
    monkeypatch.setattr(records, "MOST", 50)
    long_ago = datetime(2024, 5, 6, 17, 30, tzinfo=UTC)
    with writing() as session:
        work = Work(session, PROGRAM, period, long_ago)
        work.record(*[audit.Act("what_if.viewed")] * 70)
    day = day_of(long_ago)
    of_day = {"since": start_of(day), "until": end_of(day)}

    pages = [
        asked(period, **filters)
        for filters in (
            of_day,
            {"until": end_of(day - timedelta(days=1))},
            {"since": long_ago + timedelta(seconds=1), "until": end_of(day)},
            {"action": "what_if.viewed"},
            {"action": "vote.reset"},
        )
    ]
    assert [(len(one.entries), one.count, one.is_least) for one in pages] == [
        (70, 70, False),
        (0, 0, False),
        (0, 0, False),
        (70, 50, True),
        (0, 0, False),
    ]
    assert day == date(2024, 5, 7)
    assert asked(period).count == sum(1 for _ in positions(period))


def positions(period):
    with engine().connect() as connection:
        statement = sa.text(
            "SELECT position FROM audit_entry WHERE block_code = :code AND year = :year"
        )
        place = {"code": period.block_code, "year": period.year}
        return connection.execute(statement, place).scalars().all()


def test_days_that_are_not_as_their_entries_are_named(period):
    with reading() as session:
        assert list(record_days.faults(session)) == []
        first = record_days.chosen(session, period, None, None)
    bend(
        f"UPDATE audit_day SET entries = entries - 1 WHERE block_code = '{BLOCK_CODE}'"
        " AND year = 2025",
        "DELETE FROM audit_day WHERE block_code = ''",
    )

    with reading() as session:
        found = list(record_days.faults(session))
        told = [one.fault for one in integrity.verdicts(Work(session, PROGRAM)) if not one.holds]
    assert len(found) == 2
    assert found[0].startswith("phần hệ thống ngày 20/03/2026: đếm được")
    assert found[0].endswith("đang ghi không có mục nào")
    assert f"đếm được {first.entries} mục" in found[1]
    assert f"đang ghi {first.entries - 1} mục" in found[1]
    assert told == [found[0]]


def test_an_upgrade_counts_the_days_of_what_was_recorded_before(period):
    settings = configuration(database_url())
    settings.stdout = settings.output_buffer = io.StringIO()
    before = asked(period).count
    # A quarter would be in the way of the old shape, which knows none.
    with tampering() as session:
        session.connection().exec_driver_sql(
            "UPDATE block_year SET kind = 'year', part = '', year = 1990 + id WHERE part <> ''"
        )
    command.downgrade(settings, "0008")
    upgrade(database_url())

    with reading() as session:
        assert list(record_days.faults(session)) == []
    assert asked(period).count == before > records.PAGE


def test_the_record_to_measure_with_is_whole_and_true_to_the_data(period):
    with reading() as session:
        before = chained.head(session)[0]
    length = record_seed.lengthen(database_url(), period, before + 2501)
    assert length == before + 2502

    with reading() as session:
        assert integrity.first_fault(session) == ""
        assert replay.replayed(session).faults == ()
        assert list(record_days.faults(session)) == []
    page = asked(period)
    assert len(page.entries) == records.PAGE and PERSON in records_people(period)


def records_people(period):
    with reading() as session:
        return records.people(Work(session, PROGRAM, period))
