"""Phần Dự thảo của trang Giao ước: written by the office, seen and asked about by the members."""

import pytest

from tests.builders import make_row
from tests.people import PROGRAM, make_account
from tests.services.year import NOW, settle
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.covenant.draft import CovenantDraft, SettingRow
from thidua.domain.covenant.drafting.lines import DraftSheet
from thidua.domain.covenant.drafting.proposal import ClauseProposalState
from thidua.domain.period.roster import RosterRow
from thidua.services.covenant import clause_proposals, covenants, draft_edits, drafts
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.verify import drafting


@pytest.fixture
def period(sqlite_url):
    """Khối có giao ước, its secretary and an officer of A."""
    found = settle()
    with writing() as session:
        make_account(session, "thu", Grant(Role.SECRETARY, "K1", None, 2025, ""))
        make_account(session, "a", Grant(Role.UNIT_OFFICER, "K1", "A", 2025))
    return found


def do(service, period, **named):
    with writing() as session:
        return service(Work(session, PROGRAM, period, NOW), **named)


def kept(service, period):
    with reading() as session:
        return service(Work(session, PROGRAM, period))


def opened(page, login):
    return page("giao_uoc", login).run().button_group[0].set_value("Dự thảo").run()


def button(at, label):
    return next(one for one in at.button if one.label == label)


def field(boxes, label):
    return next(one for one in boxes if one.label == label)


def lines(period):
    found = kept(drafts.view, period).sheet(DraftSheet.CRITERION)
    return {one.title: dict(one.cells) for one in found}


def test_a_line_is_started_formed_tried_and_saved(period, page):
    at = opened(page, "thu")
    at = button(at, "Bắt đầu dự thảo").click().run()
    at = field(at.selectbox, "Cách chấm").set_value("Theo bậc").run()
    bands = field(at.text_area, "Các bậc, đọc từ trên xuống, lấy bậc đúng đầu tiên")
    at = bands.set_value(">=100: 90\n>=90: 81\n>=0: 0").run()
    at = field(at.text_input, "Kết quả").set_value("94,67").run()

    assert any("kết quả 94,67 → 81 điểm" in one.value for one in at.success)
    at = button(at, "Lưu dòng này").click().run()

    assert lines(period)["I"]["parameters"] == ">=100: 90; >=90: 81; >=0: 0"
    assert lines(period)["I"]["method"] == "Theo bậc"
    assert not at.exception


def test_a_member_asks_and_the_secretary_takes(period, page):
    do(drafting.start, period, source=drafting.IN_FORCE)
    assert "Dự thảo" not in page("giao_uoc", "a").run().button_group[0].options
    do(drafts.share, period, shared=True)
    at = opened(page, "a")
    assert "Lưu dòng này" not in [one.label for one in at.button]
    at = field(at.text_input, "Điểm tối đa").set_value("80").run()
    at = field(at.text_area, "Lý do").set_value("Năm nay ít việc hơn").run()
    at = button(at, "Gửi đề nghị").click().run()
    assert lines(period)["I"]["max_points"] == "90"

    at = opened(page, "thu")
    assert any("Năm nay ít việc hơn" in one.value for one in at.markdown)
    at = button(at, "Nhận").click().run()

    assert lines(period)["I"]["max_points"] == "80"
    assert field(at.text_input, "Điểm tối đa").value == "80"
    assert "Lưu bản tôi gõ" not in [one.label for one in at.button]
    (one,) = kept(clause_proposals.listed, period)
    assert one.state is ClauseProposalState.TAKEN


def test_a_member_asks_only_for_what_was_typed_when_the_line_changed_meanwhile(period, page):
    do(drafting.start, period, source=drafting.IN_FORCE)
    do(drafts.share, period, shared=True)
    at = opened(page, "a")
    at = field(at.text_area, "Nội dung").set_value("Lời rõ hơn").run()
    (key,) = [one.key for one in kept(drafts.view, period).lines if one.title == "I"]
    do(draft_edits.save_line, period, key=key, cells={**lines(period)["I"], "max_points": "85"},
       seen=1)  # fmt: skip
    at = field(at.text_area, "Lý do").set_value("Cho rõ").run()
    assert any("Đề nghị chỉ gồm các ô bạn đã sửa" in one.value for one in at.warning)
    at = button(at, "Gửi đề nghị").click().run()

    (one,) = kept(clause_proposals.listed, period)
    assert [(cell, now) for cell, _, now in one.changes] == [("Nội dung", "Lời rõ hơn")]


