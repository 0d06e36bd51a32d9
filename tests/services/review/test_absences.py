"""Người chấm vắng: what it has not handed in leaves the count, with a reason, and comes back."""

import pytest

from tests.noting import assert_as_recorded
from tests.services.cross_year import assign, do, hand_in, recorded, rows, seen_by, settle
from thidua.domain.ground.errors import Refused
from thidua.services.review import absences


@pytest.fixture(autouse=True)
def _block(database_url):
    settle()
    yield
    assert_as_recorded()


@pytest.mark.both_databases
def test_who_is_absent_leaves_what_was_not_handed_in_and_comes_back():
    assign("BA:I,II BC:I BD:I CA:I")
    hand_in("B", "D")
    do(absences.mark_absent, reviewer="B", reason="Đi học")
    away = seen_by()
    do(absences.mark_present, reviewer="B", reason="Đã về")

    assert away.pairs() == (("C", "A"), ("B", "D"))
    assert [one for one in away.assignments if one.absent_reason] == [
        *rows("BA:I,II BC:I", "Đi học")
    ]
    assert seen_by().assignments == (*rows("BA:I,II CA:I BC:I BD:I"),)
    assert [(action, *rest[:4]) for action, *rest in recorded()[4:]] == [
        ("review.absent", "A", "P. B (B) chấm I, II", "P. B (B) vắng", "Đi học"),
        ("review.absent", "C", "P. B (B) chấm I", "P. B (B) vắng", "Đi học"),
        ("review.present", "A", "P. B (B) vắng: Đi học", "P. B (B) chấm I, II", "Đã về"),
        ("review.present", "C", "P. B (B) vắng: Đi học", "P. B (B) chấm I", "Đã về"),
    ]


def test_an_absence_stays_when_the_rest_is_assigned_anew():
    assign("BA:I CA:I")
    do(absences.mark_absent, reviewer="B", reason="Đi học")
    assign("BA:I BC:I DA:I")

    assert seen_by().assignments == (*rows("BA:I", "Đi học"), *rows("DA:I BC:I"))


@pytest.mark.parametrize(
    ("service", "reason", "said"),
    [
        (absences.mark_absent, " ", "lý do vắng"),
        (absences.mark_present, " ", "lý do cho chấm trở lại"),
        (absences.mark_present, "Đã về", "không được ghi vắng"),
    ],
)
def test_an_absence_needs_a_reason_and_someone_to_be_absent(service, reason, said):
    assign("BA:I")
    with pytest.raises(Refused, match=said):
        do(service, reviewer="B", reason=reason)


def test_nobody_is_absent_from_what_was_handed_in_or_never_assigned():
    assign("BA:I")
    hand_in("B", "A")
    for reviewer in "BE":
        with pytest.raises(Refused, match="không còn phiếu nào chưa nộp"):
            do(absences.mark_absent, reviewer=reviewer, reason="Ốm")
