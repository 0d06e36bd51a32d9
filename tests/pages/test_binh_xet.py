"""Trang «Bình xét»: each role its part of a vote, and nothing of what was cast before closing."""

from dataclasses import replace
from fractions import Fraction

import pytest
from sqlmodel import select

from tests.domain.nominees import OWN
from tests.pages.screen import open_panel, own_html
from tests.pages.test_hostile_text import BARE, markdown_of
from tests.services import nine_members as nine
from tests.services.dossier_block import switch
from tests.services.nine_members import (
    AWARD,
    HEAD,
    NO,
    NONE,
    SECRETARY,
    UNITS,
    YES,
    cast,
    close,
    do,
    fresh,
    mark,
    opened,
    see,
    view,
    write,
)
from thidua.db.engine import reading, writing
from thidua.db.tables import SealedBallot
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import (
    Base,
    Candidate,
    Conduct,
    Electorate,
    Office,
    Presence,
    Subject,
    VoteKind,
    VoteStatus,
)
from thidua.services.vote import ballots, roll, votes
from thidua.services.vote import papers as vote_papers
from thidua.services.vote.ballots import Casting
from thidua.ui.frame.literal import literal


@pytest.fixture
def block(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def button(at, label):
    return next(one for one in at.button if one.label == label)


def labels_of(at):
    return [one.label for one in at.button]


def drawn(at):
    """Mọi chữ và số trên trang."""
    kinds = ("title", "header", "markdown", "caption", "info", "warning", "success", "code")
    texts = [one.value for kind in kinds for one in getattr(at, kind)]
    texts += [str(one.value.to_dict()) for one in at.dataframe]
    texts += [f"{one.label} {one.value}" for one in at.metric]
    return texts + labels_of(at) + [one.label for one in at.expander]


def all_open(at):
    """Mở mọi khung, so that all that can be seen is drawn."""
    at.run()
    for label in [one.label for one in at.expander if one.proto.id]:
        open_panel(at, label)
    return at


def field(at, kind, label):
    return next(one for one in getattr(at, kind) if one.label == label)


def test_the_chair_sets_up_a_vote_opens_it_and_marks_who_is_away(block, page):
    at = page("binh_xet", "truong").run()
    assert at.markdown[0].value == "Kỳ này chưa có cuộc bỏ phiếu nào."
    field(at, "text_input", "Tên cuộc bỏ phiếu").input("Đề nghị tặng Cờ thi đua")
    field(at, "multiselect", "Đơn vị trên lá phiếu").set_value(["U1", "U2"])
    field(at, "text_input", "Tỷ lệ phải đạt").input("80 %")
    field(at, "text_input", "Căn cứ của ngưỡng").input(nine.SOURCE)
    at.run()
    button(at, "Lập cuộc bỏ phiếu").click().run()

    assert [box.value for box in at.error] == []
    (vote,) = see(votes.listed)
    assert vote.draft == replace(AWARD, subject=Subject.AWARD)
    assert [one.code for one in vote.draft.candidates] == ["U1", "U2"]
    assert at.markdown[0].value == "**Đề nghị tặng Cờ thi đua** đang chuẩn bị, chưa mở bỏ phiếu."
    button(at, "Mở bỏ phiếu với 9 thành viên").click().run()
    field(at, "multiselect", "Thành viên vắng mặt").set_value(["U8", "U9"]).run()
    button(at, "Ghi điểm danh: 7 có mặt, 2 vắng").click().run()

    assert at.success[0].value == literal("Đã điểm danh: 7 có mặt, 2 vắng.")
    assert at.markdown[0].value == "**Đề nghị tặng Cờ thi đua**: đã bỏ **0/7** phiếu; còn 7 người."
    presences = [one.presence for one in view(vote.key).roll]
    assert presences == [Presence.PRESENT] * 7 + [Presence.ABSENT] * 2


def test_what_is_missing_from_a_new_vote_is_told_and_nothing_is_written(block, page):
    at = page("binh_xet", "truong").run()
    field(at, "text_input", "Tỷ lệ phải đạt").input("101 %").run()
    assert [box.value for box in at.error] == [
        "Tỷ lệ phải đạt phải là tỷ lệ như 80 % hoặc 2/3, trên 0 và không quá 100 %."
    ]
    field(at, "text_input", "Tỷ lệ phải đạt").input("2/3").run()
    button(at, "Lập cuộc bỏ phiếu").click().run()

    assert [box.value for box in at.error] == [
        "Cần ghi tên cuộc bỏ phiếu\\. Cần ít nhất một phương án để bỏ phiếu\\. "
        "Cần ghi căn cứ của ngưỡng thông qua\\."
    ]
    assert see(votes.listed) == ()


def fill(at, *answers):
    """Đánh dấu lá phiếu trên màn hình."""
    for one, answer in zip(at.radio, answers, strict=True):
        one.set_value(answer)
    return at


def test_a_voter_casts_sees_the_receipt_and_nothing_of_the_ballot_stays(block, page):
    opened()
    at = page("binh_xet", "u1").run()
    assert at.markdown[0].value == (
        "**Đề nghị tặng Cờ thi đua**: đã bỏ **0/9** phiếu; còn 9 người. "
        "Bạn còn **1** lá phiếu chưa bỏ."
    )
    fill(at, YES, NONE)
    button(at, "Bỏ phiếu").click().run()
    assert [box.value for box in at.error] == ["Hãy xem lại lá phiếu rồi đánh dấu là đã xem lại."]
    fill(at, YES, NONE)
    at.checkbox[0].check()
    button(at, "Bỏ phiếu").click().run()

    assert [box.value for box in at.error] == []
    (code,) = [one.value for one in at.code]
    assert len(code.replace("-", "")) == 20
    assert "Phiếu của bạn đã ở trong hòm." in [one.value for one in at.success]
    assert not at.radio
    assert code in repr(at.session_state)
    button(at, "Tôi đã chép lại").click().run()
    assert not at.code
    kept = repr(at.session_state) + str(at.query_params)
    assert code not in kept
    assert not any(word in kept for word in ("agree", "abstain", "Answer."))
    with reading() as session:
        assert len(session.exec(select(SealedBallot)).all()) == 1


def test_an_incomplete_ballot_is_told_and_not_cast(block, page):
    opened()
    at = page("binh_xet", "u1").run()
    at.radio[0].set_value(YES)
    at.checkbox[0].check()
    button(at, "Bỏ phiếu").click().run()

    assert [box.value for box in at.error] == ["Chưa có ý kiến với: Đơn vị U2."]
    with reading() as session:
        assert session.exec(select(SealedBallot)).all() == []


def test_the_vote_of_one_leaves_the_half_filled_ballot_of_another(block, page):
    vote = opened()
    at = page("binh_xet", "u1").run()
    half_filled = [one.proto.id for one in at.radio]
    cast(vote, "U2", YES, YES)
    at.run()

    assert [one.proto.id for one in at.radio] == half_filled
    assert at.markdown[0].value.startswith("**Đề nghị tặng Cờ thi đua**: đã bỏ **1/9** phiếu;")


def test_a_ballot_cast_elsewhere_is_refused_without_a_receipt(block, page):
    vote = opened()
    at = page("binh_xet", "u1").run()
    fill(at, YES, NO)
    at.checkbox[0].check()
    cast(vote, "U1", NO, NO)
    button(at, "Bỏ phiếu").click().run()

    assert not at.code
    assert not at.radio
    assert "Phiếu của bạn đã ở trong hòm." in [one.value for one in at.success]


def test_who_is_not_on_the_roll_sees_how_many_voted_and_no_names(block, page):
    vote = opened(members=["U1", "U2", "U3"])
    cast(vote, "U1", YES, NO)

    for login in ("lanhdao", "u9", "hd1"):
        at = page("binh_xet", login).run()
        assert at.markdown[0].value == (
            "**Đề nghị tặng Cờ thi đua**: đã bỏ **1/3** phiếu; còn 2 người."
        )
        assert (list(at.dataframe), list(at.radio)) == ([], [])
        assert [one.label for one in at.expander] == ["Văn bản", "Gói họp"]
        assert labels_of(at) == ["Cập nhật"]


@pytest.mark.parametrize("login", ["truong", "thu", "u1", "u9", "lanhdao", "hd1", "quan-tri"])
def test_before_closing_the_page_is_the_same_whatever_was_cast(
    sqlite_template, sqlite_url, tmp_path, monkeypatch, page, login
):
    """Hai cuộc giống nhau mà phiếu trái ngược: after closing they differ, before they do not."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()
    told, results = [], []
    for answers in ((YES, NO), (NO, YES)):
        vote = opened(absent=["U9"])
        for unit in UNITS[:8]:
            cast(vote, unit, *answers)
        write(vote, "U9", *answers)
        write(vote, "U9", *answers, actor=SECRETARY)
        told.append(drawn(all_open(page("binh_xet", login))))
        close(vote)
        results.append(drawn(all_open(page("binh_xet", login))))
        with_result = str(results[-1])
        assert "8 phiếu đồng ý" in with_result
        do(votes.set_up, draft=AWARD)  # an unopened one, so that both worlds begin alike
        do(votes.discard, vote=see(votes.listed)[0].key, seen=1)

    assert "đồng ý (" not in str(told[0])
    # What the pack lists names every vote of the period by its key, the earlier one too.
    first, second = (
        [text for text in one if "kiểm phiếu" not in text and "trong gói" not in text]
        for one in told
    )
    assert [text for text in second if text not in first] == []
    assert str(results[0]) != str(results[1])


def test_the_result_is_large_plain_and_complete(block, page):
    vote = opened(absent=["U8", "U9"])
    for unit in UNITS[:7]:
        cast(vote, unit, YES, YES if unit < "U4" else NO)
    found = close(vote)
    at = page("binh_xet", "lanhdao").run()

    assert at.markdown[0].value == (
        "**Đề nghị tặng Cờ thi đua** đã kiểm phiếu; không phương án nào được thông qua."
    )
    lines = [one.value.replace("\\", "").replace("\u00a0", " ") for one in at.markdown]
    assert lines[1 : len(found.lines) + 1] == list(found.lines)
    assert at.dataframe[0].value.to_dict("records") == [
        {
            "Phương án": "Đơn vị U1",
            "Đồng ý": 7,
            "Không đồng ý": 0,
            "Không ý kiến": 0,
            "Cộng": 7,
            "Căn cứ tính tỷ lệ": 9,
            "Tỷ lệ": "77,78 %",
            "Cần": 8,
            "Kết quả": "Không đạt",
        },
        {
            "Phương án": "Đơn vị U2",
            "Đồng ý": 3,
            "Không đồng ý": 4,
            "Không ý kiến": 0,
            "Cộng": 3,
            "Căn cứ tính tỷ lệ": 9,
            "Tỷ lệ": "33,33 %",
            "Cần": 8,
            "Kết quả": "Không đạt",
        },
    ]
    assert [one.value for one in at.warning] == [
        literal("Mọi phiếu giống nhau ở: Đơn vị U1; ai cũng biết mọi người đã bỏ thế nào.")
    ]
    assert not [one for one in labels_of(at) if "Đóng" in one or "làm lại" in one]


def test_a_voter_finds_the_own_ballot_by_its_receipt(block, page):
    vote = opened()
    code = cast(vote, "U1", YES, NONE)
    for unit in UNITS[1:]:
        cast(vote, unit, NO, NO)
    close(vote)
    at = page("binh_xet", "u1").run()
    open_panel(at, "Kiểm phiếu của tôi bằng biên nhận")
    field(at, "text_input", "Mã biên nhận").input(code.lower())
    button(at, "Tìm phiếu").click().run()

    said = [one.value for one in at.markdown if one.value.startswith("- ")]
    assert said == [
        "- Đơn vị U1: **đồng ý**, tìm thấy đúng một lần",
        "- Đơn vị U2: **không ý kiến**, tìm thấy đúng một lần",
    ]
    field(at, "text_input", "Mã biên nhận").input("0" * 20)
    button(at, "Tìm phiếu").click().run()
    assert [box.value for box in at.error] == [
        "Không phiếu nào mang biên nhận này: mã gõ sai, của cuộc khác, hoặc phiếu đã bị đổi."
    ]


LETTERS = "Ý kiến bằng văn bản của người vắng"


def test_a_letter_is_typed_by_the_chair_and_again_by_the_secretary(block, page):
    vote = opened(absent=["U9"])
    at = page("binh_xet", "truong").run()
    assert "Số, ngày văn bản" not in [one.label for one in at.text_input]
    open_panel(at, LETTERS)
    field(at, "text_input", "Số, ngày văn bản").input("Công văn 12")
    fill(at, YES, NO)
    button(at, "Ghi ý kiến bằng văn bản").click().run()
    assert at.success[0].value == "Đã ghi; chờ người thứ hai nhập lại\\."
    assert "Ghi ý kiến bằng văn bản" not in labels_of(at)

    second = page("binh_xet", "thu").run()
    open_panel(second, LETTERS)
    assert not any(one.value == "đồng ý" for one in second.radio)
    fill(second, YES, YES)
    button(second, "Nhập lại để xác nhận").click().run()
    assert second.error[0].value.startswith("Hai lần nhập khác nhau ở:")
    again = page("binh_xet", "thu").run()
    open_panel(again, LETTERS)
    fill(again, YES, NO)
    button(again, "Nhập lại để xác nhận").click().run()
    assert again.success[0].value.startswith("Hai lần nhập giống nhau")
    assert view(vote).member("U9").has_written


def test_paper_is_typed_by_one_and_confirmed_on_another_screen(block, page):
    paper = replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER))
    vote = opened(paper, absent=["U8", "U9"])
    at = page("binh_xet", "truong").run()
    for label, number in {
        "Phát ra": 7,
        "Thu về": 7,
        "Không thu về": 0,
        "Hợp lệ": 6,
        "Không hợp lệ": 1,
    }.items():
        field(at, "number_input", label).set_value(number)
    for one, number in zip(
        [one for one in at.number_input if "ý" in one.label], (6, 0, 0, 3, 2, 1), strict=True
    ):
        one.set_value(number)
    button(at, "Ghi số phiếu").click().run()
    assert [box.value for box in at.error] == []
    assert "Xác nhận số phiếu" not in labels_of(at)
    second = page("binh_xet", "thu").run()
    assert "- Đơn vị U2: đồng ý 3, không đồng ý 2, không ý kiến 1" in (
        second.markdown[-1].value + "".join(one.value for one in second.markdown)
    )
    button(second, "Xác nhận số phiếu").click().run()

    expected = BallotCount(
        issued=7,
        returned=7,
        not_returned=0,
        valid=6,
        invalid=1,
        tallies={"U1": Tally(6), "U2": Tally(3, 2, 1)},
    )
    assert see(vote_papers.count, vote=vote) == (expected, 1, HEAD.name, SECRETARY.name)
    voter = page("binh_xet", "u1").run()
    assert not any("đồng ý 3" in text for text in drawn(voter))


def test_the_chair_closes_once_the_meeting_was_told(block, page):
    vote = opened()
    for unit in UNITS:
        cast(vote, unit, YES, NO)
    at = page("binh_xet", "truong").run()
    assert button(at, "Đóng và kiểm phiếu").disabled
    field(at, "checkbox", "Đã báo với hội nghị là đóng bỏ phiếu").check().run()
    button(at, "Đóng và kiểm phiếu").click().run()

    assert view(vote).status is VoteStatus.CLOSED
    assert at.success[0].value == "Đã kiểm phiếu; kết quả đứng yên\\."
    assert at.markdown[0].value == (
        "**Đề nghị tặng Cờ thi đua** đã kiểm phiếu; được thông qua: **Đơn vị U1**."
    )


def test_making_a_vote_anew_needs_a_reason_and_brings_it_back_to_its_draft(block, page):
    vote = opened()
    cast(vote, "U1", YES, NO)
    at = page("binh_xet", "truong").run()
    button(at, "Xóa phiếu và làm lại").click().run()
    assert [box.value for box in at.error] == ["Cần ghi lý do làm lại cuộc bỏ phiếu\\."]
    field(at, "text_input", "Lý do làm lại").input("Nhầm danh sách")
    button(at, "Xóa phiếu và làm lại").click().run()

    assert view(vote).status is VoteStatus.DRAFT
    assert "Mở bỏ phiếu với 9 thành viên" in labels_of(at)


def test_an_election_shows_who_has_not_had_the_office(block, page):
    at = page("binh_xet", "truong").run()
    open_panel(at, "Ghi khối trưởng, khối phó các năm trước")
    field(at, "number_input", "Năm giữ chức").set_value(2024)
    field(at, "selectbox", "Đơn vị giữ chức").set_value("U3")
    button(at, "Ghi chức vụ").click().run()
    field(at, "selectbox", "Bỏ phiếu về việc gì").set_value(Subject.OFFICE).run()

    never = ", ".join(f"Đơn vị {unit}" for unit in UNITS if unit != "U3")
    assert f"Chưa thấy ghi đã làm {('khối trưởng')}: {never}." in [one.value for one in at.caption]
    assert at.dataframe[0].value.to_dict("records") == [
        {"Năm": "2024", "Chức vụ": "Khối trưởng", "Đơn vị": "Đơn vị U3", "Theo": "người dùng ghi"}
    ]
    assert field(at, "text_input", "Tên cuộc bỏ phiếu").value == "Bầu khối trưởng năm 2026"
    assert field(at, "radio", "Chức vụ năm 2026").value is Office.HEAD
    assert field(at, "selectbox", "Cách bỏ phiếu").value is VoteKind.CHOICE
    seats = ("Được chọn nhiều nhất", "Số suất")
    assert [field(at, "number_input", label).value for label in seats] == [1, 1]


def test_a_choice_is_ticked_and_too_many_are_refused(block, page):
    rules = replace(AWARD.rules, kind=VoteKind.CHOICE, most=1, seats=1)
    vote = opened(replace(AWARD, rules=rules))
    at = page("binh_xet", "u1").run()
    for one in at.checkbox:
        one.check()
    button(at, "Bỏ phiếu").click().run()
    assert [box.value for box in at.error] == ["Lá phiếu chọn 2, nhiều nhất được chọn 1\\."]
    again = page("binh_xet", "u1").run()
    again.checkbox[0].check()
    again.checkbox[2].check()
    button(again, "Bỏ phiếu").click().run()

    assert close(vote).result.count.tallies == {"U1": Tally(1), "U2": Tally(0, 1)}


def test_thresholds_of_the_law_and_of_earlier_votes_are_offered(block, page):
    switch("PHIEU.KHOI.CO")
    threshold = replace(AWARD.rules.threshold, base=Base.VALID)
    opened(replace(AWARD, rules=replace(AWARD.rules, threshold=threshold)))
    at = page("binh_xet", "truong").run()
    open_panel(at, "Lập cuộc bỏ phiếu mới")

    offered = field(at, "selectbox", "Ngưỡng thông qua").options
    assert offered[0] == (
        f"Cờ thi đua: từ 80% thành viên cụm, khối – Thông tư 01/2019/TT-VKSTC, Điều 20{OWN}"
    )
    assert offered[-2:] == [
        f"Như cuộc trước: từ 80 % số phiếu hợp lệ – {nine.SOURCE}",
        "Nhập ngưỡng khác",
    ]


def test_a_vote_just_set_up_is_shown_also_while_another_is_open(block, page):
    opened(replace(AWARD, title="Cuộc đang mở"))
    at = page("binh_xet", "truong").run()
    open_panel(at, "Lập cuộc bỏ phiếu mới")
    field(at, "selectbox", "Bỏ phiếu về việc gì").set_value(Subject.COVENANT).run()
    offered = field(at, "selectbox", "Ngưỡng thông qua").options
    field(at, "selectbox", "Ngưỡng thông qua").set_value(offered[0]).run()
    button(at, "Lập cuộc bỏ phiếu").click().run()

    assert [box.value for box in at.error] == []
    assert at.markdown[0].value == (
        "**Thông qua giao ước thi đua năm 2025** đang chuẩn bị, chưa mở bỏ phiếu."
    )
    assert see(votes.listed)[0].draft.candidates == (
        Candidate("phuong-an-1", "Giao ước thi đua năm 2025"),
    )
    again = page("binh_xet", "truong").run()
    assert again.markdown[0].value.startswith("**Cuộc đang mở**: đã bỏ")


def test_a_threshold_of_the_law_brings_its_quorum_and_who_votes(block, page):
    switch("PHIEU.SANGKIEN")
    at = page("binh_xet", "truong").run()
    field(at, "selectbox", "Bỏ phiếu về việc gì").set_value(Subject.INITIATIVE).run()
    (offered, _) = field(at, "selectbox", "Ngưỡng thông qua").options
    field(at, "selectbox", "Ngưỡng thông qua").set_value(offered)
    field(at, "text_input", "Tên cuộc bỏ phiếu").input("Công nhận sáng kiến một cửa")
    field(at, "text_area", _OTHERS).input("Sáng kiến một cửa")
    at.run()
    button(at, "Lập cuộc bỏ phiếu").click().run()

    (vote,) = see(votes.listed)
    rules = vote.draft.rules
    assert (rules.electorate, rules.quorum, rules.threshold.share) == (
        Electorate.COUNCIL,
        Fraction(2, 3),
        Fraction(4, 5),
    )
    assert rules.threshold.source == f"Thông tư 15/2023/TT-BKHĐT, khoản 2 Điều 15{OWN}"


_OTHERS = "Phương án khác, mỗi dòng một (cá nhân, sáng kiến, câu hỏi)"


HOSTILE = "Cờ :red[đỏ] **đậm** <script>alert(1)</script> $x^2$ [bấm](javascript:alert(3))"


def test_no_word_of_a_vote_acts_as_markdown(block, page):
    hostile = replace(
        AWARD,
        title=HOSTILE,
        candidates=(Candidate("U1", HOSTILE, "U1"), Candidate("x", f"{HOSTILE} hai")),
        rules=replace(
            AWARD.rules,
            threshold=replace(AWARD.rules.threshold, source=HOSTILE),
            allows_delegation=True,
        ),
    )
    vote = opened(hostile, absent=["U9"])
    write(vote, "U9", YES, NO, document=HOSTILE)
    write(vote, "U9", YES, NO, actor=SECRETARY)
    shown = [all_open(page("binh_xet", login)) for login in ("truong", "u1", "lanhdao")]
    for unit in UNITS[:8]:
        cast(vote, unit, YES, NO)
    close(vote)
    shown += [all_open(page("binh_xet", login)) for login in ("truong", "u1")]

    marked = [text for at in shown for text in markdown_of(at)]
    marked += [one.label for at in shown for one in [*at.radio, *at.checkbox]]
    assert any("đỏ" in text for text in marked)
    assert [text for text in marked if BARE.search(text)] == []
    assert [one for at in shown for one in own_html(at)] == []


def test_the_giver_and_the_delegate_are_told_who_casts(block, page):
    rules = replace(AWARD.rules, allows_delegation=True)
    opened(replace(AWARD, rules=rules))
    at = page("binh_xet", "truong").run()
    open_panel(at, "Ghi ủy quyền bỏ phiếu")
    field(at, "selectbox", "Người ủy quyền").set_value("U9")
    field(at, "selectbox", "Người được ủy quyền").set_value("U1")
    field(at, "text_input", "Số, ngày văn bản ủy quyền").input("Giấy số 5")
    button(at, "Ghi ủy quyền").click().run()
    assert at.success[0].value == "Đã ghi ủy quyền\\."

    giver, delegate = page("binh_xet", "u9").run(), page("binh_xet", "u1").run()
    assert "Phiếu của bạn đã được ủy quyền cho người khác bỏ." in [one.value for one in giver.info]
    assert delegate.markdown[0].value.endswith("Bạn còn **2** lá phiếu chưa bỏ.")


def test_each_ballot_that_one_person_casts_keeps_its_receipt_until_it_is_copied(block, page):
    rules = replace(AWARD.rules, allows_delegation=True)
    vote = opened(replace(AWARD, rules=rules))
    do(roll.delegate, vote=vote, member="U9", to="U1", document="Giấy số 5")
    at = page("binh_xet", "u1").run()
    for _ in range(2):
        fill(at, YES, NONE)
        at.checkbox[0].check()
        button(at, "Bỏ phiếu").click().run()

    first, second = [one.value for one in at.code]
    assert first != second
    next(one for one in at.button if one.label == "Tôi đã chép lại").click().run()
    assert [one.value for one in at.code] == [second]


def test_whoever_is_not_marked_present_is_told_why_there_is_no_ballot(block, page):
    vote = opened(present=["U2"], absent=["U3"])

    said = {}
    for login in ("u1", "u3"):
        at = page("binh_xet", login).run()
        assert not at.radio
        said[login] = [one.value for one in at.info]
    assert said == {
        "u1": ["Bạn chưa được điểm danh có mặt; hãy báo khối trưởng rồi mở lại trang này."],
        "u3": ["Bạn được ghi là vắng mặt nên không bỏ phiếu ở đây."],
    }
    mark(vote, ["U1"])
    assert page("binh_xet", "u1").run().radio


def test_of_two_votes_called_alike_the_one_chosen_stays_through_every_press(block, page):
    """Hai cuộc cùng tên, cùng trạng thái: the browser says which one by what it is called."""
    first, second = opened(), opened()
    close(first)
    close(second)
    at = page("binh_xet", "lanhdao").run()
    box = field(at, "selectbox", "Cuộc bỏ phiếu")
    assert box.options == [
        "Đề nghị tặng Cờ thi đua · đã kiểm phiếu · cuộc thứ 2",
        "Đề nghị tặng Cờ thi đua · đã kiểm phiếu · cuộc thứ 1",
    ]
    for vote in (second, first, second):
        field(at, "selectbox", "Cuộc bỏ phiếu").set_value(vote).run()
        open_panel(at, "Chép lời đọc vào biên bản")
        assert at.query_params["phieu"] in (str(vote), [str(vote)])


SIXTY = tuple(f"V{number:02}" for number in range(1, 61))


def table_of(at):
    """Bảng đang hiện of the long list."""
    return at.dataframe[-1].value


def test_a_long_roll_is_shut_away_and_read_by_pages_and_by_words(
    sqlite_url, tmp_path, monkeypatch, page
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle(units=SIXTY)
    vote = do(votes.set_up, draft=AWARD)
    at = page("binh_xet", "truong").run()
    assert not at.multiselect
    open_panel(at, "Chọn thành viên")
    field(at, "multiselect", "Thành viên có tên trong danh sách").set_value(SIXTY[:58]).run()
    button(at, "Mở bỏ phiếu với 58 thành viên").click().run()

    assert [one.code for one in view(vote).roll] == list(SIXTY[:58])
    assert not at.dataframe
    assert not at.multiselect
    open_panel(at, "Ghi ai vắng, ai có mặt")
    field(at, "multiselect", "Thành viên vắng mặt").set_value(["V57"]).run()
    button(at, "Ghi điểm danh: 57 có mặt, 1 vắng").click().run()
    assert view(vote).member("V57").presence is Presence.ABSENT
    open_panel(at, "Danh sách bỏ phiếu")
    assert list(table_of(at)["Thành viên"]) == [f"Đơn vị {one}" for one in SIXTY[:50]]
    field(at, "selectbox", "Trang").set_value(2).run()
    assert list(table_of(at)["Thành viên"]) == [f"Đơn vị {one}" for one in SIXTY[50:58]]
    field(at, "text_input", "Tìm theo tên, mã, người bỏ phiếu hoặc văn bản").input("don vi v57")
    at.run()
    assert table_of(at)[["Thành viên", "Điểm danh"]].to_dict("records") == [
        {"Thành viên": "Đơn vị V57", "Điểm danh": "Vắng mặt"}
    ]
    assert "1 trên 58 dòng." in [one.value for one in at.caption]


def test_the_members_chosen_stay_chosen_while_the_panel_is_shut(
    sqlite_url, tmp_path, monkeypatch, page
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle(units=SIXTY)
    vote = do(votes.set_up, draft=AWARD)
    at = page("binh_xet", "truong").run()
    open_panel(at, "Chọn thành viên")
    field(at, "multiselect", "Thành viên có tên trong danh sách").set_value(SIXTY[:3]).run()
    shut = next(one for one in at.expander if one.label == "Chọn thành viên")
    at.session_state[shut.proto.id.split("-", 2)[2]] = False
    at.run()
    assert not at.multiselect
    assert "Mở bỏ phiếu với 3 thành viên" in labels_of(at)
    open_panel(at, "Chọn thành viên")
    assert field(at, "multiselect", "Thành viên có tên trong danh sách").value == list(SIXTY[:3])
    button(at, "Mở bỏ phiếu với 3 thành viên").click().run()
    assert [one.code for one in view(vote).roll] == list(SIXTY[:3])


def test_published_slips_are_read_by_pages_and_found_by_their_words(
    sqlite_url, tmp_path, monkeypatch, page
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle(units=SIXTY)
    vote = opened()
    with writing() as session:
        castings = [
            Casting(
                who=lambda _, unit=unit: nine.officer(unit),
                member=unit,
                answers={"U1": YES, "U2": NONE if unit == "V09" else NO},
                code=ballots.new_receipt(),
            )
            for unit in SIXTY
        ]
        faults = ballots.cast_all(session, fresh(), vote=vote, castings=castings, now=nine.NOW)
    assert faults == [None] * 60
    found = close(vote)
    at = page("binh_xet", "lanhdao").run()
    assert len(at.dataframe) == 1
    open_panel(at, "Danh sách phiếu công bố")
    marks = [one.mark for one in found.slips]
    assert list(table_of(at)["Dấu"]) == marks[:50]
    field(at, "selectbox", "Trang").set_value(3).run()
    assert list(table_of(at)["Dấu"]) == marks[100:]
    searched = "Tìm theo phương án, ý kiến, muối hoặc dấu"
    field(at, "text_input", searched).input("u2 không ý kiến").run()
    assert table_of(at)[["Phương án", "Ý kiến"]].to_dict("records") == [
        {"Phương án": "Đơn vị U2", "Ý kiến": "không ý kiến"}
    ]
    field(at, "text_input", searched).input(marks[7][:12]).run()
    assert list(table_of(at)["Dấu"]) == [marks[7]]
