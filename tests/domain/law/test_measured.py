"""Gộp kết quả đo: three answers under «tất cả» and «một trong», and the words that go with them."""

from itertools import product

import pytest

from thidua.domain.law.conditions.measured import Measured, RequirementState, all_of, any_of

MET, NOT_MET, MISSING = RequirementState
THREE = list(product(RequirementState, repeat=3))


def _part(state, name="A", value="1", **changes):
    remedy = "" if state is MET else f"sửa {name}"
    return Measured(state=state, about=name, value=value, threshold="2", remedy=remedy, **changes)


@pytest.mark.parametrize("states", THREE)
def test_all_needs_all_and_a_failure_beats_a_gap(states):
    expected = NOT_MET if NOT_MET in states else MISSING if MISSING in states else MET

    assert all_of([_part(state) for state in states]).state is expected


@pytest.mark.parametrize("states", THREE)
def test_any_needs_one_and_a_gap_leaves_it_open(states):
    expected = MET if MET in states else MISSING if MISSING in states else NOT_MET

    assert any_of([_part(state) for state in states]).state is expected


def test_all_asks_only_for_what_stands_in_the_way():
    parts = [_part(MET, "A"), _part(MISSING, "B", None), _part(NOT_MET, "C")]

    assert all_of(parts, "Cả ba") == Measured(
        state=NOT_MET,
        about="Cả ba",
        value="A: 1; C: 1",
        threshold="A: 2 và B: 2 và C: 2",
        remedy="sửa C",
        is_joined=True,
    )


def test_any_shows_the_way_that_was_taken():
    parts = [_part(NOT_MET, "A"), _part(MET, "B", "3"), _part(MISSING, "C", None)]

    assert any_of(parts) == Measured(
        state=MET,
        about="",
        value="B: 3",
        threshold="một trong: A: 2; hoặc B: 2; hoặc C: 2",
        is_joined=True,
    )


def test_what_is_joined_stands_in_brackets_inside_another():
    one, two, three, four = (_part(NOT_MET, name) for name in "ABCD")

    assert any_of([one, all_of([two, any_of([three, four])])]).threshold == (
        "một trong: A: 2; hoặc (B: 2 và (một trong: C: 2; hoặc D: 2))"
    )
    assert all_of([one, all_of([two])]).threshold == "A: 2 và B: 2"


def test_any_offers_every_way_that_is_left():
    assert any_of([_part(NOT_MET, "A"), _part(NOT_MET, "B")]).remedy == "sửa A; hoặc sửa B"
    assert any_of([_part(NOT_MET, "A"), _part(MISSING, "B")]).remedy == "sửa B"


def test_what_nobody_stated_is_not_listed_among_the_values():
    silent = _part(NOT_MET, "A", "không", is_silent=True)

    assert any_of([silent, _part(NOT_MET, "B", "3")]).value == "B: 3"
    assert any_of([silent]).value == "không khai"
    assert any_of([silent, _part(MISSING, "B", None)]).value is None


def test_one_remedy_is_said_once():
    assert all_of([_part(NOT_MET, "A"), _part(NOT_MET, "A")]).remedy == "sửa A"
