"""Dựng lại từ nhật ký: the values of the record are the tables, and whatever differs is named."""

import sqlite3
import unicodedata
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random

import pytest
import sqlalchemy as sa

from tests import second_hand
from tests.people import PROGRAM
from tests.services.every_table import fill_every_table
from tests.services.year import do, fresh, settle, to_self_score
from tests.tampering import bend
from thidua.db import queries
from thidua.db.columns import ExactDecimal, UtcDateTime
from thidua.db.engine import database_url, reading, sqlite_file, writing
from thidua.db.rows import UNRECORDED, UNRECORDED_COLUMNS, all_recorded
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand
from thidua.domain.thread.thread import ThreadKind
from thidua.services.access import accounts
from thidua.services.covenant import covenants
from thidua.services.demo import fill as demo
from thidua.services.ground import personal
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.services.record import chained, erasure, integrity, replay
from thidua.services.record.words.columns import COLUMN_WORDS, TABLE_WORDS, column_words
from thidua.services.scoring import sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.thread import threads

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
BLOCK = demo.BLOCK_CODE


def mismatches():
    with reading() as session:
        return replay.mismatches(session)


def places():
    return [one.place for one in mismatches()]


def stored(session):
    """Các bảng đang có, as the record would write them."""
    tokens = {name: key for key, name in personal.names(session).items()}
    tables = {}
    for shape in all_recorded():
        for row in session.connection().execute(sa.select(shape.table)).mappings():
            image = {
                name: {personal.PERSON: tokens[value]} if name in shape.persons and value else value
                for name, value in shape.image(dict(row)).items()
            }
            tables.setdefault(shape.table.name, {})[row["id"]] = image
    return tables


@pytest.mark.both_databases
def test_replaying_the_demo_gives_its_tables_again(demo_database_url):
    with reading() as session:
        replayed = replay.replayed(session)
        tables = {table: rows for table, rows in replayed.tables.items() if rows}

        assert replayed.faults == ()
        assert tables == stored(session)
        assert replay.mismatches(session) == []


OF_2024 = (
    "SELECT block_year.id FROM block_year JOIN block ON block.id = block_year.block_id"
    f" WHERE year = 2024 AND code = '{BLOCK}'"
)
COVENANT = f"SELECT id FROM covenant WHERE block_year_id = ({OF_2024}) AND version = 1"
ROW = f"SELECT min(id) FROM covenant_row WHERE covenant_id = ({COVENANT})"
SETTING = f"SELECT min(id) FROM covenant_setting WHERE covenant_id = ({COVENANT})"
RANKING = f"SELECT min(id) FROM covenant_ranking WHERE covenant_id = ({COVENANT})"
LOGIN = "SELECT id FROM account WHERE login = 'dau-thau'"
HEADER = f"{BLOCK} 2024 · giao ước bản 1"

BENT = [
    (f"UPDATE covenant_row SET note = 'khác' WHERE id = ({ROW})", f"{HEADER} · dòng tiêu chí"),
    (f"DELETE FROM covenant_row WHERE id = ({ROW})", f"{HEADER} · dòng tiêu chí"),
    (f"UPDATE covenant_setting SET value = 'khác' WHERE id = ({SETTING})", f"{HEADER} · thiết lập"),
    (f"DELETE FROM covenant_ranking WHERE id = ({RANKING})", f"{HEADER} · dòng xếp hạng"),
    (f"UPDATE covenant SET fingerprint = 'x' WHERE id = ({COVENANT})", HEADER),
    (
        "INSERT INTO role_grant (account_id, role, granted_at, granted_by, ended_by)"
        f" SELECT ({LOGIN}), 'administrator', '2026-03-20 02:00:00.000000', 'Ai đó', ''",
        "vai trò Lý Thanh Mai (dau-thau): ",
    ),
    (
        f"DELETE FROM role_grant WHERE account_id = ({LOGIN}) AND year = 2025",
        "vai trò Lý Thanh Mai (dau-thau): ",
    ),
    (
        "UPDATE account SET active = (1 = 0) WHERE login = 'dau-thau'",
        "tài khoản Lý Thanh Mai (dau-thau)",
    ),
    (
        "UPDATE account SET subject = 'ke-la@x.test' WHERE login = 'quan-tri'",
        "tài khoản Quách Thành Nam (quan-tri)",
    ),
    (
        "DELETE FROM consideration WHERE unit_id = (SELECT min(unit_id) FROM consideration)",
        "tình trạng xét",
    ),
    ("UPDATE unit SET name = 'Đơn vị khác' WHERE code = 'DT'", "Đơn vị DT"),
    (f"UPDATE block SET name = 'Khối khác' WHERE code = '{BLOCK}'", f"Khối {BLOCK}"),
    (
        "DELETE FROM membership WHERE year = 2024"
        " AND unit_id = (SELECT id FROM unit WHERE code = 'DT')",
        f"DT trong khối {BLOCK} năm 2024",
    ),
    (
        "INSERT INTO membership (block_id, unit_id, year) SELECT block_id, unit_id, 2031"
        " FROM membership WHERE id = (SELECT min(id) FROM membership)",
        "năm 2031",
    ),
    (f"DELETE FROM block_year WHERE id = ({OF_2024})", f"{BLOCK} 2024 · kỳ thi đua"),
    (
        "UPDATE score_line SET confirmed_by = 'Ai đó' WHERE id = (SELECT min(score_line.id)"
        " FROM score_line JOIN score_sheet ON score_sheet.id = sheet_id"
        f" WHERE live AND block_year_id = ({OF_2024}))",
        f"{BLOCK} 2024 · ",
    ),
    ("UPDATE personal_value SET value = 'Người khác' WHERE id = 2", "tên người trong nhật ký"),
    ("UPDATE personal_value SET erased_by = token WHERE id = 2", "tên người trong nhật ký"),
]


