"""Tiến độ từng đơn vị: the state of each in words, and who let the deadline of a stage go by."""

from datetime import timedelta

import pytest

from tests.services.five_year import (
    HEAD,
    NOW,
    OFFICERS,
    SECRETARY,
    assign,
    do,
    move,
    review_all,
    see,
    settle,
)
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.frames.overview import progress_frame
from thidua.services.period import windows
from thidua.services.progress import overview
from thidua.services.scoring import submissions

DEADLINE = NOW + timedelta(days=3)
PASSED = DEADLINE + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _block(sqlite_url):
    settle(stage=Stage.SELF_SCORE)
    for unit in "AB":
        do(submissions.submit, OFFICERS[unit], unit=unit)


def ends(stage):
    """Đặt hạn cuối của một giai đoạn."""
    do(windows.set_window, stage=stage, window=Window(hard_deadline=DEADLINE))


def late(now=PASSED, actor=SECRETARY):
    return see(overview.late, actor, now=now)


def states(now=PASSED):
    """Tình trạng từng đơn vị như bảng tiến độ nói."""
    frame = progress_frame(see(overview.progress, SECRETARY), late(now))
    return dict(zip(frame["Đơn vị"], frame["Tình trạng"], strict=True))


def test_a_sheet_that_was_not_handed_in_is_late_once_the_deadline_is_over():
    assert late() == ()
    ends(Stage.SELF_SCORE)

    assert late(DEADLINE) == ()
    assert late() == ("C", "D", "E")
    assert states() == {
        "ĐV A": "Chờ thẩm định",
        "ĐV B": "Chờ thẩm định",
        "ĐV C": "Đã chấm đủ, chưa nộp, quá hạn",
        "ĐV D": "Đã chấm đủ, chưa nộp, quá hạn",
        "ĐV E": "Đã chấm đủ, chưa nộp, quá hạn",
    }


def test_a_unit_that_was_given_more_time_is_not_late():
    ends(Stage.SELF_SCORE)
    do(windows.extend, unit="D", until=PASSED + timedelta(days=1), reason="Bão lũ")

    assert late() == ("C", "E")


def test_reviewers_who_owe_a_sheet_are_late_when_cross_scoring_is_over():
    ends(Stage.CROSS_SCORE)
    move(Stage.CROSS_SCORE)
    assign([("B", "A"), ("C", "A"), ("A", "B")])
    review_all([("B", "A")])

    assert late() == ("A", "C")
    assert states()["ĐV A"] == "Chờ phiếu chấm chéo, quá hạn"
    move(Stage.VERIFY)
    assert late() == ()


def test_a_unit_is_told_of_itself_alone():
    ends(Stage.SELF_SCORE)

    assert late(actor=OFFICERS["C"]) == ("C",)
    assert late(actor=HEAD) == ("C", "D", "E")
