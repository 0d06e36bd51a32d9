"""Nhật ký của đơn vị: an officer reads what was done to the own unit, and nothing of another."""

import pytest

from tests.services.year import (
    HEAD,
    OFFICER,
    OTHER,
    SECRETARY,
    do,
    fresh,
    save,
    settle,
    to_self_score,
    to_verify,
)
from thidua.db.engine import reading
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.work import Work
from thidua.services.record import records
from thidua.services.verify import verification


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()


def log(actor=OFFICER, unit="A", **more):
    """Các mục đơn vị đọc được: what was done, where and by whom."""
    with reading() as session:
        found = records.of_unit(Work(session, actor, fresh()), unit=unit, **more)
    assert {one.unit for one in found.entries} <= {unit}
    return [(one.action, one.criterion, one.actor) for one in found.entries]


@pytest.mark.both_databases
def test_an_officer_reads_the_own_unit_and_what_was_judged_once_it_is_open_to_it():
    to_self_score()
    save("A", OFFICER)
    save("A", SECRETARY, Hand.VERIFIED, main=70)
    save("B", OTHER)
    claimed = [("score.self", "V", OFFICER.name), ("score.self", "I", OFFICER.name)]

    assert log() == claimed


def test_what_was_judged_is_read_from_the_verification_on():
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, main=70)
    do(verification.verify_sheet, SECRETARY, unit="A")

    assert log() == [
        ("sheet.verified", "", SECRETARY.name),
        ("score.verified", "V", SECRETARY.name),
        ("score.verified", "I", SECRETARY.name),
        ("sheet.submitted", "", OFFICER.name),
        ("score.self", "V", OFFICER.name),
        ("score.self", "I", OFFICER.name),
    ]
    assert log(criterion="I") == [
        ("score.verified", "I", SECRETARY.name),
        ("score.self", "I", OFFICER.name),
    ]


@pytest.mark.parametrize("actor", [OTHER, HEAD])
def test_nobody_else_reads_it_this_way(actor):
    """The chair has the whole record on a page of its own."""
    to_self_score()
    save("A", OFFICER)
    with pytest.raises(NotPermitted):
        log(actor)
