"""Láng giềng: what one process lays down another finds, for its tab and its person alone."""

import os
import time
from threading import Event
from types import SimpleNamespace

import pytest
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from thidua.db.engine import data_folder, demo_url
from thidua.web import identity, made_files, neighbours, uploads
from thidua.web import streamlit_inside as inside
from thidua.web.neighbours import Laid
from thidua.web.streamlit_inside import SharedUploads

TAB, KEY = "0b0e7c1e-1111-4c5e-9d1f-3f3f3f3f3f3f", "1a2b3c4d-2222-4c5e-9d1f-3f3f3f3f3f3f"
FILE = Laid("Báo cáo năm.pdf", "application/pdf", b"%PDF\nmot")


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    monkeypatch.setattr(neighbours, "_own", "")
    return tmp_path


def mark(name, ago=0):
    """Dấu của một tiến trình khác, so many seconds ago."""
    place = neighbours._place("dang-chay") / name
    place.touch()
    os.utime(place, (time.time() - ago,) * 2)


def laid(data):
    return sorted(one.name for one in (data / "tam").rglob("*") if one.is_file())


def test_a_process_knows_those_that_run_beside_it(data):
    assert not neighbours.has_others()
    stop = Event()
    marking = neighbours.begin(stop)
    assert not neighbours.has_others()
    mark("may-khac-7", ago=300)
    assert not neighbours.has_others()
    mark("may-khac-8", ago=20)
    assert neighbours.has_others()
    assert (data / "tam").stat().st_mode & 0o077 == 0 or os.name != "posix"

    stop.set()
    marking.join(5)
    assert laid(data) == ["may-khac-7", "may-khac-8"]


def test_alone_nothing_is_laid_down(data):
    SharedUploads("/x").get_upload_urls(TAB, ["a.pdf"])
    made_files.note(b"PK", "x/y", "a.xlsx", ("that", "an"))

    assert not (data / "tam").exists()


def test_a_file_sent_to_the_other_process_is_taken_by_the_one_that_runs_its_tab(data):
    mark("khac")
    here, there = SharedUploads("/x"), SharedUploads("/x")
    here.get_upload_urls(TAB, ["a.pdf"])

    there.add_file(TAB, UploadedFileRec(KEY, FILE.name, FILE.media_type, FILE.content))
    assert uploads.held(TAB)[0] > len(FILE.content)
    (found,) = here.get_files(TAB, [KEY])
    assert (found.name, found.type, found.data) == (FILE.name, FILE.media_type, FILE.content)
    assert here.get_files(TAB, [KEY]) == [found]
    assert laid(data) == ["khac"]

    there.add_file(TAB, UploadedFileRec(KEY, "", "", b""))
    here.remove_file(TAB, KEY)
    assert here.get_files(TAB, [KEY]) == []
    here.remove_session_files(TAB)
    assert not neighbours.is_expected(TAB)


@pytest.mark.parametrize("tab", ["../../du-lieu", "khong-cho-tep", "", "a/b", "..\\..\\x"])
def test_nobody_lays_a_file_where_none_is_expected(data, tab):
    mark("khac")
    neighbours.expect(TAB, is_demo=False)

    neighbours.lay_sent(tab, KEY, FILE)
    neighbours.lay_sent(TAB, "../" + KEY, FILE)

    assert not neighbours.is_expected(tab)
    assert neighbours.take_sent(tab, KEY) is None
    assert laid(data) == ["khac"]


def test_what_was_made_is_found_by_its_person_and_by_nobody_else(data):
    mark("khac")
    made_files.note(b"PK so", "x/y", "Sổ.xlsx", ("that", "an"))
    path = f"/media/{inside.file_id(b'PK so', 'x/y', 'Sổ.xlsx')}.xlsx"

    found = made_files.from_another(path, ("that", "an"))
    assert (found.body, found.media_type) == (b"PK so", "x/y")
    assert found.headers["content-disposition"].startswith('attachment; filename="So.xlsx"')
    assert made_files.from_another(path, ("that", "binh")) is None
    assert made_files.from_another(path, (demo_url(), "an")) is None
    assert made_files.from_another("/media/khac.png", ("that", "an")) is None


def test_what_nobody_fetched_goes_in_time_and_the_oldest_first(data, monkeypatch):
    mark("khac")
    (data / "khoi-mau").mkdir()

    def lay(number, is_demo=False):
        neighbours.lay_made(f"{number}", "an", Laid("a", "x/y", b"x" * 100), is_demo=is_demo)

    def found(number, is_demo=False):
        return neighbours.find_made(f"{number}", "an", is_demo=is_demo)

    for number in range(3):
        lay(number)
    monkeypatch.setattr(neighbours, "_MOST_MADE", 300)
    lay(3)
    for number in range(9):
        lay(number, is_demo=True)
    assert [bool(found(one)) for one in range(4)].count(True) == 2
    assert found(3)
    assert [bool(found(one, is_demo=True)) for one in range(9)].count(True) == 2
    assert len(list((data / "khoi-mau/tam/tai-ve").iterdir())) == 2

    for one in data_folder().rglob("tai-ve/*"):
        os.utime(one, (0, 0))
    neighbours.expect(TAB, is_demo=False)
    os.utime(data_folder() / "tam/gui-len" / TAB, (0, 0))
    mark("da-chet", ago=100_000)
    neighbours._sweep()
    assert laid(data) == ["khac"]
    assert not neighbours.is_expected(TAB)


def test_what_is_sent_to_the_demo_lies_with_the_demo_alone(data, monkeypatch):
    mark("khac")
    (data / "khoi-mau").mkdir()
    here, there = SharedUploads("/x"), SharedUploads("/x")
    cookies = {identity.COOKIE: f"{identity.DEMO_MARK}abc"}
    client = SimpleNamespace(client_context=SimpleNamespace(cookies=cookies))
    with monkeypatch.context() as running:
        running.setattr(inside.runtime, "exists", lambda: True)
        running.setattr(
            inside.runtime, "get_instance", lambda: SimpleNamespace(get_client={TAB: client}.get)
        )
        here.get_upload_urls(TAB, ["a.pdf"])

    there.add_file(TAB, UploadedFileRec(KEY, FILE.name, FILE.media_type, FILE.content))

    assert laid(data) == ["khac"]
    assert [one.name for one in (data / "khoi-mau/tam/gui-len" / TAB).iterdir()] == [KEY]
    assert uploads.held(TAB)[0] > len(FILE.content)
    assert here.get_files(TAB, [KEY])[0].data == FILE.content
    here.remove_session_files(TAB)
    assert not neighbours.is_expected(TAB)
