"""Bấm khắp: everybody opens all pages of their menu, and what stands there is pressed.

In each run a control is pressed by the first who meets it and for `THIDUA_BAM` seconds a page (2
unless said). `THIDUA_BAM=600` presses all of it as everybody, in every block: hours, and worth
them before a release.
"""

import os
from collections import Counter

import pytest

from tests.browser.crawl import Crawl, budget, some_book
from tests.browser.screen import choose, settled
from thidua.services.demo.people import HEAD, OFFICERS, OTHERS, REVIEWERS, SECRETARY
from thidua.ui.frame import menu

SECONDS = float(os.environ.get("THIDUA_BAM", "2"))
WHOLE = SECONDS >= 60
PEOPLE = [one.login for one in (HEAD, SECRETARY, *OTHERS, OFFICERS[0], OFFICERS[-1], REVIEWERS[0])]
KIOSK = "man-chieu"


@pytest.fixture(scope="module")
def pressing(server):
    """Máy chủ để bấm: the demo of a new installation, which the presses may turn upside down."""
    return server()


@pytest.fixture(scope="module")
def pressed():
    """Đã bấm gì, by all before: in a short turn nobody presses it again."""
    return Counter()


def blocks(page):
    """Các khối chọn được, as the side bar offers them; none for whoever has one."""
    picker = page.get_by_test_id("stSidebar").get_by_role("combobox", name="Khối thi đua")
    if picker.count() == 0:
        return []
    picker.click()
    settled(page)
    names = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return names


def crawl(page, log, folder, pressed):
    """Bấm mọi trang của một người; what was found wrong."""
    turn = Crawl(page, log, some_book(folder), budget(0), Counter() if WHOLE else pressed)
    opened = 0
    for at, block in enumerate(blocks(page) if WHOLE else [None]):
        if at:
            if not turn.open("Tổng quan"):
                break
            choose(page, "Khối thi đua", block)
            settled(page)
        for item in menu.present():
            turn.until = budget(SECONDS)
            opened += turn.press_all(item.title)
    return opened, turn.told()


@pytest.mark.parametrize("login", [one for one in PEOPLE if one != KIOSK])
def test_nothing_that_can_be_pressed_fails(login, pressing, pressed, tab, tmp_path):
    page = tab(f"{pressing.address}/", role=login)

    opened, told = crawl(page, pressing.log, tmp_path, pressed)

    assert told == []
    assert opened >= 5


def test_nothing_fails_for_the_first_administrator(administrator, pressed, tmp_path):
    page, running = administrator

    opened, told = crawl(page, running.log, tmp_path, pressed)

    assert told == []
    assert opened == 20
