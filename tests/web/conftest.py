"""Ứng dụng: the whole ASGI application, started once, since it cannot start twice in a process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from thidua.db.engine import forget_engines
from thidua.domain.access.guessing import Guesses
from thidua.services.access import sign_in


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Ứng dụng đang chạy; use `running`, which gives each test data of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("THIDUA_DATABASE_URL", raising=False)
        patch.setenv("THIDUA_DATA", str(tmp_path_factory.mktemp("var")))
        import app  # noqa: PLC0415 - the application reads its surroundings when it starts

        client = TestClient(app.app, follow_redirects=False)
        client.__enter__()
    yield client
    client.__exit__(None, None, None)


@pytest.fixture
def running(
    started: TestClient, fresh_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """Ứng dụng trên một cơ sở dữ liệu mới của riêng nó, with nobody signed in."""
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    monkeypatch.setattr(sign_in, "_guesses", Guesses())
    shutil.copytree(fresh_data, tmp_path / "var")
    started.cookies.clear()
    yield started
    forget_engines()
