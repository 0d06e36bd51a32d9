"""Khắt khe, rộng tay: for whoever analyses, and nothing of the scores is changed by it."""

from fractions import Fraction

import pytest

from tests.domain.five_units import GIVEN, UNITS
from tests.people import PROGRAM, acting
from tests.services.five_units import fill
from thidua.db.engine import reading
from thidua.domain.access.permissions import Role
from thidua.domain.covenant.covenant import Sign
from thidua.domain.ground.errors import NotPermitted
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.verify import leniency

HEAD = acting(Role.HEAD, "K5", 2025)


def found(actor, period):
    with reading() as session:
        return leniency.of_reviewers(Work(session, actor, period))


def reckoned(period):
    """Tính lại từ các điểm đã cho, by hand."""
    with reading() as session:
        criteria = covenants.load(session, period).criteria
    apart = {}
    for unit in UNITS:
        reviewers = [one for one in UNITS if one != unit]
        for code, points in GIVEN[unit].items():
            given = dict(zip(reviewers, map(Fraction, points), strict=True))
            for reviewer, value in given.items():
                rest = [one for other, one in given.items() if other != reviewer]
                sign = -1 if criteria[code].sign is Sign.DEDUCTION else 1
                more = sign * (value - sum(rest) / len(rest))
                apart.setdefault(reviewer, []).append(more)
    return {one: sum(more, Fraction(0)) / len(more) for one, more in apart.items()}


def test_it_is_the_mean_difference_against_the_others(database_url):
    period = fill()

    told = found(HEAD, period)

    assert {one.reviewer: one.mean for one in told} == reckoned(period)
    assert {(one.lines, one.units) for one in told} == {(len(GIVEN["A"]) * 4, 4)}


def test_where_names_are_hidden_nobody_is_named_but_to_who_may_know(database_url):
    period = fill(hides_names=True)

    assert [one.reviewer for one in found(HEAD, period)] == [
        f"Người chấm {one}" for one in range(1, 6)
    ]
    assert {one.reviewer for one in found(PROGRAM, period)} == set(UNITS)


def test_who_may_not_analyse_does_not_see_it(database_url):
    period = fill()
    for role, unit in ((Role.UNIT_OFFICER, "A"), (Role.LEADER, None)):
        with pytest.raises(NotPermitted):
            found(acting(role, "K5", 2025, unit), period)
