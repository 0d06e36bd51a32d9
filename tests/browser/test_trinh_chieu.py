"""Trình chiếu từ menu: whoever leads and the kiosk find the desk; others are told where to go."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import choose, settled


@pytest.mark.parametrize("role", ["khoi-truong", "man-chieu"])
def test_the_desk_is_entered_from_the_menu_and_survives_a_reload(product, tab, role):
    page = tab(product.address, role=role)
    title = page.get_by_role("heading", name="Trình chiếu")
    if role != "man-chieu":  # it has no other page
        page.get_by_role("link", name="Trình chiếu").click()
    expect(title).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    choose(page, "Năm", "2024")
    settled(page)
    expect(page.get_by_text("Hội nghị tổng kết và bình xét thi đua năm 2024")).to_be_visible()

    page.reload()
    settled(page)

    expect(page.get_by_role("combobox", name="Năm")).to_have_value("2024")
    expect(page.get_by_role("button", name="Tiếp")).to_be_enabled()


def test_whoever_has_no_show_leads_on_to_the_years_that_can_be_seen(product, tab):
    page = tab(product.address, role="dau-thau")
    expect(page.get_by_role("link", name="Trình chiếu")).to_have_count(0)
    page.get_by_role("link", name="Xếp hạng").click()
    expect(page.get_by_text("Xếp hạng mở khi kỳ sang giai đoạn Bình xét")).to_be_visible()

    page.get_by_role("button", name="năm 2024").click()

    expect(page.get_by_text("đứng thứ nhất trong 9 đơn vị")).to_be_visible()
    expect(page.get_by_role("combobox", name="Năm")).to_have_value("2024")
