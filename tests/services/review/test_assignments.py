"""Phân công chấm chéo: shared out as one act, kept from own units and conflicts, on the record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.noting import assert_as_recorded
from tests.people import PROGRAM, acting
from tests.services.cross_year import (
    GROUPS,
    HEAD,
    NOW,
    OFFICER,
    UNITS,
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
from thidua.db import tables
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.period.stage import Stage
from thidua.domain.review.assignment import Lots, Manner, draw_lots
from thidua.domain.review.plan import Blindness, ReviewPlan
from thidua.domain.scoring.sheet import SheetStatus
from thidua.labels import ACTIONS
from thidua.services.ground.work import Work
from thidua.services.review import absences, assignments, recusals

LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _block(database_url):
    settle()
    yield
    assert_as_recorded()


def test_nothing_is_planned_at_first():
    assert seen_by() == ReviewPlan()


def test_assignments_are_replaced_as_one_act_with_what_changed_for_each_pair():
    lots = Lots(units=UNITS, reviewers="CB", groups=GROUPS, per_cell=1, seed="7")
    assign("BA:I,II, CA:I BC:II", seed="7", drawn=lots)
    assign("BA:II CA:I,II BC:II", seed="7", reason="Cân lại việc")

    assert seen_by() == ReviewPlan(
        assignments=(*rows("BA:II"), *rows("CA:I,II"), *rows("BC:II")), seed="7", version=2
    )
    assert recorded() == [
        (
            *("review.drawn", "", "", "7"),
            *(
                "bốc thăm theo đơn vị, 1 người mỗi phần chấm, người chấm: P. B (B), P. C (C)",
                "",
                HEAD.name,
            ),
        ),
        ("review.assigned", "A", "", "P. B (B) chấm I, II, chung", "", "", HEAD.name),
        ("review.assigned", "C", "", "P. B (B) chấm II", "", "", HEAD.name),
        ("review.assigned", "A", "", "P. C (C) chấm I", "", "", HEAD.name),
        (
            *("review.assigned", "A", "P. B (B) chấm I, II, chung", "P. B (B) chấm II"),
            *("Cân lại việc", "", HEAD.name),
        ),
        (
            *("review.assigned", "A", "P. C (C) chấm I", "P. C (C) chấm I, II"),
            *("Cân lại việc", "", HEAD.name),
        ),
    ]


def test_assigning_what_is_assigned_already_changes_nothing():
    assign("BA:I", seed="7")
    assign("BA:I", seed="7")

    assert seen_by().version == 1
    assert len(recorded()) == 2


def test_an_empty_change_of_a_new_period_leaves_nothing_behind():
    do(assignments.set_blindness, blindness=Blindness(), seen=0)
    assign("")

    with reading() as session:
        assert session.exec(select(tables.ReviewPlan)).all() == []
    assert recorded() == []


@pytest.mark.both_databases
def test_what_was_drawn_can_be_drawn_again_from_the_kept_seed():
    def drawn(seed):
        with reading() as session:
            conditions = assignments.lots(
                Work(session, HEAD, fresh()),
                reviewers=UNITS,
                per_cell=2,
                manner=Manner.UNIT,
                seed=seed,
            )
        return conditions, draw_lots(conditions).assignments

    recuse()
    conditions, found = drawn("192")
    do(assignments.assign, assignments=found, seed="192", seen=1, drawn=conditions)

    kept = seen_by()
    again, repeated = drawn(kept.seed)
    assert sorted(kept.assignments, key=repr) == sorted(repeated, key=repr)
    assert again == conditions
    assert (again.kept_away, again.groups) == (frozenset({("B", "C")}), GROUPS)
    assert recorded("review.drawn") == [
        (
            "review.drawn",
            "",
            "",
            "192",
            "bốc thăm theo đơn vị, 2 người mỗi phần chấm, "
            "người chấm: P. A (A), P. B (B), P. C (C), P. D (D), P. E (E)",
            "",
            HEAD.name,
        )
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("AA:I", "P. A không được chấm chéo cho chính mình"),
        ("BC:I", "P. B đã từ chối chấm P. C"),
        ("ZA:I", "«Z» không phải đơn vị thành viên"),
        ("AZ:I", "«Z» không phải đơn vị thành viên"),
        ("BA:IX", "không có nhóm tiêu chí «IX»"),
        ("BA:I.1", "không có nhóm tiêu chí «I.1»"),
    ],
)
def test_what_must_not_be_is_refused_and_nothing_is_written(text, said):
    recuse()
    before = seen_by()

    with pytest.raises(Refused, match=said):
        assign(f"BD:I {text}")

    assert seen_by() == before
    assert recorded("review.assigned") == []


def test_a_seed_too_long_to_keep_is_refused():
    with pytest.raises(Refused, match="Mã bốc thăm dài 65 ký tự"):
        assign("BA:I", seed="7" * 65)


@pytest.mark.both_databases
def test_a_handed_in_sheet_is_taken_away_only_with_a_reason():
    assign("BA:I,II CA:I DA:I")
    hand_in("B", "A")
    hand_in("D", "A", SheetStatus.DRAFT)

    with pytest.raises(Refused, match=r"có phiếu đã nộp: P\. B chấm P\. A"):
        assign("BA:I CA:I", reason=" ")
    assign("BA:I,II CA:I")
    assign("BA:I CA:I", reason="Chấm nhầm đơn vị")

    assert seen_by().assignments == (*rows("BA:I"), *rows("CA:I"))
    assert recorded()[-1] == (
        *("review.assigned", "A", "P. B (B) chấm I, II", "P. B (B) chấm I"),
        *("Chấm nhầm đơn vị", "", HEAD.name),
    )


def test_the_effects_of_a_change_are_told_with_the_names_of_the_units():
    assign("BA:I,II, CA:I")
    hand_in("B", "A")

    with reading() as session:
        said = assignments.effects(
            Work(session, HEAD, fresh()), assignments=rows("BA:I"), per_cell=1
        )

    assert said == [
        "P. B: thôi chấm P. A (II, chung); từ 1 đơn vị (3 ô) thành 1 đơn vị (1 ô).",
        "P. C: thôi chấm P. A (I); từ 1 đơn vị (1 ô) thành 0 đơn vị (0 ô).",
        "P. B đã nộp phiếu chấm P. A (II, chung); phần thôi chấm không còn được tính.",
        "P. A thiếu người chấm: II 0/1, chung 0/1.",
        *(f"P. {unit} thiếu người chấm: I 0/1, II 0/1, chung 0/1." for unit in "BCDE"),
    ]


def test_of_two_who_assign_the_later_sees_the_first():
    assign("BA:I")

    with pytest.raises(StaleEdit, match="vừa được người khác đổi"):
        assign("CA:I", seen=0)
    with pytest.raises(StaleEdit):
        do(assignments.set_blindness, blindness=Blindness(claim=True), seen=0)
    for service in (absences.mark_absent, absences.mark_present):
        with pytest.raises(StaleEdit):
            do(service, reviewer="B", reason="Ốm", seen=0)
    with pytest.raises(StaleEdit):
        do(recusals.end, reviewer="B", unit="C", reason="Hết", seen=0)

    assert seen_by() == ReviewPlan(assignments=rows("BA:I"), version=1)


@pytest.mark.both_databases
@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_who_assign_at_once_one_is_told(is_first):
    if not is_first:
        assign("DA:I")
    version = seen_by().version

    def first(session):
        named = {"assignments": rows("BA:I"), "seed": "", "seen": version}
        assignments.assign(Work(session, HEAD, fresh(), NOW), **named)

    told = overtaken(first, lambda: assign("BA:I CA:I", PROGRAM, seen=version))

    assert isinstance(told, StaleEdit)
    assert seen_by() == ReviewPlan(assignments=rows("BA:I"), version=version + 1)


def test_what_is_hidden_is_set_and_recorded_in_words():
    hidden = Blindness(claim=True, others=True, names=True)
    do(assignments.set_blindness, blindness=hidden, seen=0)

    assert seen_by() == ReviewPlan(blindness=hidden, version=1)
    assert recorded() == [
        (
            "review.blindness",
            "",
            "đã giấu: phiếu của người khác",
            "đã giấu: điểm tự chấm, phiếu của người khác, tên người chấm",
            "",
            "",
            HEAD.name,
        )
    ]


CALLS = {
    assignments.assign: {"assignments": rows("BA:I"), "seed": "", "seen": 3},
    assignments.set_blindness: {"blindness": Blindness(claim=True), "seen": 3},
    absences.mark_absent: {"reviewer": "C", "reason": "Ốm"},
    absences.mark_present: {"reviewer": "D", "reason": "Đã về"},
    recusals.end: {"reviewer": "B", "unit": "C", "reason": "Hết"},
    recusals.declare: {"reviewer": "B", "unit": "D", "reason": "Bố con"},
}
"""Việc ghi, and what each needs to succeed on what `prepared` leaves."""


def prepared():
    assign("CA:I DA:I")
    do(absences.mark_absent, reviewer="D", reason="Ốm")
    recuse()


class Undone(Exception):
    """Để không gì được ghi."""


def tried(service, actor):
    """Việc này có làm được không; whatever it did is undone."""
    try:
        with writing() as session:
            service(Work(session, actor, fresh(), NOW), **CALLS[service])
            raise Undone
    except Undone:
        return True
    except NotPermitted:
        return False


@pytest.mark.parametrize("stage", [Stage.LOCKED, Stage.PUBLISHED])
@pytest.mark.parametrize("service", CALLS)
def test_nothing_changes_once_the_period_is_closed(service, stage):
    prepared()
    assert tried(service, HEAD)
    move(stage)

    for actor in (HEAD, PROGRAM, OFFICER):
        with pytest.raises((NotPermitted, Refused), match=r"giai đoạn|không có quyền"):
            do(service, actor, **CALLS[service])


ASSIGNERS = {Role.ADMINISTRATOR, Role.STANDING_OFFICE, Role.HEAD, Role.SECRETARY}
OF_SYSTEM = {Role.ADMINISTRATOR, Role.STANDING_OFFICE, Role.AUDITOR}
OF_UNIT = (Role.UNIT_OFFICER, Role.REVIEWER)


def in_role(role, block="K1", year=2025, unit="B"):
    if role in OF_SYSTEM:
        return acting(role)
    return acting(role, block, year, unit if role in OF_UNIT else None)


@pytest.mark.both_databases
@pytest.mark.parametrize("service", CALLS)
def test_only_who_leads_the_block_assigns_and_a_unit_declares_its_own_recusal(service):
    prepared()
    own = set(OF_UNIT) if service is recusals.declare else set()

    assert {role for role in Role if tried(service, in_role(role))} == ASSIGNERS | own
    assert {role for role in Role if tried(service, in_role(role, unit="A"))} == ASSIGNERS
    for place in (("K1", 2024), ("K2", 2025)):
        elsewhere = {role for role in Role if tried(service, in_role(role, *place))}
        assert elsewhere == ASSIGNERS & OF_SYSTEM


def prepared_for_readers(*, names):
    assign("BA:I CA:I BC:II AB:I AC:I", seed="7")
    recuse()
    recuse(HEAD, "C", "B")
    version = seen_by().version
    do(assignments.set_blindness, blindness=Blindness(names=names), seen=version)


@pytest.mark.parametrize("names", [True, False])
def test_who_assigns_or_checks_the_record_sees_the_whole_plan(names):
    prepared_for_readers(names=names)
    whole = seen_by()

    assert (len(whole.assignments), len(whole.recusals), whole.seed) == (5, 2, "7")
    for stage in (Stage.CROSS_SCORE, Stage.LOCKED):
        move(stage)
        for role in (*ASSIGNERS, Role.AUDITOR):
            assert seen_by(in_role(role)) == whole


@pytest.mark.both_databases
@pytest.mark.parametrize("role", OF_UNIT)
@pytest.mark.parametrize(("names", "shown"), [(True, "BA:I BC:II"), (False, "BA:I AB:I BC:II")])
def test_a_unit_sees_what_it_reviews_and_while_names_are_hidden_nothing_of_who_reviews_it(
    role, names, shown
):
    prepared_for_readers(names=names)

    found = seen_by(in_role(role))

    assert found.assignments == rows(shown)
    assert [(one.reviewer, one.unit) for one in found.recusals] == [("B", "C")]
    assert (found.seed, found.blindness) == ("", Blindness(names=names))


def test_a_leader_sees_who_reviews_whom_unless_names_are_hidden():
    prepared_for_readers(names=False)
    leader = in_role(Role.LEADER)
    assert seen_by(leader) == seen_by()

    version = seen_by().version
    do(assignments.set_blindness, blindness=Blindness(names=True), seen=version)
    hidden = seen_by(leader)
    assert (hidden.assignments, hidden.recusals, hidden.seed) == ((), (), "")


def test_who_has_no_part_in_reviewing_sees_no_plan():
    assign("BA:I")
    elsewhere = [in_role(role, year=2024) for role in (Role.HEAD, Role.UNIT_OFFICER)]
    for actor in (in_role(Role.COUNCIL_MEMBER), in_role(Role.KIOSK), *elsewhere):
        with pytest.raises(NotPermitted):
            seen_by(actor)


def test_only_who_assigns_draws_lots_and_sees_effects():
    more = {"reviewers": UNITS, "per_cell": 1, "manner": Manner.UNIT, "seed": "7"}
    with reading() as session:
        for role in set(Role) - ASSIGNERS:
            work = Work(session, in_role(role), fresh())
            with pytest.raises(NotPermitted):
                assignments.lots(work, **more)
            with pytest.raises(NotPermitted):
                assignments.effects(work, assignments=(), per_cell=1)


def test_last_years_pairs_are_those_that_were_really_to_score():
    leader = replace(HEAD, grants=(Grant(Role.HEAD, "K1", None, 2024, ""),))
    assign("BA:I CA:I DA:I", leader, year=2024)
    do(absences.mark_absent, leader, year=2024, reviewer="B", reason="Ốm")
    named = {"reviewer": "C", "unit": "A", "reason": "Vợ chồng"}
    do(recusals.declare, leader, year=2024, **named)

    with reading() as session:
        assert assignments.last_year(session, fresh()) == rows("DA:I")
        assert assignments.last_year(session, fresh(2024)) == ()


@pytest.mark.both_databases
def test_every_act_has_words():
    assign("BA:I CA:I", seed="7")
    do(absences.mark_absent, reviewer="B", reason="Ốm")
    do(absences.mark_present, reviewer="B", reason="Về")
    do(assignments.set_blindness, blindness=Blindness(names=True), seen=3)
    recuse()
    do(recusals.end, reviewer="B", unit="C", reason="Hết")

    actions = {action for action, *_ in recorded()}
    assert len(actions) == 7
    assert actions - ACTIONS.keys() == set()


def test_nobody_of_the_unit_takes_away_what_was_handed_in_about_it():
    chair = Actor("Khối trưởng A (ta)", (Grant(Role.HEAD, "K1", None, 2025, "A"),), "ta")
    assign("BA:I CA:I BC:I")
    hand_in("B", "A")

    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        assign("CA:I BC:I", chair, reason="Chấm thấp")
    assert seen_by().pairs() == (("B", "A"), ("C", "A"), ("B", "C"))
    assign("BA:I BC:I", chair)
    assert seen_by().pairs() == (("B", "A"), ("B", "C"))
