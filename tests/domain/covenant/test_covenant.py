"""Giao ước: what the tree of a covenant answers about itself."""

from decimal import Decimal

import pytest

from tests.builders import make_covenant, make_criterion, make_group
from thidua.domain.covenant.bands import read_band
from thidua.domain.covenant.covenant import NotAssigned, Sign


def _covenant(**changes):
    inner = make_group("I.2", make_criterion("I.2.1", 30), make_criterion("I.2.2", 20))
    tasks = make_group(
        "I", make_criterion("I.1", 50), inner, make_criterion("I.3", 5, sign=Sign.BONUS)
    )
    minus = make_group(
        "VI",
        make_criterion("VI.1", 40, sign=Sign.DEDUCTION),
        make_criterion("VI.2", 7),
        most=25,
        sign=Sign.DEDUCTION,
        is_ceiling=True,
    )
    return make_covenant(tasks, minus, **changes)


def test_nodes_criteria_and_groups_stand_in_the_order_written():
    covenant = _covenant()

    assert [node.code for node in covenant.nodes] == [
        *("I", "I.1", "I.2", "I.2.1", "I.2.2", "I.3"),
        *("VI", "VI.1", "VI.2"),
    ]
    assert list(covenant.criteria) == ["I.1", "I.2.1", "I.2.2", "I.3", "VI.1", "VI.2"]
    assert list(covenant.groups) == ["I", "I.2", "VI"]


def test_path_names_the_groups_above_nearest_first():
    covenant = _covenant()

    assert covenant.path("I.2.1") == ["I.2", "I"]
    assert covenant.path("I") == []


def test_maximum_of_a_sign_is_that_of_its_outermost_lines():
    covenant = _covenant()

    assert {sign: covenant.max_of(sign) for sign in Sign} == {
        Sign.BASE: Decimal(107),
        Sign.BONUS: Decimal(5),
        Sign.DEDUCTION: Decimal(25),
    }
    assert covenant.base_max == 107


@pytest.mark.parametrize(
    ("own", "general", "policy", "by_ratio"),
    [
        (None, NotAssigned.RATIO, NotAssigned.RATIO, True),
        (None, NotAssigned.FULL, NotAssigned.FULL, False),
        (NotAssigned.FULL, NotAssigned.RATIO, NotAssigned.FULL, False),
        (NotAssigned.RATIO, NotAssigned.NOTHING, NotAssigned.RATIO, True),
    ],
)
def test_policy_of_a_line_comes_before_that_of_the_covenant(own, general, policy, by_ratio):
    covenant = make_covenant(make_criterion("I", when_not_assigned=own), not_assigned=general)

    assert covenant.not_assigned_policy(covenant.criteria["I"]) is policy
    assert covenant.ranks_by_ratio is by_ratio


def test_codes_to_meet_are_those_any_band_asks_for():
    bands = (read_band("A", ">=180; đạt 2/2 I.1, I.3"), read_band("B", ">=160; đạt 1/1 VI.2"))

    assert _covenant(bands=bands).codes_to_meet == {"I.1", "I.3", "VI.2"}
