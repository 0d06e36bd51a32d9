"""Đời của một phong trào: which step follows which, and what each asks."""

from dataclasses import replace
from datetime import date

import pytest

from thidua.domain.movement.life import (
    CheckWeight,
    Launch,
    LifeFacts,
    MovementReview,
    MovementState,
    asks_reason,
    checks,
    may_move,
    next_states,
)

S = MovementState
DAY = date(2022, 6, 30)
FACTS = LifeFacts(
    today=date(2022, 7, 1),
    launch=Launch(day=DAY, document="KH 192/KH-UBND", document_day=DAY),
    has_content=True,
    has_figure=True,
    year=2023,
    review=MovementReview(result="a", impact="b", shortcomings="c", lessons="d"),
)


def lacking(state, to, facts):
    return [(one.cure, one.weight.value) for one in checks(state, to, facts) if not one.is_done]


def test_the_road_goes_forward_step_by_step_and_may_be_reviewed_on_the_way():
    assert {state: next_states(state) for state in S} == {
        S.DRAFT: (S.LAUNCHED,),
        S.LAUNCHED: (S.RUNNING,),
        S.RUNNING: (S.MIDWAY, S.FINAL),
        S.MIDWAY: (S.RUNNING,),
        S.FINAL: (S.CLOSED,),
        S.CLOSED: (),
        S.STOPPED: (),
    }


@pytest.mark.parametrize(
    ("signed", "day", "cure"),
    [
        (date(2030, 1, 1), date(2030, 1, 2), "văn bản ghi ngày 01/01/2030 chưa tới"),
        (date(1989, 12, 31), DAY, "ngày văn bản 31/12/1989 trước năm 1990"),
        (None, date(1900, 1, 1), "ngày phát động 01/01/1900 trước năm 1990"),
        (DAY, date(2022, 6, 29), "ngày phát động 29/06/2022 trước ngày văn bản 30/06/2022"),
        (DAY, date(2026, 1, 1), "ngày phát động 01/01/2026 sau năm cuối 2025 của phong trào"),
        (DAY, date(2025, 12, 31), ""),
        (FACTS.today, FACTS.today, ""),
    ],
)
def test_a_movement_is_launched_on_a_day_that_can_be(signed, day, cure):
    launch = replace(FACTS.launch, day=day, document_day=signed)
    facts = replace(FACTS, launch=launch, last_year=2025)

    found = [
        one.cure
        for one in checks(S.DRAFT, S.LAUNCHED, facts)
        if not one.is_done and one.text == "Ngày văn bản và ngày phát động hợp lý"
    ]

    assert [one.startswith(cure) for one in found] == ([True] if cure else [])


@pytest.mark.parametrize(
    ("state", "to", "may", "reason"),
    [
        (S.DRAFT, S.LAUNCHED, True, False),
        (S.DRAFT, S.RUNNING, False, False),
        (S.RUNNING, S.LAUNCHED, True, True),
        (S.MIDWAY, S.RUNNING, True, False),
        (S.CLOSED, S.FINAL, True, True),
        (S.CLOSED, S.STOPPED, False, True),
        (S.DRAFT, S.STOPPED, True, True),
        (S.STOPPED, S.DRAFT, True, True),
        (S.STOPPED, S.STOPPED, False, True),
    ],
)
def test_back_and_the_stop_ask_for_a_reason(state, to, may, reason):
    assert (may_move(state, to), asks_reason(state, to)) == (may, reason)


@pytest.mark.parametrize(
    ("state", "to", "changes", "found"),
    [
        (S.DRAFT, S.LAUNCHED, {}, []),
        (
            *(S.DRAFT, S.LAUNCHED, {"launch": Launch(document="KH", document_day=DAY)}),
            [("ghi ngày phát động", "stops")],
        ),
        (
            *(S.DRAFT, S.LAUNCHED, {"launch": Launch(day=DAY, document=" ", document_day=DAY)}),
            [("ghi số và ngày của văn bản phát động", "stops")],
        ),
        (
            *(S.DRAFT, S.LAUNCHED, {"has_content": False, "has_figure": False}),
            [
                ("thêm nhóm hoặc nhiệm vụ vào kế hoạch trong bộ luật", "stops"),
                ("nên nêu ít nhất một mục tiêu hoặc điều kiện có số", "told"),
            ],
        ),
        (S.LAUNCHED, S.RUNNING, {"today": DAY}, []),
        (
            *(S.LAUNCHED, S.RUNNING, {"today": date(2022, 6, 29)}),
            [("đợi tới ngày phát động, hoặc sửa ngày ấy ở bước trước", "stops")],
        ),
        (S.MIDWAY, S.RUNNING, {"today": date(2022, 6, 29)}, []),
        (
            *(S.RUNNING, S.MIDWAY, {"without_value": ("Xã", "Huyện"), "reports": ("Sơ kết",)}),
            [
                ("nhập số liệu ở phần «Mục tiêu»: Xã; Huyện", "stops"),
                (
                    "ghi ở lý do: báo cáo nào còn thiếu và vì sao, hoặc đã nhận đủ bằng văn bản "
                    "nào",
                    "asks_reason",
                ),
            ],
        ),
        (S.FINAL, S.CLOSED, {}, []),
        (
            *(S.FINAL, S.CLOSED, {"open_proposals": 2, "review": MovementReview(result="a")}),
            [
                ("còn 2 đề nghị chưa quyết định, chưa rút", "stops"),
                ("viết thêm: tác động, tồn tại và nguyên nhân, bài học", "stops"),
            ],
        ),
        (S.RUNNING, S.STOPPED, {"has_content": False}, []),
    ],
)
def test_each_step_says_what_is_not_done_and_how_it_is_mended(state, to, changes, found):
    assert lacking(state, to, replace(FACTS, **changes)) == found


def test_only_three_weights_are_known():
    assert [one.value for one in CheckWeight] == ["stops", "asks_reason", "told"]
