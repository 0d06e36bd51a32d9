"""Khung «Bản trình chiếu PowerPoint»: drawn when it is opened, with what will be in the file."""

import pytest

from tests.pages.screen import everything, labels, open_panel, texts
from tests.people import make_account
from thidua.db.engine import writing
from thidua.domain.access.permissions import Grant, Role
from thidua.services.document import deck, templates

PANEL, BUTTON = "Bản trình chiếu PowerPoint", "Làm bản trình chiếu"


def buttons(at):
    return labels(at)


def of_year(page, name, year="2024", login="quan-tri"):
    at = page(name, login)
    at.query_params["nam"] = year
    return at.run()


@pytest.mark.parametrize("name", ["xep_hang", "trinh_chieu"])
def test_the_panel_names_the_slides_and_what_is_not_there_before_the_click(demo_url, page, name):
    at = of_year(page, name)
    assert BUTTON not in buttons(at)

    open_panel(at, PANEL)

    said = everything(at)
    assert "Dẫn đầu: P. Ngân sách 918,00; hơn thứ hai 64,00 điểm" in said
    assert "Không có: Điểm đã giải trình (không có ý kiến giải trình, kiến nghị nào)" in said
    assert "Mỗi đơn vị" not in texts(at.markdown)
    assert BUTTON in buttons(at)


def test_the_options_change_what_will_be_in_the_file(demo_url, page):
    at = of_year(page, "trinh_chieu")
    open_panel(at, PANEL)

    for one in at.toggle:
        one.set_value(True)
    at.run()

    assert [one.label for one in at.toggle] == [
        "Ẩn xếp hạng",
        "Mỗi đơn vị một trang",
        "Mẫu trình chiếu riêng",
    ]
    said = texts(at.markdown)
    assert "Dẫn đầu: Đơn vị hạng 1 918,00" in said
    assert "Đơn vị hạng 9, mạnh nhất nhóm I" in said
    assert "P. Ngân sách" not in said
    assert "ĐÃ ẨN TÊN ĐƠN VỊ" in said


def test_nothing_is_read_for_the_panel_while_it_is_shut(demo_url, page, monkeypatch):
    asked = []
    monkeypatch.setattr(deck, "deck", lambda *_, **__: asked.append(1))

    at = of_year(page, "xep_hang")

    assert not at.exception
    assert asked == []


def test_without_the_library_the_panel_says_what_is_missing(demo_url, page, monkeypatch):
    monkeypatch.setattr("thidua.services.document.deck.is_possible", lambda: False)
    at = of_year(page, "xep_hang")

    open_panel(at, PANEL)

    assert [one.value for one in at.info if "python-pptx" in one.value] == [templates.NO_SLIDES]
    assert BUTTON not in buttons(at)


def test_a_screen_that_only_projects_has_no_panel(demo_url, page):
    with writing() as session:
        make_account(session, "man", Grant(Role.KIOSK, "KTD-STC", None, 2024))

    at = of_year(page, "trinh_chieu", login="man")

    assert not at.exception
    assert PANEL not in [one.label for one in at.expander]
