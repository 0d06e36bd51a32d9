"""Đăng nhập trên trình duyệt: a newcomer's first minute, and what signing out does elsewhere."""

import re

from playwright.sync_api import expect

from tests.browser.screen import (
    assert_logo_shows,
    cell,
    choose,
    choose_group,
    column,
    settled,
    type_in_cell,
)
from thidua.services.demo import centres as demo_centres

PASSWORD = "con đường mùa thu"


def leave(page, way):
    """Ra khỏi phần mềm by the person's menu."""
    page.get_by_role("button", name="Của tôi").click()
    page.get_by_role("button", name=way).click()


def step_in(page, role):
    page.locator(f'button[value="{role}"]').click()
    expect(page.get_by_text("DỮ LIỆU MẪU")).to_be_visible(timeout=30_000)
    settled(page)


def test_a_newcomer_steps_into_a_role_scores_and_finds_it_again(server, tab):
    page = tab(server().address, role=None)
    expect(page.get_by_role("heading", name="Bắt đầu")).to_be_visible()
    step_in(page, "xuc-tien")
    expect(page.get_by_text(re.compile("Trung tâm Xúc tiến đầu tư đã tự chấm"))).to_be_visible()

    page.get_by_role("link", name="Chấm điểm").click()
    choose_group(page, "V")
    points = column(page, "Điểm")
    type_in_cell(page, 0, points, "3,5")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text(re.compile("Đã lưu 1 dòng lúc"))).to_be_visible()

    page.reload()
    settled(page)
    page.get_by_text(re.compile(r"^V\. 1/5 · Điểm thưởng")).click()
    expect(cell(page, 0, points)).to_have_text("3,5")

    leave(page, "Đổi vai")
    expect(page.get_by_role("heading", name="Bắt đầu")).to_be_visible()
    step_in(page, "khoi-truong")
    page.get_by_role("link", name="Nhật ký").click()
    expect(page.get_by_role("heading", name="Nhật ký")).to_be_visible()
    settled(page)
    choose(page, "Khối thi đua", demo_centres.BLOCK_NAME)
    settled(page)
    expect(cell(page, 0, 1)).to_have_text("Lương Gia Bảo (xuc-tien)")


def test_the_first_administrator_sets_up_signs_in_and_out_everywhere(server, tab):
    running = server()
    page = tab(running.address, role=None)
    page.get_by_role("link", name="Thiết lập cho khối của tôi").click()
    code = re.search(r"Mã thiết lập lần đầu: (\S+)", running.log.read_text("utf-8")).group(1)
    page.get_by_label("Mã thiết lập").fill(code)
    page.get_by_label("Họ tên").fill("Quách Thành Nam")
    page.get_by_label("Tên đăng nhập").fill("nam.quach")
    page.get_by_label("Mật khẩu (ít nhất 10 ký tự)").fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tạo người quản trị").click()

    page.get_by_label("Tên đăng nhập").fill("nam.quach")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("Quách Thành Nam (nam.quach)")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Chưa có khối thi đua nào")).to_be_visible()
    expect(page.get_by_text("DỮ LIỆU MẪU")).to_be_hidden()
    assert_logo_shows(page, running.address)

    other = page.context.new_page()
    other.goto(f"{running.address}/don-vi")
    settled(other)
    leave(page, "Đăng xuất")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    other.get_by_role("link", name="Giao ước").click()
    expect(other.get_by_text("Bạn cần đăng nhập để xem trang này.").first).to_be_visible()


def test_a_page_is_refused_cold_to_a_role_without_the_right(product, tab):
    page = tab(f"{product.address}/tai-khoan", role="xuc-tien")

    told = page.get_by_text("Trang này không có").or_(page.get_by_text("không thuộc phạm vi"))
    expect(told.first).to_be_visible()
    assert "quan-tri" not in page.content()
