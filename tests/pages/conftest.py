"""Trang: pages run on the demo block in a database of their own."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.people import signed_in
from thidua.db.engine import file_url, forget_engines, writing
from thidua.domain.permissions import administrator
from thidua.services import demo
from thidua.ui import identity

PAGES = Path(__file__).parents[2] / "pages"
NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tệp mẫu có khối mẫu, filled once; each test gets a copy of it."""
    file = tmp_path_factory.mktemp("khoi-mau") / "demo.db"
    shutil.copyfile(sqlite_template, file)
    with writing(file_url(file)) as session:
        demo.fill(session, actor=administrator("Thử nghiệm"), now=NOW)
    forget_engines()  # all of it is in the file then
    return file


@pytest.fixture
def demo_url(sqlite_url: str, demo_template: Path, tmp_path: Path) -> str:
    """Khối mẫu trong một cơ sở dữ liệu SQLite."""
    shutil.copyfile(demo_template, tmp_path / "thidua.db")
    return sqlite_url


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Mở một trang theo tên tệp as `login`, cold, as its address does; None has not signed in.

    A person who has no account yet is made administrator.
    """

    def opened(name: str, login: str | None = "quan-tri") -> AppTest:
        token = None if login is None else signed_in(login)
        monkeypatch.setattr(identity, "cookie", lambda: token)
        return AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=30)

    return opened
