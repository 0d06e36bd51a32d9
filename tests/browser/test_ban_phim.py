"""Bàn phím: the three main tasks from the opened page to the saved result, and no click at all."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import cell, column, settled

MOST = 60
"""Số lần bấm Tab nhiều nhất tới một chỗ: farther than that nobody goes by hand."""

HUMAN = 60
"""Mili giây giữa hai phím: faster than anybody types, slower than a busy grid takes a sign in."""

FOCUSED = """() => {
    const here = document.activeElement;
    const acts = here.matches("a, button, input, textarea, summary, [role]");
    const words = here.getAttribute("aria-label") || (acts && here.innerText) || "";
    const grid = here.closest("canvas") ? "lưới" : "";
    return grid || words.replace(/\\s+/g, " ").trim();
}"""
SEEN = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""


@pytest.fixture
def no_mouse(server, tab):
    """Mở một trang as `role`, where a click of the mouse would be a fault of the test."""
    running = server()

    def opened(path: str, role: str) -> Page:
        page = tab(f"{running.address}/{path}", role=role)
        page.evaluate("addEventListener('pointerdown', () => { document.title = 'chuột'; })")
        return page

    return opened


def tab_to(page: Page, words: str) -> int:
    """Bấm Tab tới chỗ mang chữ này; how many times that took."""
    passed = []
    for count in range(1, MOST + 1):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        passed.append(here)
        if re.search(words, here):
            assert page.evaluate(SEEN) or here == "lưới", f"«{here}» không thấy được"
            return count
    raise AssertionError(f"không tới được «{words}»: {passed}")


def type_here(page: Page, text: str) -> None:
    """Gõ vào ô đang chọn của lưới, and go down."""
    editor = page.locator("#portal textarea, #portal input").first
    page.keyboard.press("Enter")
    expect(editor).to_be_focused()
    page.keyboard.type(text, delay=HUMAN)
    expect(editor).to_have_value(text)
    page.wait_for_timeout(HUMAN)
    page.keyboard.press("Enter")
    expect(editor).to_be_hidden()


def test_scores_are_entered_and_saved(no_mouse):
    page = no_mouse("cham-diem", "xuc-tien")
    tab_to(page, r"^[IV]+\. ")
    while not page.evaluate(FOCUSED).startswith("V. "):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settled(page)
    expect(cell(page, 0, 0)).to_have_text("V.1")
    points = column(page, "Điểm")

    tab_to(page, "lưới")
    page.keyboard.press("Control+Home")
    expect(cell(page, 0, 0)).to_be_focused()
    for _ in range(points):
        page.keyboard.press("ArrowRight")
    type_here(page, "3,5")
    type_here(page, "2")
    page.keyboard.press("Escape")
    tab_to(page, "Lưu$")
    page.keyboard.press("Enter")

    expect(page.get_by_text(re.compile("Đã lưu 2 dòng"))).to_be_visible()
    settled(page)
    expect(cell(page, 0, points)).to_have_text("3,5")
    expect(cell(page, 1, points)).to_have_text("2")
    expect(page).not_to_have_title("chuột")


def test_a_sheet_is_handed_in(no_mouse):
    page = no_mouse("cham-diem", "cntt")
    tab_to(page, "Nộp bảng tự chấm")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Đã nộp bảng tự chấm.")).to_be_visible()
    expect(page).not_to_have_title("chuột")


def test_a_reviewer_agrees_with_the_unit(no_mouse):
    page = no_mouse("cham-cheo", "xa-an-lac")
    tab_to(page, "Đồng ý với đơn vị")
    page.keyboard.press("Enter")

    expect(page.get_by_text(re.compile("Đã lưu 1 dòng"))).to_be_visible()
    expect(page).not_to_have_title("chuột")
