"""Ngày đầu trên trình duyệt: set-up, the first screen and where it leads, entered by clicks."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import settled, sign_in

PASSWORD = "con đường mùa thu"
WITHOUT_A_BLOCK = ("Đơn vị", "Tài khoản", "Nhật ký", "Hệ thống")
"""Trang có việc để làm ngay cả khi chưa có khối nào."""


@pytest.fixture
def administrator(server, tab):
    """Thẻ của người quản trị đầu tiên of a new installation."""
    running = server()
    page = tab(f"{running.address}/thiet-lap", role=None)
    code = re.search(r"Mã thiết lập lần đầu: (\S+)", running.log.read_text("utf-8")).group(1)
    page.get_by_label("Mã thiết lập").fill(code)
    page.get_by_label("Họ tên").fill("Quách Thành Nam")
    page.get_by_label("Tên đăng nhập").fill("nam.quach")
    page.get_by_label("Mật khẩu (ít nhất 10 ký tự)").fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tạo người quản trị").click()
    sign_in(page, "nam.quach", PASSWORD)
    expect(page.get_by_text("Quách Thành Nam (nam.quach)")).to_be_visible(timeout=30_000)
    return page


def test_the_first_administrator_is_led_on_from_every_page_and_cannot_lock_themselves_out(
    administrator,
):
    page = administrator
    red = page.get_by_test_id("stAlertContentError")
    steps = page.get_by_role("heading", name="Bắt đầu kỳ đầu tiên")
    titles = [one.strip() for one in page.get_by_test_id("stSidebarNavLink").all_inner_texts()]
    assert len(titles) == 15
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
    page.get_by_role("link", name="Đổi mật khẩu").click()
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Tổng quan").click()
    expect(steps).to_be_visible()
    page.get_by_role("link", name="Mở Đơn vị").click()
    expect(page.get_by_role("heading", name="Đơn vị", exact=True)).to_be_visible()
