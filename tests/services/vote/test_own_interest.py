"""Quyền lợi riêng khi bỏ phiếu: who stands on the ballot sets up, and others run the vote."""

from dataclasses import replace
from functools import partial

import pytest

from tests.people import acting, make_account
from tests.services.nine_members import (
    AWARD,
    HEAD,
    NO,
    SECRETARY,
    UNITS,
    YES,
    do,
    fresh,
    opened,
    see,
    settle,
    view,
)
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import Candidate, Conduct, Electorate, Presence, VoteStatus
from thidua.services.ground.work import Work
from thidua.services.vote import electors, own_interest, papers, results, roll, votes


def chair(login, home):
    return Actor(f"Người {login} ({login})", (Grant(Role.HEAD, "K1", None, 2025, home),), login)


CHAIR, COLLEAGUE, FREE = chair("mot", "U1"), chair("cung", "U1"), chair("chin", "U9")
OFFICE = acting(Role.STANDING_OFFICE)


@pytest.fixture
def block(sqlite_url):
    settle()
    with writing() as session:
        for one in (CHAIR, COLLEAGUE, FREE):
            make_account(session, one.account, *one.grants)


def open_by(setter, opener, draft=AWARD):
    vote = do(votes.set_up, setter, draft=draft)
    do(votes.open_vote, opener, vote=vote, seen=1)


@pytest.mark.parametrize(
    ("setter", "opener", "opens"),
    [
        (CHAIR, CHAIR, False),
        (CHAIR, COLLEAGUE, False),
        (FREE, CHAIR, True),
        (CHAIR, FREE, True),
        (CHAIR, OFFICE, True),
        (FREE, FREE, True),
        (HEAD, SECRETARY, True),
        (SECRETARY, CHAIR, True),
    ],
    ids=lambda one: one.account if isinstance(one, Actor) else str(one),
)
def test_a_ballot_with_the_own_unit_takes_two_people_of_two_units(block, setter, opener, opens):
    with reading() as session:
        work = Work(session, opener, fresh())
        why = own_interest.opener_fault(work, AWARD.candidates, setter.name)
    assert ("người thứ hai" in why) is not opens
    if opens:
        open_by(setter, opener)
    else:
        with pytest.raises(Refused, match="người thứ hai"):
            open_by(setter, opener)


def test_who_has_not_said_whose_unit_they_are_of_opens_no_vote_on_units(block):
    unsaid = replace(FREE, grants=(Grant(Role.HEAD, "K1", None, 2025),))
    question = replace(AWARD, candidates=(Candidate("I", "Thông qua giao ước"),))

    open_by(unsaid, unsaid, question)
    with pytest.raises(Refused, match="Chưa khai"):
        open_by(unsaid, unsaid)


def test_a_member_of_the_council_stands_on_the_roll_with_the_unit_they_are_of(block):
    with writing() as session:
        make_account(session, "uv", Grant(Role.COUNCIL_MEMBER, "K1", None, 2025, "U3"))

    roll = see(electors.electors, electorate=Electorate.COUNCIL)
    assert [(one.code, one.unit) for one in roll if one.code in ("uv", "hd1")] == [
        ("hd1", ""),
        ("uv", "U3"),
    ]


def mark_all(work, vote, absent=("U3",)):
    presences = {unit: Presence.ABSENT if unit in absent else Presence.PRESENT for unit in UNITS}
    roll.mark(work, vote=vote, presences=presences)


RULES = replace(AWARD.rules, allows_delegation=True)
ON_THE_ROLL = {
    "marking who is there": lambda work, vote: mark_all(work, vote),
    "delegating": lambda work, vote: roll.delegate(
        work, vote=vote, member="U5", to="U6", document="Giấy 1"
    ),
    "making anew": lambda work, vote: votes.reset(work, vote=vote, seen=2, reason="Sót người"),
    "closing": lambda work, vote: results.close(work, vote=vote, seen=2),
}


@pytest.mark.parametrize("act", ON_THE_ROLL.values(), ids=ON_THE_ROLL)
def test_who_stands_on_the_ballot_does_nothing_alone_once_it_is_open(block, act):
    vote = opened(replace(AWARD, rules=RULES))
    do(mark_all, vote=vote)
    before = view(vote)

    with pytest.raises(NotPermitted) as told:
        do(act, CHAIR, vote=vote)
    assert str(told.value) == (
        "Phiếu có đơn vị hoặc tên của bạn nên người khác điểm danh, đóng hoặc làm lại cuộc bỏ "
        "phiếu này. Làm được: Người chin (chin), Người truong (truong), Người thu (thu)."
    )
    assert view(vote) == before
    do(act, FREE, vote=vote)


