"""Lưu xong là đã xuống đĩa: the sync comes before the acknowledgement, and a kill after it is late.

What a power cut takes is what was never handed to the disk, so the tests look at exactly that.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from thidua.db.engine import (
    ROOT,
    engine,
    file_url,
    forget_engines,
    reading,
    sqlite_file,
    writing,
)
from thidua.db.tables import PersonalValue

_SAVER = """
import sys
from thidua.db.engine import writing
from thidua.db.tables import PersonalValue
for number in range(1000):
    digest = f"{number:064}"
    with writing(sys.argv[1]) as session:
        session.add(PersonalValue(token=digest, salt="", value="khối", lookup=digest))
    print(number, flush=True)
"""


def spied(*words):
    done = subprocess.run(
        [sys.executable, "-m", "tests.db.disk_spy", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    if "không với tới thư viện" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def test_each_save_is_on_the_disk_before_it_is_acknowledged(sqlite_url):
    assert spied("phiên", sqlite_url) == [
        *("đồng bộ thidua.db-wal", "đã lưu K1"),
        *("đồng bộ thidua.db-wal", "đã lưu K2"),
    ]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="tên tệp đang mở chỉ Linux nói")
def test_evidence_is_on_the_disk_with_its_name_before_the_row_that_tells_of_it(
    demo_template, tmp_path, monkeypatch
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    shutil.copyfile(demo_template, tmp_path / "thidua.db")

    said = spied("tệp", file_url(tmp_path / "thidua.db"))

    assert said == [
        *(f"đồng bộ thư mục {tmp_path.name}", "đồng bộ tệp .dang-ghi"),
        *("đồng bộ thư mục minh-chung", "đồng bộ thidua.db-wal", "đã lưu tệp"),
    ]


def lag(session):
    """Còn bao nhiêu byte của nhật ký ghi trước chưa được đẩy xuống đĩa."""
    asked = "SELECT pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn()"
    return session.connection().exec_driver_sql(asked).scalar_one()


def add(url, code):
    with writing(url) as session:
        digest = code.rjust(64, "0")
        session.add(PersonalValue(token=digest, salt="", value=code, lookup=digest))


def test_on_postgresql_too_a_save_is_flushed_before_it_is_acknowledged(postgres_url):
    """Also where the database was told not to wait; the second half shows that this is seen."""
    with engine(postgres_url).execution_options(isolation_level="AUTOCOMMIT").connect() as raw:
        name = raw.engine.url.database
        raw.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    forget_engines()

    with reading(postgres_url) as looking:
        looking.connection().exec_driver_sql("SELECT 1")
        add(postgres_url, "K1")
        assert lag(looking) == 0

    with psycopg.connect(
        make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    ) as careless:
        lags = []
        for number in range(20):
            digest = f"{number:064}"
            careless.execute(
                "INSERT INTO personal_value (token, salt, value, lookup, erased_by, erased_for) "
                "VALUES (%s, '', 'x', %s, '', '')",
                (digest, digest),
            )
            careless.commit()
            with reading(postgres_url) as looking:
                lags.append(lag(looking))
    assert max(lags) > 0


def test_the_spy_sees_a_save_that_is_not(sqlite_url):
    assert spied("ẩu", str(sqlite_file(sqlite_url))) == ["đã lưu K4"]


@pytest.mark.skipif(os.name == "nt", reason="Windows không có SIGKILL")
def test_what_was_acknowledged_outlives_a_kill(sqlite_url):
    saver = subprocess.Popen(
        [sys.executable, "-c", _SAVER, sqlite_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with saver:
        seen = [saver.stdout.readline() for _ in range(20)]
        saver.send_signal(signal.SIGKILL)
        seen += saver.stdout  # by the same reader, which may have taken more lines than it gave
    said = {int(number) for number in seen}

    with closing(sqlite3.connect(sqlite_file(sqlite_url))) as raw:
        stored = {int(one) for (one,) in raw.execute("SELECT token FROM personal_value")}
        (verdict,) = raw.execute("PRAGMA integrity_check").fetchone()
    assert (verdict, said - stored) == ("ok", set())
    assert len(stored - said) <= 1
