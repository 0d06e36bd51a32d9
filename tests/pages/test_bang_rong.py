"""Trang «Chấm điểm», bảng của khối như đang có: shown, asked about, compared, then imported."""

import io

import pytest
from openpyxl import Workbook
from sqlmodel import select

from tests.pages.screen import open_panel, press, texts
from tests.pages.test_cham_diem import block, period, points, stored
from thidua.db import queries
from thidua.db.engine import reading
from thidua.db.tables import WideAnswer
from thidua.domain.scoring.sheet import Hand

__all__ = ["block", "period"]

PANEL = "Nhập bảng của đơn vị, của khối như đang có"
ROWS = [
    ["BẢNG ĐIỂM NĂM 2025"],
    ["TT", "Nội dung", "Điểm tối đa", "Phòng A", "Phòng B"],
    ["I", "Nhiệm vụ", 100, 40, 38],
    [1, "Kết quả", 40, 30, 28],
    [2, "Chỉ tiêu", 30, 10, 10],
    [None, "Tổng cộng", None, 40, 39],
    [None, "TRƯỞNG KHỐI"],
]


def book(rows):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def upload(at, rows):
    open_panel(at, PANEL)
    field = next(one for one in at.get("file_uploader") if one.label == "Bảng của khối")
    return field.set_value(("bang.xlsx", book(rows), "application/octet-stream")).run()


def table(at, column):
    return next(one.value for one in at.dataframe if column in one.value.columns)


def question(at, label):
    return next(one for one in at.selectbox if one.label.replace("\\", "") == label)


def inputs_of(period):
    """Điểm và kết quả đang lưu của đơn vị A; they wait for a second person, typed on behalf."""
    return {code: (entry.points, entry.actual) for code, entry in stored(period).items()}


def remembered():
    with reading() as session:
        found = session.exec(select(WideAnswer)).all()
        return {one.question: one.meaning for one in found}


ASKED = "Tiêu chí I.2 tính điểm từ Kế hoạch và Kết quả; số trong bảng là gì?"


@pytest.fixture
def secretary(page):
    """Trang của quản trị viên, who scores for every unit."""
    return page("cham_diem", "quan-tri")


def test_a_sheet_is_shown_asked_about_and_imported(period, secretary):
    at = upload(secretary.run(), ROWS)

    assert "Trả lời 1 câu hỏi ở trên rồi sẽ thấy những gì được nhập." in texts(at.info)
    shown = next(one.value for one in at.dataframe if list(one.value.columns) == list("ABCDE"))
    assert shown.loc["4"].tolist() == ["1", "Kết quả", "40", "✓ 30", "✓ 28"]
    assert shown.loc["5"].tolist() == ["2", "Chỉ tiêu", "30", "? 10", "? 10"]
    assert table(at, "Loại ô").to_dict("records")[-1] == {
        "Dấu": "?",
        "Loại ô": "còn phải hỏi",
        "Số ô": "2",
        "Ở đâu": "D5, E5",
    }
    assert not [one for one in at.button if one.label.startswith("Nhập bảng")]

    question(at, ASKED).set_value("Kết quả").run()

    told = table(at, "Mức độ").to_dict("records")
    assert {
        "Mức độ": "Cảnh báo",
        "Chỗ": "Ô E6 trang Sheet",
        "Nội dung": "dòng Tổng cộng của B: bảng ghi 39, các dòng cộng 38",
    } in told
    assert "Xem trước: mới 4, đổi 0, bỏ 0, giữ nguyên 0." in texts(at.markdown)
    assert stored(period) == {}
    press(at, "Nhập bảng")

    assert inputs_of(period) == {"I.1": (30, None), "I.2": (None, 10)}
    assert "Đã nhập 4 dòng từ bảng «bang.xlsx»." in texts(at.success)
    assert remembered() == {"ô của tiêu chí: I.2": "Kết quả"}


def test_what_was_answered_is_told_the_next_time_and_can_be_forgotten(period, secretary):
    at = upload(secretary.run(), ROWS)
    question(at, ASKED).set_value("Kết quả").run()
    press(at, "Nhập bảng")

    at = upload(at, [*ROWS[:3], [1, "Kết quả", 40, 31, 29], *ROWS[4:]])
    again = question(at, f"{ASKED} (theo câu trả lời lần trước)")
    assert again.value == "Kết quả"
    press(at, "Nhập bảng")
    assert inputs_of(period)["I.1"] == (31, None)

    next(one for one in at.multiselect if one.label == "Câu trả lời cần quên").set_value(
        ["ô của tiêu chí: I.2"]
    ).run()
    press(at, "Quên")

    assert remembered() == {}


def test_a_member_brings_in_its_own_column_alone(period, page):
    at = upload(page("cham_diem", "can-bo").run(), ROWS)
    question(at, ASKED).set_value("(không đọc)").run()

    told = table(at, "Mức độ").to_dict("records")
    assert {
        "Mức độ": "Lưu ý",
        "Chỗ": "Trang Sheet",
        "Nội dung": "2 ô điểm của đơn vị khác không nhập; bạn chỉ nhập điểm của đơn vị mình (ô E4, "
        "E5)",
    } in told
    press(at, "Nhập bảng")

    assert stored(period) == {"I.1": points("30")}
    with reading() as session:
        assert queries.sheets(session, period, Hand.SELF).keys() == {"A"}
    assert remembered() == {}


def test_cells_that_were_pasted_are_read_like_a_file(period, page):
    at = page("cham_diem", "can-bo").run()
    open_panel(at, PANEL)
    way = next(one for one in at.segmented_control if one.label == "Cách đưa bảng vào")
    way.set_value("Dán từ bảng tính").run()
    pasted = "TT\tNội dung\tPhòng A\nI.1\tKết quả\t30,5\n"
    next(one for one in at.text_area if one.label.startswith("Dán")).set_value(pasted).run()

    assert "Xem trước: mới 1, đổi 0, bỏ 0, giữ nguyên 0." in texts(at.markdown)
    press(at, "Nhập bảng")

    assert stored(period) == {"I.1": points("30.5")}
    assert "Đã nhập 1 dòng từ bảng «bảng đã dán»." in texts(at.success)


def test_a_file_that_is_no_workbook_is_refused_in_the_panel(period, secretary):
    at = secretary.run()
    open_panel(at, PANEL)
    field = next(one for one in at.get("file_uploader") if one.label == "Bảng của khối")
    field.set_value(("bang.xlsx", b"khong phai", "application/octet-stream")).run()

    assert "không phải sổ Excel .xlsx" in texts(at.error)
    assert not at.exception
