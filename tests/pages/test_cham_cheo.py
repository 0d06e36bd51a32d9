"""Trang «Chấm chéo»: a reviewer fills, hands in and goes on; what is hidden is not on the page."""

from decimal import Decimal

import pytest

from tests.pages.screen import everything, field, press
from tests.people import make_account
from tests.services.five_year import (
    HEAD,
    LEADER,
    OFFICERS,
    PEOPLE,
    assign,
    blind,
    move,
    places,
    review_all,
    see,
    settle,
)
from thidua.db.engine import writing
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import SheetStatus
from thidua.services.review import reviews


@pytest.fixture(autouse=True)
def _block(sqlite_url):
    settle()
    with writing() as session:
        for person in PEOPLE:
            make_account(session, person.account, *person.grants)


@pytest.fixture
def sheets(page):
    """The page as this person sees it."""

    def opened(who):
        at = page("cham_cheo", who.account).run()
        assert not at.exception
        return at

    return opened


def chosen(at, label):
    return next(one.value for one in at.selectbox if one.label == label)


def duty(reviewer, unit):
    return next(one for one in see(reviews.duties, OFFICERS[reviewer]) if one.unit.code == unit)


def test_without_an_assignment_the_page_says_what_comes_next(sheets):
    assert "chưa được phân công chấm chéo" in everything(sheets(OFFICERS["A"]))


def test_a_reviewer_scores_one_criterion_after_another_hands_in_and_goes_on(sheets):
    assign()
    blind()
    at = sheets(OFFICERS["E"])
    assert "Bạn đã nộp **0/4** phiếu; trung bình một người chấm đã nộp 0,0" in everything(at)

    for code, points in {"C1": "30", "C2": "27", "C3": "18", "C4": "5"}.items():
        assert chosen(at, "Tiêu chí") == code
        field(at, "Điểm").set_value(points)
        field(at, "Nhận xét, lý do").set_value(f"Vì {code}")
        press(at, "Lưu và sang tiêu chí tiếp" if code != "C4" else "Lưu tiêu chí này")
    assert duty("E", "A").done == 4

    press(at, "Nộp phiếu và sang phiếu tiếp")
    assert duty("E", "A").status is SheetStatus.SUBMITTED
    assert chosen(at, "Phiếu đang mở") == "E.B"
    assert "Bạn đã nộp **1/4** phiếu" in everything(at)


def test_one_press_agrees_with_the_unit_and_goes_on(sheets):
    assign()
    at = sheets(OFFICERS["E"])
    field(at, "Nhận xét, lý do").set_value("Đúng thực tế")
    press(at, "Đồng ý với đơn vị")

    assert chosen(at, "Tiêu chí") == "C2"
    found = see(reviews.desk, OFFICERS["E"], reviewer="E", unit="A").desk.sheet.entries
    assert found == {"C1": Entry(points=Decimal(40), explanation="Đúng thực tế")}
    press(at, "Đồng ý với đơn vị")
    assert chosen(at, "Tiêu chí") == "C3"


def test_the_claim_is_put_into_the_fields_to_be_changed_and_nothing_is_saved(sheets):
    assign()
    at = sheets(OFFICERS["E"])
    press(at, "Lấy số của đơn vị để sửa")
    assert field(at, "Điểm").value == "40" and duty("E", "A").done == 0

    field(at, "Điểm").set_value("38")
    press(at, "Lưu và sang tiêu chí tiếp")
    found = see(reviews.desk, OFFICERS["E"], reviewer="E", unit="A").desk.sheet.entries
    assert found == {"C1": Entry(points=Decimal(38))}


def test_nobody_agrees_with_a_claim_that_is_hidden(sheets):
    assign()
    blind(claim=True)
    pressed = [one.label for one in sheets(OFFICERS["E"]).button]

    assert "Đồng ý với đơn vị" not in pressed and "Lấy số của đơn vị để sửa" not in pressed


