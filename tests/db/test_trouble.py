"""Sự cố của máy: a full disk, data held by another, a folder that is shut, each in a sentence."""

import errno
import sqlite3
import time
from contextlib import closing, contextmanager
from threading import Event, Thread

import psycopg
import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from thidua.db import hold, trouble
from thidua.db.engine import engine, file_url, forget_engines, reading, sqlite_file, writing
from thidua.db.tables import Block, PersonalValue
from thidua.domain.ground import trouble as words
from thidua.domain.ground.errors import Refused, Unavailable


def save(url, code="K1", **how):
    with writing(url, **how) as session:
        digest = code.rjust(64, "0")
        session.add(PersonalValue(token=digest, salt="", value=code, lookup=digest))


def count(url):
    with reading(url) as session:
        asked = "SELECT count(*) FROM personal_value"
        return session.connection().exec_driver_sql(asked).scalar_one()


@contextmanager
def held(url):
    """Một phần mềm khác đang ghi dở."""
    with closing(sqlite3.connect(sqlite_file(url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_full_disk_is_said_and_the_next_save_goes_on(sqlite_url):
    save(sqlite_url)
    with engine(sqlite_url).connect() as raw:
        pages = raw.exec_driver_sql("PRAGMA page_count").scalar_one()
        raw.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(Unavailable) as said:
        for number in range(2000):
            save(sqlite_url, f"K{number:060}")
    assert str(said.value) == words.FULL

    before = count(sqlite_url)
    forget_engines()
    save(sqlite_url, "K-sau")
    assert count(sqlite_url) == before + 1


def test_data_held_by_another_is_said_and_readers_go_on(sqlite_url):
    save(sqlite_url)
    with held(sqlite_url):
        with pytest.raises(Unavailable) as said:
            save(sqlite_url, "K2", patience=0.2)
        assert count(sqlite_url) == 1
    assert str(said.value) == words.HELD
    save(sqlite_url, "K2", patience=0.2)
    assert count(sqlite_url) == 2


def test_who_waits_to_write_holds_no_connection_that_a_reader_needs(sqlite_url):
    save(sqlite_url)
    writers = [
        Thread(target=lambda one=one: save(sqlite_url, f"K{one:03}"), daemon=True)
        for one in range(2, 60)
    ]
    with held(sqlite_url):
        for one in writers:
            one.start()
        time.sleep(0.2)
        assert engine(sqlite_url).pool.checkedout() <= 1
        assert count(sqlite_url) == 1
    for one in writers:
        one.join(60)
    assert count(sqlite_url) == 59


def test_a_line_that_does_not_move_is_left_in_time(sqlite_url):
    within, over = Event(), Event()

    def stay():
        with writing(sqlite_url):
            within.set()
            over.wait(30)

    staying = Thread(target=stay, daemon=True)
    staying.start()
    within.wait(30)
    with pytest.raises(Unavailable, match="giữ quá lâu"):
        save(sqlite_url, patience=0)
    over.set()
    staying.join(30)
    save(sqlite_url, patience=0)


def test_who_is_in_the_line_already_goes_on(sqlite_url):
    with writing(sqlite_url), writing(sqlite_url, patience=0):
        pass
    save(sqlite_url, patience=0)


def test_on_postgresql_a_row_held_by_another_is_said(postgres_url, monkeypatch):
    monkeypatch.setattr("thidua.db.engine._PATIENCE", 1)
    forget_engines()
    with engine(postgres_url).execution_options(isolation_level="AUTOCOMMIT").connect() as raw:
        raw.exec_driver_sql("INSERT INTO block (code, name) VALUES ('K1', 'Một')")
    with engine(postgres_url).connect() as other, other.begin():
        other.exec_driver_sql("SELECT 1 FROM block FOR UPDATE")
        with pytest.raises(Unavailable) as said, writing(postgres_url) as session:
            session.connection().exec_driver_sql("UPDATE block SET name = 'Hai'")
    assert str(said.value) == words.HELD


def test_a_file_that_is_no_database_is_said(tmp_path):
    (tmp_path / "a.db").write_bytes(b"linh tinh" * 1000)
    with pytest.raises(Unavailable) as said, reading(file_url(tmp_path / "a.db")) as session:
        session.connection()
    assert str(said.value) == words.TORN
    forget_engines()


def test_a_database_server_that_does_not_answer_is_said():
    away = "postgresql://ai:gi@localhost:9/thidua"
    with pytest.raises(Unavailable) as said, reading(away) as session:
        session.connection()
    assert str(said.value) == words.GONE
    forget_engines()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), words.FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), words.FULL),
        (OSError(errno.EROFS, "Read-only file system"), words.CLOSED),
        (PermissionError(errno.EACCES, "Permission denied"), words.CLOSED),
        (OSError(errno.EIO, "Input/output error"), words.FAILING),
        (PoolTimeout(), words.HELD),
        (psycopg.errors.DiskFull(), words.FULL),
        (psycopg.errors.ReadOnlySqlTransaction(), words.CLOSED),
        (psycopg.errors.DeadlockDetected(), words.HELD),
        (psycopg.errors.AdminShutdown(), words.GONE),
        (psycopg.errors.TooManyConnections(), words.HELD),
        (psycopg.OperationalError("mất"), words.GONE),
    ],
    ids=lambda one: type(one).__name__,
)
def test_each_trouble_of_the_machine_has_its_sentence(fault, said):
    assert str(trouble.of(fault)) == said


@pytest.mark.parametrize(
    "fault",
    [
        FileNotFoundError(errno.ENOENT, "x"),
        ValueError("x"),
        sqlite3.IntegrityError("x"),
        psycopg.errors.UniqueViolation(),
    ],
    ids=lambda one: type(one).__name__,
)
def test_any_other_fault_is_none_of_the_machine(fault):
    assert trouble.of(fault) is None
    with pytest.raises(type(fault)), trouble.told():
        raise fault


def test_another_program_that_has_the_file_open_stops_who_wants_it_alone(sqlite_url):
    """One that knows nothing of our lock file, as a browser of databases."""
    file = sqlite_file(sqlite_url)
    save(sqlite_url)
    forget_engines()
    with closing(sqlite3.connect(file)) as other:
        other.execute("SELECT count(*) FROM personal_value").fetchone()
        with pytest.raises(Refused, match="đang được mở"), hold.alone(file, "khôi phục"):
            pass
    with hold.alone(file, "khôi phục"):
        pass
    assert count(sqlite_url) == 1


def test_a_folder_that_only_lets_be_read_can_still_be_held(tmp_path, monkeypatch):
    file = tmp_path / "thidua.db"
    hold.lock_file(file).touch()
    real = hold.os.open

    def shut(path, flags, *rest):
        if flags & (hold.os.O_RDWR | hold.os.O_CREAT):
            if flags & hold.os.O_CREAT and path.exists():
                raise FileExistsError(errno.EEXIST, "File exists")
            raise OSError(errno.EROFS, "Read-only file system")
        return real(path, flags, *rest)

    monkeypatch.setattr(hold.os, "open", shut)
    hold.take(file)
    hold.release_all()

    hold.lock_file(file).unlink()
    with pytest.raises(Unavailable) as said:
        hold.take(file)
    assert str(said.value) == words.CLOSED


def test_a_reader_that_writes_is_told_as_a_fault_of_ours(sqlite_url):
    with pytest.raises(Exception, match="readonly") as said, reading(sqlite_url) as session:
        session.add(Block(code="K1", name="Một"))
        session.flush()
    assert not isinstance(said.value, Unavailable)
