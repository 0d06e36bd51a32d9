"""Chấm điểm trong trình duyệt: typed cells are saved and found again; two tabs lose nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import cell, choose_group, column, save, settled, type_in_cell


@pytest.fixture
def opened(server, tab):
    """Thẻ: one more tab on group II, of a server that this test alone writes to."""
    address = f"{server().address}/cham-diem"

    def show():
        page = tab(address)
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
    expect(page.get_by_text(re.compile(r"^VI\..* đã chấm 5/5"))).to_be_visible()
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
