"""Nhập tệp trên trang: preview first, all or nothing, recorded."""

from io import BytesIO

import openpyxl
from sqlmodel import select

from tests.pages.conftest import PAGES
from tests.recorded import recorded
from thidua.db.engine import reading
from thidua.db.tables import Block
from thidua.domain.access.permissions import administrator
from thidua.services.ground.work import Work
from thidua.services.period import rosters

ACTOR = administrator("Thử nghiệm")
COLUMNS = ("Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm")
COVENANT = PAGES.parent / "data" / "covenants" / "01-bo-khdt-2023-phu-luc-8.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def roster(*rows):
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def upload(at, content, name="tep.xlsx"):
    return at.file_uploader[0].set_value((name, content, XLSX)).run()


def button(at, label):
    return next(found for found in at.button if found.label == label)


def test_a_block_and_its_covenant_are_imported_from_the_pages(sqlite_url, page):
    units = [("KTD-MAU", "Khối :red[mẫu]", f"D{n}", f"Sở {n}", "", "sở", 2023) for n in (1, 2)]
    at = upload(page("don_vi").run(), roster(*units))
    button(at, "Nhập danh sách").click().run()

    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="KTD-MAU", year=2023)
        listed = [m.code for m in rosters.members(Work(session, ACTOR, period))]
    assert listed == ["D1", "D2"]

    at = upload(page("giao_uoc").run(), COVENANT.read_bytes())
    assert any("Khối :\u2060red\\[mẫu\\]" in said.value for said in at.markdown)
    button(at, "Nhập giao ước").click().run()

    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="KTD-MAU", year=2023)
    acts = [(one.actor, one.action) for one in recorded("covenant.")]
    assert period.covenant_version == 1
    assert acts == [("Người quan-tri (quan-tri)", "covenant.adopted")]


def test_every_row_of_a_list_is_accounted_for_on_the_page(sqlite_url, page):
    rows = [("K1", "Khối một", "D1", "Sở 1", "", "sở", 2025), ("Tổng cộng",), COLUMNS]

    at = upload(page("don_vi").run(), roster(*rows))

    (account,) = (one for one in at.expander if "dòng có nội dung" in one.label)
    assert account.label == (
        "4 dòng có nội dung: 1 dòng được đọc (mới 1), 3 dòng bỏ qua (2 dòng tiêu đề, "
        "1 dòng tổng cộng)."
    )
    assert account.dataframe[0].value.to_dict("records") == [
        {"Trang": "Sheet", "Dòng": row, "Bắt đầu bằng": begins, "Vì sao": why}
        for row, begins, why in (
            (1, "Mã khối", "Dòng tiêu đề"),
            (3, "Tổng cộng", "Dòng tổng cộng"),
            (4, "Mã khối", "Dòng tiêu đề"),
        )
    ]


def test_a_faulty_roster_names_the_cell_and_cannot_be_imported(sqlite_url, page):
    rows = [("K1", "Khối một", "D1", "Sở 1", "", "sở", "hai nghìn")]
    at = upload(page("don_vi").run(), roster(*rows))

    assert at.dataframe[0].value.to_dict("records") == [
        {
            "Mức độ": "Lỗi",
            "Chỗ": "Ô G2 trang Sheet",
            "Nội dung": "năm «hai nghìn» phải là số như 2025",
        }
    ]
    assert button(at, "Nhập danh sách").disabled
    with reading() as session:
        assert session.exec(select(Block)).all() == []


def test_a_file_that_is_no_workbook_is_refused_in_words(sqlite_url, page):
    at = upload(page("don_vi").run(), b"khong phai excel")

    assert [box.value for box in at.error] == [
        "Tệp «tep\\.xlsx» không phải sổ Excel \\.xlsx; hãy mở bằng Excel và lưu lại kiểu \\.xlsx"
    ]
