"""Trang «Thẩm định»: progress of every task, the hands side by side, agreed points, confirming."""

import pytest

from tests.files.evidence_samples import pdf
from tests.pages.screen import everything, field, press, table
from tests.people import make_account
from tests.services.five_year import (
    AUDITOR,
    HEAD,
    LEADER,
    OFFICERS,
    PEOPLE,
    SECRETARY,
    assign,
    blind,
    board,
    do,
    move,
    places,
    review_all,
    settle,
)
from thidua.db.engine import writing
from thidua.domain.period.stage import Stage
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.scoring import evidence_changes
from thidua.ui.frame import links


@pytest.fixture(autouse=True)
def _block(sqlite_url):
    settle()
    with writing() as session:
        for person in PEOPLE:
            make_account(session, person.account, *person.grants)


@pytest.fixture
def checking(page):
    """The page as this person sees it, at one part of the work."""

    def opened(who=SECRETARY, part="Tiến độ"):
        at = page("tham_dinh", who.account).run()
        if part != "Tiến độ":
            at.get("button_group")[0].set_value(part).run()
        assert not at.exception
        return at

    return opened


def review(unit, left):
    """Lối tới việc tiếp theo của một người chấm."""
    to = f"/cham-cheo?toi-khoi=K1&toi-nam=2025&toi-don-vi={unit}"
    return f"{to}#Chấm chéo: còn {left} phiếu"


def test_the_matrix_and_the_sentence_tell_the_same(checking):
    assign()
    review_all([("B", "A"), ("C", "A"), ("E", "B")])
    at = checking()

    assert "**3/20** phiếu chấm chéo đã nộp; **0/5** đơn vị đã thẩm định" in everything(at)
    assert table(at, "Phiếu phải chấm").values.tolist() == [
        ["ĐV A", "4/4", "0/4", "2/4", "0/4", "Đã chấm đủ, chưa nộp", review("A", 4)],
        ["ĐV B", "4/4", "1/4", "1/4", "0/4", "Đã chấm đủ, chưa nộp", review("B", 3)],
        ["ĐV C", "4/4", "1/4", "0/4", "0/4", "Đã chấm đủ, chưa nộp", review("C", 3)],
        ["ĐV D", "4/4", "0/4", "0/4", "0/4", "Đã chấm đủ, chưa nộp", review("D", 4)],
        ["ĐV E", "4/4", "1/4", "0/4", "0/4", "Đã chấm đủ, chưa nộp", review("E", 3)],
    ]
    assert "còn thiếu phiếu chấm chéo" in everything(at)


def test_the_hands_stand_side_by_side_and_what_is_agreed_takes_effect(checking):
    assign()
    review_all()
    move(Stage.VERIFY)
    at = checking(part="Thống nhất điểm")
    assert table(at, "Tổng hợp").values.tolist() == [
        ["C1", "Tiêu chí C1", "40,00", "40,00", "35,75", "8", "35,75", "tổng hợp"],
        ["C2", "Tiêu chí C2", "30,00", "30,00", "27,25", "1", "27,25", "tổng hợp"],
        ["C3", "Tiêu chí C3", "20,00", "20,00", "17,75", "1", "17,75", "tổng hợp"],
        ["C4", "Tiêu chí C4", "10,00", "10,00", "5,00", "0", "5,00", "tổng hợp"],
    ]
    assert table(at, "Người chấm").values.tolist() == [
        ["ĐV B", "38,00", "B chấm A"],
        ["ĐV C", "37,00", "C chấm A"],
        ["ĐV D", "38,00", "D chấm A"],
        ["ĐV E", "30,00", "E chấm A"],
    ]
    said = everything(at)
    assert "Theo giao ước (trung bình): 35,75. Để tham khảo: trung vị 37,50; " in said
    assert "trung bình bỏ cao nhất và thấp nhất 37,50." in said
    assert "Tự chấm A" in [one.value for one in at.text]

    field(at, "Điểm thống nhất").set_value("37,5")
    field(at, "Lý do").set_value("Phiếu E chấm nhầm kỳ")
    press(at, "Ghi điểm thống nhất")
    assert places()[0] == ("A", 1, "87.50")
    assert "Đang tính **37,50** điểm (thống nhất)" in everything(at)

    press(at, "Bỏ, dùng điểm tổng hợp")
    assert places()[:2] == [("B", 1, "86.50"), ("A", 2, "85.75")]


