"""Khung trang trong trình duyệt: language, font, readability, and the page that failed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import assert_logo_shows, settled

SAMPLE = "Khối thi đua Sở Tài chính – hạng nhất: Phòng Quản lý ngân sách ĐƯỢC XÉT ỹ ẵ ỡ ữ 873,50"
PAGE = f"""
import streamlit as st

st.title("Trang thử")
st.write("{SAMPLE}")
if st.button("Làm hỏng"):
    raise ValueError("chi tiết không dành cho người xem")
"""


@pytest.fixture(scope="module")
def framed(with_page):
    return with_page(PAGE)


@pytest.fixture(scope="module")
def opened(framed, shared_tab):
    return shared_tab(framed.address)


@pytest.fixture
def page(framed, opened):
    """Trang thử, loaded anew."""
    opened.goto(framed.address)
    settled(opened)
    return opened


def test_the_product_opens_in_vietnamese(product, tab):
    page = tab(product.address)

    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert "Thi đua" in page.title()


def test_the_menu_shows_the_pages_under_their_titles(framed, page):
    links = page.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_text([re.compile("Tổng quan$"), re.compile("Đơn vị$")])
    expect(page.get_by_test_id("stNavSectionHeader")).to_contain_text(["Kỳ thi đua", "Thiết lập"])
    links.last.click()
    expect(page.get_by_role("heading", name="Trang thứ hai")).to_be_visible()
    expect(page).to_have_url(f"{framed.address}/don-vi")
    expect(page).to_have_title("Đơn vị – Thi đua")


def test_the_logo_is_fetched_under_an_address_and_shows(framed, page):
    assert_logo_shows(page, framed.address)


def test_a_page_can_be_opened_by_its_address(framed, page):
    page.goto(f"{framed.address}/don-vi")

    expect(page.get_by_role("heading", name="Trang thứ hai")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(2)


def test_vietnamese_letters_and_digits_are_drawn_in_our_font(framed, page):
    expect(page.get_by_text("Khối thi đua Sở Tài chính")).to_be_visible()

    loaded = page.evaluate(
        """() => document.fonts.ready.then(() => [...document.fonts]
            .filter((face) => face.family.includes("Be Vietnam Pro") && face.status === "loaded")
            .map((face) => face.unicodeRange))"""
    )
    family = page.get_by_text("Khối thi đua Sở").evaluate("e => getComputedStyle(e).fontFamily")

    assert family.startswith('"Be Vietnam Pro"')
    assert any("U+1EA0-1EF9" in letters for letters in loaded)
    assert any(letters == "U+30-39" for letters in loaded)


def test_all_digits_are_equally_wide_so_that_points_line_up(framed, page):
    widths = page.evaluate(
        """() => document.fonts.ready.then(() => {
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = '400 100px "Be Vietnam Pro"';
            return [..."0123456789"].map((digit) => pen.measureText(digit).width);
        })"""
    )
    assert len(set(widths)) == 1


def test_a_failed_page_shows_a_code_and_the_log_holds_it(framed, page):
    page.get_by_role("button", name="Làm hỏng").click()

    box = page.get_by_test_id("stAlert").last
    expect(box).to_contain_text("Có lỗi ngoài dự kiến")
    settled(page)
    code = re.search(r"mã ([0-9A-F]{6})", box.inner_text())[1]
    log = framed.log.read_text(encoding="utf-8")
    assert f"Mã lỗi {code}: ValueError" in log
    assert "chi tiết không dành" not in page.content()


def test_the_start_tells_where_to_look(framed):
    assert f"Mở trình duyệt tại: {framed.address}" in framed.log.read_text(encoding="utf-8")
