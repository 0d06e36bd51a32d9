"""Khung trang trong trình duyệt: language, font, readability, and the page that failed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.screen import settled

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
SAMPLE = "Khối thi đua Sở Tài chính – hạng nhất: Phòng Quản lý ngân sách ĐƯỢC XÉT ỹ ẵ ỡ ữ 873,50"
PAGE = f"""
import streamlit as st

st.title("Trang thử")
st.write("{SAMPLE}")
if st.button("Làm hỏng"):
    raise ValueError("chi tiết không dành cho người xem")
"""


def violations(page):
    """What a checker of the accessibility standard finds on the page."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found]


@pytest.fixture(scope="module")
def framed(with_page):
    return with_page(PAGE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_product_opens_in_vietnamese_and_can_be_read_by_everybody(product, tab, scheme):
    page = tab(product.address, color_scheme=scheme)

    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert "Thi đua" in page.title()
    assert violations(page) == []


def test_the_menu_shows_the_pages_under_their_titles(framed, tab):
    page = tab(framed.address)

    links = page.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_text([re.compile("Tổng quan$"), re.compile("Đơn vị$")])
    expect(page.get_by_test_id("stNavSectionHeader")).to_contain_text(["Kỳ thi đua", "Thiết lập"])
    links.last.click()
    expect(page.get_by_role("heading", name="Trang thứ hai")).to_be_visible()
    expect(page).to_have_url(f"{framed.address}/don-vi")
    expect(page).to_have_title("Đơn vị – Thi đua")


def test_a_page_can_be_opened_by_its_address(framed, tab):
    page = tab(f"{framed.address}/don-vi")

    expect(page.get_by_role("heading", name="Trang thứ hai")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_framed_page_can_be_read_by_everybody(framed, tab, scheme):
    assert violations(tab(framed.address, color_scheme=scheme)) == []


def test_vietnamese_letters_and_digits_are_drawn_in_our_font(framed, tab):
    page = tab(framed.address)
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


def test_all_digits_are_equally_wide_so_that_points_line_up(framed, tab):
    page = tab(framed.address)

    widths = page.evaluate(
        """() => document.fonts.ready.then(() => {
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = '400 100px "Be Vietnam Pro"';
            return [..."0123456789"].map((digit) => pen.measureText(digit).width);
        })"""
    )
    assert len(set(widths)) == 1


def test_a_failed_page_shows_a_code_and_the_log_holds_it(framed, tab):
    page = tab(framed.address)
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
