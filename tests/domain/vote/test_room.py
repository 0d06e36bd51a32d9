"""Phiếu giấy kiểm chung: for all inputs the joint count is the sum, and none of its parts."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from thidua.domain.vote.counting import BallotCount, Tally, closing_warnings, count_faults
from thidua.domain.vote.room import (
    answers_in,
    closing_fault,
    counting_fault,
    differing,
    differing_words,
    hand_out_fault,
    hands_words,
    joint_count,
    paper_count,
    room_faults,
    settled,
)
from thidua.domain.vote.vote import (
    Answer,
    Candidate,
    OwnUnit,
    Paper,
    Presence,
    RollMember,
    Threshold,
    VoteKind,
    VoteRules,
    barred_from,
)

CANDIDATES = (Candidate("U0", "Đơn vị 0", "U0"), Candidate("p", "Ông An"))
ANSWERS = tuple(Answer)


def rules_of(kind, own_unit):
    return VoteRules(
        threshold=Threshold(Fraction(1, 2), source="Quy chế"),
        kind=kind,
        most=None if kind is VoteKind.APPROVAL else 2,
        own_unit=own_unit,
        allows_paper=True,
    )


RULES = st.builds(
    rules_of,
    st.sampled_from([VoteKind.APPROVAL, VoteKind.CHOICE]),
    st.sampled_from([OwnUnit.CAST, OwnUnit.IN_BASE]),
)
VOTER = st.tuples(st.sampled_from([None, *Paper]), st.tuples(*[st.sampled_from(ANSWERS)] * 2))
"""Một người: paper or not (None casts on the screen, NONE nothing), and what they say."""


def member(place, paper):
    return RollMember(
        code=f"U{place}",
        name=f"Đơn vị {place}",
        unit=f"U{place}",
        presence=Presence.PRESENT,
        has_cast=paper in (None, Paper.IN_BOX),
        paper=paper or Paper.NONE,
    )


def said(rules, one, answers):
    """Lá phiếu này nói gì: nothing of the own unit, no abstaining where some are chosen."""
    found = {}
    for candidate, answer in zip(CANDIDATES, answers, strict=True):
        if not barred_from(rules, one, candidate):
            is_choice = rules.kind is VoteKind.CHOICE and answer is Answer.ABSTAIN
            found[candidate.code] = Answer.DISAGREE if is_choice else answer
    return found


def counted(rules, ballots):
    """Người đếm đếm các phiếu giấy này: an empty row is no opinion."""
    rows = {}
    for candidate in CANDIDATES:
        given_ = [one.get(candidate.code, Answer.ABSTAIN) for one in ballots]
        numbers = [given_.count(answer) for answer in ANSWERS]
        rows[candidate.code] = numbers if rules.kind is VoteKind.APPROVAL else numbers[:1]
    return rows


@given(RULES, st.lists(VOTER, min_size=1, max_size=9))
def test_the_joint_count_is_that_of_the_same_ballots_cast_in_any_other_way(rules, voters):
    roll = [member(place, paper) for place, (paper, _) in enumerate(voters)]
    ballots = [said(rules, one, answers) for one, (_, answers) in zip(roll, voters, strict=True)]
    on_paper = [one for one, who in zip(ballots, roll, strict=True) if who.paper is Paper.IN_BOX]
    on_screen = [
        one
        for one, who in zip(ballots, roll, strict=True)
        if who.has_cast and who.paper is Paper.NONE
    ]
    paper = paper_count(
        rules,
        roll,
        returned=len(on_paper),
        valid=len(on_paper),
        invalid=0,
        numbers=counted(rules, on_paper),
    )
    assert room_faults(rules, CANDIDATES, roll, paper) == ()
    slips = [
        *answers_in(settled(rules, CANDIDATES, roll, paper)),
        *(pair for one in on_screen for pair in one.items()),
    ]
    joint = joint_count(rules, CANDIDATES, roll, slips, 0)
    all_cast = [one for one, who in zip(ballots, roll, strict=True) if who.has_cast]
    tallies = {}
    for one in CANDIDATES:
        answers = [ballot[one.code] for ballot in all_cast if one.code in ballot]
        numbers = [answers.count(answer) for answer in ANSWERS]
        tallies[one.code] = Tally(*numbers, barred=len(all_cast) - len(answers))
    assert joint == BallotCount(
        issued=len(roll),
        returned=len(all_cast),
        not_returned=len(roll) - len(all_cast),
        valid=len(all_cast),
        invalid=0,
        tallies=tallies,
    )
    assert count_faults(rules, CANDIDATES, len(roll), joint) == ()


@given(st.lists(st.sampled_from([None, *Paper]), max_size=9))
def test_a_count_is_let_through_only_with_no_ballots_or_several_on_each_side(papers):
    roll = [member(place, paper) for place, paper in enumerate(papers)]
    on_paper, on_screen = papers.count(Paper.IN_BOX), papers.count(None)
    is_hidden = on_paper == 0 or (on_paper >= 3 and (on_screen == 0 or on_screen >= 3))
    assert (closing_fault(roll) == "") is is_hidden


@given(st.integers(0, 9), st.integers(0, 9))
def test_paper_goes_to_several_and_leaves_several(there, papers):
    roll = [member(place, Paper.NONE) for place in range(there)]
    chosen = frozenset(f"U{place}" for place in range(min(there, papers)))
    left = there - len(chosen)
    rules = rules_of(VoteKind.APPROVAL, OwnUnit.CAST)
    assert (hand_out_fault(rules, roll, chosen) == "") is (
        len(chosen) >= 3 and (left == 0 or left >= 3)
    )


def test_nobody_away_is_given_paper():
    roll = [RollMember(code="U1", name="Đơn vị 1", presence=Presence.ABSENT)]
    rules = rules_of(VoteKind.APPROVAL, OwnUnit.CAST)
    assert hand_out_fault(rules, roll, frozenset({"U1"})) == (
        "Đơn vị 1 chưa được điểm danh có mặt nên chưa phát phiếu giấy được."
    )


def delegated(place, to, paper=None):
    """Lá phiếu ủy quyền cho người khác."""
    return replace(member(place, paper), presence=Presence.DELEGATED, delegate=f"U{to}")


def test_people_are_counted_and_not_ballots_and_never_who_counts():
    """Ít nhất ba người mỗi bên: a delegate is one, and tellers know their own ballots."""
    inside = [replace(member(one, Paper.IN_BOX), voters=(f"m{one}",)) for one in range(4)]
    screen = [replace(member(one, None), voters=(f"m{one}",)) for one in range(4, 9)]
    assert closing_fault([*inside, *screen], frozenset({"m0", "m4"})) == ""
    of_tellers = closing_fault([*inside, *screen], frozenset({"m0", "m1"}))
    assert of_tellers.startswith("Hòm phiếu giấy mới có phiếu của 2 người, không kể người đếm")
    on_screen = closing_fault([*inside, *screen[:4]], frozenset({"m4", "m5"}))
    assert on_screen.startswith("Mới có phiếu của 2 người trên phần mềm, không kể người đếm")
    only_tellers = closing_fault([*inside, *screen[:2]], frozenset({"m4", "m5"}))
    assert only_tellers.startswith("Mới có phiếu của 0 người trên phần mềm")

    by_one = [screen[0], delegated(5, 4), delegated(6, 4)]
    assert closing_fault([*inside, *by_one]).startswith("Mới có phiếu của 1 người")
    shared = [replace(one, voters=("chung",)) for one in screen[:3]]
    assert closing_fault([*inside, *shared]).startswith("Mới có phiếu của 1 người")
    papers = [inside[0], delegated(1, 0, Paper.IN_BOX), delegated(2, 0, Paper.IN_BOX)]
    assert counting_fault(papers).startswith("Hòm phiếu giấy mới có phiếu của 1 người")
    assert counting_fault(screen) == ""


def test_paper_for_a_delegated_ballot_waits_for_its_delegate():
    rules = replace(rules_of(VoteKind.APPROVAL, OwnUnit.CAST), allows_delegation=True)
    roll = [member(one, Paper.NONE) for one in range(8)]
    roll[7] = delegated(7, 6, Paper.NONE)
    given_ = frozenset({"U0", "U1", "U2", "U7"})
    assert hand_out_fault(rules, roll, given_) == ""
    roll[6] = replace(roll[6], presence=Presence.ABSENT)
    assert hand_out_fault(rules, roll, given_) == (
        "Đơn vị 7 đã ủy quyền mà người được ủy quyền chưa được điểm danh có mặt nên chưa phát "
        "phiếu giấy được."
    )


def test_on_paper_nobody_has_an_opinion_of_their_own_unit():
    roll = [member(one, Paper.IN_BOX) for one in range(4)]

    def faults(kind, invalid, *numbers):
        rules = rules_of(kind, OwnUnit.IN_BASE)
        count = paper_count(
            rules,
            roll,
            returned=4,
            valid=4 - invalid,
            invalid=invalid,
            numbers={"U0": numbers, "p": (4 - invalid, 0, 0)[: len(numbers)]},
        )
        return room_faults(rules, CANDIDATES, roll, count)

    told = (
        "Đơn vị 0: trong hòm có 1 phiếu của chính đơn vị này, dòng ấy không tính, nên nhiều nhất "
        "3 phiếu có ý kiến; bạn đếm được 4. Ý kiến thừa là của đơn vị ấy: bớt ở «đồng ý» trước."
    )
    assert faults(VoteKind.APPROVAL, 0, 4, 0, 0) == (told,)
    assert faults(VoteKind.APPROVAL, 0, 1, 3, 0) == (told,)
    assert faults(VoteKind.APPROVAL, 0, 3, 0, 1) == ()
    assert faults(VoteKind.APPROVAL, 1, 3, 0, 0) == ()
    assert [one[:30] for one in faults(VoteKind.CHOICE, 0, 4)] == [told[:30]]
    assert faults(VoteKind.CHOICE, 0, 3) == ()


def test_two_counts_are_compared_number_by_number_and_told_without_them():
    rules = rules_of(VoteKind.APPROVAL, OwnUnit.CAST)
    one = BallotCount(
        issued=4,
        returned=4,
        not_returned=0,
        valid=4,
        invalid=0,
        tallies={"U0": Tally(3, 1, 0), "p": Tally(4)},
    )
    other = BallotCount(
        issued=4,
        returned=4,
        not_returned=0,
        valid=3,
        invalid=1,
        tallies={"U0": Tally(2, 1, 0), "p": Tally(2, 0, 1)},
    )
    assert differing(rules, CANDIDATES, one, one) == ()
    marks = differing(rules, CANDIDATES, one, other)
    assert marks == ("valid", "invalid", "U0:agree", "p:agree", "p:abstain")
    assert differing_words(rules, CANDIDATES, marks) == (
        "Hợp lệ",
        "Không hợp lệ",
        "Đơn vị 0: đồng ý",
        "Ông An: đồng ý, không ý kiến",
    )


def test_who_counted_is_said_with_how_often():
    assert hands_words(("An", "Bình"), 0) == (
        "Phiếu giấy do An và Bình đếm hai lần độc lập, hai lần khớp nhau ngay lần đầu; kiểm chung "
        "với phiếu trên phần mềm, không ghi riêng."
    )
    assert "khớp nhau sau 2 lần đếm lại;" in hands_words(("An", "Bình"), 2)


def test_papers_that_are_still_out_are_warned_of_before_closing():
    rules = rules_of(VoteKind.APPROVAL, OwnUnit.CAST)
    roll = [member(0, Paper.GIVEN), member(1, Paper.IN_BOX), member(2, None)]
    assert closing_warnings(rules, roll) == (
        "Còn 1 phiếu giấy chưa vào hòm; đóng bây giờ thì tính là không thu về.",
    )
