"""Nhiều người cùng làm: one browser each, what they press and read, and what stands in the way."""

import re

from playwright.sync_api import expect

from tests.browser.screen import settled, sign_in, still

PASSWORD = "con đường mùa thu"
TALL = {"width": 1366, "height": 1800}
TAKE = """(table, columns) => {
    const place = title => [...table.querySelectorAll("th")]
        .find(one => one.textContent === title).getAttribute("aria-colindex");
    const places = columns.map(place);
    return [...table.querySelectorAll("tbody tr")].map(row => places.map(
        one => row.querySelector(`td[aria-colindex="${one}"]`).textContent));
}"""
"""Lấy các cột này của một bảng, as screen readers get them."""


def enter(tab, running, login, listen=None):
    """Thẻ của một người, signed in; `listen` is called with it before anything was sent."""
    page = tab(f"{running.address}/dang-nhap", role=None, viewport=TALL)
    heard = None if listen is None else listen(page)
    sign_in(page, login, PASSWORD)
    expect(page.get_by_text(f"Người {login} ({login})")).to_be_visible(timeout=30_000)
    settled(page)
    return page, heard


def go(page, running, place):
    page.goto(f"{running.address}/{place}")
    settled(page)


def press(page, button, answer):
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(answer).first).to_be_visible()
    settled(page)


def table(page, name, columns):
    """Các cột này của bảng mang tên này, row by row as far as it is drawn."""
    named = page.get_by_role("region", name=re.compile(f"^{name}"))
    found = page.get_by_test_id("stDataFrame").filter(has=named)
    for one in columns:
        expect(found.locator("th").filter(has_text=re.compile(f"^{one}$"))).to_be_attached()
    expect(found.locator("td").first).to_be_attached()
    return found.locator("table[role=grid]").evaluate(TAKE, columns)


def opened(page, title):
    """Khung mở ra, which may be open already."""
    found = page.get_by_test_id("stExpander").filter(has=page.get_by_text(title, exact=True))
    if found.locator("details").get_attribute("open") is None:
        found.locator("summary").click()
        settled(page)
        still(found)
    return found


def in_the_way(page, running):
    """Điều còn vướng như trang Thẩm định nói."""
    go(page, running, "tham-dinh")
    expect(page.get_by_text(re.compile("Vì sao chưa chuyển|Không còn việc"))).to_be_visible()
    lines = [one.replace("\u2060", "") for one in page.locator("p").all_inner_texts()]
    return [one.removeprefix("block").strip() for one in lines if one.startswith("block")]
