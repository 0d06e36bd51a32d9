"""Bảng của khối trong trình duyệt: pasted as it is, looked at, and imported by one press."""

from playwright.sync_api import expect

from tests.browser.screen import settled

PANEL = "Nhập bảng của đơn vị, của khối như đang có"


def test_a_table_pasted_from_a_spreadsheet_is_shown_and_imported(server, tab):
    page = tab(f"{server().address}/tong-quan", role="xuc-tien")
    page.get_by_role("link", name="Chấm điểm", exact=True).click()
    settled(page)
    page.get_by_text(PANEL).click()
    settled(page)
    page.get_by_text("Dán từ bảng tính", exact=True).click()
    settled(page)

    rows = (
        "TT\tNội dung\tTrung tâm Xúc tiến đầu tư",
        "II.1\t\t3,5",
        "II.2\t\t2",
        "Tổng cộng\t\t5,5",
    )
    field = page.get_by_role("textbox", name="Dán các ô đã chép từ bảng tính")
    field.fill("\n".join(rows))
    field.press("Control+Enter")
    settled(page)
    expect(page.get_by_text("Xem trước: mới 0, đổi 2, bỏ 0, giữ nguyên 0.")).to_be_visible()
    page.get_by_role("button", name="Nhập bảng", exact=True).click()
    settled(page)

    expect(page.get_by_text("Đã nhập 2 dòng từ bảng «bảng đã dán».")).to_be_visible()
