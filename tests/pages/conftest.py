"""Trang: pages run on the demo block in a database of their own."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.people import signed_in
from thidua.web import identity

PAGES = Path(__file__).parents[2] / "pages"
NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def demo_url(demo_sqlite_url: str) -> str:
    """Khối mẫu trong một cơ sở dữ liệu SQLite."""
    return demo_sqlite_url


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
