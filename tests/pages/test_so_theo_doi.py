"""Trang «Sổ theo dõi»: what each sees, a row from form to second hand, and the closing."""

import pytest

from tests.pages.screen import open_panel, texts
from tests.people import make_account
from tests.services.dossier_block import settled
from thidua.db.engine import writing
from thidua.domain.access.permissions import Grant, Role

HEAD, OFFICER, LEADER = "truong", "can-bo", "lanh-dao"


@pytest.fixture
def block(sqlite_url):
    """Khối hai đơn vị with its chair, an officer and a leader."""
    settled()
    with writing() as session:
        make_account(session, HEAD, Grant(Role.HEAD, "K1", None, 2025, ""))
        make_account(session, OFFICER, Grant(Role.UNIT_OFFICER, "K1", "A", 2025))
        make_account(session, LEADER, Grant(Role.LEADER, "K1", None, 2025))


def choose(at, register):
    at.segmented_control(key="so").set_value(register).run()
    assert not at.exception
    return at


def field(at, title):
    """Ô mang nhãn này, of whatever kind."""
    every = [*at.text_input, *at.selectbox, *at.date_input]
    return next(one for one in every if one.label == title)


def test_a_row_goes_from_the_form_to_the_second_hand_and_the_register_is_closed(block, page):
    at = choose(page("so_theo_doi", OFFICER).run(), "quy-che")
    assert at.markdown[0].value == "Năm **2025** chưa ghi văn bản nào."
    open_panel(at, "Ghi một dòng")
    at.button(key="ghi-so").click().run()
    assert [one.value for one in at.error] == [
        "thiếu «Tên»",
        "Còn 1 chỗ phải sửa, ghi ở từng ô.",
    ]
    field(at, "Tên *").set_value("Quy chế khối")
    field(at, "Loại").set_value("quy chế")
    at.button(key="ghi-so").click().run()
    assert not at.exception and [one.value for one in at.error] == []
    assert at.markdown[0].value == (
        "Năm **2025** có **1** văn bản: 0 dòng đã xác nhận, 1 dòng nháp, 1 dòng chưa có minh chứng."
    )

    at = choose(page("so_theo_doi", HEAD).run(), "quy-che")
    assert at.markdown[0].value.endswith("; **1** dòng chờ bạn xác nhận.")
    open_panel(at, "Xác nhận dòng nháp")
    box = at.multiselect(key="xac-nhan-so-quy-che")
    assert box.options == ["A · QC-2025-A-1: Quy chế khối"]
    box.set_value([(("A", "QC-2025-A-1", ""), 1)]).run()
    at.button(key="nut-xac-nhan-so").click().run()
    open_panel(at, "Khóa sổ năm 2025")
    at.button(key="khoa-so").click().run()

    assert not at.exception and [one.value for one in at.error] == []
    assert at.markdown[0].value == (
        "Năm **2025** có **1** văn bản: 1 dòng đã xác nhận, 1 dòng chưa có minh chứng. "
        "Đã khóa sổ của 1/2 đơn vị."
    )
    at = choose(page("so_theo_doi", OFFICER).run(), "quy-che")
    open_panel(at, "Ghi một dòng")
    assert "đã khóa ngày" in at.info[0].value


def test_a_leader_reads_and_sees_no_petitions(block, page):
    at = page("so_theo_doi", LEADER).run()

    assert "kien-nghi" not in at.segmented_control(key="so").options
    assert "Sổ «Đơn thư, kiến nghị, vướng mắc»" in texts(at.caption)
    labels = [one.label for one in at.expander]
    assert "Ghi một dòng" not in labels and "Nhập, xuất tệp" in labels
