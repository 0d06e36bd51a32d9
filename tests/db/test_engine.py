"""Kết nối: addresses, and what a reading and a writing session promise."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlmodel import select

from thidua.db.engine import (
    ROOT,
    database_url,
    engine,
    file_url,
    forget_engines,
    normalised,
    reading,
    sqlite_file,
    writing,
)
from thidua.db.tables import PersonalValue

pytestmark = pytest.mark.both_databases


class StopScript(BaseException):
    """Dừng trang: what a web framework raises to run a page again."""


def kept_row(code):
    """Một dòng của bảng mà nhật ký không giữ, so that only the connection is tried."""
    digest = code.rjust(64, "0")
    return PersonalValue(token=digest, lookup=digest, salt="muối", value=code)


def codes():
    """Các dòng đã lưu, theo thứ tự."""
    with reading() as session:
        return list(session.exec(select(PersonalValue.value).order_by(PersonalValue.value)))


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://an:mk@may/thidua", "postgresql+psycopg://an:mk@may/thidua"),
        ("postgresql://may/thidua?host=/x", "postgresql+psycopg://may/thidua?host=/x"),
        ("postgresql+psycopg://may/thidua", "postgresql+psycopg://may/thidua"),
        ("sqlite:////d/thidua.db", "sqlite:////d/thidua.db"),
    ],
)
def test_address_names_the_driver(given, used, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", given)

    assert normalised(given) == used
    assert database_url() == used


def test_without_an_address_the_file_lies_in_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "dữ liệu 100%"))
    assert sqlite_file(database_url()) == tmp_path / "dữ liệu 100%" / "thidua.db"

    monkeypatch.setenv("THIDUA_DATA", "")
    assert sqlite_file(database_url()) == ROOT / "var" / "thidua.db"
    assert (ROOT / "pyproject.toml").exists()


@pytest.mark.parametrize("name", ["a b", "50% ?x#y", "đơn vị", "%41+1&2"])
def test_any_path_survives_being_an_address(name):
    file = Path("/du lieu") / f"{name}.db"

    assert sqlite_file(file_url(file)) == file
    assert sqlite_file("postgresql://may/thidua") is None


def test_one_engine_per_database(database_url):
    first = engine(database_url)

    assert engine() is first
    forget_engines()
    assert engine() is not first


def test_sqlite_runs_with_our_settings(on_disk, sqlite_url):
    with reading() as session:
        settings = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30000,
    }


def test_a_new_file_can_be_opened_by_many_at_once(tmp_path):
    """SQLite refuses two at once to change a file to WAL, and does so without waiting."""
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from thidua.db import engine\n"
        "folder, start = Path(sys.argv[1]), float(sys.argv[2])\n"
        "urls = [engine.file_url(folder / f'{number}.db') for number in range(40)]\n"
        "for number, url in enumerate(urls):\n"
        "    opened = engine.engine(url)\n"
        "    while time.time() < start + number * 0.03: pass\n"
        "    opened.connect().close()\n"
        "engine.forget_engines()\n"
    )
    start = str(time.time() + 2)  # by then all of them have finished importing
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path), start],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]

    assert [process.communicate(timeout=600)[1] for process in started] == [""] * 6


def test_writing_commits_at_the_end(database_url):
    with writing() as session:
        session.add(kept_row("K1"))

    assert codes() == ["K1"]


def test_a_row_can_be_read_after_its_session(database_url):
    with writing() as session:
        row = kept_row("K1")
        session.add(row)

    assert row.id is not None


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, StopScript, GeneratorExit])
def test_writing_leaves_nothing_behind_when_anything_is_raised(database_url, stop):
    with pytest.raises(stop), writing() as session:
        session.add(kept_row("K1"))
        session.flush()
        raise stop

    assert codes() == []
    with writing() as session:
        session.add(kept_row("K2"))
    assert codes() == ["K2"]


def test_nobody_commits_in_the_middle(database_url):
    with pytest.raises(InvalidRequestError), writing() as session:
        session.add(kept_row("K1"))
        session.commit()
        session.add(kept_row("K2"))

    assert codes() == ["K1"]


def test_reading_refuses_to_write(database_url):
    with pytest.raises(DBAPIError), reading() as session:
        session.add(kept_row("K1"))
        session.commit()

    with writing() as session:
        session.add(kept_row("K2"))
    assert codes() == ["K2"]


def test_reading_sees_one_moment(database_url):
    with reading() as session:
        before = session.exec(select(func.count()).select_from(PersonalValue)).one()
        with writing() as other:
            other.add(kept_row("K1"))
        after = session.exec(select(func.count()).select_from(PersonalValue)).one()

    assert (before, after) == (0, 0)
    assert codes() == ["K1"]


def test_writers_wait_for_one_another(database_url):
    """Each reads, then writes: with a deferred start SQLite would refuse the second at once."""
    threads, rounds = 8, 15
    start = Barrier(threads)

    def write(thread):
        start.wait()
        for number in range(rounds):
            with writing() as session:
                session.exec(select(func.count()).select_from(PersonalValue)).one()
                session.add(kept_row(f"{thread}-{number}"))

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(write, thread) for thread in range(threads)]:
            done.result()

    assert len(codes()) == threads * rounds


def test_a_writer_does_not_stop_readers(database_url):
    with writing() as session:
        session.add(kept_row("K1"))
        session.flush()
        assert codes() == []
    assert codes() == ["K1"]