@pytest.mark.parametrize(("statement", "place"), BENT, ids=range(len(BENT)))
def test_what_was_bent_in_the_file_is_named(demo_database_url, statement, place):
    assert places() == []

    bend(statement)

    assert any(one.startswith(place) or place in one for one in places())


def test_a_covenant_bent_together_with_its_own_fingerprint_is_named(demo_sqlite_url):
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block=BLOCK, year=2024)
    bend(f"UPDATE covenant_row SET note = 'khác' WHERE id = ({ROW})")
    with reading() as session:
        draft = covenants.draft(Work(session, PROGRAM, period), version=1)
    made = covenants.fingerprint(draft)
    bend(f"UPDATE covenant SET fingerprint = '{made}' WHERE id = ({COVENANT})")

    covenant, row = mismatches()

    assert (covenant.place, covenant.stored) == (HEADER, f"mã đối chiếu: {made}")
    assert (row.stored, row.recorded) == ("ghi chú: khác", "ghi chú: trống")


def test_a_value_that_can_no_longer_be_read_is_named_and_stops_no_check(demo_sqlite_url):
    bend(
        "UPDATE score_line SET points = 'x' WHERE id = (SELECT min(id) FROM score_line"
        " WHERE points IS NOT NULL)"
    )

    (found,) = mismatches()
    with reading() as session:
        verdicts = {one.code: one.fault for one in integrity.verdicts(Work(session, PROGRAM))}

    assert (found.stored, found.recorded) == (
        "không đọc được (điểm: InvalidOperation)",
        "giá trị hợp lệ",
    )
    assert verdicts["I11"] == ""


def test_a_head_of_the_record_that_was_taken_away_is_told(demo_database_url):
    bend("DELETE FROM audit_head")

    with reading() as session:
        fault = chained.chain_fault(session)

    assert fault is not None
    assert fault.message.endswith("đầu chuỗi ghi mục 0")


@pytest.mark.both_databases
def test_accounts_switched_off_and_linked_by_the_program_agree_with_the_record(demo_database_url):
    with writing() as session:
        for login, subject in (("dau-thau", "a): b@x.test"), ("thu-ky", None)):
            linked = {"login": login, "subject": subject}
            accounts.link_subject(Work(session, PROGRAM, now=NOW), **linked)
        (row,) = (one for one in accounts.listed(Work(session, PROGRAM)) if one.login == "thu-ky")
        off = {"login": "thu-ky", "active": False, "seen": row.version}
        accounts.set_active(Work(session, PROGRAM, now=NOW), **off)

    assert places() == []


def test_a_name_the_record_writes_its_own_way_is_no_difference(database_url):
    rows = [
        RosterRow(
            "K9", "Khối  chín", "D1", unicodedata.normalize("NFD", "Sở Đầu tư"), "", "", 2025
        ),
        RosterRow("K9", "Khối  chín", "D2", "Sở: hai\u200b", "D2", "", 2025),
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)

    assert places() == []


def plain(kind):
    """Kiểu thường của một cột: int, bool or str."""
    if isinstance(kind, sa.Boolean):
        return "bool"
    return "int" if isinstance(kind, sa.Integer) else "str"


