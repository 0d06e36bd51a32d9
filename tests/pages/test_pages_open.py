"""Mọi trang: opens cold, on the demo, on an empty database and on none, without an exception."""

import pytest

from tests.pages.conftest import PAGES
from thidua.db.engine import forget_engines
from thidua.ui.frame import menu
from thidua.web import identity

NAMES = sorted(file.stem for file in PAGES.glob("*.py"))


def test_every_entry_of_the_menu_has_its_page():
    assert sorted(entry.name for entry in menu.ITEMS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_page_opens_on_the_demo(demo_url, page, name):
    at = page(name).run()

    assert not at.exception
    assert [box.value for box in at.error] == []


@pytest.mark.parametrize("name", NAMES)
def test_page_says_that_there_is_no_database(tmp_path, monkeypatch, page, name):
    monkeypatch.setenv("THIDUA_DATABASE_URL", f"sqlite:///{tmp_path / 'khong-co.db'}")
    at = page(name, None)
    monkeypatch.setattr(identity, "cookie", lambda: "thẻ cũ")
    at.run()

    forget_engines()
    assert not at.exception
    assert [box.value for box in at.error] == [
        "Cơ sở dữ liệu chưa được tạo hoặc chưa được nâng cấp; hãy chạy «python \\-m thidua "
        "upgrade»\\."
    ]
    assert not at.title


@pytest.mark.parametrize("name", NAMES)
def test_page_refuses_a_visitor_who_has_not_signed_in(demo_url, page, name):
    at = page(name, None).run()

    assert [box.value for box in at.error] == ["Bạn cần đăng nhập để xem trang này\\."]
    assert not at.title
    assert not at.dataframe
