"""Quyền lợi riêng với hồ sơ khen thưởng: nobody states what makes the own unit eligible alone."""

from dataclasses import replace
from functools import partial

import pytest

from tests.people import PROGRAM, make_account
from tests.services.dossier_block import PERSON, STAFF, UNIT, award, settled, state
from tests.services.year import NOW, OFFICER, fresh, to_self_score
from thidua.db import dossier_queries
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.fact_file import FactRow
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.services.access import interests
from thidua.services.dossier import award_history, declarations, facts, owners, staff
from thidua.services.ground.work import Work

pytestmark = pytest.mark.usefixtures("as_recorded")


def leader(login, home, role=Role.HEAD):
    return Actor(f"Người {login} ({login})", (Grant(role, "K1", None, 2025, home),), login)


CHAIR, SECRETARY, FREE = leader("a1", "A"), leader("a2", "A", Role.SECRETARY), leader("t", "")
OFFICE = Actor("Thường trực (tt)", (Grant(Role.STANDING_OFFICE, home="A"),), "tt")
BOTH = replace(CHAIR, grants=(*CHAIR.grants, *OFFICER.grants))
REFUSED = "người của đơn vị này|Dữ liệu đưa vào có lỗi"
SAID = "bạn là người của đơn vị này nên không đổi được bằng vai trò của khối"


def do(service, actor, period=None, **named):
    with writing() as session:
        return service(Work(session, actor, period, NOW), **named)


def stated():
    with reading() as session:
        return {(one.subject, one.code): one.value for one in dossier_queries.facts(session)}


def type_in(subject, recipient):
    return partial(
        facts.state,
        recipient=recipient,
        subject=subject,
        code="xep_loai",
        year=2025,
        typed="HTXS",
        seen=0,
    )


@pytest.mark.parametrize("actor", [CHAIR, SECRETARY])
@pytest.mark.parametrize(
    "write",
    [
        type_in("A", UNIT),
        type_in("P1", PERSON),
        partial(facts.import_facts, rows=[FactRow("A", "xep_loai", 2025, "HTXS")]),
        partial(facts.import_facts, rows=[FactRow("P1", "xep_loai", 2025, "HTXS")]),
        partial(award_history.import_awards, rows=[AwardRow("A", "Bằng khen của Bộ", 2020)]),
        partial(staff.import_people, rows=[replace(STAFF[0], is_leader=False)]),
        partial(staff.import_people, rows=[replace(STAFF[0], unit="B")]),
        partial(staff.import_people, rows=[replace(STAFF[1], unit="A")]),
        partial(staff.set_active, code="P1", active=False, seen=1, reason="Nghỉ hưu"),
        partial(declarations.declare, subjects=["A"], first=2024, last=2025),
    ],
    ids=[
        "one fact",
        "one fact of a person",
        "a file of facts",
        "a file of facts of people",
        "award history",
        "people",
        "a person leaves the unit",
        "a person comes to the unit",
        "a person considered no more",
        "a list declared complete",
    ],
)
def test_a_leader_of_the_block_writes_nothing_of_the_dossier_of_the_own_unit(actor, write):
    settled()

    with pytest.raises((NotPermitted, Refused), match=REFUSED):
        do(write, actor, fresh())
    do(write, FREE, fresh())


def test_an_award_of_the_own_unit_is_not_put_aside_by_its_leader():
    settled()
    award("A", "Bằng khen của Bộ", 2020)
    with reading() as session:
        [given] = dossier_queries.awards_given(session, ["A"])
    out = partial(award_history.withdraw, key=given.key, seen=given.version, reason="Ghi sai")

    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        do(out, CHAIR, fresh())
    do(out, FREE, fresh())


