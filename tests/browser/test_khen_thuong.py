"""Khen thưởng trên trình duyệt: facts come in by a workbook, a cell of the matrix says why."""

from io import BytesIO

import openpyxl
from playwright.sync_api import expect

from tests.browser.screen import choose, settled
from thidua.services.demo.dossiers import UNITS

TALL = {"width": 1366, "height": 1800}


def test_facts_are_imported_and_a_click_on_the_matrix_opens_the_reason(server, tab):
    running = server()
    page = tab(f"{running.address}/khen-thuong?phan=Dữ kiện", role="khoi-truong", viewport=TALL)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {
            "name": "du-kien.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": workbook(),
        }
    )
    expect(page.get_by_text("lỗi 0")).to_be_visible()
    page.get_by_role("button", name="Nhập dữ kiện").click()
    expect(page.get_by_text("Đã nhập dữ kiện.")).to_be_visible()

    page.get_by_test_id("stButtonGroup").get_by_text("Đủ điều kiện").click()
    expect(page.get_by_text("4 đơn vị đủ điều kiện")).to_be_visible()
    settled(page)
    cell = "path[aria-label*='Phòng Tài chính đầu tư'][aria-label*='Ít nhất 70%']"
    page.get_by_test_id("stVegaLiteChart").nth(1).locator(cell).first.click(force=True)

    chosen = page.get_by_role("combobox", name="Đối tượng", exact=True)
    expect(chosen).to_have_value("Phòng Tài chính đầu tư")
    choose(page, "Đối tượng", "Thanh tra")
    expect(page.get_by_text("6/10 người (60 %)").first).to_be_visible()
    expect(page.get_by_text("Luật 06/2022/QH15, Điều 28").first).to_be_visible()


def workbook():
    """Sổ dữ kiện của các phòng mẫu."""
    book = openpyxl.Workbook()
    book.active.append(("Mã", "Dữ kiện", "Năm", "Giá trị"))
    for unit, cells in UNITS.items():
        for code, value in cells.items():
            book.active.append((unit, code, 2025, value))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
