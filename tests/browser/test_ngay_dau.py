"""Ngày đầu trên trình duyệt: set-up, the first screen and where it leads, entered by clicks."""

from playwright.sync_api import expect

from tests.browser.screen import settled

WITHOUT_A_BLOCK = (*("Đơn vị", "Tài khoản", "Nhật ký", "Hệ thống", "Dữ liệu cá nhân", "Trợ giúp"),)
"""Trang có việc để làm ngay cả khi chưa có khối nào."""


def test_the_first_administrator_is_led_on_from_every_page_and_cannot_lock_themselves_out(
    administrator,
):
    page, _ = administrator
    red = page.get_by_test_id("stAlertContentError")
    steps = page.get_by_role("heading", name="Bắt đầu kỳ đầu tiên")
    titles = [one.strip() for one in page.get_by_test_id("stSidebarNavLink").all_inner_texts()]
    assert len(titles) == 20
    for shown in titles:
        title = shown.splitlines()[-1]
        page.get_by_role("link", name=title, exact=True).first.click()
        expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
        settled(page)
        expect(red).to_have_count(0)
        expect(steps).to_have_count(0 if title in WITHOUT_A_BLOCK else 1)

    page.get_by_role("link", name="Tổng quan").click()
    expect(steps).to_be_visible()
    page.get_by_role("link", name="Mở Tài khoản").click()
    expect(page.get_by_role("heading", name="Sửa tài khoản")).to_be_visible()
    settled(page)
    for act in ("Đặt lại mật khẩu", "Khóa tài khoản"):
        expect(page.get_by_role("button", name=act)).to_have_count(0)
    page.get_by_role("link", name="Đổi mật khẩu").first.click()
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Tổng quan").click()
    expect(steps).to_be_visible()
    page.get_by_role("link", name="Mở Đơn vị").click()
    expect(page.get_by_role("heading", name="Đơn vị", exact=True)).to_be_visible()
