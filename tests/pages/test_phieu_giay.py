"""Phiếu giấy trên trang «Bình xét»: each role its part, and nobody a figure before the count."""

import pytest

from tests.pages.screen import open_panel
from tests.pages.test_binh_xet import all_open, button, drawn, field, labels_of
from tests.services import nine_members as nine
from tests.services.nine_members import HEAD, NO, SECRETARY, UNITS, YES, cast, do, opened, view
from tests.services.vote.test_room import (
    MIXED,
    OWN,
    PAPERS,
    SCREENS,
    count,
    hand_out,
    put_in,
    tellers,
)
from thidua.domain.vote.room import OWN_SECRECY, SECRECY, hands_words
from thidua.domain.vote.vote import Paper
from thidua.services.vote import room_papers
from thidua.ui.frame.literal import literal


@pytest.fixture
def block(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def room(at):
    """Trang với khung phiếu giấy mở."""
    at.run()
    open_panel(at, "Phiếu giấy")
    return at


def fill(at, *numbers):
    """Điền các ô đếm, in the order they stand."""
    boxes = [one for one in at.number_input if one.key.startswith("dem-giay-")]
    for box, number in zip(boxes, numbers, strict=True):
        box.set_value(number)
    button(at, "Nhập số đếm của tôi").click().run()
    return at


def test_the_head_hands_out_marks_the_box_and_names_who_counts(block, page):
    vote = opened(MIXED)
    at = room(page("binh_xet", "truong"))
    field(at, "multiselect", "Phát phiếu giấy cho").set_value(list(UNITS[:2])).run()
    button(at, "Phát phiếu giấy").click().run()
    assert "ít nhất 3 người một lượt" in at.error[0].value
    field(at, "multiselect", "Phát phiếu giấy cho").set_value(list(PAPERS)).run()
    button(at, "Phát phiếu giấy").click().run()
    assert "Đã phát **4** phiếu giấy, **0** đã vào hòm." in [one.value for one in at.markdown]
    field(at, "multiselect", "Phiếu giấy đã bỏ vào hòm của").set_value(list(PAPERS)).run()
    button(at, "Ghi phiếu đã vào hòm").click().run()
    assert {one.code for one in view(vote).roll if one.paper is Paper.IN_BOX} == set(PAPERS)
    field(at, "selectbox", "Người đếm thứ nhất").set_value(HEAD.name)
    field(at, "selectbox", "Người đếm thứ hai").set_value(SECRETARY.name).run()
    button(at, "Cử tổ kiểm phiếu").click().run()
    assert [box.value for box in at.error] == []
    assert "Nhập số đếm của tôi" in labels_of(at)


def test_two_count_alone_and_are_told_only_where_they_differ(block, page):
    vote = opened(MIXED)
    hand_out(vote)
    put_in(vote)
    tellers(vote)
    first = fill(room(page("binh_xet", "truong")), 4, 4, 0, 3, 1, 0, 0, 4, 0)
    assert [box.value for box in first.error] == []
    assert "Nhập số đếm của tôi" not in labels_of(first)
    second = room(page("binh_xet", "thu"))
    assert [one.value for one in second.number_input if one.key.startswith("dem-giay-")] == (
        [None] * 9
    )
    fill(second, 4, 4, 0, 2, 2, 0, 0, 4, 0)
    (said,) = [one.value for one in second.warning if "Hai lần đếm" in one.value]
    assert said == (
        "Hai lần đếm khác nhau ở:\n- Ông An: đồng ý, không đồng ý\n\nCả hai số đã hủy; mỗi người "
        "đếm lại từ đầu, không xem của nhau."
    )
    fill(second, 4, 4, 0, 3, 1, 0, 0, 4, 0)
    fill(room(page("binh_xet", "truong")), 4, 4, 0, 3, 1, 0, 0, 4, 0)
    for unit in SCREENS:
        cast(vote, unit, YES, NO)
    at = room(page("binh_xet", "truong"))
    assert "Hai lần đếm khớp nhau; kiểm chung khi đóng bỏ phiếu." in [
        one.value for one in at.success
    ]
    next(one for one in at.checkbox if one.label.startswith("Đã báo với hội nghị")).check().run()
    button(at, "Đóng và kiểm phiếu").click().run()
    assert [box.value for box in at.error] == []
    read = page("binh_xet", "lanhdao").run()
    shown = [one.value for one in read.markdown]
    assert literal(hands_words((HEAD.name, SECRETARY.name), 1)) in shown


def test_others_see_a_sentence_and_whoever_holds_paper_is_told_where_to_put_it(block, page):
    vote = opened(MIXED)
    hand_out(vote)
    tellers(vote)
    put_in(vote, PAPERS[:3])
    count_words = "đã vào hòm"
    for login in ("u9", "lanhdao"):
        at = all_open(page("binh_xet", login))
        texts = drawn(at)
        assert any(one.startswith("Phiếu giấy do người điều hành phát") for one in texts)
        assert any(literal(SECRECY) in one for one in texts)
        assert not any(count_words in one for one in texts)
        assert "Phiếu giấy" not in [one.label for one in at.expander]
    holder = page("binh_xet", "u4").run()
    assert [one.value for one in holder.info] == [
        "Bạn đã nhận phiếu giấy: điền rồi bỏ vào hòm phiếu giấy trong phòng."
    ]
    assert not holder.radio


def test_a_paper_ballot_is_made_void_on_the_page_by_two(block, page):
    vote = opened(MIXED)
    hand_out(vote)
    at = room(page("binh_xet", "thu"))
    field(at, "selectbox", "Phiếu giấy của").set_value("U2")
    field(at, "text_input", "Lý do hủy").input("Gạch nhầm")
    button(at, "Đề nghị hủy phiếu giấy").click().run()
    assert [box.value for box in at.error] == []
    assert "Xác nhận hủy" not in labels_of(at)
    other = room(page("binh_xet", "truong"))
    button(other, "Xác nhận hủy").click().run()
    assert view(vote).member("U2").paper is Paper.NONE
    do(room_papers.void, SECRETARY, vote=vote, member="U3", reason="Rách")
    other = room(page("binh_xet", "truong"))
    button(other, "Thôi hủy").click().run()
    assert view(vote).member("U3").void_by == ""


def test_while_somebody_has_counted_the_papers_are_not_touched(block, page):
    vote = opened(MIXED)
    hand_out(vote)
    put_in(vote)
    tellers(vote)
    count(vote, SECRETARY, (4, 0, 0), (0, 4, 0))
    at = room(page("binh_xet", "truong"))
    labels = labels_of(at)
    assert "Phát phiếu giấy" not in labels
    assert "Ghi phiếu đã vào hòm" not in labels
    assert f"- {literal(HEAD.name)}: chưa đếm\n- {literal(SECRETARY.name)}: đã đếm" in [
        one.value for one in at.markdown
    ]
    button(at, "Cử tổ kiểm phiếu").click().run()
    assert [box.value for box in at.error] == []
    labels = labels_of(at)
    assert "Phát phiếu giấy" not in labels
    assert "Ghi phiếu đã vào hòm" not in labels


def test_who_counts_is_told_which_rows_are_of_the_own_unit_and_which_papers_are_out(block, page):
    vote = opened(OWN)
    hand_out(vote)
    put_in(vote, PAPERS[:3])
    tellers(vote)
    at = room(page("binh_xet", "truong"))
    said = [one.value for one in at.caption]
    out = "Còn 1 phiếu giấy chưa vào hòm; nhập số đếm rồi thì không thêm được."
    own = "trong hòm có 1 phiếu của chính đơn vị này; dòng ấy không phải ý kiến, đếm vào không"
    assert literal(out) in said
    assert [literal(f"Đơn vị {unit}: {own} ý kiến.") in said for unit in ("U1", "U2")] == [True] * 2
    assert any(literal(OWN_SECRECY) in one for one in drawn(at))
