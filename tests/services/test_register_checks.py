"""Kiểm tra sổ gốc: whoever bends covenants, roles, accounts or signatures in the file is found."""

import sqlite3
import unicodedata
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.people import PROGRAM
from thidua.db.engine import database_url, engine, reading, sqlite_file, writing
from thidua.domain.roster import RosterRow
from thidua.services import accounts, covenants, demo, integrity, records, rosters

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
BLOCK = demo.BLOCK_CODE


@pytest.fixture
def block(database_url):
    with writing() as session:
        demo.fill(session, actor=PROGRAM, now=NOW)


def bend(*statements):
    """What somebody with the file in hands could do, minding no key."""
    file = sqlite_file(database_url())
    if file is not None:
        with closing(sqlite3.connect(file, isolation_level=None)) as taken:
            for statement in statements:
                taken.execute(statement)
        return
    with engine().execution_options(writes=True).connect() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
        connection.invalidate()


def places():
    with reading() as session:
        return [one.place for one in records.mismatches(session, actor=PROGRAM)]


OF_2024 = (
    "SELECT block_year.id FROM block_year JOIN block ON block.id = block_year.block_id"
    f" WHERE year = 2024 AND code = '{BLOCK}'"
)
COVENANT = f"SELECT id FROM covenant WHERE block_year_id = ({OF_2024}) AND version = 1"
ROW = f"SELECT min(id) FROM covenant_row WHERE covenant_id = ({COVENANT})"
SETTING = f"SELECT min(id) FROM covenant_setting WHERE covenant_id = ({COVENANT})"
RANKING = f"SELECT min(id) FROM covenant_ranking WHERE covenant_id = ({COVENANT})"
LOGIN = "SELECT id FROM account WHERE login = 'dau-thau'"

BENT = [
    (
        f"UPDATE covenant_row SET note = 'khác' WHERE id = ({ROW})",
        f"{BLOCK} 2024 · giao ước bản 1",
    ),
    (f"DELETE FROM covenant_row WHERE id = ({ROW})", f"{BLOCK} 2024 · giao ước bản 1"),
    (
        f"UPDATE covenant_setting SET value = 'khác' WHERE id = ({SETTING})",
        f"{BLOCK} 2024 · giao ước bản 1",
    ),
    (f"DELETE FROM covenant_ranking WHERE id = ({RANKING})", f"{BLOCK} 2024 · giao ước bản 1"),
    (
        f"UPDATE covenant SET fingerprint = 'x' WHERE id = ({COVENANT})",
        f"{BLOCK} 2024 · giao ước bản 1",
    ),
    (
        "INSERT INTO role_grant (account_id, role, granted_at, granted_by, ended_by)"
        f" SELECT ({LOGIN}), 'administrator', '2026-03-20 02:00:00', 'Ai đó', ''",
        "vai trò Lý Thanh Mai (dau-thau): administrator",
    ),
    (
        f"DELETE FROM role_grant WHERE account_id = ({LOGIN}) AND year = 2025",
        f"vai trò Lý Thanh Mai (dau-thau): unit_officer · DT · {BLOCK} · 2025",
    ),
    (
        "UPDATE account SET active = (1 = 0) WHERE login = 'dau-thau'",
        "tài khoản Lý Thanh Mai (dau-thau)",
    ),
    (
        "UPDATE account SET subject = 'ke-la@x.test' WHERE login = 'quan-tri'",
        "tài khoản Quách Thành Nam (quan-tri) · đăng nhập một lần",
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
    (f"DELETE FROM block_year WHERE id = ({OF_2024})", f"{BLOCK} 2024"),
    (
        "UPDATE score_line SET confirmed_by = 'Ai đó' WHERE id = (SELECT min(score_line.id)"
        " FROM score_line JOIN score_sheet ON score_sheet.id = sheet_id"
        f" WHERE live AND block_year_id = ({OF_2024}))",
        "người xác nhận",
    ),
]


@pytest.mark.parametrize(("statement", "place"), BENT, ids=[place for _, place in BENT])
def test_what_was_bent_in_the_file_is_named(block, statement, place):
    assert places() == []

    bend(statement)

    assert any(place in one for one in places())


def test_a_name_the_record_writes_its_own_way_is_no_difference(block):
    rows = [
        RosterRow(
            "K9", "Khối  chín", "D1", unicodedata.normalize("NFD", "Sở Đầu tư"), "", "", 2025
        ),
        RosterRow("K9", "Khối  chín", "D2", "Sở: hai\u200b", "D2", "", 2025),
    ]
    with writing() as session:
        rosters.import_roster(session, actor=PROGRAM, rows=rows, now=NOW)

    assert places() == []


def test_a_covenant_bent_together_with_its_own_fingerprint_is_named(block):
    with reading() as session:
        period = rosters.period(session, actor=PROGRAM, block=BLOCK, year=2024)
    bend(f"UPDATE covenant_row SET note = 'khác' WHERE id = ({ROW})")
    with reading() as session:
        draft = covenants.draft(session, actor=PROGRAM, period=period, version=1)
    made = covenants.fingerprint(draft)
    bend(f"UPDATE covenant SET fingerprint = '{made}' WHERE id = ({COVENANT})")

    with reading() as session:
        (found,) = records.mismatches(session, actor=PROGRAM)

    assert (found.place, found.stored) == (f"{BLOCK} 2024 · giao ước bản 1", made)
    assert found.recorded != made


def test_a_value_that_can_no_longer_be_read_is_named_and_stops_no_check(block):
    bend("UPDATE score_line SET events = 'x' WHERE id = (SELECT min(id) FROM score_line)")

    with reading() as session:
        found = [(one.stored, one.recorded) for one in records.mismatches(session, actor=PROGRAM)]
        verdicts = {one.code: one.fault for one in integrity.verdicts(session, actor=PROGRAM)}

    assert found == [("không đọc được (JSONDecodeError)", "giá trị hợp lệ")]
    assert verdicts["I02"] == "có dữ liệu không đọc được (JSONDecodeError)"
    assert verdicts["I11"] == ""


def test_a_head_of_the_record_that_was_taken_away_is_told(block):
    bend("DELETE FROM audit_head")

    with reading() as session:
        fault = records.chain_fault(session)

    assert fault is not None
    assert fault.message.endswith("đầu chuỗi ghi mục 0")


def test_accounts_switched_off_and_linked_by_the_program_agree_with_the_record(block):
    with writing() as session:
        for login, subject in (("dau-thau", "a): b@x.test"), ("thu-ky", None)):
            linked = {"login": login, "subject": subject}
            accounts.link_subject(session, actor=PROGRAM, now=NOW, **linked)
        (row,) = (one for one in accounts.people(session, actor=PROGRAM) if one.login == "thu-ky")
        off = {"login": "thu-ky", "active": False, "seen": row.version}
        accounts.set_active(session, actor=PROGRAM, now=NOW, **off)

    assert places() == []