def test_agreeing_without_a_reason_is_refused_and_what_was_typed_stays(checking):
    assign()
    review_all()
    move(Stage.VERIFY)
    at = checking(part="Thống nhất điểm")
    field(at, "Điểm thống nhất").set_value("37,5")
    press(at, "Ghi điểm thống nhất")

    assert "C1: cần ghi lý do của điểm thống nhất." in everything(at)
    assert field(at, "Điểm thống nhất").value == "37,5"
    assert places()[:2] == [("B", 1, "86.50"), ("A", 2, "85.75")]


def test_a_unit_is_confirmed_and_opened_again_with_a_reason(checking):
    assign()
    review_all()
    move(Stage.VERIFY)
    at = checking(part="Thống nhất điểm")

    press(at, "Xác nhận đã thẩm định đơn vị này")
    assert board().statuses["A"] is SheetStatus.VERIFIED
    assert "Ghi điểm thống nhất" not in [one.label for one in at.button]

    field(at, "Lý do mở lại").set_value("Có kiến nghị")
    press(at, "Đề nghị mở lại")
    assert board().statuses["A"] is SheetStatus.VERIFIED

    second = checking(HEAD, links.SECOND)
    press(second, "Xác nhận")
    assert board().statuses["A"] is SheetStatus.DRAFT


def test_hidden_names_are_numbers_here(checking):
    assign()
    review_all()
    blind(names=True)
    move(Stage.VERIFY)
    at = checking(HEAD, "Thống nhất điểm")

    who = [row[0] for row in table(at, "Người chấm").values.tolist()]
    assert {one.rpartition(" ")[0] for one in who} == {"Người chấm"}
    assert not [name for name in ("ĐV B", "ĐV C", "ĐV D", "ĐV E") if name in " ".join(who)]


@pytest.mark.parametrize(
    "part", ["Tiến độ", "Phân công", "Bất đồng", "Thống nhất điểm", "Nhắc việc"]
)
@pytest.mark.parametrize("stage", [Stage.CROSS_SCORE, Stage.VERIFY, Stage.PUBLISHED])
def test_every_part_opens_in_every_stage_with_and_without_an_assignment(checking, part, stage):
    move(stage)
    checking(HEAD, part)
    move(Stage.CROSS_SCORE)
    assign()
    review_all([("B", "A"), ("C", "A")])
    move(stage)
    checking(HEAD, part)


@pytest.mark.parametrize("who", [OFFICERS["A"], LEADER])
def test_units_and_leaders_have_no_business_here(checking, who):
    assert "không thuộc phạm vi của bạn" in everything(checking(who))


def test_the_same_file_of_two_units_is_pointed_out(checking):
    for unit in "AB":
        do(
            evidence_changes.add_link,
            OFFICERS[unit],
            unit=unit,
            url="https://vi.du/bao-cao",
            title="Báo cáo",
            criterion="C1",
        )
        do(
            evidence_changes.add_file,
            OFFICERS[unit],
            unit=unit,
            title=f"Quyết định {unit}",
            file_name="qd.pdf",
            content=pdf(),
            criterion="C2",
        )

    assert table(checking(), "Trùng với").values.tolist() == [
        ["ĐV A", "Quyết định A", "ĐV B năm 2025: Quyết định B"],
        ["ĐV B", "Quyết định B", "ĐV A năm 2025: Quyết định A"],
    ]


def test_a_unit_sees_what_its_sheets_made_once_checking_has_begun(page):
    assign()
    review_all()
    at = page("cham_diem", "a").run()
    assert "Loại bảng điểm" not in [one.label for one in at.get("button_group")]

    move(Stage.VERIFY)
    at = page("cham_diem", "a").run()
    at.get("button_group")[0].set_value(Hand.VERIFIED).run()
    assert not at.exception
    assert table(at, "Tổng hợp")["Đang tính"].tolist() == ["35,75", "27,25", "17,75", "5,00"]


def test_an_auditor_sees_what_each_reviewer_gave_where_names_are_hidden(page):
    assign()
    review_all()
    blind(names=True)
    move(Stage.VERIFY)
    at = page("cham_diem", AUDITOR.account).run()
    at.get("button_group")[0].set_value(Hand.VERIFIED).run()

    assert table(at, "Người chấm").values.tolist() == [
        ["ĐV B", "38,00", "B chấm A"],
        ["ĐV C", "37,00", "C chấm A"],
        ["ĐV D", "38,00", "D chấm A"],
        ["ĐV E", "30,00", "E chấm A"],
    ]
    assert "Tổ thẩm định chưa chấm tiêu chí nào." in everything(at)
    assert "Ghi điểm thống nhất" not in [one.label for one in at.button]
