"""Thay đổi của một giao dịch: all that a session does to recorded rows is seen, by its values."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import col, select

from tests.tampering import tampering
from thidua.db.changes import (
    RowChange,
    Unrecorded,
    changed_rows,
    delete_rows,
    insert_rows,
    rows_by,
    take,
    update_rows,
)
from thidua.db.engine import writing
from thidua.db.rows import UNRECORDED, UNRECORDED_COLUMNS, all_recorded, recorded
from thidua.db.tables import Account, Block, BlockYear, LawText, SignIn, Unit
from thidua.domain.access.account import LIFETIME
from thidua.domain.period.stage import Stage

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 3, 20, 2, 0, 0, 5, tzinfo=UTC)
MOMENT = "2026-03-20T02:00:00.000005Z"


class Undone(Exception):
    """Thôi: ends the transaction of a test, which recorded nothing."""


def undone(work):
    """Làm thử rồi bỏ: what `work` found out of a watched session that leaves nothing behind."""
    found = []
    with pytest.raises(Undone), writing() as session:
        found.append(work(session))
        raise Undone
    return found[0]


@pytest.fixture
def unit(database_url):
    with tampering() as session:
        made = Unit(code="STC", name="Sở Tài chính")
        session.add(made)
        session.flush()
        return made.id


def law(name="luat", **changes):
    return LawText(name=name, content="x = 1", set_by="Lê An", set_at=NOW, **changes)


LAW = {
    "name": "luat",
    "content": "x = 1",
    "version": 1,
    "live": True,
    "reason": "",
    "set_by": "Lê An",
    "set_at": MOMENT,
}


def test_a_new_row_is_seen_whole_without_what_holds_nothing(database_url):
    def work(session):
        session.add(Block(code="K1", name="Khối 1"))
        session.add(BlockYear(block_id=1, year=2026))
        session.flush()
        return take(session)

    assert undone(work) == [
        RowChange(
            table="block", key=1, before=None, after={"code": "K1", "name": "Khối 1"}, naming={}
        ),
        RowChange(
            table="block_year",
            key=1,
            before=None,
            after={
                **{"block_id": 1, "year": 2026, "kind": "year", "stage": "prepare"},
                **{"part": "", "part_name": ""},
            },
            naming={},
        ),
    ]


def test_of_a_changed_row_only_what_changed_is_kept_and_what_names_it(unit):
    def work(session):
        row = session.get_one(Unit, unit)
        row.short_name = "STC"
        session.add(row)
        return take(session)

    assert undone(work) == [
        RowChange(
            table="unit",
            key=unit,
            before={"short_name": ""},
            after={"short_name": "STC"},
            naming={"code": "STC"},
        )
    ]


def test_a_row_set_to_what_it_was_is_no_change(unit):
    def work(session):
        row = session.get_one(Unit, unit)
        row.short_name = "STC"
        session.flush()
        row.short_name = ""
        return take(session)

    assert undone(work) == []


def test_a_row_made_and_changed_is_one_new_row(database_url):
    def work(session):
        row = law()
        session.add(row)
        session.flush()
        row.reason = "thử"
        return take(session)

    assert undone(work) == [
        RowChange(table="law_text", key=1, before=None, after={**LAW, "reason": "thử"}, naming={})
    ]


def test_a_row_made_and_removed_leaves_nothing(database_url):
    def work(session):
        row = law()
        session.add(row)
        session.flush()
        session.delete(row)
        return take(session)

    assert undone(work) == []


def test_a_removed_row_is_kept_whole(unit):
    def work(session):
        session.delete(session.get_one(Unit, unit))
        return take(session)

    gone = {"code": "STC", "name": "Sở Tài chính", "short_name": "", "kind": ""}
    assert undone(work) == [RowChange(table="unit", key=unit, before=gone, after=None, naming={})]


def test_statements_past_the_objects_are_seen_too(database_url):
    def work(session):
        made = insert_rows(
            session, LawText, [{**_plain("a"), "live": False}, _plain("b"), _plain("c")]
        )
        take(session)
        updated = update_rows(session, LawText, col(LawText.name).in_(["a", "b"]), live=False)
        gone = delete_rows(session, LawText, col(LawText.name) == "c")
        return made, updated, gone, take(session)

    made, updated, gone, changes = undone(work)

    a, b, c = made
    assert (sorted(updated), gone) == ([a, b], [c])
    assert changes == [
        RowChange(
            table="law_text",
            key=b[1],
            before={"live": True},
            after={"live": False},
            naming={"name": "b", "version": 1},
        ),
        RowChange(table="law_text", key=c[1], before={**LAW, "name": "c"}, after=None, naming={}),
    ]


def _plain(name):
    return {"name": name, "content": "x = 1", "set_by": "Lê An", "set_at": NOW}


def test_many_rows_keep_the_order_in_which_they_were_given(database_url):
    def work(session):
        names = [f"n{number:04}" for number in range(1500)]
        made = insert_rows(session, LawText, [_plain(name) for name in names])
        stored = dict(session.exec(select(LawText.id, LawText.name)).all())
        return [stored[key] for _, key in made] == names

    assert undone(work)


def test_objects_read_before_a_statement_are_read_anew_after_it(unit):
    def work(session):
        row = session.get_one(Unit, unit)
        update_rows(session, Unit, col(Unit.id) == unit, name="Tên mới")
        return row.name

    assert undone(work) == "Tên mới"


def test_a_row_removed_and_made_again_under_its_key_says_what_differs(unit):
    def work(session):
        old = session.get_one(Unit, unit)
        session.delete(old)
        session.flush()
        session.add(Unit(id=unit, code="STC", name="Tên mới"))
        return take(session)

    assert undone(work) == [
        RowChange(
            table="unit",
            key=unit,
            before={"name": "Sở Tài chính"},
            after={"name": "Tên mới"},
            naming={"code": "STC", "short_name": "", "kind": ""},
        )
    ]


def test_rows_are_found_by_what_names_them(database_url):
    def work(session):
        insert_rows(session, LawText, [_plain("a"), _plain("b")])
        return rows_by(session, LawText, "name"), changed_rows(session, LawText)

    assert undone(work) == (
        {("a",): [("law_text", 1)], ("b",): [("law_text", 2)]},
        [(("law_text", 1), True), (("law_text", 2), True)],
    )


@pytest.mark.parametrize(
    "work",
    [
        lambda session: session.add(law()),
        lambda session: insert_rows(session, LawText, [_plain("a")]),
        lambda session: session.delete(session.get_one(Unit, 1)),
        lambda session: update_rows(session, Unit, col(Unit.id) == 1, name="khác"),
    ],
    ids=["object", "insert", "delete", "update"],
)
def test_a_change_that_no_entry_tells_is_not_committed(unit, work):
    with pytest.raises(Unrecorded), writing() as session:
        work(session)

    with tampering() as session:
        assert session.exec(select(LawText)).all() == []
        assert session.exec(select(Unit.name)).all() == ["Sở Tài chính"]


def test_what_is_not_recorded_may_change_unsaid(unit):
    with tampering() as session:
        session.add(Account(login="an", full_name="Lê An", created_at=NOW, created_by="Quản trị"))
    with writing() as session:
        account = session.exec(select(Account)).one()
        account.password_hash = "$argon2id$"
        session.add(account)
        session.add(
            SignIn(
                token_hash="0" * 64,
                account_id=1,
                created_at=NOW,
                used_at=NOW,
                expires_at=NOW + LIFETIME,
            )
        )


@pytest.mark.parametrize("way", [update_rows, delete_rows])
def test_unrecorded_tables_are_written_otherwise(database_url, way):
    with pytest.raises(ValueError, match="không ghi nhật ký"), writing() as session:
        way(session, SignIn)


def test_every_kind_of_value_reads_back_as_it_was():
    samples = {
        ("score_line", "points"): (Decimal("12.50"), "12.5", Decimal("12.5")),
        ("score_line", "live"): (1, True, True),
        ("score_line", "entered_at"): (NOW, MOMENT, NOW),
        ("covenant", "effective_from"): (date(2026, 1, 2), "2026-01-02", date(2026, 1, 2)),
        ("block_year", "stage"): (Stage.VERIFY, "verify", Stage.VERIFY),
        ("block_year", "year"): (2026, 2026, 2026),
        ("unit", "name"): ("Sở «A»: 1", "Sở «A»: 1", "Sở «A»: 1"),
        ("role_grant", "unit_id"): (None, None, None),
    }
    for (table, column), (value, written, read) in samples.items():
        shape = recorded(table)
        assert shape.write(column, value) == written
        assert type(shape.write(column, value)) is type(written)
        assert shape.read(column, written) == read


def test_every_table_is_recorded_or_says_why_not():
    shapes = {shape.table.name: shape for shape in all_recorded()}

    assert not shapes.keys() & UNRECORDED.keys()
    for (table, column), why in UNRECORDED_COLUMNS.items():
        assert column in shapes[table].table.c and column not in shapes[table].names and why
    assert sum(len(shape.names) for shape in shapes.values()) > 300
