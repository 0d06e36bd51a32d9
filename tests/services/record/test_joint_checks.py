"""Kiểm tra quyết định hai người: what lacks its second hand, or has one of the wrong unit."""

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.services.verify.test_joint_decisions import (
    CHAIR,
    EXCLUDED,
    OFFICE,
    block,
    confirm,
    see,
)
from tests.services.year import NOW, do, fresh
from tests.tampering import tampering
from thidua.db.engine import reading
from thidua.db.tables import Consideration, JointDecision, Unit
from thidua.domain.period.consideration import CONSIDERATION_WORDS, ConsiderationState
from thidua.services.ranking import considerations
from thidua.services.record import integrity
from thidua.services.record.checks import joint_checks
from thidua.services.verify import joint_decisions

__all__ = ["block"]

PLACE = "K1 2025 · B"


@pytest.fixture
def decided(block):
    """Không xét B: asked for by the chair, of A, and confirmed by the standing office."""
    do(considerations.ask, CHAIR, unit="B", **EXCLUDED)
    confirm(OFFICE)


def faults():
    with reading() as session:
        found = list(joint_checks.faults(session))
        assert list(joint_checks.faults(session, fresh())) == found
    return found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"done_of": "C"}, None),
        ({"done_by": CHAIR.name}, "có hiệu lực mà không có người thứ hai"),
        ({"done_of": "A"}, "hai người đều là người của A"),
        ({"asked_of": "A\nC", "done_of": "C\nD"}, "hai người đều là người của C"),
        ({"done_of": "B"}, "do người của chính đơn vị này quyết định"),
        ({"asked_of": "B"}, "do người của chính đơn vị này quyết định"),
    ],
)
def test_a_decision_without_a_free_second_hand_is_named(decided, change, said):
    with tampering(checks=False) as session:
        row = session.exec(select(JointDecision)).one()
        for name, value in change.items():
            setattr(row, name, value)

    assert faults() == ([] if said is None else [f"{PLACE} · tình trạng xét: {said}"])
    verdict = next(one for one in see(integrity.verdicts_of_period) if one.code == "I22")
    assert verdict.holds is (said is None)


@pytest.mark.parametrize("state", [ConsiderationState.DEFERRED, ConsiderationState.CONSIDERED])
def test_a_state_that_two_people_did_not_decide_is_named(decided, state):
    with tampering() as session:
        session.exec(select(Consideration)).one().state = state

    said = CONSIDERATION_WORDS[state]
    assert faults() == [f"{PLACE}: tình trạng xét «{said}» không có quyết định của hai người"]


@pytest.mark.parametrize(("days", "is_named"), [(-1, False), (1, True)])
def test_what_was_decided_before_two_people_were_asked_for_stands(decided, days, is_named):
    with tampering() as session:
        unit = session.exec(select(Unit.id).where(Unit.code == "A")).one()
        session.add(
            Consideration(
                block_year_id=fresh().id,
                unit_id=unit or 0,
                state=ConsiderationState.EXCLUDED,
                reason="Cũ",
                set_by="Ai đó",
                set_at=NOW + timedelta(days=days),
            )
        )

    assert bool(faults()) is is_named


def test_what_still_waits_or_was_withdrawn_is_no_decision(block):
    do(considerations.ask, CHAIR, unit="B", **EXCLUDED)
    assert faults() == []
    (one,) = see(joint_decisions.waiting)
    do(joint_decisions.withdraw, CHAIR, key=one.key)
    assert faults() == []