def test_settings_nobody_typed_here_follow_what_another_saved(period, page):
    do(drafting.start, period, source=drafting.IN_FORCE)
    at = opened(page, "thu")
    at = at.button_group[1].set_value("Mục chung").run()
    do(draft_edits.save_settings, period, values={"Cách làm tròn": "Cắt bỏ"},
       seen={"Cách làm tròn": ""})  # fmt: skip
    at = field(at.text_input, "Tên giao ước").set_value("Tên mới").run()
    do(draft_edits.save_settings, period, values={"Tên giao ước": "Tên của người khác"},
       seen={"Tên giao ước": "Giao ước"})  # fmt: skip
    at = at.run()
    assert ["Tên của người khác" in one.value for one in at.warning] == [True]
    at = button(at, "Lưu các mục chung").click().run()

    found = {one.title: one.cell("value") for one in kept(drafts.view, period).lines}
    assert (found["Cách làm tròn"], found["Tên giao ước"]) == ("Cắt bỏ", "Tên mới")
    assert not at.warning


def test_who_saves_over_another_is_shown_both_first(period, page):
    do(drafting.start, period, source=drafting.IN_FORCE)
    at = opened(page, "thu")
    at = field(at.text_input, "Điểm tối đa").set_value("70").run()
    (key,) = [one.key for one in kept(drafts.view, period).lines if one.title == "I"]
    cells = {**lines(period)["I"], "text": "Của người khác"}
    do(draft_edits.save_line, period, key=key, cells=cells, seen=1)
    at = at.run()

    assert any("đã sửa dòng này" in one.value for one in at.warning)
    at = button(at, "Lấy bản đang lưu").click().run()

    assert field(at.text_input, "Điểm tối đa").value == "90"
    assert field(at.text_area, "Nội dung").value == "Của người khác"


def test_a_group_that_cannot_be_copied_says_why_and_leaves_the_desk_as_it_is(period, page):
    settings = (("Khối", "K1"), ("Năm", "2024"), ("Tên giao ước", "Cũ"))
    rows = (make_row("A", 10, text="Nhóm"), make_row("1", 10, "Chấm mức", text="Một"))
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        before = RosterRow("K1", "Khối một", "A", "Phòng A", "A", "phòng", 2024)
        rosters.import_roster(work, rows=[before])
        old = CovenantDraft(tuple(SettingRow(*one) for one in settings), rows)
        covenants.adopt_covenant(work, draft=old)
    do(drafting.start, period, source=drafting.IN_FORCE)
    cells = {"code": "1", "text": "Đã có", "method": "Chấm mức", "max_points": "1"}
    do(draft_edits.add_line, period, sheet=DraftSheet.CRITERION, cells=cells)
    at = page("giao_uoc", "thu")
    at.session_state["dt-mo-chep-nhom"] = True
    at = at.run().button_group[0].set_value("Dự thảo").run()

    assert any("bản chép sẽ trùng mã" in one.value for one in at.warning)
    assert at.error == []
    assert {"Lưu dòng này", "Lên"} <= {one.label for one in at.button}


@pytest.mark.parametrize(
    "part",
    ["Mục chung", "Xếp hạng của dự thảo", "Đề nghị", "Khác biệt", "Thử với năm trước",
     "Bản, lấy ý kiến", "Ban hành"],
)  # fmt: skip
def test_every_part_of_the_desk_opens(period, page, part):
    do(drafting.start, period, source=drafting.IN_FORCE)
    at = opened(page, "thu")
    at = at.button_group[1].set_value(part).run()

    assert not at.exception
    assert [one.value for one in at.error] == []