def flipped(column, value):
    """Một giá trị khác của cột này, one that the column could hold."""
    kind = column.type
    if value is None:
        if isinstance(kind, sa.Enum):
            return next(iter(kind.enum_class)).value
        if isinstance(kind, sa.Date):
            return "2001-01-01"
        if isinstance(kind, UtcDateTime):
            return "2001-01-01 00:00:00.000000"
        if isinstance(kind, ExactDecimal):
            return "7"
        return {"int": 1, "str": "x", "bool": 0}[plain(kind)]
    if isinstance(kind, sa.Enum):
        others = [one.value for one in kind.enum_class if one.value != value]
        return others[
            -1 if kind.enum_class is Stage else 0
        ]  # earlier stages have rows of their own
    if isinstance(kind, ExactDecimal):
        return str(Decimal(value) + 1)
    if isinstance(kind, UtcDateTime | sa.Date):
        return str(int(value[:4]) + 1) + value[4:]
    if isinstance(kind, sa.Boolean):
        return 1 - value
    if isinstance(value, int):
        return value + 100_000
    return f"{value}x"


def test_every_value_of_every_column_is_under_the_check(demo_sqlite_url):
    """Each column of each table is changed in the file, one row after the other."""
    fill_every_table()
    assert mismatches() == []
    wanted = []
    with closing(sqlite3.connect(sqlite_file(database_url()), isolation_level=None)) as taken:
        taken.execute("PRAGMA ignore_check_constraints=ON")
        for shape in all_recorded():
            table = shape.table.name
            keys = [row[0] for row in taken.execute(f"SELECT id FROM {table} ORDER BY id")]
            for key, column in zip(cycle(keys), shape.table.columns, strict=False):
                if column.primary_key:
                    continue
                (value,) = taken.execute(
                    f"SELECT {column.name} FROM {table} WHERE id = {key}"
                ).fetchone()
                new = flipped(column, value)
                assert new != value
                taken.execute(f"UPDATE {table} SET {column.name} = ? WHERE id = {key}", [new])
                if (table, column.name) not in UNRECORDED_COLUMNS:
                    wanted.append((table, key, column.name))

    with reading() as session:
        found = {
            (one.table, one.key, column)
            for one in replay.differences(session)
            for column in one.columns
        }

    assert found == set(wanted)
    assert len(wanted) > 300


@pytest.mark.parametrize("change", ["DELETE", "COPY"])
def test_every_row_taken_out_or_put_in_is_named(demo_sqlite_url, change):
    fill_every_table()
    wanted = set()
    with closing(sqlite3.connect(sqlite_file(database_url()), isolation_level=None)) as taken:
        for shape in all_recorded():
            table = shape.table.name
            (key,) = taken.execute(f"SELECT max(id) FROM {table}").fetchone()
            if change == "DELETE":
                taken.execute(f"DELETE FROM {table} WHERE id = {key}")
                wanted.add((table, key, (key, None)))
                continue
            # A row of its own beside the others, whatever its table allows once only.
            taken.execute(f"CREATE TABLE copied AS SELECT * FROM {table} WHERE id = {key}")
            taken.execute("UPDATE copied SET id = id + 1")
            for (name,) in taken.execute(
                "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
                " AND sql IS NOT NULL",
                [table],
            ).fetchall():
                taken.execute(f"DROP INDEX {name}")
            taken.execute(f"CREATE TABLE roomy AS SELECT * FROM {table}")
            taken.execute("INSERT INTO roomy SELECT * FROM copied")
            taken.execute("PRAGMA legacy_alter_table=ON")
            taken.execute(f"DROP TABLE {table}")
            taken.execute(f"ALTER TABLE roomy RENAME TO {table}")
            taken.execute("DROP TABLE copied")
            wanted.add((table, key + 1, (None, key + 1)))

    with reading() as session:
        found = {
            (
                one.table,
                one.key,
                (one.key if one.recorded else None, one.key if one.stored else None),
            )
            for one in replay.differences(session)
        }

    assert found == wanted


def test_every_table_and_column_has_words():
    for shape in all_recorded():
        assert shape.table.name in TABLE_WORDS
        assert set(shape.names) - COLUMN_WORDS.keys() == set()
    for table in UNRECORDED:
        assert table in TABLE_WORDS
    for _, column in UNRECORDED_COLUMNS:
        assert column_words(column) != column


def test_the_tables_can_be_had_as_they_stood_at_any_entry(sqlite_url):
    """What was there after each act is what the record gives for the entry that ends it."""
    snapshots = {}

    def note():
        with reading() as session:
            snapshots[chained.head(session)[0]] = stored(session)

    rows = [RosterRow("K1", "Khối 1", f"D{n}", f"Đơn vị {n}", "", "", 2025) for n in range(3)]
    for step, row in enumerate([*rows, *[_renamed(one) for one in rows]]):
        with writing() as session:
            rosters.import_roster(
                Work(session, PROGRAM, now=NOW + timedelta(minutes=step)), rows=[row]
            )
        note()

    with reading() as session:
        for position, tables in snapshots.items():
            found = replay.replayed(session, until=position).tables
            assert {table: rows for table, rows in found.items() if rows} == tables


