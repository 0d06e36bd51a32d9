"""Bản đồ bất đồng trên trình duyệt: a click on a cell opens it."""

import re

from playwright.sync_api import expect

from tests.browser.screen import settled, sign_in
from tests.domain.five_units import GIVEN
from tests.people import make_account
from tests.services.five_units import fill
from thidua.db.engine import file_url, writing
from thidua.db.upgrade import upgrade
from thidua.domain.access.permissions import Grant, Role
from thidua.services.demo import reviews as demo_reviews

TALL = {"width": 1366, "height": 1800}
PASSWORD = "mật khẩu rất dài 2026"
NAMES, TITLES, HEIGHT = 42, 36, 30
"""Bề rộng tên đơn vị, bề cao hàng mã tiêu chí, bề cao một ô, in pixels."""


def test_a_click_on_the_map_opens_that_cell(server, tab, tmp_path, use_database):
    use_database(upgraded(tmp_path))
    fill()
    with writing() as session:
        make_account(session, "truong", Grant(Role.HEAD, "K5", None, 2025, ""), password=PASSWORD)
    running = server(data=tmp_path)
    page = tab(f"{running.address}/tham-dinh", role=None, viewport=TALL)
    sign_in(page, "truong", PASSWORD)
    settled(page)
    page.goto(f"{running.address}/tham-dinh?phan=Bất đồng")
    settled(page)

    click_cell(page, row=3, column=1)

    expect(page.get_by_role("combobox", name="Đơn vị của ô")).to_have_value("P. D")
    expect(page.get_by_role("combobox", name="Tiêu chí của ô")).to_have_value("C2. Tiêu chí C2")
    expect(page.get_by_text("P. D, C2:")).to_contain_text("4 người chấm")


def test_a_link_from_a_cell_stays_in_its_block_and_year(product, tab):
    block = demo_reviews.BLOCK_NAME
    page = tab(
        f"{product.address}/tham-dinh?khoi={block}&phan=Bất đồng",
        role="khoi-truong",
        viewport=TALL,
    )
    unit = page.get_by_role("combobox", name="Đơn vị của ô").input_value()
    page.get_by_role("link", name="Yêu cầu đơn vị giải trình").click()

    expect(page.get_by_role("combobox", name="Về đơn vị")).to_have_value(re.compile(f"{unit}$"))
    expect(page.get_by_role("combobox", name="Khối thi đua")).to_have_value(block)
    settled(page)
    page.reload()
    settled(page)
    expect(page.get_by_role("combobox", name="Khối thi đua")).to_have_value(block)


def upgraded(folder):
    """Cơ sở dữ liệu trống trong thư mục của máy chủ."""
    url = file_url(folder / "thidua.db")
    upgrade(url)
    return url


def click_cell(page, row, column):
    """Bấm vào giữa một ô of five rows and four columns."""
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart).to_be_visible()
    box = chart.bounding_box()
    width = (box["width"] - NAMES) / len(GIVEN["A"])
    x, y = NAMES + width * (column + 0.5), TITLES + HEIGHT * (row + 0.5)
    page.mouse.click(box["x"] + x, box["y"] + y)
