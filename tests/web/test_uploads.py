"""Tệp gửi lên: a tab leaves no more in the memory of the server than there is room for."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from thidua.web import streamlit_inside as inside
from thidua.web import uploads
from thidua.web.streamlit_inside import UPLOAD_PATH
from thidua.web.uploads import MEGABYTE, BoundUploads

ASKED = f"{UPLOAD_PATH}mot/tep-moi"


@pytest.fixture
def manager(monkeypatch):
    """The files that browsers have sent, three of 19 megabytes in each tab."""
    found = MemoryUploadedFileManager(UPLOAD_PATH)
    monkeypatch.setattr(inside.runtime, "exists", lambda: True)
    monkeypatch.setattr(inside.runtime, "get_instance", lambda: Running(found))
    for tab in ("mot", "hai"):
        for number in range(3):
            file = UploadedFileRec(str(number), "a.pdf", "", b"x" * (19 * MEGABYTE))
            found.add_file(tab, file)
    return found


class Running:
    def __init__(self, manager):
        self.uploaded_file_mgr = manager


def put(path=ASKED, method="PUT", headers=((b"content-length", b"1000000"),)):
    """Which status the request meets; 204 is what stands behind the bound."""
    said = []

    async def behind(scope, receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def send(message):
        said.append(message.get("status"))

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    asyncio.run(BoundUploads(behind)(scope, None, send))
    return said[0]


def test_a_file_is_taken_while_there_is_room(manager):
    assert uploads.held("mot") == (57 * MEGABYTE, 114 * MEGABYTE)
    assert put() == 204


@pytest.mark.parametrize("bound", ["MOST_OF_A_TAB", "MOST_IN_ALL"])
def test_a_file_too_many_is_refused_until_one_is_taken_away(manager, monkeypatch, bound):
    full = {"MOST_OF_A_TAB": 57, "MOST_IN_ALL": 114}[bound]
    monkeypatch.setattr(uploads, bound, full * MEGABYTE)

    assert put() == 413
    assert put(method="DELETE") == 204
    assert put(path="/dang-nhap") == 204
    manager.remove_file("mot", "0")
    assert put() == 204


def test_a_file_that_hides_its_size_counts_as_the_largest(manager, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_OF_A_TAB", 60 * MEGABYTE)

    assert put() == 204
    assert put(headers=()) == 413
    assert put(headers=((b"content-length", "²".encode("latin-1")),)) == 413


def test_another_tab_has_room_of_its_own(manager, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_OF_A_TAB", 57 * MEGABYTE)

    assert put() == 413
    assert put(path=f"{UPLOAD_PATH}ba/tep") == 204


def test_where_the_files_lie_elsewhere_nothing_is_taken_unbounded(monkeypatch):
    monkeypatch.setattr(inside.runtime, "exists", lambda: True)
    monkeypatch.setattr(inside.runtime, "get_instance", lambda: Running(object()))

    with pytest.raises(TypeError, match=r"^Không biết object giữ tệp gửi lên ở đâu\.$"):
        put()


def test_before_the_server_runs_nothing_is_held(monkeypatch):
    monkeypatch.setattr(inside.runtime, "exists", lambda: False)

    assert uploads.held("mot") == (0, 0)


def begun(*parts, size, path=ASKED):
    """An upload that is being read, its status once it is over, and how much of it was read."""
    said, left, read = [], list(parts), []

    async def behind(scope, receive, send):
        while (message := await receive())["type"] == "http.request":
            read.append(len(message["body"]))
            if not message["more_body"]:
                break
        else:
            raise ConnectionResetError
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def receive():
        body = left.pop(0)
        if callable(body):
            body = body()
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def send(message):
        said.append(message.get("status"))

    headers = [(b"content-length", size)] if size else []
    scope = {"type": "http", "method": "PUT", "path": path, "headers": headers}
    asyncio.run(BoundUploads(behind)(scope, receive, send))
    return said[0], sum(read)


def test_more_than_was_announced_is_not_read(manager):
    assert begun(b"x" * 600, b"x" * 400, size=b"1000") == (204, 1000)
    assert begun(b"x" * 600, b"x" * 500, b"x" * 500, size=b"1000") == (413, 600)
    assert not uploads._coming


def test_one_that_hides_its_size_is_ended_at_the_largest(manager, monkeypatch):
    monkeypatch.setattr(uploads, "_largest", lambda: 1000)

    assert begun(b"x" * 900, b"x" * 900, size=b"") == (413, 900)
    assert begun(b"x" * 900, size=b"") == (204, 900)
    assert put(headers=((b"content-length", b"1001"),)) == 413


def test_what_is_still_coming_takes_room_already(manager, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_OF_A_TAB", 58 * MEGABYTE)
    met = []

    def another():
        with ThreadPoolExecutor(1) as pool:  # a loop of its own, while the first is half read
            met.append(pool.submit(put).result())
        return b"x"

    half = str(MEGABYTE // 2).encode()
    assert begun(b"x", another, size=half) == (204, 2)
    assert met == [413]
    assert put() == 204
