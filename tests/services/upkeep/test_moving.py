"""Dời dữ liệu: all of it stands on PostgreSQL, the same and able to go on, or nothing does."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from tests.people import PROGRAM, acting, make_account
from tests.recorded import recorded
from tests.releases.make import standings_of
from thidua.db.engine import ROOT, database_url, engine, file_url, forget_engines, reading, writing
from thidua.db.upgrade import create
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.services.ground.work import Work
from thidua.services.record import chained, integrity
from thidua.services.upkeep import moving

OPENED = """import sys
from thidua.db.engine import reading
with reading(sys.argv[1]) as session:
    session.connection()
    print("open", flush=True)
    sys.stdin.readline()
"""
NOW = datetime(2026, 3, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def source(tmp_path, demo_template, blank_postgres_url):
    """Tệp SQLite có khối mẫu, beside a blank PostgreSQL that is in use."""
    file = tmp_path / "thidua.db"
    shutil.copyfile(demo_template, file)
    with writing(file_url(file)) as session:
        make_account(session, "an.nguyen", Grant(Role.ADMINISTRATOR))
    forget_engines()
    return file


def moved(source, target=None, actor=PROGRAM):
    return moving.move(
        source=file_url(source), target=target or database_url(), actor=actor, now=NOW
    )


def counts(url):
    with engine(url).connect() as asked:
        return {
            one.name: asked.execute(select(func.count()).select_from(one)).scalar_one()
            for one in SQLModel.metadata.sorted_tables
        }


def test_all_of_it_stands_there_the_same_and_goes_on(source):
    before = counts(file_url(source))
    with reading(file_url(source)) as session:
        head, standings = chained.head(session), standings_of(session)
    bytes_before = source.read_bytes()

    found = moved(source)

    assert (found.rows, found.seal) == (sum(before.values()), head[1])
    with reading() as session:
        assert standings_of(session) == standings
        assert chained.has_seal(session, head[1])
        broken = {
            one.code: one.fault
            for one in integrity.verdicts(Work(session, PROGRAM))
            if not one.holds
        }
    assert broken == {}
    last = recorded()[-1]
    assert (last.action, last.old) == ("data.moved", "thidua.db")
    forget_engines()
    assert source.read_bytes() == bytes_before

    with writing() as session:  # keys go on where they were
        make_account(session, "moi.den", Grant(Role.AUDITOR))
    after = counts(database_url())
    assert after["account"] == before["account"] + 1
    with reading() as session:
        assert chained.chain_fault(session) is None


def test_a_target_that_holds_anything_is_left_as_it_is(source):
    create()
    with writing() as session:
        make_account(session, "o.day", Grant(Role.AUDITOR))
    before = counts(database_url())

    with pytest.raises(Refused, match="đã có dữ liệu"):
        moved(source)

    assert counts(database_url()) == before


def test_a_target_with_tables_of_another_program_is_refused(source):
    with engine().execution_options(writes=True).begin() as past:
        past.exec_driver_sql("CREATE TABLE nguoi_khac (so integer)")

    with pytest.raises(Refused, match=r"bảng của phần mềm khác \(nguoi_khac\)"):
        moved(source)


def test_data_that_are_not_whole_go_nowhere(source):
    with engine(file_url(source)).execution_options(writes=True).begin() as past:
        past.exec_driver_sql("UPDATE unit SET name = 'Sở Khác' WHERE id = 1")
    forget_engines()

    with pytest.raises(Refused, match="Dữ liệu nguồn không toàn vẹn"):
        moved(source)


def test_a_move_that_breaks_off_leaves_the_target_empty(source, monkeypatch):
    real = moving._copy

    def torn(old, new, table):
        if table.name == "audit_entry":
            raise Refused("mất điện")
        return real(old, new, table)

    monkeypatch.setattr(moving, "_copy", torn)
    with pytest.raises(Refused, match="mất điện"):
        moved(source)
    assert {name for name, count in counts(database_url()).items() if count} == {"audit_head"}

    monkeypatch.setattr(moving, "_copy", real)
    assert moved(source).rows


def test_while_the_file_is_open_nothing_moves(source):
    command = [sys.executable, "-c", OPENED, file_url(source)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, text=True) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(Refused, match="chưa dời dữ liệu được"):
            moved(source)
        other.communicate("\n")

    assert moved(source).rows


def test_only_from_a_file_to_a_server_and_only_by_who_may(source, tmp_path):
    for other in (file_url(tmp_path / "khac.db"), "mysql://ai@may/ten", "linh tinh"):
        with pytest.raises(Refused, match="Đích phải có dạng postgresql://"):
            moved(source, other)
    with pytest.raises(NotFound):
        moved(tmp_path / "khong-co.db")
    with pytest.raises(NotPermitted):
        moved(source, actor=acting(Role.HEAD, "K1", 2025))
    with pytest.raises(Refused, match="Không mở được PostgreSQL"):
        moved(source, "postgresql://ai:gi@localhost:9/thidua")
