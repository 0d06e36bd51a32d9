"""Khung trang: the menu lists the pages that exist, and one failing page does not stop the rest."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.people import make_account, signed_in
from thidua.db.engine import writing
from thidua.domain.access.permissions import Permission
from thidua.ui.frame import menu
from thidua.web import identity
from thidua.web.turns import turns

MAIN = menu.PAGES_FOLDER.parent / "thidua" / "ui" / "frame" / "main.py"


@pytest.fixture
def pages(sqlite_url, tmp_path, monkeypatch):
    """An empty folder of pages for a signed-in administrator; `pages(name, source)` adds one."""
    token = signed_in("quan-tri")
    monkeypatch.setattr(identity, "cookie", lambda: token)
    monkeypatch.setattr(menu, "PAGES_FOLDER", tmp_path)

    def put(name, source):
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")

    return put


def free_turns():
    """How many page bodies could start now."""
    free = 0
    while turns().acquire(blocking=False):
        free += 1
    turns().release(free)
    return free


def test_a_person_without_a_role_is_told_whom_to_ask(pages, monkeypatch):
    pages("tong_quan", "import streamlit as st; st.title('Trang đầu')")
    with writing() as session:
        make_account(session, "moi")
    token = signed_in("moi")
    monkeypatch.setattr(identity, "cookie", lambda: token)

    shown = AppTest.from_file(MAIN).run()

    assert [box.value for box in shown.info] == [
        "Tài khoản của bạn chưa được giao vai trò nào; hãy liên hệ người quản trị."
    ]
    assert not shown.title


def test_a_visitor_who_has_not_signed_in_sees_no_menu_and_no_page(pages, monkeypatch):
    pages("tong_quan", "import streamlit as st; st.title('Trang đầu')")
    monkeypatch.setattr(identity, "cookie", lambda: None)

    shown = AppTest.from_file(MAIN).run()

    assert [box.value for box in shown.error] == ["Bạn cần đăng nhập để xem trang này\\."]
    assert not shown.title


def test_the_first_page_that_exists_is_run(pages):
    pages("tong_quan", "import streamlit as st; st.title('Trang đầu')")
    pages("don_vi", "import streamlit as st; st.title('Trang khác')")

    shown = AppTest.from_file(MAIN).run()

    assert [title.value for title in shown.title] == ["Trang đầu"]


def test_a_first_page_of_its_own_is_found_under_its_name_too(pages, monkeypatch):
    pages("trinh_chieu", "import streamlit as st; st.title('Bàn')")
    pages("tro_giup", "import streamlit as st; st.title('Trợ giúp')")
    given = []
    known = st.navigation
    monkeypatch.setattr(
        st, "navigation", lambda pages, **how: given.append(pages) or known(pages, **how)
    )

    shown = AppTest.from_file(MAIN).run()

    found = [(one.url_path, one.visibility) for own in given[0].values() for one in own]
    assert found == [("", "visible"), ("trinh-chieu", "hidden"), ("tro-giup", "visible")]
    assert [title.value for title in shown.title] == ["Bàn"]


COUNTS = """
import streamlit as st
from tests.ui.frame.test_main import free_turns
from thidua.ui.frame import page

def count(*given):
    st.session_state.setdefault("dem", []).append(free_turns())

def press():
    count()
    1 / st.session_state.get("chia", 1)

@page.part("don_vi")
def inner(ctx):
    count()
    ctx.button("Bấm", press, key="bam")

with page.opened("don_vi", choose_period=False) as ctx:
    count()
    inner(ctx)
    ENDS
"""


@pytest.mark.parametrize("ends", ["raise ValueError('hỏng')", "st.stop()", "st.rerun()", "pass"])
def test_page_part_and_button_hold_one_turn_each_and_give_it_back_however_they_end(pages, ends):
    once = "if st.session_state.setdefault('lan', 0) == 0:\n        st.session_state.lan = 1\n"
    pages("don_vi", COUNTS.replace("ENDS", f"{once}        {ends}"))

    at = AppTest.from_file(MAIN).run()
    at.run()
    at.session_state["dem"] = []
    at.button[0].click().run()
    at.session_state["chia"] = 0
    at.button[0].click().run()

    assert at.session_state["dem"] == [1] * 4  # the press that failed was the whole run
    assert free_turns() == 2


def test_more_pages_run_at_once_where_they_wait_for_a_database_server(monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", "postgresql://may-chu/thidua")
    turns.cache_clear()
    try:
        assert free_turns() == 6
    finally:
        turns.cache_clear()


def test_addresses_have_no_underscore_and_no_mark():
    assert [item.address for item in menu.ITEMS] == [
        "tong-quan",
        "cham-diem",
        "cham-cheo",
        "giai-trinh",
        "tham-dinh",
        "binh-xet",
        "xep-hang",
        "khen-thuong",
        "phong-trao",
        "so-theo-doi",
        "bao-cao",
        "phan-tich",
        "trinh-chieu",
        "giao-uoc",
        "don-vi",
        "tai-khoan",
        "nhat-ky",
        "he-thong",
        "du-lieu-ca-nhan",
        "tro-giup",
    ]


def test_the_menu_is_the_home_of_titles_and_rights():
    assert menu.entry("don_vi").title == "Đơn vị"
    assert menu.entry("trinh_chieu").needs is Permission.PROJECT
    assert {item.group.value for item in menu.ITEMS} == {"Kỳ thi đua", "Thiết lập", "Quản trị"}


def test_every_page_file_is_in_the_menu():
    files = {file.stem for file in menu.PAGES_FOLDER.glob("*.py") if file.stem != "__init__"}

    assert files <= {item.name for item in menu.ITEMS}
