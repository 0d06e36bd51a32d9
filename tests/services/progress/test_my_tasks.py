"""Việc của tôi: what waits for each person in each stage, and nothing of anybody else's."""

from datetime import date, timedelta

import pytest

from tests.services.five_year import (
    HEAD,
    LEADER,
    NOW,
    OFFICERS,
    PAIRS,
    SECRETARY,
    UNITS,
    assign,
    do,
    fill,
    move,
    review_all,
    see,
    settle,
)
from thidua.domain.period.owed import Doing, OwedTask
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window, end_of
from thidua.domain.thread.thread import ThreadKind
from thidua.services.period import windows
from thidua.services.progress import my_tasks
from thidua.services.scoring import submissions
from thidua.services.thread import threads
from thidua.services.verify import agreement


def tasks(actor):
    return see(my_tasks.waiting, actor, now=NOW)


def words(actor):
    return [task.words for task in tasks(actor)]


def test_an_officer_scores_and_hands_in_until_the_deadline_in_words(sqlite_url):
    settle(stage=Stage.SELF_SCORE)
    end = Window(hard_deadline=end_of(date(2026, 3, 25)))
    do(windows.set_window, stage=Stage.SELF_SCORE, window=end)

    assert tasks(OFFICERS["A"]) == (
        OwedTask(
            words="bảng tự chấm chưa nộp; còn 5 ngày, đến 23:59 ngày 25/03/2026",
            doing=Doing.SCORE,
            about="",
            done=4,
            whole=4,
        ),
    )
    do(submissions.submit, OFFICERS["A"], unit="A")
    assert tasks(OFFICERS["A"]) == ()
    assert [task.words for task in tasks(SECRETARY)] == [
        "4 đơn vị chưa nộp bảng tự chấm: ĐV B, ĐV C, ĐV D, ĐV E",
        "chưa phân công chấm chéo",
    ]


def test_what_was_sent_back_is_named_and_linked(sqlite_url):
    settle(stage=Stage.SELF_SCORE)
    do(submissions.submit, OFFICERS["A"], unit="A")
    do(
        submissions.send_back,
        SECRETARY,
        unit="A",
        reason="Xem lại",
        notes={"C2": "Chưa có số liệu", "C3": "Sai kỳ"},
    )

    assert tasks(OFFICERS["A"])[1] == OwedTask(
        words="2 tiêu chí bị trả lại: C2 (Tiêu chí C2), C3 (Tiêu chí C3)",
        doing=Doing.SCORE,
        about="C2",
    )


def test_a_reviewer_goes_on_with_the_first_sheet_that_is_owed(sqlite_url):
    settle()
    assign()
    review_all([("E", "A")])
    fill("E", "B")

    assert tasks(OFFICERS["E"]) == (
        OwedTask(
            words="3 phiếu chấm chéo chưa nộp: Đơn vị B, Đơn vị C, Đơn vị D",
            doing=Doing.REVIEW,
            about="E.B",
            done=4,
            whole=12,
        ),
    )
    assert tasks(HEAD) == (
        OwedTask(
            words="19 phiếu chấm chéo chưa nộp", doing=Doing.REMIND, about="", done=1, whole=20
        ),
    )


def test_the_chairs_team_verifies_confirms_and_settles(sqlite_url):
    settle()
    assign()
    review_all(PAIRS)
    move(Stage.VERIFY)
    bonus = {"unit": "A", "criterion": "C4", "typed": "8", "reason": "Sáng kiến", "base": 0}
    do(agreement.agree, SECRETARY, **bonus)
    ask = {"unit": "B", "criterion": "C1", "kind": ThreadKind.PETITION, "due": None}
    do(threads.open_thread, OFFICERS["B"], question="Đề nghị xem lại", **ask)

    assert words(HEAD) == [
        "ĐV B · C1: chờ tổ thẩm định kết luận",
        "1 dòng chờ bạn xác nhận, ở ĐV A",
        "5 đơn vị chưa thẩm định xong: ĐV A, ĐV B, ĐV C, ĐV D, ĐV E",
    ]
    assert "1 dòng chờ bạn xác nhận, ở ĐV A" not in words(SECRETARY)
    assert tasks(OFFICERS["A"]) == ()


def test_an_answer_that_is_owed_stands_with_its_own_day(sqlite_url):
    settle()
    move(Stage.VERIFY)
    ask = {"unit": "B", "criterion": "C1", "kind": ThreadKind.EXPLAIN}
    due = (NOW + timedelta(days=2)).date()
    do(threads.open_thread, HEAD, question="Số liệu từ đâu?", due=due, **ask)

    (task,) = tasks(OFFICERS["B"])
    assert (task.doing, task.about) == (Doing.ANSWER, "1")
    assert task.words == "giải trình chưa trả lời về tiêu chí C1 (Tiêu chí C1), hạn 22/03/2026"


@pytest.mark.parametrize("who", [LEADER, *(OFFICERS[unit] for unit in UNITS)])
def test_after_the_lock_nothing_waits_for_those_who_only_read(sqlite_url, who):
    settle()
    move(Stage.LOCKED)

    assert tasks(who) == ()
