"""Từ chối chấm vì có liên quan: declared, counted at once, ended, never erased."""

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.noting import assert_as_recorded
from tests.people import PROGRAM
from tests.services.cross_year import (
    HEAD,
    NOW,
    OFFICER,
    REVIEWER,
    assign,
    do,
    fresh,
    hand_in,
    move,
    recorded,
    recuse,
    rows,
    seen_by,
    settle,
)
from tests.services.year import overtaken
from thidua.db.engine import reading
from thidua.db.tables import Recusal
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.stage import Stage
from thidua.domain.review.plan import DeclaredRecusal
from thidua.services.ground.work import Work
from thidua.services.review import recusals

LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _block(database_url):
    settle()
    yield
    assert_as_recorded()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("actor", "behalf"), [(OFFICER, ""), (REVIEWER, ""), (HEAD, "B"), (PROGRAM, "B")]
)
def test_a_recusal_is_declared_by_the_unit_or_on_its_behalf_and_counts_at_once(actor, behalf):
    assign("BC:I,II BA:I")
    recuse(actor)

    found = seen_by()
    assert found.recusals == (
        DeclaredRecusal(
            reviewer="B", unit="C", reason="Vợ chồng", declared_by=actor.name, declared_at=NOW
        ),
    )
    assert found.pairs() == (("B", "A"),)
    assert recorded()[-1] == (
        *("recusal.declared", "C", "P. B (B) chấm I, II", "P. B (B) từ chối chấm", "Vợ chồng"),
        *(behalf, actor.name),
    )


@pytest.mark.both_databases
def test_an_ended_recusal_stays_in_the_record_and_the_pair_may_be_assigned_again():
    recuse()
    with pytest.raises(NotPermitted):
        do(recusals.end, OFFICER, reviewer="B", unit="C", reason="Hết")
    with pytest.raises(Refused, match="lý do kết thúc"):
        do(recusals.end, reviewer="B", unit="C", reason="")
    do(recusals.end, now=LATER, reviewer="B", unit="C", reason="Đã ly hôn")
    with pytest.raises(NotFound, match="Không có việc từ chối"):
        do(recusals.end, reviewer="B", unit="C", reason="Đã ly hôn")
    assign("BC:I")

    assert (seen_by().recusals, seen_by().pairs()) == ((), (("B", "C"),))
    with reading() as session:
        row = session.exec(select(Recusal)).one()
    assert (row.ended_by, row.ended_at) == (HEAD.name, LATER)
    assert recorded("recusal.ended") == [
        *[("recusal.ended", "C", "P. B (B) từ chối chấm: Vợ chồng", "", "Đã ly hôn", "", HEAD.name)]
    ]


@pytest.mark.parametrize(
    ("changes", "fault", "said"),
    [
        ({"reason": " "}, Refused, "lý do từ chối chấm"),
        ({"unit": "B"}, Refused, "chính mình"),
        ({"unit": "Z"}, NotFound, "«Z»"),
        ({"unit": "D"}, Refused, r"P\. B đã từ chối chấm P\. D rồi"),
        ({"actor": HEAD, "reviewer": "Z"}, NotFound, "«Z»"),
        ({"reviewer": "C"}, NotPermitted, "không có quyền"),
    ],
)
def test_a_recusal_that_makes_no_sense_is_refused(changes, fault, said):
    recuse(unit="D")
    with pytest.raises(fault, match=said):
        recuse(**changes)


def test_what_was_assigned_before_a_recusal_stays_and_is_not_needed_to_change_the_rest():
    assign("BC:I CA:I")
    recuse()
    assign("BC:I DA:I")
    with pytest.raises(Refused, match="đã từ chối chấm"):
        assign("BC:I,II DA:I")

    assert (seen_by().assignments, seen_by().pairs()) == (rows("DA:I BC:I"), (("D", "A"),))


def test_once_cross_scoring_is_over_a_unit_does_not_take_its_handed_in_sheet_out_of_the_count():
    hand_in("B", "C")
    recuse(unit="D")
    move(Stage.VERIFY)

    with pytest.raises(Refused, match="đã nộp và giai đoạn chấm chéo đã qua"):
        recuse()
    recuse(unit="E")
    recuse(HEAD)

    assert [one.unit for one in seen_by().recusals] == ["D", "E", "C"]


@pytest.mark.both_databases
def test_a_recusal_declared_meanwhile_stops_an_assignment_that_did_not_see_it():
    def first(session):
        named = {"reviewer": "B", "unit": "C", "reason": "Vợ chồng"}
        recusals.declare(Work(session, OFFICER, fresh(), NOW), **named)

    assert isinstance(overtaken(first, lambda: assign("BC:I", seen=0)), StaleEdit)
    assert seen_by().assignments == ()


def test_nobody_of_the_unit_says_for_others_who_does_not_score_it():
    chair = Actor("Khối trưởng C (tc)", (Grant(Role.HEAD, "K1", None, 2025, "C"),), "tc")
    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        recuse(chair)
    assert seen_by().recusals == ()

    recuse()
    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        do(recusals.end, chair, reviewer="B", unit="C", reason="Hết")
    assert len(seen_by().recusals) == 1


@pytest.mark.parametrize("home", ["A", "C"])
def test_a_rival_alone_keeps_nobody_from_scoring_another_unit(home):
    chair = Actor("Khối trưởng mới (moi)", (Grant(Role.HEAD, "K1", None, 2025, home),), "moi")
    assign("BA:I,II CA:I")
    hand_in("B", "A")

    for act in (
        lambda: do(recusals.declare, chair, reviewer="B", unit="A", reason="Có liên quan"),
        lambda: assign("CA:I", actor=chair, reason="Thôi"),
    ):
        with pytest.raises(NotPermitted):
            act()
    do(recusals.declare, HEAD, reviewer="B", unit="A", reason="Có liên quan")
    with pytest.raises(NotPermitted):
        do(recusals.end, chair, reviewer="B", unit="A", reason="Hết liên quan")
    do(recusals.end, HEAD, reviewer="B", unit="A", reason="Hết liên quan")
