"""Kiểm tra tiếp: what was found whole is gone on from, and nothing bent since is passed over."""

import re

import pytest
import sqlalchemy as sa

from tests.people import PROGRAM
from tests.tampering import bend
from thidua.bench import record_seed
from thidua.db.engine import database_url, engine, reading, writing
from thidua.db.rows import all_recorded
from thidua.services.demo.fill import BLOCK_CODE
from thidua.services.demo.reviews import BLOCK_CODE as OTHER
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import belonging, integrity, replay

pytestmark = pytest.mark.both_databases

GUARDS = ("no_change", "no_removal", "no_replacement")
YEAR = (
    "(SELECT block_year.id FROM block_year JOIN block ON block.id = block_year.block_id"
    f" WHERE year = 2025 AND code = '{BLOCK_CODE}')"
)
SHEETS = f"(SELECT id FROM score_sheet WHERE block_year_id = {YEAR})"
LINE = f"(SELECT min(id) FROM score_line WHERE sheet_id IN {SHEETS} AND points IS NOT NULL)"
LAST = "(SELECT position FROM audit_head)"


@pytest.fixture
def period(demo_database_url):
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block=BLOCK_CODE, year=2025)


@pytest.fixture
def whole(period):
    """Kết quả kiểm tra, after which others went on writing."""
    with reading() as session:
        found = integrity.checked(session)
        other = rosters.period(Work(session, PROGRAM), block=OTHER, year=2025)
    with writing() as session:
        Work(session, PROGRAM, period).record(Act("what_if.viewed"), Act("what_if.viewed"))
    for place in (period, other):
        record_seed.lengthen(database_url(), place, head() + 10)
    return found


def head():
    with engine().connect() as connection:
        return connection.scalar(sa.text("SELECT position FROM audit_head"))


def since(found, period):
    with reading() as session:
        return integrity.fault_since(session, found, period)


def tamper(statement):
    on_sqlite = engine().dialect.name == "sqlite"
    drops = (f"DROP TRIGGER audit_entry_{one}" for one in GUARDS if on_sqlite)
    bend(*drops, statement)


def test_what_the_program_went_on_to_write_is_followed(whole, period):
    assert whole.fault == "" and whole.position < head()
    assert since(whole, period) == ""


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (f"UPDATE score_line SET points = '1' WHERE id = {LINE}", f"{BLOCK_CODE} 2025"),
        (f"DELETE FROM score_line WHERE id = {LINE}", f"{BLOCK_CODE} 2025"),
        (
            "UPDATE score_line SET criterion_code = 'X', sheet_id ="
            f" (SELECT max(id) FROM score_sheet) WHERE id = {LINE}",
            f"{BLOCK_CODE} 2025",
        ),
        (
            "UPDATE covenant_row SET note = 'khác' WHERE id = (SELECT min(id) FROM covenant_row"
            f" WHERE covenant_id IN (SELECT id FROM covenant WHERE block_year_id = {YEAR}))",
            "dòng tiêu chí",
        ),
        (f"UPDATE block_year SET stage = 'locked' WHERE id = {YEAR}", "kỳ thi đua"),
        ("UPDATE unit SET name = 'khác' WHERE code = 'VP'", "Đơn vị VP"),
        ("DELETE FROM membership WHERE id = (SELECT min(id) FROM membership)", "trong khối"),
        ("UPDATE personal_value SET value = 'khác' WHERE id = 2", "tên người trong nhật ký"),
        (f"UPDATE audit_entry SET reason = 'khác' WHERE position = {LAST}", "không khớp dấu niêm"),
        (f"DELETE FROM audit_entry WHERE position = {LAST} - 1", "thiếu mục"),
        (f"DELETE FROM audit_entry WHERE position > {LAST} - 2", "nhật ký dừng ở mục"),
    ],
)
def test_what_was_bent_after_the_check_is_named(whole, period, statement, fault):
    tamper(statement)

    assert fault in since(whole, period)


def test_ballots_bent_after_the_check_are_named_with_their_period(period):
    with reading() as session:
        periods = rosters.periods(Work(session, PROGRAM))
        checks = {one: integrity.checked(session) for one in periods}
    tamper("DELETE FROM ballot_slip WHERE id = (SELECT min(id) FROM ballot_slip)")

    faults = {(one.block_code, one.year): since(checks[one], one) for one in periods}
    ((place, fault),) = ((place, fault) for place, fault in faults.items() if fault)
    assert fault.startswith("{} {} · ".format(*place)) and "phiếu" in fault


def test_an_entry_replaced_where_the_check_ended_is_named(whole, period):
    tamper(f"UPDATE audit_entry SET hash = '{'0' * 64}' WHERE position = {whole.position}")

    assert since(whole, period) == f"mục {whole.position} không còn dấu niêm vừa kiểm tra"


def test_what_the_check_itself_found_stays_found(period):
    bend("UPDATE account SET active = (1 = 0) WHERE login = 'dau-thau'")
    with reading() as session:
        found, told = integrity.checked(session), integrity.first_fault(session)

    assert since(found, period) == found.fault == told != ""


def test_going_on_reads_none_of_the_entries_before(whole, period):
    sent = []

    def note(connection, cursor, statement, given, *rest):
        if re.search(r"audit_entry\b", statement):
            sent.append((statement, given))

    sa.event.listen(engine(), "before_cursor_execute", note)
    assert since(whole, period) == ""
    sa.event.remove(engine(), "before_cursor_execute", note)

    with engine().connect() as connection:
        for statement, given in sent:
            rows = connection.exec_driver_sql(statement, given).all()
            where = statement.partition("WHERE")[2]
            assert re.search(r"position >|position =|\.id >|block_code =", where), statement
            assert len(rows) < 100
    assert len(sent) >= 4


def not_here(row):
    """Lần khen ghi lại từ trước: no proposal of any period led to it."""
    return row.get("proposal_id") is None


def test_every_row_of_a_period_belongs_to_it_as_stored_and_as_recorded(period):
    with reading() as session:
        periods = rosters.periods(Work(session, PROGRAM))
        tables = replay.replayed(session).tables
        found = {one.id: belonging.rows_of(session, tables, one.id) for one in periods}
        recorded = belonging.rows_of(session, tables, period.id)
        stored = belonging.rows_of(session, {}, period.id)

    shared = {"block", "block_organiser", "unit", "membership", "office_holder"}
    assert recorded == stored
    for table, rows in tables.items():
        if table in stored and table not in shared:
            parts = [one[table] for one in found.values()]
            alone = {key for key, row in rows.items() if table == "given_award" and not_here(row)}
            assert set().union(*parts) == set(rows) - alone
            assert sum(map(len, parts)) == len(rows) - len(alone)
    left = {one.table.name for one in all_recorded()} - stored.keys()
    apart = {"account", "law_text", "letterhead", "person", "role_grant", "stated_fact"}
    apart |= {"place", "place_trait", "place_standard", "participation", "pledge"}
    apart |= {"movement", "target_value", "register_row", "register_closing", "task_done"}
    apart |= {"council", "council_member"}  # of a block for years
    apart |= {"personal_ground", "personal_request"}  # of a person, in any period
    apart.add("taken_handover")
    apart.add("wide_answer")
    apart.add("paper_template")
    assert left == apart
