"""Đường đi của hồ sơ và phân bổ: days late to the second in Vietnam, sums within a limit."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.domain.nominees import book
from thidua.domain.awards import allocation, road
from thidua.domain.awards.allocation import QuotaShare
from thidua.domain.awards.road import PaperState, StoredPaper, Transfer, TransferResult
from thidua.domain.law.quota import QuotaState, QuotaStatus
from thidua.domain.period.windows import VIETNAM

PLAN = book().programmes["binh-phuoc-nong-thon-moi"]


def sent(*at, result=TransferResult.WAITING, step="xet-chon", **more):
    """Một lần chuyển lúc này, giờ Việt Nam."""
    return Transfer(
        key=1,
        proposal=1,
        step=step,
        sent_at=datetime(*at, tzinfo=VIETNAM).astimezone(UTC),
        sent_by="An",
        receiver="VPĐP",
        result=result,
        **more,
    )


def share(unit, places, from_rest=0, **more):
    return QuotaShare(
        programme=PLAN.code,
        round="hang-nam",
        group="1.4",
        unit=unit,
        places=places,
        from_rest=from_rest,
        **more,
    )


@pytest.mark.parametrize(
    ("at", "days"),
    [((2025, 3, 19, 23, 59, 59), 0), ((2025, 3, 20), 1), ((2025, 3, 22, 8), 3)],
)
def test_a_dossier_is_late_by_the_day_of_vietnam(at, days):
    (first, _, _) = road.step_standings(PLAN, 2025, [sent(*at)])

    assert first.last == date(2025, 3, 19)
    assert first.current.days_late(first.last) == days
    assert (f"chậm {days} ngày" if days else "đúng hạn") in first.words(date(2025, 4, 1))


def test_the_road_begins_where_a_dossier_is_handed_over_and_the_second_step_leaves():
    assert [one.code for one in road.carrying(PLAN)] == [
        "xet-chon",
        "tham-dinh-dieu-phoi",
        "tham-dinh-ban",
    ]
    assert road.unit_step(PLAN).code == "xet-chon"
    assert road.leaving_step(PLAN).code == "tham-dinh-dieu-phoi"
    short = replace(PLAN, steps=PLAN.steps[2:3])
    assert (road.unit_step(short), road.leaving_step(short)) == (None, PLAN.steps[2])
    assert road.leaving_step(replace(PLAN, steps=())) is None


def test_what_was_sent_back_waits_to_be_sent_again():
    back = sent(2025, 3, 19, result=TransferResult.RETURNED, reason="thiếu chữ ký")
    (first, second, _) = road.step_standings(PLAN, 2025, [back])

    assert not first.is_there
    assert not first.is_passed
    assert first.words(date(2025, 3, 20)) == "gửi 19/03/2025, đúng hạn; trả: thiếu chữ ký"
    assert second.words(date(2025, 4, 20)) == (
        "chưa chuyển, hạn hết ngày 14/04/2025, chậm 6 ngày đến hôm nay"
    )


def test_a_paper_stands_at_what_was_stored_and_is_missing_else():
    there = StoredPaper(code="to-trinh", state=PaperState.THERE, document="TTr 1", copies=2)
    found = road.paper_standings(PLAN, {"to-trinh": there})

    assert [one.state.value for one in found] == ["there", "missing", "missing"]
    assert found[0].said == "TTr 1, 2 bản, chưa ghi là đã ký"
    assert len(road.papers_lacking(found, confirmed=False)) == 2
    assert road.papers_lacking(found, confirmed=True)[0] == "Tờ trình đề nghị khen thưởng (có)"


@pytest.mark.parametrize(
    ("places", "said"),
    [((4, 3, 3), ""), ((4, 4, 3), "vượt 1 suất"), ((10, 0, 0), ""), ((0, 11, 1), "vượt 2 suất")],
)
def test_what_is_shared_out_stays_within_the_limit(places, said):
    shares = [share(unit, count) for unit, count in zip("ABC", places, strict=True)]

    assert said in allocation.over_fault("1.4", 10, shares)
    assert bool(allocation.over_fault("1.4", 10, shares)) is bool(said)


def test_places_from_the_rest_count_too():
    shares = [share("A", 9), share("B", 0, 1, reason="làm tốt")]

    assert allocation.over_fault("1.4", 10, shares) == ""
    assert "vượt 1 suất" in allocation.over_fault("1.4", 9, shares)


@pytest.mark.parametrize(
    ("own", "used", "said"),
    [
        (None, 0, "«A» không được phân bổ suất nào ở nhóm 1.4"),
        (share("A", 0), 0, "«A» không được phân bổ suất nào"),
        (share("A", 1), 1, "«A» đã dùng hết 1 suất được phân bổ"),
        (share("A", 1), 0, ""),
        (share("A", 0, 1, reason="x"), 0, ""),
    ],
)
def test_a_unit_sends_no_more_than_its_places(own, used, said):
    found = allocation.place_fault("1.4", own, used, "A")

    assert found.startswith(said)
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("code", "year", "said"),
    [
        ("hang-nam", 2025, ""),
        ("so-ket", 2023, "chưa quy định"),
        ("so-ket", 2024, "không có đợt «so-ket»"),
        ("", 2025, "không có đợt «»; đợt dùng được: hang-nam, tong-ket"),
    ],
)
def test_a_round_whose_limits_are_not_decided_is_not_shared_out(code, year, said):
    found = allocation.round_fault(PLAN, code, year)

    assert said in found
    assert bool(found) is bool(said)


def test_a_plan_without_rounds_has_the_yearly_one():
    bare = replace(PLAN, rounds=())

    assert allocation.round_fault(bare, "hang-nam", 2025) == ""
    assert allocation.yearly_round(bare, 2025) == allocation.yearly_round(PLAN, 2025) == "hang-nam"


def test_an_unlimited_group_is_not_shared_out():
    free = QuotaState(status=QuotaStatus.UNLIMITED, most=None, count=0, proposed=())

    assert allocation.limit_fault("1.3", free) == "nhóm 1.3 không giới hạn nên không phân bổ"
