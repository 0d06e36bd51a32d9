"""Lỗi ngoài dự kiến: what the person sees and what the log holds carry the same code.

And what the machine cannot is said as that, at every door; nobody meets «Internal Server Error».
"""

import re
import sqlite3
from contextlib import closing

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.testing.v1 import AppTest

from tests.people import make_account
from thidua.db.engine import demo_url, sqlite_file, writing
from thidua.domain.ground import trouble
from thidua.domain.ground.errors import Unavailable
from thidua.web import doors, failure, gate, start
from thidua.web.gate import DEMO_PATH


def failing_script():
    from thidua.web import server  # noqa: PLC0415 - the body of this function becomes a script

    try:
        raise ValueError("điểm của ông A")
    except ValueError as error:
        assert server.script_failed(error)


def test_a_failure_is_one_calm_line_with_a_code_that_is_in_the_log(monkeypatch):
    lines = []
    monkeypatch.setattr(failure._LOG, "error", lambda text, *values: lines.append(text % values))

    shown = AppTest.from_function(failing_script).run()

    (box,) = shown.error
    code = re.search(r"mã \*\*([0-9A-F]{6})\*\*", box.value)[1]
    assert len(lines) == 1
    assert lines[0].startswith(f"Mã lỗi {code}: ValueError")
    assert "ông A" not in box.value + lines[0]


def full_script():
    from thidua.web import server  # noqa: PLC0415 - the body of this function becomes a script

    assert server.script_failed(OSError(28, "No space left on device"))


def test_a_full_disk_is_said_as_what_it_is_and_needs_no_code():
    (box,) = AppTest.from_function(full_script).run().error
    assert box.value == trouble.FULL


@pytest.fixture
def held(running, monkeypatch):
    """Khối mẫu đang bị một phần mềm khác ghi dở, and nobody waits long for it."""
    monkeypatch.setattr("thidua.db.engine.writing.__wrapped__.__kwdefaults__", {"patience": 0.1})
    with closing(sqlite3.connect(sqlite_file(demo_url()), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield running
        other.execute("ROLLBACK")


def test_a_door_says_that_data_is_held_and_opens_again(held):
    answer = held.post(DEMO_PATH, data={"vai": "quan-tri"})

    assert answer.status_code == 503
    assert "giữ quá lâu" in answer.text
    assert "Chọn" in answer.text  # the page of the door, with its roles


def fail(fault):
    def raising(*_, **__):
        raise fault

    return raising


def test_the_gate_sends_nobody_away_to_sign_in_for_a_machine_that_cannot(running, monkeypatch):
    monkeypatch.setattr(gate, "look", fail(Unavailable(trouble.UNREAD)))

    answer = running.get("/", headers={"accept": "text/html"})

    assert (answer.status_code, answer.text) == (503, trouble.UNREAD)
    assert answer.headers["retry-after"] == "10"
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        running.websocket_connect("/_stcore/stream"),
    ):
        pass
    assert closed.value.code == 1013


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Unavailable(trouble.HELD), trouble.HELD),
        (OSError(28, "No space left on device"), trouble.FULL),
        (ValueError("điểm của ông A"), "Có lỗi ngoài dự kiến"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_whatever_befalls_a_door_is_one_vietnamese_sentence(running, monkeypatch, fault, said):
    monkeypatch.setattr(doors, "sign_in_response", fail(fault))
    calm = TestClient(running.app, follow_redirects=False, raise_server_exceptions=False)

    answer = calm.get("/dang-nhap")

    assert answer.status_code == 503
    assert answer.text.startswith(said)
    assert "ông A" not in answer.text


def test_a_typed_name_stays_when_the_data_is_held(running, monkeypatch):
    with writing() as session:
        make_account(session, "thu.tran")
    monkeypatch.setattr(doors, "_tried", fail(Unavailable(trouble.HELD)))

    answer = running.post("/dang-nhap", data={"ten": "thu.tran", "mat-khau": "x"})

    assert answer.status_code == 503
    assert "giữ quá lâu" in answer.text
    assert 'value="thu.tran"' in answer.text


def test_a_program_that_cannot_begin_ends_with_a_sentence(monkeypatch):
    said, ended = [], []
    monkeypatch.setattr(start, "prepare", fail(OSError(30, "Read-only file system")))
    monkeypatch.setattr(start._LOG, "error", lambda text, *values: said.append(text % values))
    monkeypatch.setattr(start.os, "_exit", ended.append)

    start.prepare_or_end()

    assert (said, ended) == ([f"Phần mềm chưa mở được. {trouble.CLOSED}"], [1])
