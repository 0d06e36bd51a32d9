"""Bảng của khối trong trình duyệt: pasted as it is, looked at, and imported by one press."""

import re

from playwright.sync_api import expect

from tests.browser.screen import settled

PANEL = "Nhập bảng của đơn vị, của khối như đang có"


def test_a_table_pasted_from_a_spreadsheet_is_shown_asked_about_and_imported(server, tab):
    page = tab(f"{server().address}/tong-quan")
    page.get_by_role("link", name="Chấm điểm", exact=True).click()
    settled(page)
    page.get_by_text(PANEL).click()
    settled(page)
    page.get_by_text("Dán từ bảng tính", exact=True).click()
    settled(page)

    rows = ("TT\tNội dung\tQLNS\tTCDT", "II.1\t\t3,5\t4", "II.2\t\t2\tnhiều", "Tổng cộng\t\t6\t4")
    page.get_by_label("Dán các ô đã chép từ bảng tính").fill("\n".join(rows))
    page.keyboard.press("Control+Enter")
    settled(page)
    page.screenshot(path="/tmp/press/wide1.png", full_page=True)
    expect(page.get_by_text(re.compile("nhiều"))).to_be_visible()
