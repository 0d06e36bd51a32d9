"""Lưu xong là đã xuống đĩa: the sync comes before the acknowledgement, and a kill after it is late.

What a power cut takes is what was never handed to the disk, so the tests look at exactly that.
"""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from thidua.db.engine import ROOT, sqlite_file

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
        timeout=60,
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


def test_the_spy_sees_a_save_that_is_not(sqlite_url):
    assert spied("ẩu", str(sqlite_file(sqlite_url))) == ["đã lưu K4"]


@pytest.mark.skipif(os.name == "nt", reason="Windows không có SIGKILL")
def test_what_was_acknowledged_outlives_a_kill(sqlite_url):
    saver = subprocess.Popen(
        [sys.executable, "-c", _SAVER, sqlite_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    seen = [saver.stdout.readline() for _ in range(20)]
    saver.send_signal(signal.SIGKILL)
    rest = saver.communicate(timeout=30)[0].split("\n")
    said = {int(number) for number in (*seen, *rest) if number.strip()}

    with closing(sqlite3.connect(sqlite_file(sqlite_url))) as raw:
        stored = {int(one) for (one,) in raw.execute("SELECT token FROM personal_value")}
        (verdict,) = raw.execute("PRAGMA integrity_check").fetchone()
    assert (verdict, said - stored) == ("ok", set())
    assert len(stored - said) <= 1
