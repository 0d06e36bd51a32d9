"""Tài khoản trên trình duyệt: from a handed-over password to work in one's own role, and out."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import choose, expander, sign_in
from tests.services import year
from thidua.db.engine import file_url

ADMINISTRATOR, OWN = "con đường mùa thu", "mái trường bên sông"
OF_OFFICER = ("Tổng quan", "Chấm điểm", "Xếp hạng", "Khen thưởng", "Giao ước")
OF_OTHERS = ("Trình chiếu", "Đơn vị", "Tài khoản", "Nhật ký", "Hệ thống")


@pytest.fixture
def running(server, use_database):
    """Máy chủ with the block K1 of two units, whose year has come to self-scoring."""
    started = server()
    use_database(file_url(started.data / "thidua.db"))
    year.settle()
    year.to_self_score()
    return started


@pytest.fixture
def administrator(running, tab):
    """Thẻ của người quản trị đầu tiên, who has just set the product up."""
    page = tab(f"{running.address}/thiet-lap", role=None)
    code = re.search(r"Mã thiết lập lần đầu: (\S+)", running.log.read_text("utf-8")).group(1)
    page.get_by_label("Mã thiết lập").fill(code)
    page.get_by_label("Họ tên").fill("Quách Thành Nam")
    page.get_by_label("Tên đăng nhập").fill("nam.quach")
    page.get_by_label("Mật khẩu (ít nhất 10 ký tự)").fill(ADMINISTRATOR)
    page.get_by_label("Nhập lại mật khẩu").fill(ADMINISTRATOR)
    page.get_by_role("button", name="Tạo người quản trị").click()
    sign_in(page, "nam.quach", ADMINISTRATOR)
    expect(page.get_by_text("Quách Thành Nam (nam.quach)")).to_be_visible(timeout=30_000)
    return page


def make(page):
    """Creates the account of an officer on page Tài khoản; the password to hand over."""
    page.get_by_role("link", name="Tài khoản").click()
    panel = expander(page, "Tạo tài khoản")
    panel.get_by_label("Tên đăng nhập").fill("thu.ha")
    panel.get_by_label("Họ tên").fill("Nguyễn Thu Hà")
    panel.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.get_by_text("Đã tạo tài khoản; hãy giao vai trò cho người này.")).to_be_visible()
    return page.get_by_test_id("stCode").inner_text().strip()


def give_role(page, unit):
    """Of an officer of this unit, in the only block and year there is."""
    chosen = page.get_by_role("combobox", name="Tài khoản")
    expect(chosen).to_have_value("Nguyễn Thu Hà (thu.ha)")
    expect(page.get_by_text("Thu hồi vai trò")).to_be_hidden()
    panel = expander(page, "Giao vai trò")
    choose(page, "Vai trò", "Cán bộ thi đua đơn vị")
    choose(page, "Đơn vị", unit)
    panel.get_by_role("button", name="Giao vai trò").click()
    expect(page.get_by_text("Đã giao vai trò cho thu.ha.")).to_be_visible()


def replace_password(page, given, own):
    page.get_by_label("Mật khẩu hiện tại").fill(given)
    page.get_by_label(re.compile("^Mật khẩu mới")).fill(own)
    page.get_by_label("Nhập lại mật khẩu mới").fill(own)
    page.get_by_role("button", name="Đổi mật khẩu").click()


def test_a_new_officer_works_in_one_unit_until_the_account_is_locked(running, administrator, tab):
    given = make(administrator)
    give_role(administrator, "Phòng B")
    expect(administrator.get_by_test_id("stCode")).to_be_visible()
    administrator.get_by_role("button", name="Đã giao, ẩn mật khẩu").click()
    expect(administrator.get_by_test_id("stCode")).to_be_hidden()

    officer = tab(running.address, role=None)
    sign_in(officer, "thu.ha", given)
    expect(officer.get_by_text("Bạn cần đổi mật khẩu được cấp trước khi dùng.")).to_be_visible()
    officer.goto(f"{running.address}/cham-diem")
    expect(officer.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    replace_password(officer, given, given)
    expect(officer.get_by_text("Mật khẩu mới phải khác mật khẩu hiện tại.")).to_be_visible()
    replace_password(officer, given, OWN)
    expect(officer.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    sign_in(officer, "thu.ha", given)
    expect(officer.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng")).to_be_visible()
    sign_in(officer, "thu.ha", OWN)

    expect(officer.get_by_text("Nguyễn Thu Hà (thu.ha)")).to_be_visible(timeout=30_000)
    expect(officer.get_by_text(re.compile("Phòng B")).first).to_be_visible()
    for title in OF_OFFICER:
        expect(officer.get_by_role("link", name=title)).to_be_visible()
    for title in OF_OTHERS:
        expect(officer.get_by_role("link", name=title)).to_be_hidden()
    officer.get_by_role("link", name="Chấm điểm").click()
    expect(officer.get_by_role("button", name="Lưu", exact=True)).to_be_visible()
    expect(officer.get_by_role("combobox", name="Đơn vị")).to_have_count(0)  # of one unit alone

    administrator.get_by_role("button", name="Khóa tài khoản").click()
    expect(administrator.get_by_text("Đã khóa tài khoản thu.ha.")).to_be_visible()
    officer.get_by_role("button", name="Lưu", exact=True).click()
    expect(officer.get_by_text("Bạn cần đăng nhập để xem trang này.").first).to_be_visible()
    expect(officer.get_by_role("button", name="Lưu", exact=True)).to_be_hidden()
    officer.get_by_role("link", name="Đăng nhập").first.click()
    sign_in(officer, "thu.ha", OWN)
    expect(officer.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng")).to_be_visible()


def test_whom_the_buttons_are_for_is_whom_the_list_shows_after_another_search(administrator):
    make(administrator)
    chosen = administrator.get_by_role("combobox", name="Tài khoản")
    expect(chosen).to_have_value("Nguyễn Thu Hà (thu.ha)")
    sought = administrator.get_by_label("Tìm tài khoản")
    sought.fill("quách")
    sought.press("Enter")

    expect(chosen).to_have_value("Quách Thành Nam (nam.quach)")
    expect(administrator.get_by_role("button", name="Khóa tài khoản")).to_be_hidden()
    sought.fill("thu hà")
    sought.press("Enter")
    expect(chosen).to_have_value("Nguyễn Thu Hà (thu.ha)")
    expect(administrator.get_by_role("button", name="Khóa tài khoản")).to_be_visible()


def test_the_panel_for_new_accounts_stays_open_when_the_password_is_gone(administrator):
    make(administrator)
    login = administrator.get_by_label("Tên đăng nhập")
    login.fill("van.an")
    login.press("Tab")
    administrator.get_by_role("button", name="Đã giao, ẩn mật khẩu").click()

    expect(administrator.get_by_test_id("stCode")).to_be_hidden()
    expect(login).to_be_visible()
    expect(login).to_have_value("van.an")
