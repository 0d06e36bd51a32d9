"""Trang «Chấm điểm», cả bảng: handed in, sent back, opened again, seen by a second person."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests import second_hand
from tests.noting import move
from tests.pages.screen import labels, open_panel, press, texts
from tests.people import make_account
from tests.services.year import (
    DEPUTY,
    HEAD,
    OFFICER,
    OTHER,
    SECRETARY,
    do,
    fresh,
    save,
    settle,
    stored,
    to_self_score,
    waiting,
)
from thidua.db.engine import writing
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.scoring import sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

PEOPLE = (HEAD, DEPUTY, SECRETARY, OFFICER, OTHER)
SIGNED_IN = replace(SECRETARY, name="Người thu (thu)")


@pytest.fixture(autouse=True)
def _year(sqlite_url):
    settle()
    with writing() as session:
        for person in PEOPLE:
            make_account(session, person.account, *person.grants)
    to_self_score()


@pytest.fixture
def desk(page):
    """The scoring page as this person sees one hand of unit A."""

    def opened(who, hand=Hand.SELF):
        at = page("cham_diem", who.account).run()
        if hand is not Hand.SELF:
            at.get("button_group")[0].set_value(hand).run()
        assert not at.exception
        return at

    return opened


def write_reason(at, label, reason):
    next(one for one in at.text_input if one.label == label).set_value(reason)


def lines_shown(at):
    """Bảng «Chờ người thứ hai xác nhận»; the only one with this column."""
    return [one.value.values.tolist() for one in at.dataframe if "Ai xác nhận" in one.value.columns]


def handed_in():
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")


def judged(who=SIGNED_IN, unit="A"):
    save(unit, who, Hand.VERIFIED, bonus=5)


def test_an_unfinished_sheet_says_what_is_missing_and_cannot_be_handed_in(desk):
    at = desk(OFFICER)

    assert ":material/block: **2** tiêu chí chưa chấm" in texts(at.markdown)
    assert next(one for one in at.button if one.label == "Nộp bảng tự chấm").disabled


def test_a_gap_is_one_click_from_its_field(desk):
    at = desk(OFFICER)

    press(at, "V")

    assert [one.value for one in at.selectbox if one.label == "Tiêu chí"] == ["V"]
    assert at.expander[0].label == "Nhập từng tiêu chí" and at.expander[0].proto.expanded


def test_a_link_to_a_criterion_opens_its_field_and_is_followed_once(desk):
    at = desk(OFFICER)
    at.query_params["tieu-chi"] = "V"
    at.run()

    assert [one.value for one in at.selectbox if one.label == "Tiêu chí"] == ["V"]
    assert "tieu-chi" not in at.query_params


def test_zero_and_left_blank_are_pointed_out_and_do_not_stop(desk):
    edits = [
        LineEdit("I", 0, Entry(points=Decimal(0))),
        LineEdit("V", 0, Entry(state=LineState.LEFT_BLANK, explanation="Không tham gia")),
    ]
    do(sheets.save_lines, OFFICER, unit="A", hand=Hand.SELF, edits=edits)
    at = desk(OFFICER)

    said = texts(at.markdown)
    assert ":material/info: **1** tiêu chí để trống có chủ ý" in said
    assert "- V: Không tham gia" in said
    assert ":material/info: **1** tiêu chí 0 điểm" in said
    press(at, "Nộp bảng tự chấm")
    assert stored("A").status is SheetStatus.SUBMITTED


def test_a_sheet_is_sent_back_with_a_reason_for_each_criterion_that_is_meant(desk):
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    at = desk(SECRETARY)
    open_panel(at, "Trả lại đơn vị")
    write_reason(at, "Lý do trả lại", "Xem lại hai chỗ")
    at.multiselect[0].set_value(["V"]).run()
    write_reason(at, "Lý do ở tiêu chí V", "Chưa có quyết định khen")
    press(at, "Trả lại")

    at = desk(OFFICER)
    assert "Bảng này được trả lại: Xem lại hai chỗ" in texts(at.warning)
    assert ":material/info: **1** tiêu chí bị trả lại" in texts(at.markdown)
    assert "- V: Chưa có quyết định khen" in texts(at.markdown)

    press(at, "Nộp bảng tự chấm")
    press(at, "Rút lại bảng đã nộp")
    assert "bị trả lại" not in texts(at.markdown)


def test_the_officer_hands_in_and_then_only_reads_until_taking_it_back(desk):
    save("A", OFFICER)
    at = desk(OFFICER)
    assert "Lưu" in labels(at)

    press(at, "Nộp bảng tự chấm")
    assert stored("A").status is SheetStatus.SUBMITTED
    assert texts(at.info) == "Bảng tự chấm này đã nộp nên chỉ xem được."
    assert labels(at) == ["Rút lại bảng đã nộp"]
    assert at.data_editor[0].proto.disabled

    press(at, "Rút lại bảng đã nộp")
    assert stored("A").status is SheetStatus.DRAFT
    assert "Lưu" in labels(at)


def test_cells_typed_and_not_saved_are_not_left_behind_by_handing_in(desk):
    save("A", OFFICER)
    at = desk(OFFICER)
    key = at.session_state["_luoi_dang_go"][at.session_state["_luoi_dang_ve"][False]].key
    at.session_state[key] = {
        "edited_rows": {0: {"Điểm": "70"}},
        "added_rows": [],
        "deleted_rows": [],
    }

    press(at, "Nộp bảng tự chấm")

    assert texts(at.error) == "Còn ô đã gõ mà chưa lưu; hãy bấm Lưu trước rồi nộp."
    assert stored("A").status is SheetStatus.DRAFT


def test_the_reason_of_a_sheet_sent_back_stands_on_the_page_of_its_unit(desk):
    handed_in()
    head = desk(HEAD)
    open_panel(head, "Trả lại đơn vị")
    write_reason(head, "Lý do trả lại", "Thiếu minh chứng I")
    press(head, "Trả lại")

    assert texts(desk(OFFICER).warning) == "Bảng này được trả lại: Thiếu minh chứng I"
    do(submissions.submit, OFFICER, unit="A")
    assert texts(desk(OFFICER).warning) == ""


def test_an_officer_is_not_offered_what_belongs_to_the_chair(desk):
    handed_in()

    assert labels(desk(OFFICER)) == ["Rút lại bảng đã nộp"]
    move(fresh(), Stage.VERIFY)
    assert labels(desk(OFFICER, Hand.VERIFIED)) == []


def test_a_verified_sheet_is_read_only_until_opened_again_with_a_reason(desk):
    handed_in()
    save("B", OTHER)
    do(submissions.submit, OTHER, unit="B")
    save("A", SECRETARY, Hand.VERIFIED)
    do(verification.verify_sheet, SECRETARY, unit="A")
    at = desk(SECRETARY, Hand.VERIFIED)
    assert texts(at.info) == "Bảng thẩm định này đã xác nhận nên chỉ xem được."
    assert labels(at) == ["Đề nghị mở lại"]

    press(at, "Đề nghị mở lại")
    assert texts(at.error) == "Cần ghi lý do mở lại."
    write_reason(at, "Lý do mở lại", "Kiến nghị của đơn vị")
    press(at, "Đề nghị mở lại")

    assert stored("A", Hand.VERIFIED).status is SheetStatus.VERIFIED
    do(second_hand.confirm_all, SECRETARY)
    assert stored("A", Hand.VERIFIED).status is SheetStatus.DRAFT


def test_a_second_person_sees_who_typed_a_line_and_confirms_it(desk):
    judged()
    own = desk(SECRETARY, Hand.VERIFIED)
    assert lines_shown(own) == [[["V", "5 điểm", SIGNED_IN.name, "chờ người khác"]]]
    assert "Xác nhận các dòng đã chọn" not in labels(own)

    other = desk(HEAD, Hand.VERIFIED)
    assert lines_shown(other) == [[["V", "5 điểm", SIGNED_IN.name, "bạn"]]]
    press(other, "Xác nhận các dòng đã chọn")

    assert stored("A", Hand.VERIFIED).lines["V"].entry.confirmed
    assert lines_shown(other) == []
    assert waiting(HEAD) == []


def test_who_looks_at_one_sheet_is_told_of_lines_that_wait_on_others(desk):
    judged()
    judged(unit="B")

    said = "Bảng khác cũng có dòng chờ: B – thẩm định: 1 dòng."
    assert said in texts(desk(HEAD, Hand.VERIFIED).caption)
    assert "B – thẩm định" not in texts(desk(OFFICER, Hand.VERIFIED).caption)


def test_what_was_typed_for_a_unit_is_confirmed_by_its_officer(desk):
    save("A", SECRETARY)
    at = desk(OFFICER)
    assert ":material/block: **2** tiêu chí chờ người thứ hai xác nhận" in texts(at.markdown)
    assert next(one for one in at.button if one.label == "Nộp bảng tự chấm").disabled

    press(at, "Xác nhận các dòng đã chọn")
    press(at, "Nộp bảng tự chấm")

    assert stored("A").status is SheetStatus.SUBMITTED
