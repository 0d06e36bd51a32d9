"""Luồng: whose turn it is, how late the unit is on the clock of Vietnam, what came of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from thidua.domain.thread.thread import (
    FIRST_STATUS,
    Message,
    Side,
    Thread,
    ThreadKind,
    ThreadStatus,
    in_order,
    points_words,
)

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
ASKED = Thread(
    id=1,
    unit="A",
    criterion="I",
    kind=ThreadKind.EXPLAIN,
    status=ThreadStatus.OPEN,
    question="Vì sao?",
    due=date(2026, 3, 20),
    opened_by="Khối trưởng",
    opened_at=NOW,
    old_points=Decimal(30),
)
CLOSED = replace(
    ASKED, status=ThreadStatus.CLOSED, outcome="Chấp nhận", closed_by="Thư ký", closed_at=NOW
)


def test_the_judges_wait_for_the_unit_and_a_petition_waits_for_the_judges():
    turns = {kind: replace(ASKED, kind=kind, status=FIRST_STATUS[kind]).turn for kind in ThreadKind}

    assert turns == {ThreadKind.EXPLAIN: Side.UNIT, ThreadKind.PETITION: Side.CHAIR}
    assert CLOSED.turn is None


@pytest.mark.parametrize(
    ("now", "late", "said"),
    [
        (NOW, 0, "chờ đơn vị trả lời, hạn 20/03/2026"),
        (datetime(2026, 3, 20, 16, 59, 59, tzinfo=UTC), 0, "chờ đơn vị trả lời, hạn 20/03/2026"),
        (
            datetime(2026, 3, 20, 17, 0, tzinfo=UTC),
            1,
            "chờ đơn vị trả lời, hạn 20/03/2026, quá hạn 1 ngày",
        ),
        (
            datetime(2026, 3, 21, 23, 0, tzinfo=UTC),
            2,
            "chờ đơn vị trả lời, hạn 20/03/2026, quá hạn 2 ngày",
        ),
    ],
)
def test_a_due_day_lasts_to_its_last_second_in_vietnam(now, late, said):
    assert (ASKED.days_late(now), ASKED.words(now)) == (late, said)


def test_nobody_is_late_who_need_not_answer():
    after = datetime(2026, 4, 1, tzinfo=UTC)
    others = [
        replace(ASKED, status=ThreadStatus.ANSWERED),
        replace(ASKED, due=None),
        CLOSED,
    ]

    assert [one.days_late(after) for one in others] == [0, 0, 0]


@pytest.mark.parametrize(
    ("thread", "said"),
    [
        (replace(ASKED, due=None), "chờ đơn vị trả lời"),
        (replace(ASKED, status=ThreadStatus.ANSWERED), "chờ tổ thẩm định kết luận"),
        (replace(CLOSED, new_points=Decimal(30)), "đã kết thúc, giữ nguyên 30 điểm"),
        (
            replace(CLOSED, new_points=Decimal("33.25")),
            "đã kết thúc, từ 30 điểm thành 33,25 điểm",
        ),
        (replace(CLOSED, new_points=None), "đã kết thúc, từ 30 điểm thành chưa có điểm"),
        (
            replace(CLOSED, old_points=None, new_points=Decimal(0)),
            "đã kết thúc, từ chưa có điểm thành 0 điểm",
        ),
        (replace(CLOSED, outcome=""), "đã rút"),
    ],
)
def test_the_state_is_said_in_words(thread, said):
    assert thread.words(NOW) == said


def test_points_that_are_missing_are_not_zero():
    assert [points_words(one) for one in (None, Decimal(0), Decimal("7.50"))] == [
        "chưa có điểm",
        "0 điểm",
        "7,5 điểm",
    ]


def test_a_thread_is_unanswered_until_the_other_side_writes():
    note = Message("Nhắc lại", "Khối trưởng", "", NOW)
    answer = Message("Vì lũ", "Cán bộ A", "A", NOW)
    petition = replace(ASKED, kind=ThreadKind.PETITION)
    cases = {
        "hỏi": ASKED,
        "hỏi, tự ghi thêm": replace(ASKED, messages=(note,)),
        "hỏi, đã trả lời": replace(ASKED, messages=(note, answer)),
        "kiến nghị": petition,
        "kiến nghị, tự ghi thêm": replace(petition, messages=(answer,)),
        "kiến nghị, đã đáp": replace(petition, messages=(note,)),
    }

    assert {name: one.is_unanswered for name, one in cases.items()} == {
        "hỏi": True,
        "hỏi, tự ghi thêm": True,
        "hỏi, đã trả lời": False,
        "kiến nghị": True,
        "kiến nghị, tự ghi thêm": True,
        "kiến nghị, đã đáp": False,
    }


def test_late_threads_come_first_and_settled_ones_last():
    threads = [
        replace(CLOSED, id=1),
        replace(ASKED, id=2, due=None),
        replace(ASKED, id=3, due=date(2026, 3, 25)),
        replace(ASKED, id=4, due=date(2026, 3, 18)),
        replace(ASKED, id=5, due=date(2026, 3, 10)),
        replace(CLOSED, id=6),
        replace(ASKED, id=7, status=ThreadStatus.ANSWERED, due=date(2026, 3, 1)),
    ]

    assert [one.id for one in in_order(threads, NOW)] == [5, 4, 7, 3, 2, 6, 1]
