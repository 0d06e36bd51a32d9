"""Khôi phục khi phần mềm đang chạy: refused while any process has the data, and none opens it then.

Real processes on both sides, since it is the operating system that keeps the lock and gives it back
when its holder is killed. The way of Windows is played on the byte locks of this system.
"""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from tests.people import PROGRAM
from tests.recorded import recorded
from thidua.db import hold
from thidua.db.engine import (
    ROOT,
    database_url,
    default_file,
    file_url,
    forget_engines,
    reading,
    writing,
)
from thidua.db.tables import Block
from thidua.db.upgrade import create
from thidua.domain.ground.errors import NotReady, Refused
from thidua.domain.upkeep.checkup import HEALTH_PATH
from thidua.services.ground import audit
from thidua.services.record import backups

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows không có SIGKILL")

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)

_OWN_WAY = "import sys\n"
_WAY_OF_WINDOWS = """
import fcntl, os, random, sys, types
import thidua.db  # what it needs is of this system
def locking(handle, mode, count):
    fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, count, os.lseek(handle, 0, os.SEEK_CUR))
sys.modules["msvcrt"] = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
here, sys.platform = sys.platform, "win32"
import thidua.db.hold
sys.platform = here
assert "msvcrt" in vars(thidua.db.hold)
"""
_OPENER = """
from thidua.db.engine import reading
with reading(sys.argv[1]) as session:
    session.connection()
    print("đang mở", flush=True)
    sys.stdin.read()
"""
_HOLDER = """
from pathlib import Path
from thidua.db import hold
hold.take(Path(sys.argv[1]))
print("đang mở", flush=True)
sys.stdin.read()
"""
_RESTORER = """
from pathlib import Path
from thidua.db import hold
with hold.alone(Path(sys.argv[1]), "khôi phục"):
    print("đang khôi phục", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def url(tmp_path, monkeypatch):
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    create()
    add_block("K1")
    yield file_url(default_file())
    forget_engines()


@pytest.fixture
def start():
    """`start(program, url)` runs it and waits for its first line; what is left is killed."""
    running = []

    def begin(program, *words):
        process = subprocess.Popen(
            [sys.executable, "-c", program, *map(str, words)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        running.append(process)
        return process, process.stdout.readline().strip()

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def add_block(code):
    with writing() as session:
        session.add(Block(code=code, name=code))
        act = audit.Act("roster.new")
        audit.record(session, actor=PROGRAM, now=NOW, acts=[act])


def blocks():
    with reading() as session:
        return list(session.exec(select(Block.code).order_by(Block.code)))


def copied(url):
    """Bản sao lưu, then a block that is not in it."""
    copy = backups.make(url, actor=PROGRAM, now=NOW, why="thử")
    add_block("K2")
    return copy


def thidua(*words):
    return subprocess.run(
        [sys.executable, "-m", "thidua", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        timeout=120,
    )


def refusal(file):
    return (
        f"Tệp dữ liệu «{file}» đang được mở nên chưa khôi phục được; chưa có gì bị thay. Hãy tắt "
        "phần mềm đang chạy («streamlit run app.py», cửa sổ hoặc dịch vụ của nó) và mọi lệnh "
        "«python -m thidua» khác, rồi chạy lại lệnh khôi phục.\n"
    )


BUSY = "Dữ liệu đang được khôi phục hoặc dời đi; hãy đợi lệnh ấy chạy xong rồi mở lại phần mềm."


def answers(port):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
        try:
            asked.request("GET", HEALTH_PATH)
            return asked.getresponse().status == 200
        except OSError:
            return False


@pytest.fixture
def server(url, tmp_path):
    """Phần mềm thật, started as README says, on the data of this test."""
    forget_engines()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    log = tmp_path / "may-chu.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"),
                *("--server.port", str(port), "--browser.gatherUsageStats", "false"),
            ],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    for _ in range(300):
        if answers(port):
            break
        assert process.poll() is None, log.read_text("utf-8")
        time.sleep(0.2)
    yield process
    process.kill()
    process.wait()


def test_the_running_program_keeps_its_data_until_it_is_stopped(url, server):
    copy = copied(url)
    forget_engines()

    refused = thidua("restore", copy)
    add_block("K3")  # a save made meanwhile

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == refusal(default_file())
    assert blocks() == ["K1", "K2", "K3"]
    forget_engines()

    server.send_signal(signal.SIGKILL)
    server.wait()
    restored = thidua("restore", copy)

    assert (restored.returncode, restored.stderr) == (0, "")
    before = restored.stdout.partition("Dữ liệu trước đó được giữ ở ")[2].strip()
    with closing(sqlite3.connect(before)) as kept:
        assert [code for (code,) in kept.execute("SELECT code FROM block ORDER BY code")] == [
            *("K1", "K2", "K3")
        ]
    assert blocks() == ["K1"]


@pytest.mark.parametrize("way", [_OWN_WAY, _WAY_OF_WINDOWS], ids=["here", "windows"])
def test_each_of_several_holders_stops_a_restore_and_a_killed_one_does_not(url, start, way):
    forget_engines()
    first, said = start(way + _HOLDER, default_file())
    second, also = start(way + _HOLDER, default_file())
    assert (said, also) == ("đang mở", "đang mở")

    for process in (first, second):
        _, refused = start(way + _RESTORER, default_file())
        assert refused == ""
        process.send_signal(signal.SIGKILL)
        process.wait()

    assert start(way + _RESTORER, default_file())[1] == "đang khôi phục"
    assert start(way + _HOLDER, default_file())[1] == ""
    assert start(way + _RESTORER, default_file())[1] == ""


def test_while_a_restore_runs_nothing_opens_the_data_and_a_killed_one_stops_nobody(url, start):
    forget_engines()
    restoring, said = start(_OWN_WAY + _RESTORER, default_file())
    assert said == "đang khôi phục"

    refused = thidua("verify")
    with pytest.raises(NotReady) as told, reading(url):
        pass

    assert (refused.returncode, refused.stderr) == (1, f"{BUSY}\n")
    assert str(told.value) == BUSY
    restoring.send_signal(signal.SIGKILL)
    restoring.wait()
    assert blocks() == ["K1"]


def test_another_name_of_the_same_file_is_the_same_file(url, start, tmp_path):
    (tmp_path / "loi-khac").symlink_to(default_file().parent)
    start(_OWN_WAY + _OPENER, file_url(tmp_path / "loi-khac" / default_file().name))

    with pytest.raises(Refused, match="đang được mở"):
        backups.restore(copied(url), url=url, actor=PROGRAM, now=NOW)
    assert blocks() == ["K1", "K2"]


def test_after_a_restore_the_data_is_held_again_and_nothing_is_left_lying(url, start):
    backups.restore(copied(url), url=url, actor=PROGRAM, now=NOW)
    assert blocks() == ["K1"]  # this process has it open again

    assert start(_OWN_WAY + _RESTORER, default_file())[1] == ""
    names = {file.name for file in default_file().parent.iterdir() if file.is_file()}
    assert names - {"thidua.db-wal", "thidua.db-shm"} == {
        *("thidua.db", hold.lock_file(default_file()).name)
    }


def test_data_that_can_no_longer_be_read_is_kept_as_it_is(url):
    copy = copied(url)
    forget_engines()
    default_file().write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)

    before = backups.restore(copy, url=url, actor=PROGRAM, now=NOW)

    assert before.read_bytes() == b"SQLite format 3\x00" + b"\xff" * 5000
    assert before not in [one.file for one in backups.listed(database_url())]
    assert blocks() == ["K1"]
    last = recorded()[-1]
    assert last.reason == f"bản trước đó: {before.name}"
