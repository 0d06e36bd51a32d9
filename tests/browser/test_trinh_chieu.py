"""Trình chiếu trên trình duyệt: entered from the menu, started, reloaded and left by hand."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import choose, settled


@pytest.mark.parametrize("role", ["khoi-truong", "man-chieu"])
def test_the_show_is_started_and_left_by_clicks_and_survives_a_reload(product, tab, role):
    page = tab(product.address, role=role)
    title = page.get_by_role("heading", name="Trình chiếu")
    if role != "man-chieu":  # it has no other page
        page.get_by_role("link", name="Trình chiếu").click()
    expect(title).to_be_visible()
    choose(page, "Năm", "2024")
    settled(page)

    page.get_by_role("button", name="Bắt đầu trình chiếu").click()
    expect(page.get_by_role("heading", name="Xếp hạng thi đua năm 2024")).to_be_visible()
    page.keyboard.press("ArrowRight")
    last = page.get_by_test_id("stTable").get_by_text("Phòng Đấu thầu")
    expect(last).to_be_visible()
    page.reload()
    expect(last).to_be_visible()
    page.keyboard.press("Escape")
    expect(title).to_be_visible()
    expect(page.get_by_role("combobox", name="Năm")).to_have_value("2024")


def test_whoever_has_no_show_leads_on_to_the_years_that_can_be_seen(product, tab):
    page = tab(product.address, role="dau-thau")
    expect(page.get_by_role("link", name="Trình chiếu")).to_have_count(0)
    page.get_by_role("link", name="Xếp hạng").click()
    expect(page.get_by_text("Xếp hạng mở khi kỳ sang giai đoạn Bình xét")).to_be_visible()

    page.get_by_role("button", name="năm 2024").click()

    expect(page.get_by_text("đứng thứ nhất trong 9 đơn vị")).to_be_visible()
    expect(page.get_by_role("combobox", name="Năm")).to_have_value("2024")
