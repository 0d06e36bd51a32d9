"""Thể lệ và danh sách bỏ phiếu: thresholds in whole numbers, what a draft lacks, who may cast."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from thidua.domain.vote.vote import (
    Base,
    Candidate,
    Conduct,
    Office,
    OwnUnit,
    Presence,
    RollMember,
    Subject,
    Threshold,
    VoteDraft,
    VoteKind,
    VoteRules,
    barred_from,
    draft_faults,
    may_cast,
    parse_share,
    share_words,
    turn_out,
)

RULES = VoteRules(threshold=Threshold(Fraction(4, 5), source="Quy chế"))
UNITS = (Candidate("A", "Sở A", "A"), Candidate("B", "Sở B", "B"))
DRAFT = VoteDraft(title="Đề nghị tặng Cờ", rules=RULES, candidates=UNITS)


def test_the_votes_needed_equal_the_first_number_that_is_enough():
    shares = {Fraction(p, q) for q in range(1, 13) for p in range(1, q + 1)}
    shares |= {Fraction(percent, 100) for percent in range(1, 101)}
    wrong = []
    for share, base, above in product(shares, range(121), (False, True)):
        p, q = share.numerator, share.denominator
        first = next(
            votes
            for votes in range(1, base + 2)
            if (votes * q > p * base if above else votes * q >= p * base)
        )
        needed = Threshold(share, above=above).needed(base)
        if needed != first:
            wrong.append((share, base, above, needed, first))

    assert wrong == []


def test_shares_that_floats_get_wrong_are_exact():
    assert Threshold(Fraction(55, 100)).needed(100) == 55
    assert Threshold(Fraction(9, 10)).needed(12) == 11
    assert Threshold(Fraction(2, 3)).needed(9) == 6
    assert Threshold(Fraction(1, 2), above=True).needed(10) == 6


def test_nothing_passes_without_a_vote():
    assert [Threshold(Fraction(4, 5), above=above).needed(0) for above in (False, True)] == [1, 1]


@pytest.mark.parametrize(
    ("typed", "share", "words"),
    [
        ("80 %", Fraction(4, 5), "80 %"),
        ("80", Fraction(4, 5), "80 %"),
        ("66,67%", Fraction(6667, 10000), "66,67 %"),
        ("2/3", Fraction(2, 3), "2/3"),
        (" 1 / 2 ", Fraction(1, 2), "50 %"),
        ("100", Fraction(1), "100 %"),
    ],
)
def test_a_share_is_read_as_people_write_it(typed, share, words):
    assert (parse_share(typed), share_words(share)) == (share, words)


@pytest.mark.parametrize(
    "typed", ["", "0", "101", "3/2", "1/0", "-5", "quá bán", "0/4", "0,8", "1"]
)
def test_what_is_no_share_is_not_read(typed):
    assert parse_share(typed) is None


def test_a_threshold_is_said_in_words():
    assert RULES.threshold.words() == "từ 80 % tổng số thành viên"
    half = Threshold(Fraction(1, 2), Base.VALID, above=True)
    assert half.words() == "trên 50 % số phiếu hợp lệ"


def ruled(**changes):
    return replace(DRAFT, rules=replace(RULES, **changes))


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (DRAFT, ()),
        (replace(DRAFT, title=" "), ("Cần ghi tên cuộc bỏ phiếu.",)),
        (replace(DRAFT, candidates=()), ("Cần ít nhất một phương án để bỏ phiếu.",)),
        (replace(DRAFT, candidates=UNITS[:1] * 2), ("Có phương án trùng nhau.",)),
        (
            replace(DRAFT, candidates=(UNITS[0], Candidate("C", "SỞ a"))),
            ("Có phương án trùng nhau.",),
        ),
        (
            replace(DRAFT, candidates=(UNITS[0], Candidate("А", "Sở C"))),  # of Cyrillic
            ("Có phương án trùng nhau.",),
        ),
        (
            replace(DRAFT, candidates=(UNITS[0], Candidate("C", ""))),
            ("Có phương án chưa ghi nội dung.",),
        ),
        (
            ruled(threshold=Threshold(Fraction(4, 5))),
            ("Cần ghi căn cứ của ngưỡng thông qua.",),
        ),
        (
            ruled(threshold=Threshold(Fraction(1), source="x", above=True)),
            ("Ngưỡng thông qua phải có thể đạt được.",),
        ),
        (
            ruled(quorum=Fraction(3, 2)),
            ("Tỷ lệ có mặt tối thiểu phải trên 0 và không quá 100 %.",),
        ),
        (
            replace(DRAFT, subject=Subject.OFFICE),
            ("Bầu chức vụ thì cần ghi chức vụ nào.",),
        ),
        (replace(DRAFT, office=Office.HEAD), ("Bầu chức vụ thì cần ghi chức vụ nào.",)),
        (replace(DRAFT, subject=Subject.OFFICE, office=Office.DEPUTY), ()),
        (ruled(most=1), ("Chỉ khi chọn trong danh sách mới ghi số được chọn nhiều nhất.",)),
        (ruled(kind=VoteKind.CHOICE), ("Số được chọn nhiều nhất phải từ 1 đến 2.",)),
        (ruled(kind=VoteKind.CHOICE, most=3), ("Số được chọn nhiều nhất phải từ 1 đến 2.",)),
        (ruled(seats=0), ("Số suất phải từ 1 trở lên.",)),
        (
            ruled(kind=VoteKind.TIE, most=1, seats=2),
            ("Suy tôn trong các đơn vị bằng điểm cần số suất ít hơn số đơn vị.",),
        ),
        (ruled(kind=VoteKind.TIE, most=1, seats=1), ()),
        (ruled(conduct=Conduct.PAPER, own_unit=OwnUnit.OUT_OF_BASE), ()),
    ],
)
def test_what_a_draft_lacks_is_told(draft, said):
    assert draft_faults(draft) == said


@pytest.mark.parametrize("base", [Base.ISSUED, Base.VALID])
def test_paper_cannot_leave_the_own_unit_out_of_a_base_of_ballots(base):
    threshold = Threshold(Fraction(1, 2), base, "Quy chế")
    draft = ruled(conduct=Conduct.PAPER, own_unit=OwnUnit.OUT_OF_BASE, threshold=threshold)

    (said,) = draft_faults(draft)
    assert said.startswith("Phiếu giấy không cho biết phiếu nào của đơn vị nào")
    electronic = replace(draft, rules=replace(draft.rules, conduct=Conduct.ELECTRONIC))
    assert draft_faults(electronic) == ()


def test_who_may_cast_over_every_presence_delegation_and_conduct():
    """Đối chiếu với lời của thể lệ, over all cases of a giver, a taker and a stranger."""
    wrong = []
    for mine, theirs, allows, conduct, cast, login in product(
        Presence, Presence, (False, True), Conduct, (False, True), ("a", "b", "la", "")
    ):
        giver = RollMember(
            code="A", name="Sở A", unit="A", voters=("a",), presence=mine, has_cast=cast
        )
        if mine is Presence.DELEGATED:
            giver = replace(giver, delegate="B")
        taker = RollMember(code="B", name="Sở B", unit="B", voters=("b",), presence=theirs)
        rules = replace(RULES, allows_delegation=allows, conduct=conduct)
        own = mine is Presence.PRESENT and login == "a"
        other = (
            mine is Presence.DELEGATED and theirs is Presence.PRESENT and allows and login == "b"
        )
        ought = conduct is Conduct.ELECTRONIC and not cast and (own or other)
        if may_cast(rules, [giver, taker], giver, login) is not ought:
            wrong.append((mine, theirs, allows, conduct, cast, login))

    assert wrong == []


def test_turn_out_counts_who_is_there_in_person_or_by_delegation():
    roll = [
        RollMember(
            code=str(place), name="", presence=presence, has_cast=presence is Presence.PRESENT
        )
        for place, presence in enumerate(Presence)
    ]

    assert turn_out(roll) == (1, 2)


def test_the_own_unit_is_barred_only_where_the_rules_say_so():
    own, person = RollMember(code="A", name="Sở A", unit="A"), RollMember(code="an", name="An")
    free = Candidate("x", "Sáng kiến")

    assert [
        barred_from(replace(RULES, own_unit=own_unit), own, UNITS[0]) for own_unit in OwnUnit
    ] == [False, True, True]
    strict = replace(RULES, own_unit=OwnUnit.IN_BASE)
    assert not barred_from(strict, own, UNITS[1])
    assert not barred_from(strict, person, free)
