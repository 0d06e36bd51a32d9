"""Quyền lợi riêng trên trang Tổng quan: said once, seen by all, a substitute named."""

import pytest

from tests.pages.screen import everything, labels, open_panel, press, table
from tests.people import make_account
from thidua.db.engine import writing
from thidua.domain.access.permissions import Grant, Role

PANEL = "Ai quyết định, người thay, bảng bị trả lại"


@pytest.fixture
def block(demo_url):
    with writing() as session:
        make_account(session, "pho", Grant(Role.HEAD, "KTD-STC", None, 2025))


def test_a_deputy_says_whose_unit_they_are_of_and_everybody_sees_it(block, page):
    at = page("tong_quan", "pho").run()
    assert "Khai bạn là người của đơn vị nào" in everything(at)
    at.selectbox(key="khai-don-vi").set_value("TTR").run()
    press(at, "Khai")

    assert "Khai" not in labels(at)
    other = page("tong_quan", "dau-thau").run()
    open_panel(other, PANEL)
    said = table(other, "Là người của đơn vị")
    assert dict(zip(said["Họ tên"], said["Là người của đơn vị"], strict=True)) == {
        "Lê Minh Khôi (khoi-truong)": "người của QLNS",
        "Người pho (pho)": "người của TTR",
        "Trần Thị Ngọc Thư (thu-ky)": "người của VP",
        "Trịnh Xuân Ẩn (thuong-truc)": "không thuộc đơn vị thành viên nào",
    }
    assert "Cử người thay" not in labels(other)


def test_a_substitute_is_named_with_a_document_and_everybody_sees_it(block, page):
    head = page("tong_quan", "khoi-truong").run()
    open_panel(head, PANEL)
    head.selectbox(key="thay-don-vi").set_value("QLNS")
    head.selectbox(key="thay-ai").set_value("thu-ky").run()
    head.text_input(key="thay-van-ban").set_value("BB 02/KTD").run()
    press(head, "Cử người thay")
    assert "Cử được: Trịnh Xuân Ẩn (thuong-truc)" in everything(head).replace("\\", "")

    at = page("tong_quan", "thuong-truc").run()
    open_panel(at, PANEL)
    at.selectbox(key="thay-don-vi").set_value("QLNS")
    at.selectbox(key="thay-ai").set_value("thu-ky").run()
    press(at, "Cử người thay")
    assert "Cần ghi văn bản cử người thay" in everything(at)
    at.text_input(key="thay-van-ban").set_value("BB 02/KTD").run()
    press(at, "Cử người thay")

    other = page("tong_quan", "dau-thau").run()
    open_panel(other, PANEL)
    assert table(other, "Người thay").to_dict("records") == [
        {
            "Thay để quyết định về": "Phòng Quản lý ngân sách",
            "Người thay": "Trần Thị Ngọc Thư (thu-ky)",
            "Văn bản": "BB 02/KTD",
            "Người cử": "Trịnh Xuân Ẩn (thuong-truc)",
        }
    ]
    secretary = page("tong_quan", "thu-ky").run()
    assert "Gia hạn cho một đơn vị" in [one.label for one in secretary.expander]
