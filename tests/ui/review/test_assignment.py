"""Bảng phân công: drawn, seen with its consequences, and only then written."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.people import PROGRAM, make_account, signed_in
from tests.services.cross_year import (
    HEAD,
    NOW,
    assign,
    do,
    draft_of,
    fresh,
    hand_in,
    move,
    rows,
    seen_by,
    settle,
)
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import SettingRow
from thidua.domain.period.stage import Stage
from thidua.domain.review.assignment import Manner, draw_lots
from thidua.domain.review.plan import Blindness, ReviewPlan
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.review import assignments
from thidua.services.review.assignments import ReviewView
from thidua.ui.review.assignment import sentence
from thidua.web import identity

SECRETARY = Actor("Thư ký (thu)", (Grant(Role.SECRETARY, "K1", None, 2025, ""),), "thu")


@pytest.fixture
def panel(sqlite_url, monkeypatch):
    """Mở bảng này as the secretary would, on a page of its own."""

    def script():
        from thidua.ui.frame import page  # noqa: PLC0415 - it is a script of its own
        from thidua.ui.review import assignment as assignment_panel  # noqa: PLC0415 - it is a script of its own

        with page.opened("tong_quan") as ctx:
            assignment_panel.draw(ctx)

    settle()
    with writing() as session:
        make_account(session, "thu", *SECRETARY.grants)
    token = signed_in("thu")
    monkeypatch.setattr(identity, "cookie", lambda: token)

    def opened():
        at = AppTest.from_function(script, default_timeout=30)
        for key in ("mo-sua-phan-cong", "mo-nguoi-vang", "mo-tu-choi"):
            at.session_state[key] = True  # the panels are open, as whoever works in them has them
        return at.run()

    return opened


def plain(elements):
    """What is shown, without the signs that keep it from being Markdown."""
    return [re.sub(r"\\(.)", r"\1", one.value).replace("\u2060", "") for one in elements]


def named(elements, label):
    return next(one for one in elements if one.label == label)


def press(at, label):
    named(at.button, label).click().run()
    assert not at.exception


def tables(at):
    return {tuple(frame.value.columns): frame.value.values.tolist() for frame in at.dataframe}


CELLS = ("Đơn vị được chấm", "Người chấm mọi nhóm")
LOADS = ("Người chấm", "Đơn vị", "Ô")
FIRST = (
    "Chưa phân công ai chấm chéo. Ở «Phân công một lượt», chọn số người chấm mỗi phần chấm rồi bấm "
    "«Xem thử phân công»; chưa có gì được ghi cho tới khi áp dụng."
)


def test_an_empty_plan_says_what_to_do_next(panel):
    at = panel()

    assert plain(at.markdown)[0] == FIRST
    assert [one.label for one in at.expander] == [
        "Phân công một lượt",
        "Từ chối chấm vì có liên quan",
        "Thông tin ẩn khi chấm chéo",
    ]
    assert not at.dataframe


def lots_of(seed):
    """Điều kiện mà bảng này đề nghị lúc đầu."""
    with reading() as session:
        return assignments.lots(
            Work(session, SECRETARY, fresh()),
            reviewers="ABCDE",
            per_cell=2,
            manner=Manner.UNIT,
            seed=seed,
        )


def test_a_lot_is_seen_first_and_applied_as_it_was_seen(panel):
    at = panel()
    named(at.text_input, "Mã bốc thăm").set_value("192").run()
    press(at, "Xem thử phân công")
    seen = tables(at)

    assert seen_by() == ReviewPlan()
    assert [load for _, load, _ in seen[LOADS]] == [2] * 5
    assert "P. A: chấm thêm " in " ".join(plain(at.markdown))

    press(at, "Áp dụng phân công")
    drawn = draw_lots(lots_of("192"))
    found = seen_by()
    assert (found.assignments, found.seed) == (
        tuple(sorted(drawn.assignments, key=lambda one: (one.unit, one.reviewer, one.group))),
        "192",
    )
    assert (tables(at), plain(at.warning)) == (seen, [])
    assert plain(at.success) == ["Đã ghi phân công chấm chéo."]
    assert plain(at.markdown)[0] == "**10** phiếu chấm chéo, mỗi phần chấm **2** người chấm."
    assert "Mã của lần bốc thăm gần nhất: 192." in " ".join(plain(at.caption))


def test_a_preview_goes_when_a_condition_changes(panel):
    at = panel()
    press(at, "Xem thử phân công")
    assert tables(at)

    press(at, "Đổi mã bốc thăm")

    assert not at.dataframe
    assert "Áp dụng phân công" not in [one.label for one in at.button]


def test_what_cannot_be_drawn_is_said_and_cannot_be_applied(panel):
    at = panel()
    named(at.multiselect, "Người chấm tham gia").set_value(["A", "B"]).run()
    press(at, "Xem thử phân công")

    assert plain(at.error) == [
        f"P. {unit} chỉ còn 1 người chấm được mà mỗi phần chấm cần 2; hãy giảm số người chấm mỗi "
        "phần chấm xuống 1 hoặc thêm người chấm."
        for unit in "AB"
    ]
    assert "Áp dụng phân công" not in [one.label for one in at.button]


def test_a_unit_is_changed_by_hand_after_its_effects_were_seen(panel):
    assign("BA:I,II, CA:I,II, AB:I,II,", seed="7")
    hand_in("B", "A")
    at = panel()
    named(at.multiselect, "Người chấm mọi nhóm").set_value(["C", "D"]).run()
    said = " ".join(plain(at.markdown))
    press(at, "Ghi phân công của đơn vị này")
    refused = plain(at.error)
    at = panel()
    named(at.multiselect, "Người chấm mọi nhóm").set_value(["C", "D"]).run()
    named(at.text_input, "Lý do đổi, cần khi bớt phiếu đã nộp").set_value("Chấm nhầm").run()
    press(at, "Ghi phân công của đơn vị này")

    assert "P. B đã nộp phiếu chấm P. A; phần thôi chấm không còn được tính." in said
    assert refused == [
        "Cần ghi lý do khi bớt phân công có phiếu đã nộp: P. B chấm P. A.",
    ]
    assert seen_by().pairs() == (("C", "A"), ("D", "A"), ("A", "B"))
    assert seen_by().seed == "7"


def test_groups_may_have_reviewers_of_their_own(panel):
    assign("BA:I,II, CB:I,II,")
    at = panel()
    named(at.checkbox, "Cùng người chấm cho mọi nhóm").uncheck().run()
    named(at.multiselect, "Người chấm nhóm II").set_value(["C"]).run()
    press(at, "Ghi phân công của đơn vị này")

    assert seen_by().assignments == (*rows("BA:,I"), *rows("CA:II"), *rows("CB:,I,II"))
    assert list(tables(at)) == [
        ("Đơn vị được chấm", "Nhóm I", "Nhóm II", "Nhóm chung"),
        LOADS,
    ]


def test_absences_and_recusals_are_marked_in_words_and_leave_a_gap(panel):
    assign("BA:I,II, CA:I,II, BC:I,II,")
    at = panel()
    named(at.selectbox, "Người chấm vắng mặt").set_value("B").run()
    named(at.text_input, "Lý do vắng").set_value("Đi học").run()
    press(at, "Ghi vắng")
    named(at.selectbox, "Người chấm từ chối").set_value("C").run()
    named(at.selectbox, "Không chấm đơn vị").set_value("A").run()
    named(at.text_input, "Lý do từ chối chấm").set_value("Vợ chồng").run()
    press(at, "Ghi từ chối")

    assert plain(at.markdown)[0] == (
        "**0** phiếu chấm chéo, mỗi phần chấm **2** người chấm; còn **15 ô thiếu** người chấm; "
        "1 người chấm vắng; 1 cặp từ chối chấm."
    )
    shown = tables(at)
    assert shown[CELLS] == [
        ["P. A", "P. B (vắng) · P. C (từ chối) · thiếu 2"],
        ["P. B", "thiếu 2"],
        ["P. C", "P. B (vắng) · thiếu 2"],
        ["P. D", "thiếu 2"],
        ["P. E", "thiếu 2"],
    ]
    assert shown["Người chấm vắng", "Đơn vị được chấm", "Lý do"] == [
        ["P. B", "P. A", "Đi học"],
        ["P. B", "P. C", "Đi học"],
    ]
    recused = shown["Người chấm", "Từ chối chấm", "Lý do", "Người khai", "Lúc"]
    assert [row[:4] for row in recused] == [["P. C", "P. A", "Vợ chồng", "Người thu (thu)"]]

    named(at.text_input, "Lý do cho chấm trở lại").set_value("Đã về").run()
    press(at, "Cho chấm trở lại")
    named(at.text_input, "Lý do kết thúc từ chối").set_value("Nhầm người").run()
    press(at, "Kết thúc từ chối")
    assert seen_by().pairs() == (("B", "A"), ("C", "A"), ("B", "C"))


def test_what_is_hidden_is_chosen_in_plain_words(panel):
    at = panel()
    assert named(at.button, "Ghi thông tin ẩn").disabled
    named(at.checkbox, "Giấu điểm tự chấm của đơn vị, tới khi người chấm nộp phiếu").check().run()
    press(at, "Ghi thông tin ẩn")

    assert seen_by().blindness == Blindness(claim=True, others=True)
    assert "Đã giấu: điểm tự chấm, phiếu của người khác." in plain(at.caption)


def test_a_change_over_what_another_has_changed_meanwhile_is_refused(panel):
    at = panel()
    press(at, "Xem thử phân công")
    do(assignments.set_blindness, HEAD, blindness=Blindness(names=True), seen=0)
    press(at, "Áp dụng phân công")
    said = plain(at.warning)
    at.run()

    assert seen_by().assignments == ()
    assert said == [
        "Phân công chấm chéo vừa được người khác đổi; bảng dưới đây là bản mới. Nếu đang xem thử "
        "hoặc sửa dở thì hãy xem lại."
    ]
    assert plain(at.warning) == []


def test_text_from_people_shows_as_it_was_typed(panel):
    assign("BA:I", seed="**7** :red[x]")
    at = panel()

    assert "Mã của lần bốc thăm gần nhất: **7** :red[x]." in " ".join(plain(at.caption))
    assert "**7**" not in " ".join(one.value for one in at.caption)


def test_a_covenant_without_cross_scoring_says_so(panel):
    with writing() as session:
        reason = SettingRow("Lý do sửa đổi", "Làm rõ")
        draft = draft_of(2025, "Khối trưởng quyết định", reason)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
    at = panel()

    assert "không có chấm chéo" in plain(at.info)[0]
    assert not at.expander


def test_once_closed_the_plan_is_only_shown(panel):
    assign("BA:I,II,")
    move(Stage.LOCKED)
    at = panel()

    assert plain(at.markdown)[0].startswith("**1** phiếu chấm chéo, mỗi phần chấm **1** người chấm")
    assert (list(tables(at)), list(at.button), list(at.expander)) == ([CELLS, LOADS], [], [])


def view_of(plan):
    return ReviewView(plan, {"A": "P. A", "B": "P. B"}, {"I": ""}, is_held=True)


@pytest.mark.parametrize(
    ("plan", "may_assign", "said"),
    [
        (ReviewPlan(), True, FIRST),
        (ReviewPlan(), False, "Chưa phân công ai chấm chéo."),
        (
            ReviewPlan(assignments=rows("BA:I AB:I")),
            False,
            "**2** phiếu chấm chéo, mỗi phần chấm **1** người chấm.",
        ),
    ],
)
def test_the_state_is_said_in_one_sentence(plan, may_assign, said):
    assert sentence(view_of(plan), may_assign=may_assign) == said
