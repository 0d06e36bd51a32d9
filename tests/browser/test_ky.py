"""Ô Kỳ trên trình duyệt: what the address or a letter names is shown, and a choice stays."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import choose, settled
from thidua.services.demo import reviews as demo_reviews

FIRST, YEAR = "Quý I năm 2025", "Năm 2025"


def chosen(page):
    """Ô Kỳ."""
    return page.get_by_role("combobox", name="Kỳ", exact=True)


@pytest.mark.parametrize("named", ["quy-1", FIRST])
def test_the_quarter_of_an_address_is_shown(product, tab, named):
    block = demo_reviews.BLOCK_NAME
    page = tab(f"{product.address}/xep-hang?khoi={block}&ky={named}", role="khoi-truong")
    expect(chosen(page)).to_have_value(FIRST)


def test_a_chosen_quarter_stays_after_a_reload(product, tab):
    address = f"{product.address}/xep-hang?khoi={demo_reviews.BLOCK_NAME}"
    page = tab(address, role="khoi-truong")
    choose(page, "Kỳ", FIRST)
    settled(page)

    page.reload()
    settled(page)
    expect(chosen(page)).to_have_value(FIRST)


def test_a_link_in_a_letter_opens_its_quarter_and_a_wrong_one_is_said(product, tab):
    to = f"toi-khoi={demo_reviews.BLOCK_CODE}&toi-nam=2025"
    page = tab(f"{product.address}/tong-quan?{to}&toi-ky=quy-2", role="khoi-truong")
    expect(chosen(page)).to_have_value("Quý II năm 2025")

    page.goto(f"{product.address}/tong-quan?{to}&toi-ky=quy-4")
    settled(page)
    expect(page.get_by_text("không có kỳ «quy-4»; đang xem năm 2025")).to_be_visible()
    expect(chosen(page)).to_have_value(YEAR)
