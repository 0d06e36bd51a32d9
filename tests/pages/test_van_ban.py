"""Khung «Văn bản»: nothing is read while it is shut; open, it says what is missing and keeps it."""

import hashlib
import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from tests.files.own_templates import LETTER, template
from tests.pages.screen import everything, labels, open_panel, press
from tests.people import make_account
from thidua.db.engine import reading, writing
from thidua.db.tables import DocumentText, IssuedDocumentRow, LetterheadRow, PaperTemplate
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.document.kinds import KINDS
from thidua.files.roster.letterheads import letterhead_template
from thidua.services.document import making, states

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BLOCK, DAY = "KTD-STC", date(2020, 1, 1)


def opened(page, name, login="quan-tri", year="2024"):
    at = page(name, login)
    at.query_params["nam"] = year
    return at.run()


def chosen(at, words):
    """Chọn văn bản này trong khung."""
    box = next(one for one in at.selectbox if one.label == "Loại văn bản")
    box.set_value(next(one for one in box.options if one.startswith(words)))
    at.run()
    assert not at.exception


@pytest.mark.parametrize("name", ["binh_xet", "xep_hang"])
def test_while_the_panel_is_shut_no_paper_is_made(demo_url, page, name, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError

    monkeypatch.setattr(states, "places", refuse)
    monkeypatch.setattr(making, "document", refuse)

    at = opened(page, name)
    assert not at.exception and "Văn bản" in [one.label for one in at.expander]


@pytest.mark.parametrize("name", ["binh_xet", "xep_hang", "giao_uoc", "khen_thuong", "don_vi"])
def test_every_panel_opens_for_who_looks_after_the_system(demo_url, page, name):
    at = page(name)
    at.query_params["nam"] = "2024"
    if name == "giao_uoc":
        at.run()
        at.segmented_control[0].set_value("Nhập, xuất")
    if name == "khen_thuong":
        at.query_params["phan"] = "Đề nghị và quyết định"
    at.run()

    open_panel(at, "Tên cơ quan trên văn bản" if name == "don_vi" else "Văn bản")
    assert not at.exception and not at.error


def test_the_panel_says_what_is_missing_and_keeps_what_is_written(demo_url, page):
    at = opened(page, "binh_xet")
    open_panel(at, "Văn bản")
    assert "Còn 15 chỗ trống, tô vàng trong tệp" in everything(at)

    next(one for one in at.text_input if one.label == "Địa điểm").set_value("Hội trường A")
    press(at, "Ghi các mục")

    with reading() as session:
        (row,) = session.exec(select(DocumentText)).all()
    assert (row.document, row.field, row.text) == ("bien-ban-binh-xet", "dia_diem", "Hội trường A")
    assert "Còn 14 chỗ trống" in everything(at)


def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten(demo_url, page):
    at = opened(page, "binh_xet")
    open_panel(at, "Văn bản")
    other = opened(page, "binh_xet")
    open_panel(other, "Văn bản")
    for screen, words in ((other, "Phòng họp 2"), (at, "Hội trường A")):
        next(one for one in screen.text_input if one.label == "Địa điểm").set_value(words)
        next(one for one in screen.button if one.label == "Ghi các mục").click().run()

    assert "vừa được người khác ghi" in everything(at)
    assert "Phòng họp 2" in everything(at)
    with reading() as session:
        (row,) = session.exec(select(DocumentText)).all()
    assert row.text == "Phòng họp 2"


def test_the_letterhead_is_written_beside_the_paper(demo_url, page):
    at = opened(page, "xep_hang")
    open_panel(at, "Văn bản")
    next(one for one in at.toggle if one.label == "Tên cơ quan, người ký").set_value(True).run()
    next(one for one in at.text_input if one.label == "Cơ quan ban hành").set_value("Khối mẫu")
    press(at, "Ghi tên cơ quan")

    with reading() as session:
        (row,) = session.exec(select(LetterheadRow)).all()
    assert (row.owner, row.code, row.body) == ("block", BLOCK, "Khối mẫu")


def test_the_preview_shows_the_blocks_of_the_file(demo_url, page):
    at = opened(page, "xep_hang")
    open_panel(at, "Văn bản")
    chosen(at, "Thông báo")
    next(one for one in at.toggle if one.label == "Xem trước").set_value(True).run()

    assert not at.exception
    assert list(at.dataframe[-1].value.columns) == [
        *("Hạng", "Đơn vị", "Tổng điểm", "Xếp loại", "Ghi chú"),
    ]
    assert "THÔNG BÁO" in everything(at)


def test_a_unit_officer_finds_the_own_sheet_alone(demo_url, page):
    with writing() as session:
        make_account(session, "can-bo", Grant(Role.UNIT_OFFICER, BLOCK, "VP", 2024))

    at = opened(page, "xep_hang", "can-bo")
    open_panel(at, "Văn bản")
    box = next(one for one in at.selectbox if one.label == "Loại văn bản")
    sheets = [one for one in box.options if one.startswith("Phiếu điểm")]
    assert sheets == ["Phiếu điểm của đơn vị: Văn phòng"]
    chosen(at, "Thông báo")
    assert "Ghi các mục" not in labels(at)


def test_a_ready_invitation_gets_its_number_and_keeps_its_file(demo_url, page):
    at = opened(page, "binh_xet")
    open_panel(at, "Văn bản")
    chosen(at, "Giấy mời")
    assert "Cấp số được khi văn bản hết dự thảo" in everything(at)
    next(one for one in at.toggle if one.label == "Tên cơ quan, người ký").set_value(True).run()
    for label in ("Cơ quan ban hành", "Ký hiệu", "Chức vụ người ký", "Họ tên người ký"):
        next(one for one in at.text_input if one.label == label).set_value("KTĐ")
    next(one for one in at.date_input if one.label.startswith("Có hiệu lực")).set_value(DAY)
    press(at, "Ghi tên cơ quan")
    for one in KINDS["giay-moi"].fields:
        boxes = at.text_input if one.is_line else at.text_area
        next(box for box in boxes if box.label == one.label.capitalize()).set_value("Có")
    press(at, "Ghi các mục")
    press(at, "Cấp số")

    with reading() as session:
        (row,) = session.exec(select(IssuedDocumentRow)).all()
    assert (row.series, row.number, row.content[:2]) == ("GM-KTĐ", 1, b"PK")
    assert f"Số 01/GM-KTĐ, ngày {row.day:%d/%m/%Y}, đã cấp số." in everything(at)
    assert "Cấp số mới, thay thế" in labels(at)


def uploader(at, label):
    return next(one for one in at.file_uploader if one.label.startswith(label))


def given(at, label, name, content, media_type):
    """Chọn tệp trên trang."""
    uploader(at, label).set_value((name, content, media_type)).run()
    assert not at.exception


def test_a_template_is_tried_kept_and_put_in_force_beside_the_paper(demo_url, page):
    at = opened(page, "binh_xet", login="khoi-truong")
    open_panel(at, "Văn bản")
    chosen(at, "Giấy mời họp")
    next(one for one in at.toggle if one.label == "Mẫu văn bản riêng").set_value(True).run()
    assert "Chưa có mẫu riêng nào" in everything(at)

    given(at, "Tệp mẫu", "sai.docx", template("{{ten_kho}}", *LETTER), _DOCX)
    assert "không có «{{ten_kho}}»; có phải {{ten_khoi}}?" in everything(at).replace("\\", "")
    assert next(one for one in at.button if one.label == "Nhận mẫu").disabled

    given(at, "Tệp mẫu", "mau.docx", template("CỦA KHỐI", *LETTER), _DOCX)
    assert "Mẫu dùng được" in everything(at)
    press(at, "Nhận mẫu")
    press(at, "Dùng bản 1")
    assert "Thôi dùng" in labels(at)
    with reading() as session:
        (row,) = session.exec(select(PaperTemplate)).all()
    assert (row.document, row.file_name, row.state) == ("giay-moi", "mau.docx", "in_force")


def test_a_scan_is_attached_beside_the_minutes_of_the_count(demo_url, page):
    at = opened(page, "binh_xet", login="khoi-truong")
    open_panel(at, "Văn bản")
    chosen(at, "Biên bản kiểm phiếu")
    next(one for one in at.toggle if one.label == "Đính kèm bản quét").set_value(True).run()
    given(at, "Bản quét", "phieu.pdf", b"%PDF-1.4 quet", "application/pdf")
    press(at, "Đính kèm")

    digest = hashlib.sha256(b"%PDF-1.4 quet").hexdigest()
    assert f"phieu.pdf, SHA-256 {digest}" in everything(at).replace("\\", "")


def test_a_book_of_letterheads_is_taken_in_on_the_page(demo_url, page):
    at = opened(page, "don_vi")
    open_panel(at, "Tên cơ quan trên văn bản")
    next(one for one in at.toggle if one.label == "Nhập sổ tên cơ quan").set_value(True).run()
    book = load_workbook(io.BytesIO(letterhead_template()))
    row = [BLOCK, "Khối", "UBND", "Khối một", "KTĐ", "Tây Ninh", "TM.", "KHỐI TRƯỞNG", "Lê An"]
    book.worksheets[0].append([*row, "", "Như trên; Lưu: VT", "01/01/2031", ""])
    content = io.BytesIO()
    book.save(content)
    given(at, "Sổ tên cơ quan", "so.xlsx", content.getvalue(), "application/octet-stream")
    press(at, "Nhập tên cơ quan")

    with reading() as session:
        found = session.exec(select(LetterheadRow).where(LetterheadRow.body == "Khối một")).all()
    assert [(one.code, one.starts, one.signer) for one in found] == [
        (BLOCK, date(2031, 1, 1), "Lê An")
    ]
