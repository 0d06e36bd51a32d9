"""Chấm điểm trong trình duyệt: typed cells are saved and found again; two tabs lose nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import (
    cell,
    choose_group,
    column,
    expander,
    focus_cell,
    grid,
    paste_in_cell,
    save,
    settled,
    type_in_cell,
)

PHONE = {"width": 390, "height": 844}
FOLD, HEAD, LINE = 768, 36, 35
"""Mép dưới của màn hình máy tính xách tay, đầu lưới và một dòng, in pixels."""


@pytest.fixture
def opened(server, tab):
    """Thẻ: one more tab on group II, of a server that this test alone writes to."""
    address = f"{server().address}/cham-diem"

    def show():
        page = tab(address, role="xuc-tien")
        choose_group(page, "II")
        return page

    return show


def test_two_typed_cells_are_saved_and_found_after_a_reload(opened):
    page = opened()
    points, note = column(page, "Điểm"), column(page, "Giải trình")

    type_in_cell(page, 0, points, "3,5")
    type_in_cell(page, 1, note, "Đã rà soát lại")
    save(page)

    expect(page.get_by_text(re.compile(r"Đã lưu 2 dòng lúc \d\d:\W?\d\d:\W?\d\d"))).to_be_visible()
    expect(cell(page, 0, points)).to_have_text("3,5")
    page.reload()
    settled(page)
    choose_group(page, "II")
    expect(cell(page, 0, points)).to_have_text("3,5")
    expect(cell(page, 1, note)).to_have_text("Đã rà soát lại")


def test_the_second_of_two_tabs_sees_both_values_and_chooses(opened):
    first, second = opened(), opened()
    points = column(first, "Điểm")

    type_in_cell(first, 0, points, "4")
    type_in_cell(second, 0, points, "3")
    save(first)
    expect(first.get_by_text("Đã lưu 1 dòng")).to_be_visible()
    save(second)

    expect(second.get_by_text("Có dòng người khác đã lưu")).to_be_visible()
    expect(cell(second, 0, 1, which=1)).to_contain_text("4 điểm")
    expect(cell(second, 0, 2, which=1)).to_contain_text("3 điểm")
    expect(cell(second, 0, points)).to_have_text("3")
    second.get_by_role("button", name="Ghi đè bằng bản của tôi").click()
    expect(second.get_by_text("Đã lưu 1 dòng")).to_be_visible()
    first.reload()
    settled(first)
    choose_group(first, "II")
    expect(cell(first, 0, points)).to_have_text("3")


def test_the_chosen_group_stays_when_its_count_changes(opened):
    page = opened()
    choose_group(page, "VI")

    page.get_by_role("button", name="Không phát sinh").click()

    expect(page.get_by_text("Đã lưu 5 dòng")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^VI\. 5/5 ·"))).to_be_visible()
    expect(cell(page, 0, 0)).to_have_text("VI.1")
    expect(cell(page, 0, column(page, "Điểm"))).to_have_text("0")


def test_a_typed_cell_waits_while_another_group_is_looked_at(opened):
    page = opened()
    points = column(page, "Điểm")

    type_in_cell(page, 0, points, "2,5")
    choose_group(page, "III")
    expect(page.get_by_text("Có ô đã gõ mà chưa lưu")).to_be_visible()
    choose_group(page, "II")

    expect(cell(page, 0, points)).to_have_text("2,5")
    save(page)
    expect(page.get_by_text("Đã lưu 1 dòng")).to_be_visible()


def test_a_dozen_lines_stand_above_the_fold_of_a_laptop(opened):
    page = opened()
    page.set_viewport_size({"width": 1366, "height": FOLD})
    settled(page)

    first = grid(page).bounding_box()["y"] + HEAD
    assert (FOLD - first) // LINE >= 12


def test_groups_stand_in_one_strip_with_what_is_scored_before_what_is_cut_off(opened):
    page = opened()
    page.set_viewport_size({"width": 1366, "height": FOLD})
    groups = page.get_by_role("radiogroup", name="Nhóm tiêu chí").get_by_role("radio")
    expect(groups.first).to_be_visible()

    assert len({one.bounding_box()["y"] for one in groups.all()}) == 1
    assert re.match(r"II\. \d/5 · ", groups.nth(1).inner_text())


def test_the_line_one_stands_on_is_read_whole_below_the_grid(opened):
    page = opened()
    around = page.locator(".st-key-theo-doi-luu")
    focus_cell(page, 2, column(page, "Điểm"))
    whole = "II.3  Có kế hoạch phòng chống tham nhũng, tiết kiệm và triển khai — Điểm từ 0 đến 30"
    expect(around).to_have_attribute("data-dong", whole)

    choose_group(page, "III")
    expect(around).not_to_have_attribute("data-dong", re.compile("."))


def test_a_whole_group_is_pasted_and_saved(opened):
    page = opened()
    points, note = column(page, "Điểm"), column(page, "Giải trình")
    paste_in_cell(page, 0, points, "21,5\tĐủ\n22,5\t\n23,5\t\n24,5\t\n25,5\tVượt")
    save(page)

    expect(page.get_by_text("Đã lưu 5 dòng")).to_be_visible()
    assert [cell(page, row, points).inner_text() for row in range(5)] == [
        "21,5",
        "22,5",
        "23,5",
        "24,5",
        "25,5",
    ]
    expect(cell(page, 4, note)).to_have_text("Vượt")


def test_the_panel_goes_on_to_another_group_when_this_one_is_done(opened):
    page = opened()
    for name in ("Điểm", "Giải trình"):
        focus_cell(page, 4, column(page, name))
        page.keyboard.press("Delete")
    save(page)
    expect(page.get_by_text("Đã lưu 1 dòng")).to_be_visible()
    settled(page)
    expander(page, "Nhập từng tiêu chí")
    criterion = page.get_by_role("combobox", name="Tiêu chí", exact=True)
    expect(criterion).to_have_value(re.compile(r"^II\.5\."))
    page.get_by_role("textbox", name="Điểm", exact=True).fill("30")
    page.get_by_role("button", name="Lưu và sang tiêu chí tiếp").click()

    expect(criterion).to_have_value(re.compile(r"^IV\.2\."))
    expect(cell(page, 0, 0)).to_have_text("IV.1")
    field = page.get_by_role("textbox", name="Điểm", exact=True)
    expect(field).to_be_focused()
    page.keyboard.type("30")
    expect(page.locator("#o-chua-luu")).to_have_text("1 ô chưa lưu")
    page.keyboard.press("Enter")
    expect(criterion).to_have_value(re.compile(r"^IV\.3\."))
    expect(field).to_be_focused()


def test_on_a_phone_the_year_stands_short_and_a_line_is_scored_below_the_grid(server, tab):
    page = tab(f"{server().address}/", role="xuc-tien", viewport=PHONE)
    stages = page.locator("ol.duong-ky li")
    expect(stages.first).to_be_visible()
    assert max(one.bounding_box()["height"] for one in stages.all()) < LINE
    page.get_by_role("link", name="Làm tiếp").first.click()
    expander(page, "Nhập từng tiêu chí")
    page.get_by_role("textbox", name="Điểm", exact=True).fill("20")
    page.get_by_role("button", name="Lưu và sang tiêu chí tiếp").click()

    expect(page.get_by_text(re.compile("Đã lưu 1 dòng"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
