"""Dấu thay đổi: every write moves the stamp of its table, in the period it belongs to."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Table, event, select, text, update
from sqlalchemy.sql.util import find_tables
from sqlmodel import col

from tests.databases import prepared
from tests.people import PROGRAM
from thidua.db import queries, stamps
from thidua.db.engine import engine, reading, writing
from thidua.db.tables import Account, AuditHead, BlockYear, ChangeStamp, SignIn, Vote
from thidua.db.tables.record import MARK
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.audit import Act, record
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.scoring import sheets

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
DRAFT = CovenantDraft(
    (SettingRow("Khối", "K1"), SettingRow("Năm", "2025"), SettingRow("Tên giao ước", "GƯ")),
    (CriterionRow("I", "Ý", Decimal(40), "Chấm mức"),),
)


@pytest.fixture
def period(database_url):
    return settle()


@prepared
def settle():
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        rosters.import_roster(
            work, rows=[RosterRow("K1", "Khối", "A", "Phòng A", "A", "phòng", 2025)]
        )
        covenants.adopt_covenant(work, draft=DRAFT)
        return rosters.period(work, block="K1", year=2025)


def held():
    """Mọi dấu, by table and period."""
    with reading() as session:
        rows = session.exec(select(ChangeStamp)).scalars().all()
        return {(row.table_name, row.block_year_id): row.mark for row in rows}


def head():
    with reading() as session:
        return session.exec(select(AuditHead.hash)).scalar_one()[:MARK]


def moved(do):
    """Dấu nào đã đổi, and to what."""
    before = held()
    do()
    return {place: value for place, value in held().items() if before.get(place) != value}


def save(period, base=0):
    edits = [sheets.LineEdit("I", base, Entry(points=Decimal(30 + base)))]
    with writing() as session:
        sheets.save_lines(
            Work(session, PROGRAM, period, NOW),
            unit="A",
            hand=Hand.SELF,
            edits=edits,
            document="Phiếu có ký",
        )


def test_a_save_moves_its_lines_and_sheet_in_its_year_and_nothing_else(period):
    first = moved(lambda: save(period))
    assert first == dict.fromkeys(
        [
            (table, place)
            for table in ("score_line", "score_sheet", "sheet_score")
            for place in (period.id, stamps.ANY)
        ]
        + [("personal_value", stamps.ANY)],
        head(),
    )

    again = moved(lambda: save(period, base=1))
    assert again == dict.fromkeys(
        [
            (table, place)
            for table in ("score_line", "sheet_score")
            for place in (period.id, stamps.ANY)
        ],
        head(),
    )


def test_a_row_that_does_not_tell_its_year_moves_every_year(period):
    save(period)

    def change_without_a_year():
        with writing() as session:
            row = session.exec(select(sheets.ScoreLine)).scalars().one()
            row.explanation = "sửa"
            record(session, actor=PROGRAM, now=NOW, acts=[Act("thử")])

    with reading() as session:
        before = stamps.current(session, [("score_line", period.id)])
    assert set(moved(change_without_a_year)) == {("score_line", -1), ("score_line", stamps.ANY)}
    with reading() as session:
        assert stamps.current(session, [("score_line", period.id)]) != before


def test_signing_in_and_what_decides_nothing_moves_nothing(period):
    def sign_in():
        with writing() as session:
            session.add(Account(login="an", full_name="An", created_at=NOW, created_by="x"))
            record(session, actor=PROGRAM, now=NOW, acts=[Act("account.created")])
        with writing() as session:
            key = session.exec(select(Account.id)).scalar_one()
            session.add(
                SignIn(token_hash="0" * 64, account_id=key, created_at=NOW, used_at=NOW,
                       expires_at=datetime(2027, 1, 1, tzinfo=UTC))
            )  # fmt: skip
            record(session, actor=PROGRAM, now=NOW, acts=[Act("sign_in.done")])

    assert set(moved(sign_in)) == {("account", stamps.ANY), ("personal_value", stamps.ANY)}


def test_what_is_written_without_an_entry_moves_too(period):
    def change_unsaid():
        with writing() as session:
            session.connection().execute(update(BlockYear).values(kind=BlockYear.kind))

    found = moved(change_unsaid)
    assert set(found) == {("block_year", stamps.ANY)}
    assert head() not in found.values()


def test_a_change_undone_moves_nothing(period):
    def change_and_fail():
        with pytest.raises(ZeroDivisionError), writing() as session:
            session.connection().execute(update(BlockYear).values(year=2030))
            raise ZeroDivisionError

    assert moved(change_and_fail) == {}


def reads_of(period, *statements):
    with reading() as session, stamps.noting_reads(session, period.id) as read:
        for statement in statements:
            session.connection().execute(statement)
    return read


def test_a_reading_is_of_the_year_only_where_it_asks_for_it(period):
    of_year = select(Vote.id).where(col(Vote.block_year_id) == period.id)
    other = Vote.__table__.alias()
    beside = of_year.join(other, other.c.title == col(Vote.title))
    both = beside.where(other.c.block_year_id == period.id)

    assert reads_of(period, of_year) == {("vote", period.id)}
    assert reads_of(period, both) == {("vote", period.id)}
    for wider in (
        select(Vote.id),
        beside,
        select(Vote.id).where(col(Vote.block_year_id) == period.id + 1),
        select(Vote.id).where(col(Vote.id) == period.id),
        text(f"SELECT id FROM vote WHERE block_year_id = {period.id}"),
    ):
        assert reads_of(period, wider) == {("vote", stamps.ANY)}
    assert reads_of(period, select(AuditHead.hash)) == {stamps.HEAD}


def test_every_table_a_statement_reads_is_seen_in_it(period):
    save(period)
    compared = set()

    def compare(_connection, _cursor, statement, _parameters, context, _many):
        if context.compiled is not None:
            options = {"include_aliases": True, "include_joins": True, "include_selects": True}
            real = find_tables(context.compiled.statement, check_columns=True, **options)
            tables = {getattr(one, "element", one) for one in real}
            names = {one.name for one in tables if isinstance(one, Table)}
            assert names == set(stamps.tables_of(statement))
            compared.add(statement)

    event.listen(engine(), "before_cursor_execute", compare)
    with reading() as session:
        for hand in (Hand.SELF, Hand.CROSS):
            queries.all_sheets(session, period, hand)
        queries.periods(session)
        queries.members(session, period)
        queries.review_plan(session, period)
        queries.covenant_draft(session, period, 1)
        queries.unconfirmed_lines(session, period)
    assert len(compared) >= 10