def _renamed(row):
    name = f"Tên mới {row.unit_code}"
    return RosterRow(row.block_code, "Khối một", row.unit_code, name, "TM", "Sở", 2026)


def _score(dice):
    unit = dice.choice("AB")
    hand = dice.choice([Hand.SELF, Hand.VERIFIED])
    with reading() as session:
        stored = queries.sheets(session, fresh(), hand, unit)
        versions = stored[unit].versions if unit in stored else {}
    edits = [
        LineEdit(
            code,
            versions.get(code, 0),
            dice.choice(
                [
                    None,
                    Entry(points=Decimal(dice.randint(0, most)), explanation=f"vì {dice.random()}"),
                    Entry(state=LineState.LEFT_BLANK, explanation="chưa có"),
                ]
            ),
        )
        for code, most in (("I", 90), ("V", 10))
        if dice.random() < 0.7
    ]
    named = {"unit": unit, "hand": hand, "edits": edits}
    return sheets.save_lines, {**named, "document": "Phiếu có ký"}


def _consider(dice):
    state = dice.choice(list(ConsiderationState))
    return second_hand.set_consideration, {"unit": dice.choice("AB"), "state": state, "reason": "r"}


def _window(dice):
    with reading() as session:
        found = windows.windows(Work(session, PROGRAM, fresh()))
    version = found[Stage.SELF_SCORE].version if Stage.SELF_SCORE in found else 0
    soft = NOW + timedelta(days=dice.randint(1, 9))
    window = Window(None, soft, soft + timedelta(days=dice.randint(0, 3)), version)
    return windows.set_window, {"stage": Stage.SELF_SCORE, "window": window}


def _extend(dice):
    until = NOW + timedelta(days=dice.randint(1, 30))
    return windows.extend, {"unit": dice.choice("AB"), "until": until, "reason": "mưa bão"}


def _move(dice):
    return dice.choice(
        [
            (submissions.submit, {"unit": dice.choice("AB")}),
            (submissions.take_back, {"unit": dice.choice("AB")}),
            (submissions.send_back, {"unit": "A", "reason": "xem lại", "notes": {"I": "thiếu"}}),
            (threads.open_thread, {"unit": "A", "criterion": "I", "kind": ThreadKind.EXPLAIN,
                                   "question": "Vì sao?", "due": None}),
        ]
    )  # fmt: skip


EDITS = [_score, _score, _score, _consider, _window, _extend, _move]


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_replay_to_the_tables_after_each(sqlite_url, seed):
    settle()
    to_self_score()
    dice = Random(seed)
    done = set()
    for step in range(40):
        service, named = dice.choice(EDITS)(dice)
        try:
            do(service, PROGRAM, NOW + timedelta(minutes=step), **named)
        except (Refused, NotFound, NotPermitted, StaleEdit):
            continue
        done.add(service.__name__)
        with reading() as session:
            found = replay.replayed(session)
            assert found.faults == ()
            assert {table: rows for table, rows in found.tables.items() if rows} == stored(session)
    assert len(done) > 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE score_line SET live = 2 WHERE id = 1",
        "UPDATE account SET active = 2 WHERE id = 1",
        "UPDATE score_line SET points = points || '.0' WHERE id = (SELECT min(id) FROM score_line"
        " WHERE points NOT LIKE '%.%')",
        "UPDATE score_line SET entered_at = replace(entered_at, ' ', 'T') WHERE id = 1",
        "UPDATE score_line SET entered_at = 5 WHERE id = 1",
        "UPDATE unit SET name = CAST(x'ff41' AS TEXT) WHERE id = 1",
    ],
)
def test_a_value_written_another_way_is_named_though_it_reads_the_same(demo_sqlite_url, statement):
    """Another reader, SQL itself among them, may take it for something else."""
    bend(statement)

    (found,) = mismatches()

    assert found.stored.startswith("không đọc được (")
    with reading() as session:
        assert {one.code for one in integrity.verdicts(Work(session, PROGRAM)) if one.fault}


def test_a_name_typed_like_the_mark_of_the_erased_is_a_name(demo_sqlite_url):
    with writing() as session:
        accounts.create(
            Work(session, PROGRAM, now=NOW), login="mot", full_name="Lê Một", password=None
        )
    with writing() as session:
        off = {"login": "mot", "active": False, "seen": 1}
        accounts.set_active(Work(session, PROGRAM, now=NOW), **off)
    with writing() as session:
        erasure.erase_account(Work(session, PROGRAM, now=NOW), login="mot", order="đơn")
    with reading() as session:
        mark = personal.mark(sorted(personal.erased(session))[0])
    with writing() as session:
        accounts.create(Work(session, PROGRAM, now=NOW), login="hai", full_name=mark, password=None)

    assert mismatches() == []