def test_what_is_typed_for_one_criterion_waits_while_another_is_looked_at(sheets):
    assign()
    at = sheets(OFFICERS["E"])
    field(at, "Điểm").set_value("30").run()
    criterion = next(one for one in at.selectbox if one.label == "Tiêu chí")
    criterion.set_value("C2").run()
    assert field(at, "Điểm").value == ""

    next(one for one in at.selectbox if one.label == "Tiêu chí").set_value("C1").run()
    assert field(at, "Điểm").value == "30"


def test_an_unfinished_sheet_cannot_be_handed_in(sheets):
    assign()
    at = sheets(OFFICERS["E"])

    assert next(one for one in at.button if one.label.startswith("Nộp phiếu")).disabled
    assert "còn 4 tiêu chí: C1, C2, C3, C4" in everything(at)


def test_what_is_hidden_is_not_on_the_page_until_the_sheet_is_in(sheets):
    assign()
    blind(claim=True, others=True)
    review_all([("B", "A"), ("C", "A"), ("D", "A")])
    at = sheets(OFFICERS["E"])
    before = everything(at)
    assert "Điểm tự chấm được giấu" in before and "Phiếu của người khác được giấu" in before
    for secret in ("40,00** trên", "38,00", "37,00", "B chấm A"):
        assert secret not in before

    review_all([("E", "A")])
    at = sheets(OFFICERS["E"])
    next(one for one in at.selectbox if one.label == "Phiếu đang mở").set_value("E.A").run()
    after = everything(at)
    assert "**40,00** trên tối đa 40,00 điểm" in after
    assert 'B,"38,00"' in after and 'C,"37,00"' in after


def test_whoever_is_related_declines_and_the_sheet_no_longer_counts(sheets):
    assign()
    review_all([("B", "A"), ("C", "A")])
    at = sheets(OFFICERS["E"])
    field(at, "Lý do từ chối").set_value("Anh em ruột với trưởng đơn vị")
    press(at, "Từ chối chấm")

    assert duty("E", "A").recused == "Anh em ruột với trưởng đơn vị"
    assert next(one for one in at.selectbox if one.label == "Phiếu đang mở").value == "E.B"
    next(one for one in at.selectbox if one.label == "Phiếu đang mở").set_value("E.A").run()
    assert "Đã từ chối chấm đơn vị này: Anh em ruột với trưởng đơn vị" in everything(at)
    assert places()[0] == ("A", 1, "88.00")


def test_the_chair_reads_every_sheet_and_sends_one_back(sheets):
    assign()
    review_all([("B", "A")])
    at = sheets(HEAD)
    assert "Cả khối đã nộp **1/20** phiếu chấm chéo" in everything(at)
    next(one for one in at.selectbox if one.label == "Phiếu đang mở").set_value("B.A").run()
    assert "**38,00** · 38 điểm" in everything(at) and "B chấm A" in everything(at)
    assert "Lưu tiêu chí này" not in [one.label for one in at.button]

    field(at, "Lý do trả lại").set_value("Thiếu nhận xét")
    press(at, "Trả lại phiếu")
    assert duty("B", "A").returned_reason == "Thiếu nhận xét"
    reviewer = sheets(OFFICERS["B"])
    assert "Phiếu này được trả lại: Thiếu nhận xét" in everything(reviewer)


def test_hidden_names_keep_the_chair_from_opening_one_persons_sheet(sheets):
    assign()
    review_all([("B", "A")])
    blind(names=True)
    at = sheets(HEAD)
    next(one for one in at.selectbox if one.label == "Phiếu đang mở").set_value("B.A").run()

    assert "B chấm A" not in everything(at) and "38,00" not in everything(at)


def test_after_the_stage_a_sheet_is_only_read(sheets):
    assign()
    review_all([("B", "A")])
    move(Stage.VERIFY)
    at = sheets(OFFICERS["B"])

    assert "Ghi và nộp phiếu được trong giai đoạn Chấm chéo." in everything(at)
    assert not [one for one in at.button if one.label.startswith(("Lưu", "Nộp"))]


def test_a_leader_has_no_duty_here(sheets):
    assign()

    assert "không thuộc phạm vi của bạn" in everything(sheets(LEADER))
