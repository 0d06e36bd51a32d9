"""Trang «Phân tích»: who decides what, and suppositions that leave one line in the record."""

import pytest

from tests.pages.screen import open_panel, table
from tests.people import make_account
from tests.recorded import recorded
from tests.services.five_units import fill, fresh
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Grant, Role, administrator
from thidua.services.ground.work import Work
from thidua.services.verify import analysis

HEAD, OFFICER, REVIEWER = "truong", "can-bo", "cham"


@pytest.fixture
def block(sqlite_url):
    """Khối năm đơn vị with its chair, an officer and a reviewer."""
    fill()
    with writing() as session:
        make_account(session, HEAD, Grant(Role.HEAD, "K5", None, 2025, ""))
        make_account(session, OFFICER, Grant(Role.UNIT_OFFICER, "K5", "A", 2025))
        make_account(session, REVIEWER, Grant(Role.REVIEWER, "K5", "A", 2025))


def button(at, label):
    return next(one for one in at.button if one.label == label)


def test_the_first_sentence_says_how_often_the_first_place_depends_on_one_reviewer(block, page):
    at = page("phan_tich", HEAD).run()

    assert not at.exception
    assert at.markdown[0].value == (
        "Bỏ phiếu của một người bất kỳ: hạng 1 đổi trong **1/5** trường hợp; **7** trong 11 điểm "
        "cần thảo luận có thể làm đổi thứ hạng, xếp loại hoặc suất khen."
    )


def test_each_reviewer_and_each_deciding_score_has_its_row(block, page):
    at = page("phan_tich", HEAD).run()

    left_out, deciding = (table.value for table in at.dataframe[:2])
    assert list(left_out["Chỗ đứng đổi"]) == ["không đổi hạng 1"] * 4 + [
        "P. A lên hạng 1, P. B xuống hạng 2"
    ]
    assert len(deciding) == sum(one.smallest is not None for one in effects())
    at.toggle(key="ca-diem-khong-doi").set_value(True).run()
    assert len(at.dataframe[1].value) == len(effects()) == 80


def effects():
    with reading() as session:
        actor = administrator("Thử nghiệm")
        return analysis.sensitivity(Work(session, actor, fresh()))


def test_a_supposition_is_looked_at_and_noted_once(block, page):
    at = page("phan_tich", HEAD).run()
    at.selectbox(key="don-vi-gd").set_value("A")
    at.selectbox(key="tieu-chi-gd").set_value("C1")
    at.run()
    at.selectbox(key="nguoi-cham-gd").set_value("E")
    at.text_input(key="diem-gd").set_value("33,25").run()
    button(at, "Thêm giả định").click().run()
    button(at, "Xem kết quả").click().run()

    assert not at.exception
    assert [box.value for box in at.success] == [
        "Đã tính trên bản sao; nhật ký có thêm một dòng «xem giả định»\\."
    ]
    (ranks,) = (one.value["Hạng"] for one in at.dataframe if "Hạng" in one.value)
    assert list(ranks) == ["2 → 1", "1 → 2", "3", "4", "5"]
    at.run()
    assert noted() == ["P. E (E) cho P. A (A) 33,25 điểm ở C1"]


def test_a_supposition_is_attached_and_read_where_points_are_agreed_on(block, page):
    at = page("phan_tich", HEAD).run()
    at.segmented_control(key="loai-gd").set_value("Thống nhất một điểm").run()
    at.selectbox(key="don-vi-gd").set_value("B")
    at.selectbox(key="tieu-chi-gd").set_value("C1").run()
    at.text_input(key="diem-gd").set_value("30").run()
    button(at, "Thêm giả định").click().run()
    button(at, "Xem kết quả").click().run()

    laws = [table.value for table in at.dataframe if "Danh hiệu, nhóm" in table.value]
    assert [set(one["Đối tượng"]) for one in laws] == [{"Phòng A", "Phòng B"}]
    assert (at.selectbox(key="don-vi-kem").value, at.selectbox(key="tieu-chi-kem").value) == (
        "B",
        "C1",
    )
    button(at, "Đính kèm").click().run()
    assert [box.value for box in at.success] == ["Đã đính kèm giả định\\."]

    agreed = page("tham_dinh", HEAD).run()
    agreed.segmented_control(key="phan").set_value("Thống nhất điểm").run()
    agreed.selectbox(key="don-vi-td").set_value("B").run()
    assert not agreed.exception
    shown = [one for one in agreed.expander if one.label.startswith("Giả định đính kèm")]
    assert ["30 điểm ở C1" in one.markdown[0].value for one in shown] == [True]


