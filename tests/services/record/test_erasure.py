"""Xóa tên một người: the name is gone from file and tables, and the record still verifies."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import SQLModel, col, select

from tests.noting import noting
from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.tampering import bend
from thidua.db.columns import PERSON
from thidua.db.engine import database_url, engine, reading, sqlite_file, writing
from thidua.db.tables import Account, CouncilMemberTable, PersonalValue, StaffMember, VoteRoll
from thidua.domain.access.permissions import Actor, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.record.backup import BackupCause
from thidua.files.check_pack import check_pack
from thidua.services.access import accounts
from thidua.services.demo import fill as demo
from thidua.services.ground import personal
from thidua.services.ground.audit import Act, Name, record
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import backups, chained, erasure, exports, replay

NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
LOGIN = "dau-thau"
NAME = "Lý Thanh Mai"
ORDER = "Đơn của bà Mai ngày 01/11/2026"


def switch_off(login=LOGIN):
    with writing() as session:
        (row,) = (one for one in accounts.listed(Work(session, PROGRAM)) if one.login == login)
        accounts.set_active(
            Work(session, PROGRAM, now=NOW), login=login, active=False, seen=row.version
        )


def erase(actor=PROGRAM, login=LOGIN, order=ORDER):
    with writing() as session:
        erasure.erase_account(
            Work(session, actor, now=NOW + timedelta(minutes=1)), login=login, order=order
        )


def everything():
    """Mọi chữ trong mọi bảng."""
    with engine().connect() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if connection.dialect.name == "sqlite"
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).scalars()
        return "\n".join(
            str(row)
            for table in tables.all()
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
        )


PLACES = ("10.0.0.5", "10.0.0.7", "10.0.0.8", "10.0.0.9")


def came(who, place, **account):
    """Một lần tới cửa vào, from this address."""
    kind = "sign_in.refused" if account else "sign_in.done"
    detail = {"how": "password", "why": "wrong", "address": Name(place), **account}
    with writing() as session:
        record(session, actor=Actor(who), now=NOW, acts=[Act(kind, detail=detail)])


@pytest.mark.both_databases
def test_the_name_is_nowhere_and_the_record_holds(demo_database_url):
    assert NAME in everything() and f"{NAME} ({LOGIN})" in everything()
    before = [one for one in recorded() if one.actor == f"{NAME} ({LOGIN})"]
    assert before
    came(f"{NAME} ({LOGIN})", "10.0.0.7")
    came(f"{NAME} ({LOGIN})", "10.0.0.8")
    came("Người khác (nguoi-khac)", "10.0.0.8")
    came("Người chưa đăng nhập", "10.0.0.9", account=Name(f"{NAME} ({LOGIN})"))
    came("Người chưa đăng nhập", "10.0.0.9", account=Name(""))
    came("Người chưa đăng nhập", "10.0.0.5", account=Name(""))
    switch_off()

    erase()

    there = everything()
    assert NAME not in there and LOGIN not in there
    assert [place in there for place in PLACES] == [True, False, True, False]
    with reading() as session:
        assert chained.chain_fault(session) is None
        assert replay.mismatches(session) == []
    told = {one.position: one for one in recorded()}
    assert {told[one.position].actor for one in before} == {"(đã xóa tên)"}
    last = recorded("person.erased")[-1]
    assert (last.actor, last.new, last.reason) == (
        PROGRAM.name,
        "đã xóa 3 tên, 2 địa chỉ mạng",
        ORDER,
    )
    with reading() as session:
        gone = session.exec(select(PersonalValue).where(PersonalValue.erased_for != "")).all()
        assert {(one.erased_for, one.value, one.salt, one.lookup) for one in gone} == {
            (ORDER, None, None, None)
        }
        assert set(personal.names(session, [one.erased_by for one in gone]).values()) == {
            PROGRAM.name
        }


def test_a_sign_in_name_goes_from_a_list_of_several(demo_sqlite_url):
    with noting() as session:
        roll = session.exec(select(VoteRoll).where(col(VoteRoll.voters) == LOGIN)).first()
        roll.voters = f"{LOGIN}\nnguoi-khac"
        session.add(roll)
    switch_off()

    erase()

    assert LOGIN not in everything()
    with reading() as session:
        (gone,) = session.exec(
            select(Account.login).where(col(Account.login).startswith("Đã xóa"))
        ).all()
        voters = session.exec(select(VoteRoll.voters).where(col(VoteRoll.voters).contains("khac")))
        assert voters.one() == f"{gone}\nnguoi-khac"
    assert_whole()

    with noting() as session:
        roll = session.exec(select(VoteRoll).where(col(VoteRoll.voters).contains("khac"))).one()
        roll.voters = "nguoi-khac"
        session.add(roll)
    assert_whole()


def assert_whole():
    with reading() as session:
        assert chained.chain_fault(session) is None
        assert replay.mismatches(session) == []


def test_a_name_of_a_dossier_from_before_it_was_changed_goes_too(demo_sqlite_url):
    with noting() as session:
        person = session.exec(select(StaffMember)).first()
        code, was = person.code, person.full_name
        person.full_name = "Tên Đã Sửa"
        member = session.exec(select(CouncilMemberTable)).first()
        member.name = was.upper()
        session.add_all([person, member])
    with writing() as session:
        erasure.erase_staff(Work(session, PROGRAM, now=NOW), code=code, order=ORDER)

    told = everything()
    assert [one for one in (was, was.upper(), "Tên Đã Sửa") if one in told] == []
    assert_whole()


def test_every_column_of_people_is_known_as_one():
    people = re.compile(r"signer|guests|helpers|in_charge|substitute|full_name|\w+_by")
    no_person = {"report_duty.owed_by", "source_number.shown_by"}
    plain = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if people.fullmatch(column.name) and not column.info.get(PERSON)
    }
    assert plain - no_person == {"personal_value.erased_by", "sheet_score.made_by"}


def test_sqlite_overwrites_what_is_deleted_in_every_connection(demo_sqlite_url):
    with engine(demo_sqlite_url).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1


def test_the_file_itself_holds_the_name_no_more(demo_sqlite_url):
    file = sqlite_file(database_url())
    switch_off()
    erase()
    erasure.settle(demo_sqlite_url)

    files = [one for one in file.parent.glob(f"{file.name}*") if one.is_file()]
    assert not any(NAME.encode() in one.read_bytes() for one in files)


def test_what_was_erased_can_be_backed_up_restored_and_exported(demo_sqlite_url, tmp_path):
    switch_off()
    erase()
    copy = backups.make(
        demo_sqlite_url, actor=PROGRAM, now=NOW, why=BackupCause.REQUEST, to=tmp_path / "b.db"
    )
    backups.restore(copy, url=demo_sqlite_url, actor=PROGRAM, now=NOW)

    with reading() as session:
        assert replay.mismatches(session) == []
        period = rosters.period(Work(session, PROGRAM), block=demo.BLOCK_CODE, year=2025)
        pack = tmp_path / "goi.zip"
        pack.write_bytes(exports.record(Work(session, PROGRAM, period)))
    assert check_pack(pack) is None
    assert NAME.encode() not in pack.read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE account SET full_name = 'Người khác' WHERE login LIKE 'Đã xóa%'",
        "UPDATE personal_value SET value = 'Người khác' WHERE erased_for <> ''",
        "UPDATE personal_value SET erased_at = NULL WHERE erased_for <> ''",
        "DELETE FROM personal_value WHERE erased_for <> ''",
        "UPDATE personal_value SET erased_for = 'Lệnh khác' WHERE erased_for <> ''",
        "UPDATE personal_value SET erased_by = token WHERE erased_for <> ''",
        "UPDATE personal_value SET value = NULL, salt = NULL, lookup = NULL, erased_for = 'x',"
        " erased_by = token, erased_at = '2026-01-01 00:00:00.000000' WHERE id = 2",
    ],
)
def test_nobody_puts_another_in_the_place_of_the_erased(demo_sqlite_url, statement):
    switch_off()
    erase()

    bend(statement)

    with reading() as session:
        assert replay.mismatches(session) != []


def test_a_mark_typed_over_a_name_that_was_not_erased_is_found(demo_sqlite_url):
    with reading() as session:
        token = session.exec(select(PersonalValue.token).where(PersonalValue.value == NAME)).one()
    bend(f"UPDATE account SET full_name = 'Đã xóa {token[:16]}' WHERE login = '{LOGIN}'")

    with reading() as session:
        (found,) = replay.mismatches(session)
    assert found.recorded == f"họ tên: {NAME}"


def test_an_account_in_use_unknown_or_without_order_is_not_erased(demo_sqlite_url, tmp_path):
    with pytest.raises(Refused, match="còn hoạt động"):
        erase()
    with pytest.raises(NotFound):
        erase(login="khong-co")
    switch_off()
    with pytest.raises(Refused, match="theo yêu cầu hoặc văn bản nào"):
        erase(order="  ")
    with pytest.raises(NotPermitted):
        erase(actor=acting(Role.HEAD, demo.BLOCK_CODE, 2025))
    with reading() as session:
        assert session.exec(select(Account.full_name).where(Account.login == LOGIN)).one() == NAME


def test_who_shares_the_name_is_named_and_loses_it_only_when_that_is_said(demo_sqlite_url):
    with writing() as session:
        accounts.create(
            Work(session, PROGRAM, now=NOW), login="mai-hai", full_name=NAME, password=None
        )
    switch_off()
    with pytest.raises(Refused, match="cũng là tên của tài khoản mai-hai"):
        erase()
    assert NAME in everything()

    with writing() as session:
        erasure.erase_account(
            Work(session, PROGRAM, now=NOW), login=LOGIN, order=ORDER, together=True
        )

    assert NAME not in everything()
    with reading() as session:
        assert replay.mismatches(session) == []
