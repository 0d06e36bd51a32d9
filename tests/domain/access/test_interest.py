"""Quyền lợi riêng: nobody decides on the own unit, nor two of one unit for two people."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.domain.access.interest import (
    OUTSIDE,
    Hands,
    Interest,
    as_head,
    home_fault,
    interest_of,
    is_of_unit,
    may_judge,
    require_disinterest,
)
from thidua.domain.access.joint_decision import JointDecision, JointKind
from thidua.domain.access.permissions import Actor, Grant, Permission, Role, is_allowed
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import VIETNAM

HERE = BlockPeriod(id=1, block_code="K1", block_name="Khối một", year=2025, stage=Stage.SELF_SCORE)
CODES = ("A", "B", "C")
units = st.sampled_from(CODES)
interests = st.builds(Interest, st.frozensets(units), is_stated=st.booleans())
stated = st.builds(Interest, st.frozensets(units))


def actor(*grants):
    return Actor("Lê An (an)", grants, "an")


@given(interests, units, st.booleans(), st.booleans())
def test_a_decision_takes_as_many_hands_as_the_interest_asks(interest, unit, two, moves):
    found = interest.hands(unit, always_two=two, moves_own=moves)

    if not interest.is_stated:
        assert found is Hands.UNSTATED
    elif unit in interest.units:
        assert found is Hands.BARRED
    else:
        assert found is (Hands.TWO if two or moves else Hands.ONE)


@given(stated, interests, units)
def test_a_second_person_is_of_neither_the_unit_nor_the_first_ones(first, second, unit):
    may = second.may_second(first, unit)

    free = second.is_stated and unit not in second.units
    assert may is (free and not first.units & second.units)


@given(stated, units)
def test_the_standing_office_is_a_second_hand_of_everybody_so_that_nobody_is_locked_out(
    first, unit
):
    assert Interest().may_second(first, unit)


@pytest.mark.parametrize(
    ("grants", "found"),
    [
        ((Grant(Role.HEAD, "K1", None, 2025),), Interest(frozenset(), is_stated=False)),
        ((Grant(Role.SECRETARY, "K1", None, 2025),), Interest(frozenset(), is_stated=False)),
        ((Grant(Role.HEAD, "K1", None, 2025, OUTSIDE),), Interest()),
        ((Grant(Role.HEAD, "K1", None, 2025, "A"),), Interest(frozenset("A"))),
        (
            (Grant(Role.HEAD, "K1", None, 2025), Grant(Role.UNIT_OFFICER, "K1", "A", 2025)),
            Interest(frozenset("A")),
        ),
        ((Grant(Role.REVIEWER, "K1", "B", 2025),), Interest(frozenset("B"))),
        ((Grant(Role.STANDING_OFFICE),), Interest()),
        ((Grant(Role.STANDING_OFFICE, home="C"),), Interest(frozenset("C"))),
        (
            (Grant(Role.HEAD, "K1", None, 2025, "A"), Grant(Role.UNIT_OFFICER, "K2", "B", 2025)),
            Interest(frozenset("AB")),
        ),
        (
            (Grant(Role.HEAD, "K1", None, 2025, "A"), Grant(Role.UNIT_OFFICER, "K1", "B", 2024)),
            Interest(frozenset("A")),
        ),
        (
            (Grant(Role.HEAD, "K2", None, 2025), Grant(Role.STANDING_OFFICE)),
            Interest(),
        ),
    ],
)
def test_whose_unit_a_person_is_of_is_said_by_the_roles_of_the_year(grants, found):
    assert interest_of(actor(*grants), HERE) == found


def test_the_own_unit_is_barred_and_an_unsaid_one_is_asked_for():
    head = Grant(Role.HEAD, "K1", None, 2025, "A")

    require_disinterest(actor(head), HERE, "B")
    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        require_disinterest(actor(head), HERE, "A")
    with pytest.raises(Refused, match="Chưa khai"):
        require_disinterest(actor(replace(head, home=None)), HERE, "B")
    assert (is_of_unit(actor(head), HERE, "A"), may_judge(actor(head), HERE, "B")) == (True, True)


def test_whose_unit_a_person_is_of_is_no_part_of_which_role_it_is():
    assert Grant(Role.ADMINISTRATOR, home="A") == Grant(Role.ADMINISTRATOR)
    assert Grant(Role.HEAD, "K1", None, 2025, "A").is_whole


def test_who_acts_for_a_unit_says_no_other():
    assert home_fault(Grant(Role.UNIT_OFFICER, "K1", "A", 2025, "A")) is None
    assert "chính đơn vị đó" in (home_fault(Grant(Role.UNIT_OFFICER, "K1", "A", 2025, "B")) or "")
    assert home_fault(Grant(Role.HEAD, "K1", None, 2025, "B")) is None


def test_a_substitute_has_the_rights_of_the_head_and_keeps_the_own_unit():
    secretary = actor(Grant(Role.SECRETARY, "K1", None, 2025, "B"))

    found = as_head(secretary, HERE)

    assert not is_allowed(secretary, Permission.EXTEND_DEADLINE, HERE, "A")
    assert is_allowed(found, Permission.EXTEND_DEADLINE, HERE, "A")
    assert interest_of(found, HERE) == Interest(frozenset("B"))


DECISION = JointDecision(
    key=1,
    kind=JointKind.CONSIDERATION,
    unit="B",
    reason="Chưa đủ 12 tháng",
    asked_by="Lê An (an)",
    asked_of=frozenset("A"),
    asked_at=datetime(2026, 3, 20, 9, 0, tzinfo=VIETNAM),
)


@pytest.mark.parametrize(
    ("name", "units", "may"),
    [
        ("Lê An (an)", "", False),
        ("Trần Bình (binh)", "", True),
        ("Trần Bình (binh)", "A", False),
        ("Trần Bình (binh)", "B", False),
        ("Trần Bình (binh)", "C", True),
    ],
)
def test_a_joint_decision_waits_for_another_person_of_another_unit(name, units, may):
    assert DECISION.awaits(name, Interest(frozenset(units))) is may
    done = replace(DECISION, done_by="Cô Chi (chi)", done_at=DECISION.asked_at)
    assert not done.awaits(name, Interest(frozenset(units)))