@pytest.mark.parametrize("act", ON_THE_ROLL.values(), ids=ON_THE_ROLL)
def test_a_vote_on_every_unit_is_run_by_the_standing_office_and_is_never_locked_out(block, act):
    everybody = tuple(Candidate(unit, f"Đơn vị {unit}", unit) for unit in UNITS)
    vote = do(votes.set_up, CHAIR, draft=replace(AWARD, candidates=everybody, rules=RULES))
    do(votes.open_vote, FREE, vote=vote, seen=1)
    do(mark_all, OFFICE, vote=vote)

    for one in (CHAIR, FREE):
        with pytest.raises(NotPermitted):
            do(act, one, vote=vote)
    do(act, OFFICE, vote=vote)


def test_who_has_not_said_whose_unit_they_are_of_runs_no_vote_on_units(block):
    vote = opened(AWARD)
    unsaid = replace(FREE, grants=(Grant(Role.HEAD, "K1", None, 2025),))

    with pytest.raises(Refused, match="Chưa khai"):
        do(mark_all, unsaid, vote=vote)


def test_whose_own_name_stands_on_the_ballot_is_of_it(block):
    draft = replace(AWARD, candidates=(Candidate("I", "người  CHIN"), Candidate("II", "Bà Hoa")))
    vote = opened(draft)

    with pytest.raises(NotPermitted, match="tên của bạn"):
        do(mark_all, FREE, vote=vote)
    do(mark_all, CHAIR, vote=vote)


def test_where_nobody_is_left_it_is_said_that_the_standing_office_can_always_act(block):
    people = ("Người mot", "Người cung", "Người chin", "Người truong", "Người thu")
    draft = replace(AWARD, candidates=tuple(Candidate(one, one) for one in people))

    with reading() as session:
        why = own_interest.why_not(Work(session, CHAIR, fresh()), draft.candidates)

    assert why.endswith(
        "hãy nhờ quản trị lập tài khoản của cơ quan thường trực, luôn làm thay được."
    )


@pytest.mark.parametrize(("setter", "goes"), [(CHAIR, True), (FREE, False)])
def test_who_stands_on_the_ballot_puts_away_only_what_they_set_up_themselves(block, setter, goes):
    vote = do(votes.set_up, setter, draft=AWARD)
    out = partial(votes.discard, vote=vote, seen=1)
    with reading() as session:
        assert votes.may_discard(Work(session, CHAIR, fresh()), view(vote)) is goes

    if goes:
        do(out, CHAIR)
    else:
        with pytest.raises(NotPermitted):
            do(out, CHAIR)
    assert [one.key for one in see(votes.listed)] == ([] if goes else [vote])


def letter(work, vote):
    papers.write_answer(
        work, vote=vote, member="U3", answers={"U1": YES, "U2": NO}, document="CV 1"
    )


def may_write(actor, vote):
    with reading() as session:
        work, found = Work(session, actor, fresh()), view(vote)
        member = found.member("U3")
        return (
            papers.may_write(work, found, member),
            papers.may_remove(work, found, member),
        )


def test_a_letter_is_typed_by_two_people_of_two_units_and_put_away_by_nobody_on_the_ballot(block):
    vote = opened(AWARD)
    do(mark_all, vote=vote)
    assert may_write(CHAIR, vote) == (True, False)
    do(letter, CHAIR, vote=vote)

    assert [may_write(one, vote) for one in (CHAIR, COLLEAGUE, FREE)] == [
        (False, True),
        (False, False),
        (True, True),
    ]
    with pytest.raises(Refused, match="cùng đơn vị với bạn"):
        do(letter, COLLEAGUE, vote=vote)
    do(papers.remove_answer, CHAIR, vote=vote, member="U3")
    do(letter, CHAIR, vote=vote)
    do(letter, FREE, vote=vote)
    for one in (CHAIR, COLLEAGUE):
        with pytest.raises(NotPermitted):
            do(papers.remove_answer, one, vote=vote, member="U3")
    do(papers.remove_answer, FREE, vote=vote, member="U3")


def test_a_paper_count_is_confirmed_and_taken_apart_by_people_of_other_units(block):
    vote = opened(replace(AWARD, rules=replace(RULES, conduct=Conduct.PAPER)))
    do(mark_all, vote=vote)
    count = BallotCount(
        issued=8,
        returned=8,
        not_returned=0,
        valid=8,
        invalid=0,
        tallies={"U1": Tally(8), "U2": Tally(7, 1)},
    )
    do(papers.enter_count, CHAIR, vote=vote, count=count, seen=0)

    with pytest.raises(Refused, match="cùng đơn vị với bạn"):
        do(papers.confirm_count, COLLEAGUE, vote=vote, seen=1)
    do(papers.send_back_count, COLLEAGUE, vote=vote, seen=1, reason="Đếm sót")
    do(papers.enter_count, CHAIR, vote=vote, count=count, seen=0)
    do(papers.confirm_count, FREE, vote=vote, seen=1)
    with pytest.raises(NotPermitted):
        do(papers.send_back_count, COLLEAGUE, vote=vote, seen=1, reason="Đếm sót")

    do(results.close, FREE, vote=vote, seen=2)
    assert view(vote).status is VoteStatus.CLOSED