def test_every_turn_of_a_cell_is_shown_when_it_is_asked_for(block, page):
    at = page("phan_tich", HEAD).run()
    before = len(at.dataframe)
    at.toggle(key="moi-cho-doi").set_value(True).run()

    assert not at.exception
    tables = [one.value for one in at.dataframe if "Khi điểm là" in one.value]
    assert len(tables) == 4 and len(at.dataframe) == before + 4  # each of four reviewers
    assert all(list(one["Chỗ đứng so với hiện nay"]).count("đang là") == 1 for one in tables)
    assert max(map(len, tables)) > 3


def test_another_block_begins_with_empty_fields(block, page):
    at = page("phan_tich", HEAD).run()
    at.text_input(key="diem-gd").set_value("7").run()
    assert at.text_input(key="diem-gd").value == "7"
    at.session_state["_ky-gia-dinh"] = -1  # as if the fields had been filled for another period
    at.run()

    assert at.text_input(key="diem-gd").value == ""


def noted():
    """Các giả định đã xem, in the words of the record."""
    return [one.new for one in recorded("what_if.viewed")]


def test_an_impossible_supposition_is_refused_before_anything_is_noted(block, page):
    at = page("phan_tich", HEAD).run()
    at.text_input(key="diem-gd").set_value("41").run()
    button(at, "Thêm giả định").click().run()

    assert ["điểm phải từ 0 đến 40" in box.value for box in at.error] == [True]
    assert noted() == []


def test_the_other_kinds_of_supposition_can_be_put_together(block, page):
    at = page("phan_tich", HEAD).run()
    for kind in ("Bỏ phiếu", "Cách tổng hợp khác"):
        at.segmented_control(key="loai-gd").set_value(kind).run()
        button(at, "Thêm giả định").click().run()
    button(at, "Xem kết quả").click().run()

    assert not at.exception
    assert noted() == ["bỏ mọi phiếu của P. A (A); tổng hợp theo trung vị"]
    button(at, "Bỏ hết giả định").click().run()
    assert [one.label for one in at.button] == ["Thêm giả định"]


@pytest.mark.parametrize("login", [OFFICER, REVIEWER])
def test_units_and_reviewers_are_refused(block, page, login):
    at = page("phan_tich", login).run()

    assert ["không thuộc phạm vi của bạn" in box.value for box in at.info] == [True]
    assert not at.dataframe and not at.button


def test_hidden_names_are_in_nothing_that_is_drawn(sqlite_url, page):
    fill(hides_names=True)
    with writing() as session:
        make_account(session, HEAD, Grant(Role.HEAD, "K5", None, 2025, ""))
    at = page("phan_tich", HEAD).run()

    assert not at.exception
    assert set(at.dataframe[0].value["Bỏ phiếu của"]) == {
        f"Người chấm {one}" for one in range(1, 6)
    }
    assert set(at.dataframe[0].value["Đơn vị của người chấm"]) == {"—"}
    assert {one.split()[0] for one in at.dataframe[1].value["Điểm của"]} == {"Người"}
    assert {one.split()[0] for one in at.selectbox(key="nguoi-cham-gd").options} == {"Người"}


def test_a_block_without_reviews_can_still_be_supposed(demo_url, page):
    at = page("phan_tich").run()

    assert not at.exception
    assert at.markdown[0].value.startswith("Chưa có phiếu chấm chéo nào được tính")
    assert at.segmented_control(key="loai-gd").options == ["Thống nhất một điểm"]


def test_how_strict_each_reviewer_is_is_shown_to_the_chair_once_opened(block, page):
    at = page("phan_tich", HEAD).run()
    open_panel(at, "Khắt khe, rộng tay")

    frame = table(at, "Chênh bình quân")
    assert frame["Người chấm"].tolist() == [f"P. {code}" for code in "ABCDE"]
    assert all("người khác cùng chấm" in said for said in frame["Tính trên"])
    assert any("không điểm nào được sửa" in one.value for one in at.caption)


def test_where_names_are_hidden_leniency_is_under_numbers(sqlite_url, page):
    fill(hides_names=True)
    with writing() as session:
        make_account(session, HEAD, Grant(Role.HEAD, "K5", None, 2025))
    at = page("phan_tich", HEAD).run()
    open_panel(at, "Khắt khe, rộng tay")

    frame = table(at, "Chênh bình quân")
    assert frame["Người chấm"].tolist() == [f"Người chấm {one}" for one in range(1, 6)]