@pytest.mark.parametrize(
    "write",
    [
        partial(type_in("B", UNIT), typed="HTT", seen=1),
        partial(type_in("B", UNIT), typed="", seen=1),
        partial(type_in("B", UNIT), code="doan_ket", typed="không"),
        partial(facts.import_facts, rows=[FactRow("B", "xep_loai", 2025, "HTT")]),
        partial(facts.import_facts, rows=[FactRow("B", "doan_ket", 2025, "không")]),
        partial(
            award_history.import_awards, rows=[AwardRow("B", "Bằng khen của Bộ", 2020, "7/QĐ")]
        ),
        partial(staff.import_people, rows=[replace(STAFF[1], is_leader=True)]),
        partial(type_in("B", UNIT), code="dang_bi_xem_xet", typed="có"),
        partial(type_in("P2", PERSON), code="bi_ky_luat", typed="có"),
        partial(type_in("P2", PERSON), typed="HTT"),
        partial(type_in("B", UNIT), code="so_ky_luat_canh_cao", typed="2"),
        partial(
            facts.import_facts,
            rows=[FactRow("B", "so_nguoi", 2025, "10"), FactRow("B", "so_ldtt", 2025, "3")],
        ),
    ],
    ids=[
        "another fact",
        "a fact withdrawn",
        "a fact denied",
        "another fact in a file",
        "a fact denied in a file",
        "another award",
        "a leader",
        "a first word of an inquiry",
        "a first word of a penalty",
        "a first rating below what is asked",
        "a first count above what is allowed",
        "a first share below what is asked",
    ],
)
def test_what_is_stated_of_a_rival_becomes_another_by_no_rival_alone(write):
    settled()
    state("B", {"xep_loai": "HTXS"})
    award("B", "Bằng khen của Bộ", 2020)
    with writing() as session:
        make_account(session, FREE.account, *FREE.grants)

    with pytest.raises(NotPermitted) as told:
        do(write, CHAIR, fresh())
    assert f"{interests.RIVAL} Làm được: {FREE.name}." in str(told.value)
    do(write, FREE, fresh())


def test_a_substitute_changes_what_is_stated_of_the_unit_and_a_rival_states_what_nobody_did():
    settled()
    do(type_in("B", UNIT), CHAIR, fresh())
    with writing() as session:
        make_account(session, CHAIR.account, *CHAIR.grants)
    do(interests.name_substitute, FREE, fresh(), unit="B", login=CHAIR.account, document="QĐ 1")

    do(partial(type_in("B", UNIT), typed="HTT", seen=1), CHAIR, fresh())

    assert stated() == {("B", "xep_loai"): "HTT"}


def test_a_file_of_the_whole_block_passes_where_the_own_unit_stays_as_it_is():
    settled()
    state("A", {"so_nguoi": "5"})
    rows = [FactRow("A", "so_nguoi", 2025, "5"), FactRow("B", "so_nguoi", 2025, "7")]

    do(facts.import_facts, CHAIR, fresh(), rows=rows)

    assert stated() == {("A", "so_nguoi"): "5", ("B", "so_nguoi"): "7"}
    with reading() as session:
        told = facts.preview_facts(
            Work(session, CHAIR, fresh()), rows=[FactRow("A", "so_nguoi", 2025, "6")]
        ).findings
    assert [(one.severity.value, SAID in one.message) for one in told] == [("error", True)]


def test_the_own_unit_is_no_part_of_all_that_a_leader_declares():
    settled()

    do(declarations.declare, CHAIR, fresh(), subjects=[], first=2025, last=2025)

    assert stated() == {("B", "da_khai_du_nam"): "có", ("P2", "da_khai_du_nam"): "có"}


def test_who_acts_for_a_unit_states_its_facts_in_the_time_for_it_and_not_afterwards():
    settled()
    of_a = partial(facts.import_facts, rows=[FactRow("A", "so_nguoi", 2025, "5")])

    with pytest.raises(Refused, match=REFUSED):
        do(of_a, BOTH, fresh())
    to_self_score()
    do(of_a, BOTH, fresh())

    assert stated() == {("A", "so_nguoi"): "5"}


def test_who_has_not_said_whose_unit_they_are_of_states_nothing():
    settled()
    unsaid = leader("x", None)

    with pytest.raises(Refused, match="Chưa khai"):
        do(facts.import_facts, unsaid, fresh(), rows=[FactRow("B", "so_nguoi", 2025, "5")])


def test_the_own_unit_of_who_keeps_the_facts_of_everybody_is_for_a_colleague():
    settled()
    of_a = partial(facts.import_facts, rows=[FactRow("A", "so_nguoi", 2025, "5")])

    with pytest.raises(Refused, match=REFUSED):
        do(of_a, OFFICE)
    do(of_a, PROGRAM)


@pytest.mark.parametrize(
    ("actor", "unit", "writes", "is_own"),
    [
        (CHAIR, "A", False, True),
        (CHAIR, "B", True, False),
        (FREE, "A", True, False),
        (OFFICER, "A", False, False),
        (PROGRAM, "A", True, False),
    ],
)
def test_the_page_knows_who_writes_and_whose_unit_it_is(actor, unit, writes, is_own):
    settled()

    with reading() as session:
        work = Work(session, actor, fresh())
        assert (owners.may_write(work, unit), owners.is_own(work, unit)) == (writes, is_own)
