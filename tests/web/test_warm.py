"""Nạp sẵn: the door answers before the heavy libraries are there, a page only after."""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from thidua import settings
from thidua.web import gate, warm

ROOT = Path(__file__).parents[2]
HEAVY = {
    *("alembic", "altair", "authlib", "joserfc", "numpy", "openpyxl", "pandas", "pyarrow"),
    *("requests", "xlsxwriter", "thidua.services.demo.fill", "thidua.services.ranking.standings"),
}
DOOR = f"""
import json, os, sys
from starlette.testclient import TestClient
from thidua.web import warm
warm.FIRST = ()
import app
with TestClient(app.app) as door:
    answers = [door.get("/dang-nhap").status_code, door.get("/suc-khoe").status_code]
    print(json.dumps([answers, sorted({HEAVY!r} & set(sys.modules))]))
"""


def test_the_door_answers_before_any_heavy_library_is_loaded(fresh_data, tmp_path):
    own = shutil.copytree(fresh_data, tmp_path / "var")
    ended = subprocess.run(
        [sys.executable, "-c", DOOR],
        cwd=ROOT,
        env=settings.surroundings(data=str(own)) | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(ended.stdout.splitlines()[-1]) == [[200, 200], []]


def test_what_is_named_is_loaded_and_what_comes_afterwards_is_not_hurried(monkeypatch):
    stop = Event()
    loaded = []
    monkeypatch.setattr(warm, "_ready", Event())
    monkeypatch.setattr(warm, "_wanted", Event())
    monkeypatch.setattr(warm, "BREATH", 60.0)
    monkeypatch.setattr(warm, "import_module", loaded.append)
    thread = warm.begin(stop)
    warm.wait()
    assert (loaded, warm.is_ready()) == (list(warm.FIRST), True)

    stop.set()
    thread.join(5)
    assert (thread.is_alive(), loaded) == (False, list(warm.FIRST))


def test_after_a_quiet_while_the_rest_is_loaded_too(monkeypatch):
    loaded = []
    monkeypatch.setattr(warm, "QUIET", 0.0)
    monkeypatch.setattr(warm, "BREATH", 0.0)
    monkeypatch.setattr(warm, "import_module", loaded.append)
    warm.begin(Event()).join(5)

    assert loaded == [*warm.FIRST, *warm.AFTERWARDS]


def test_pages_open_even_where_a_library_cannot_be_loaded_ahead(monkeypatch):
    def broken(name):
        raise ImportError(name)

    monkeypatch.setattr(warm, "_ready", Event())
    monkeypatch.setattr(warm, "BREATH", 0.0)
    monkeypatch.setattr(warm, "import_module", broken)
    with pytest.raises(ImportError):
        warm._load(Event())

    assert warm.is_ready()


def test_a_page_waits_until_its_libraries_are_there(monkeypatch):
    ready = Event()
    monkeypatch.setattr(warm, "_ready", ready)
    monkeypatch.setattr(gate, "_is_open", lambda path: False)

    class Known:
        must_change = False

        class actor:  # noqa: N801
            account = "ai"

    monkeypatch.setattr(gate, "look", lambda cookie: Known)
    monkeypatch.setattr(gate, "ticket", lambda cookie: type("Held", (), {"url": ""}))
    reached = []

    async def app(scope, receive, send):
        reached.append(scope["type"])

    async def visit(kind):
        scope = {"type": kind, "path": "/_stcore/stream", "headers": [], "query_string": b""}
        await gate.Gatekeeper(app)(scope, None, None)

    async def both():
        await visit("http")
        waiting = asyncio.create_task(visit("websocket"))
        await asyncio.sleep(0.05)
        assert reached == ["http"]
        ready.set()
        await waiting

    asyncio.run(both())
    assert reached == ["http", "websocket"]
