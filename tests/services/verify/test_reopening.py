"""Mở lại nhiều bảng một lần: after a new criterion, by one act and a second person."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.services import year
from tests.services.verify.test_joint_decisions import (
    CHAIR,
    OFFICE,
    SECRETARY,
    block,
    leader,
    see,
    verified,
    waiting,
)
from tests.services.year import do, fresh
from thidua.db import queries
from thidua.db.engine import reading
from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.scoring import joint
from thidua.services.verify import amendments, joint_decisions, reopening
from thidua.services.verify.reopening import IncompleteSheet

__all__ = ["block"]

NEW = replace(
    year.DRAFT,
    criteria=(*year.DRAFT.criteria, CriterionRow("II", "Mới", Decimal(5), "Chấm mức")),
)
REASON = {"reason": "Giao ước thêm tiêu chí II", "document": "QĐ 3"}


@pytest.fixture
def lacking(block):
    """Hai bảng đã thẩm định, then a criterion more."""
    verified()
    told = {"reason": "Bổ sung", "document": "QĐ 3", "effective_from": date(2026, 3, 1)}
    do(amendments.adopt, OFFICE, draft=NEW, **told)


def statuses():
    with reading() as session:
        stored = queries.sheets(session, fresh(), Hand.VERIFIED)
    return {unit: sheet.status for unit, sheet in stored.items()}


def test_no_sheet_lacks_a_line_while_the_covenant_asks_for_no_more(block):
    verified()

    assert see(reopening.incomplete) == ()
    with pytest.raises(StaleEdit):
        do(reopening.ask_all, OFFICE, units=[], **REASON)


def test_every_sheet_that_lacks_the_new_line_is_reopened_by_one_act_and_one_confirmation(lacking):
    both = tuple(IncompleteSheet(unit=unit, criteria=("II",)) for unit in "AB")
    assert see(reopening.incomplete) == both

    do(reopening.ask_all, OFFICE, units=["A", "B"], **REASON)

    assert see(reopening.incomplete) == tuple(replace(one, is_asked=True) for one in both)
    assert statuses() == dict.fromkeys("AB", SheetStatus.VERIFIED)
    found = see(joint_decisions.waiting)
    said = [see(joint_decisions.words, decision=one) for one in found]
    assert said == ["mở lại bảng thẩm định, thiếu II"] * 2
    with pytest.raises(Refused, match="tự xác nhận"):
        do(reopening.confirm_all, OFFICE, keys=waiting())

    do(reopening.confirm_all, SECRETARY, keys=waiting())
    assert statuses() == dict.fromkeys("AB", SheetStatus.DRAFT)
    assert see(reopening.incomplete) == ()


def test_the_own_unit_is_left_to_another_and_said_so(lacking):
    assert see(reopening.incomplete, CHAIR) == (
        IncompleteSheet(unit="A", criteria=("II",), is_own=True),
        IncompleteSheet(unit="B", criteria=("II",)),
    )

    with pytest.raises(NotPermitted):
        do(reopening.ask_all, CHAIR, units=["A", "B"], **REASON)
    do(reopening.ask_all, CHAIR, units=["B"], **REASON)
    with reading() as session:
        assert [one.unit for one in joint.unchecked_waiting(session, fresh())] == ["B"]
    with pytest.raises(Refused, match="cùng đơn vị"):
        do(reopening.confirm_all, leader("dong-nghiep", "A"), keys=waiting())


def test_all_are_confirmed_or_none(lacking):
    do(reopening.ask_all, OFFICE, units=["A", "B"], **REASON)

    with pytest.raises(NotPermitted):
        do(reopening.confirm_all, CHAIR, keys=list(reversed(waiting())))
    assert statuses() == dict.fromkeys("AB", SheetStatus.VERIFIED)


@pytest.mark.parametrize(
    ("actor", "named", "said"),
    [
        (OFFICE, {"reason": " "}, "lý do"),
        (leader("moi", None), {}, "Chưa khai"),
    ],
)
def test_a_reason_and_whose_unit_one_is_of_are_asked_first(lacking, actor, named, said):
    with pytest.raises(Refused, match=said):
        do(reopening.ask_all, actor, units=["A", "B"], **{**REASON, **named})
