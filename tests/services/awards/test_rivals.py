"""Đơn vị cùng thi đua: what a unit was put forward for is taken from it by no rival alone."""

from datetime import date
from functools import partial

import pytest

from tests.people import make_account
from tests.services.dossier_block import (
    UNIT,
    WHOLE,
    award,
    settled,
    settled_with_quotas,
    state,
)
from tests.services.year import HEAD, OFFICER, OTHER, do, fresh, to_self_score
from thidua.db import dossier_queries
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.services.access import interests
from thidua.services.awards import councils, proposals, quotas, steps
from thidua.services.dossier import award_history, staff
from thidua.services.ground.work import Work

pytestmark = pytest.mark.usefixtures("as_recorded")


def leader(login, home, role=Role.HEAD):
    return Actor(f"Người {login} ({login})", (Grant(role, "K1", None, 2025, home),), login)


RIVAL, FREE = leader("doi-thu", "A"), leader("ngoai", "")
OFFICE = Actor("Người tt (tt)", (Grant(Role.STANDING_OFFICE, home=""),), "tt")
WITHDRAW = partial(proposals.withdraw, seen=1, reason="Thôi")
CUT = partial(councils.cut, seen=1, council="Hội đồng", day=date(2026, 2, 10), reason="Chưa đạt")
SAID = (
    "Đơn vị của bạn cùng thi đua với đơn vị này nên bạn không một mình làm việc ấy; người không "
    "thuộc đơn vị thành viên nào hoặc người thay được cử cho đơn vị này làm. Làm được: "
)


@pytest.fixture
def proposal():
    settled()
    to_self_score()
    with writing() as session:
        for one in (RIVAL, FREE, OFFICE):
            make_account(session, one.account, *one.grants)
    state("B", WHOLE)
    return do(
        proposals.propose,
        HEAD,
        recipient=UNIT,
        subject="B",
        award="tap-the-lao-dong-xuat-sac",
    )


def states():
    with reading() as session:
        return [one.state for one in proposals.listed(Work(session, HEAD, fresh()))]


@pytest.mark.parametrize(
    ("end", "to"), [(WITHDRAW, ProposalState.WITHDRAWN), (CUT, ProposalState.CUT)]
)
@pytest.mark.parametrize("actor", [FREE, OFFICE])
def test_a_proposal_of_a_rival_is_ended_by_who_competes_with_nobody(proposal, actor, end, to):
    with pytest.raises(NotPermitted) as told:
        do(end, RIVAL, key=proposal)
    assert str(told.value) == f"{SAID}Người ngoai (ngoai), Người tt (tt)."
    assert states() == [ProposalState.PROPOSED]

    do(end, actor, key=proposal)
    assert states() == [to]


def test_the_substitute_named_for_the_unit_ends_its_proposal_although_a_rival(proposal):
    do(interests.name_substitute, FREE, unit="B", login=RIVAL.account, document="QĐ 1")

    do(WITHDRAW, RIVAL, key=proposal)

    assert states() == [ProposalState.WITHDRAWN]


def test_a_unit_takes_back_what_it_was_put_forward_for_itself(proposal):
    do(WITHDRAW, OTHER, key=proposal)

    assert states() == [ProposalState.WITHDRAWN]


def test_who_has_not_said_whose_unit_they_are_of_ends_nothing(proposal):
    for end in (WITHDRAW, CUT):
        with pytest.raises(Refused, match="Chưa khai"):
            do(end, leader("x", None), key=proposal)


def test_the_page_says_why_before_anything_is_pressed(proposal):
    with reading() as session:
        rival, free = (Work(session, one, fresh()) for one in (RIVAL, FREE))
        found = [
            bool(steps.end_fault(work, to, unit))
            for work, unit in ((rival, "B"), (rival, "A"), (free, "B"))
            for to in (ProposalState.WITHDRAWN, ProposalState.SENT)
        ]
    assert found == [True, False, False, False, False, False]


def test_where_nobody_is_free_it_is_said_how_somebody_becomes_so():
    settled()
    with writing() as session:
        make_account(session, RIVAL.account, *RIVAL.grants)
    with reading() as session:
        said = interests.rival_fault(Work(session, RIVAL, fresh()), "B")
    assert said == (
        f"{interests.RIVAL} Chưa có ai: hãy cử người thay cho đơn vị này hoặc lập tài khoản cơ "
        "quan thường trực."
    )


def test_a_rival_puts_away_no_award_and_no_person_of_another_unit_alone():
    settled()
    award("B", "Bằng khen của Bộ", 2020)
    with reading() as session:
        [given] = dossier_queries.awards_given(session, ["B"])
    for out in (
        partial(award_history.withdraw, key=given.key, seen=given.version, reason="Ghi sai"),
        partial(staff.set_active, code="P2", active=False, seen=1, reason="Nghỉ hưu"),
    ):
        with pytest.raises(NotPermitted, match="cùng thi đua"):
            do(out, RIVAL)
        do(out, FREE)
    do(staff.set_active, RIVAL, code="P2", active=True, seen=2)


@pytest.mark.parametrize(
    "set_it",
    [
        partial(quotas.set_places, code="BK.COKHOI", most=1, seen=0, reason="TB 5"),
        partial(
            quotas.choose_reading,
            programme="binh-phuoc-nong-thon-moi",
            code="1.2.đ",
            reading="dat-la-du",
            seen=0,
            reason="CV 12",
        ),
    ],
    ids=["places", "a reading"],
)
def test_what_every_unit_competes_for_is_set_by_nobody_who_competes(set_it):
    settled_with_quotas()
    with writing() as session:
        for one in (RIVAL, FREE, OFFICE):
            make_account(session, one.account, *one.grants)

    with pytest.raises(NotPermitted) as told:
        do(set_it, RIVAL)
    assert str(told.value) == (
        "Đơn vị của bạn cùng thi đua trong khối nên bạn không một mình ấn định điều này cho cả "
        "khối. Làm được: Người ngoai (ngoai), Người tt (tt)."
    )
    with pytest.raises(NotPermitted, match="Chưa khai"):
        do(set_it, leader("x", None))
    do(set_it, OFFICE)


def test_beyond_what_the_law_asks_nobody_puts_the_own_unit_forward_by_a_role_of_the_block():
    settled()
    to_self_score()
    with writing() as session:
        for one in (RIVAL, FREE):
            make_account(session, one.account, *one.grants)
    put = partial(proposals.propose, recipient=UNIT, subject="A", award="tap-the-lao-dong-xuat-sac")

    with pytest.raises(NotPermitted, match=r"người của đơn vị này.*Làm được: Người ngoai"):
        do(put, RIVAL, despite="Tỉnh cho phép")
    key = do(put, OFFICER, despite="Tỉnh cho phép")
    do(WITHDRAW, OFFICER, key=key)
    do(put, FREE, despite="Tỉnh cho phép")


def test_the_head_puts_the_own_unit_forward_where_the_law_finds_it_eligible():
    settled()
    to_self_score()
    state("A", WHOLE)

    do(proposals.propose, RIVAL, recipient=UNIT, subject="A", award="tap-the-lao-dong-xuat-sac")

    with reading() as session:
        assert [one.subject for one in proposals.listed(Work(session, HEAD, fresh()))] == ["A"]
