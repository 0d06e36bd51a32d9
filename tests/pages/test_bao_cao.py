"""Trang «Báo cáo»: set by the office, handed in by the unit, received by another; who reads."""

import pytest

from tests.pages.screen import open_panel, texts
from tests.people import make_account
from tests.services.dossier_block import settled
from thidua.db.engine import writing
from thidua.domain.access.permissions import Grant, Role

OFFICE, HEAD, OFFICER, LEADER = "thuong-truc", "truong", "can-bo", "lanh-dao"


@pytest.fixture
def block(sqlite_url):
    """Khối hai đơn vị with the standing office, its head, an officer and a leader."""
    settled()
    with writing() as session:
        make_account(session, OFFICE, Grant(Role.STANDING_OFFICE))
        make_account(session, HEAD, Grant(Role.HEAD, "K1", None, 2025, ""))
        make_account(session, OFFICER, Grant(Role.UNIT_OFFICER, "K1", "A", 2025))
        make_account(session, LEADER, Grant(Role.LEADER, "K1", None, 2025))


def field(at, title):
    every = [*at.text_input, *at.selectbox, *at.multiselect, *at.date_input]
    return next(one for one in every if one.label == title)


def settled_well(at):
    assert not at.exception and [one.value for one in at.error] == []
    return at


def test_a_report_is_set_handed_in_received_and_read(block, page):
    at = page("bao_cao", OFFICE).run()
    assert "chưa có báo cáo nào phải nộp" in texts(at.caption)
    open_panel(at, "Chế độ báo cáo")
    at.button(key="ghi-che-do").click().run()
    assert [one.value for one in at.error] == ["Cần ghi tên báo cáo\\."]
    field(at, "Tên báo cáo").set_value("Tổng kết năm")
    field(at, "Ngày").set_value(5)
    at.button(key="ghi-che-do").click().run()
    settled_well(at)
    assert at.markdown[0].value.startswith("Năm **2025**: **0/2** báo cáo đã nộp; 2 chậm")

    at = page("bao_cao", OFFICER).run()
    assert at.markdown[0].value.startswith("Đơn vị còn **1** báo cáo phải nộp; gần nhất: Tổng kết")
    assert "Nhận báo cáo" not in [one.label for one in at.expander]
    open_panel(at, "Nộp báo cáo")
    field(at, "Văn bản này là báo cáo").set_value([("A", "tong-ket-nam", "nam")]).run()
    field(at, "Số văn bản").set_value("45/BC-A")
    at.button(key="nop-bao-cao").click().run()
    settled_well(at)
    assert at.markdown[0].value == "Đơn vị **không còn báo cáo nào phải nộp**."

    at = page("bao_cao", HEAD).run()
    open_panel(at, "Nhận báo cáo (1 chờ bạn nhận)")
    at.button(key="nhan-bao-cao").click().run()
    settled_well(at)
    shown = at.dataframe[0].value
    assert "đã nhận, chậm" in " ".join(shown["Tình trạng"]) and "45/BC-A" in list(
        shown["Số văn bản"]
    )

    at = settled_well(page("bao_cao", LEADER).run())
    labels = [one.label for one in at.expander]
    assert "Nộp báo cáo" not in labels and "Nhận báo cáo" not in labels
    assert "Chế độ báo cáo" in labels
