"""Từng lượt trong trình duyệt: pasted rows are saved with their days and found again."""

from playwright.sync_api import expect

from tests.browser.screen import (
    cell,
    choose,
    choose_group,
    column,
    expander,
    paste_in_cell,
    settled,
)


def test_pasted_events_are_saved_with_their_days_and_found_after_a_reload(server, tab):
    page = tab(f"{server().address}/cham-diem", role="xuc-tien")
    choose_group(page, "V")
    part = expander(page, "Nhập từng tiêu chí")
    part.get_by_label("Điểm", exact=True).fill("5")
    page.keyboard.press("Tab")
    part.get_by_role("button", name="Lưu tiêu chí này").click()
    expect(page.get_by_text("Đã lưu 1 dòng")).to_be_visible()
    settled(page)

    rows = "Sáng kiến a\t4/3/2025\t15/QĐ\t\tTệp a\nSáng kiến b\t5/3/2025\t16/QĐ\t2\t"
    shown = column(page, "Ngày", which=1) + 1  # cells are counted with the one that marks a row
    paste_in_cell(page, 0, 0, rows, which=1)
    expect(cell(page, 1, shown, which=1)).to_have_text("5/3/2025")
    settled(page)
    part.get_by_role("button", name="Lưu từng lượt").click()
    expect(cell(page, 1, shown, which=1)).to_have_text("05/03/2025")

    page.reload()
    settled(page)
    choose_group(page, "V")
    expander(page, "Nhập từng tiêu chí")
    choose(page, "Tiêu chí", "V.1. Vượt kế hoạch nhiệm vụ năm")
    expect(cell(page, 0, shown, which=1)).to_have_text("04/03/2025")
    expect(cell(page, 1, shown + 1, which=1)).to_have_text("16/QĐ")
