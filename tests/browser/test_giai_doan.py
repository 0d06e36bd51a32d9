"""Bảng giai đoạn trên trình duyệt: what a person has opened stays open while they work in it."""

from playwright.sync_api import expect

from tests.browser.screen import settled


def test_an_open_panel_stays_open_after_an_act_and_after_its_message_is_gone(server, tab):
    """The message above comes and goes; nothing below it may be taken for something else."""
    page = tab(f"{server().address}/tong-quan", role="khoi-truong")
    reason = page.get_by_label("Lý do gia hạn")
    page.get_by_text("Gia hạn cho một đơn vị").click()
    page.get_by_text("Đặt thời hạn").click()
    expect(reason).to_be_visible()
    page.get_by_label("Hạn cuối, hết ngày").get_by_role("spinbutton").first.click()
    page.keyboard.type("31122030")
    page.keyboard.press("Tab")
    settled(page)

    page.get_by_role("button", name="Ghi thời hạn").click()
    expect(page.get_by_text("Đã ghi thời hạn.")).to_be_visible()
    expect(reason).to_be_visible()

    reason.fill("Mất điện diện rộng")
    reason.press("Tab")
    expect(page.get_by_text("Đã ghi thời hạn.")).to_be_hidden()
    expect(reason).to_be_visible()
    expect(reason).to_have_value("Mất điện diện rộng")
