"""Trang: pages run on the demo block in a database of their own."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from thidua.db.engine import writing
from thidua.domain.permissions import Actor, Role
from thidua.services import demo

PAGES = Path(__file__).parents[2] / "pages"
NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def demo_url(sqlite_url: str) -> str:
    """Khối mẫu trong một cơ sở dữ liệu SQLite."""
    with writing() as session:
        demo.fill(session, actor=Actor("Thử nghiệm", Role.ADMINISTRATOR), now=NOW)
    return sqlite_url


@pytest.fixture
def page() -> Callable[[str], AppTest]:
    """Mở một trang theo tên tệp, as a cold visitor would."""

    def opened(name: str) -> AppTest:
        return AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=30)

    return opened
