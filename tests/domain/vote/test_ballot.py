"""Lá phiếu: its faults, its receipt, and what a sealed one gives away."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from thidua.domain.vote.ballot import (
    FoundSlip,
    ballot_faults,
    find,
    normal_receipt,
    packed,
    receipt,
    slip,
    unpacked,
)
from thidua.domain.vote.vote import Answer, Candidate, Threshold, VoteKind, VoteRules

RULES = VoteRules(threshold=Threshold(Fraction(4, 5), source="Quy chế"))
UNITS = (Candidate("A", "Sở A", "A"), Candidate("B", "Sở B", "B"))
FILLER = ["f" * 64, "e" * 64]
CODE = receipt(range(20))


def test_a_ballot_answers_for_every_candidate_and_no_other():
    whole = {"A": Answer.AGREE, "B": Answer.ABSTAIN}
    said = ("Lá phiếu phải có ý kiến với mọi phương án và chỉ với các phương án ấy.",)

    assert ballot_faults(RULES, UNITS, whole) == ()
    assert ballot_faults(RULES, UNITS, {"A": Answer.AGREE}) == said
    assert ballot_faults(RULES, UNITS, whole | {"C": Answer.AGREE}) == said


def test_a_choice_takes_at_most_so_many_and_none_is_enough():
    for most, answers in product((1, 2), product((Answer.AGREE, Answer.DISAGREE), repeat=2)):
        rules = replace(RULES, kind=VoteKind.CHOICE, most=most)
        chosen = answers.count(Answer.AGREE)
        said = () if chosen <= most else ("Lá phiếu chọn 2, nhiều nhất được chọn 1.",)

        assert ballot_faults(rules, UNITS, dict(zip("AB", answers, strict=True))) == said


def test_a_choice_knows_no_abstention():
    rules = replace(RULES, kind=VoteKind.CHOICE, most=1)

    assert ballot_faults(rules, UNITS, {"A": Answer.AGREE, "B": Answer.ABSTAIN}) == (
        "Lá phiếu có ý kiến mà cách bỏ phiếu này không có.",
    )


def test_a_receipt_is_read_however_it_was_copied():
    assert CODE == "01234-56789-ABCDE-FGHJK"
    for typed in (CODE.lower(), CODE.replace("-", " "), "o1234 5678 9abcde-fghjk\n", CODE):
        assert normal_receipt(typed) == "0123456789ABCDEFGHJK"
    for typed in ("", CODE[:-1], f"{CODE}A", CODE.replace("0", "U"), CODE.replace("0", "Đ")):
        assert normal_receipt(typed) is None


def test_every_byte_makes_a_sign_of_a_receipt_equally_often():
    signs = Counter(letter for number in range(256) for letter in receipt([number] * 20)[:1])

    assert set(signs.values()) == {8}
    assert len(signs) == 32


def test_a_receipt_finds_its_slips_and_only_unchanged_ones():
    chance = random.Random(7)
    codes = [receipt(chance.randbytes(20)) for _ in range(6)]
    said = [{"A": chance.choice(list(Answer)), "B": chance.choice(list(Answer))} for _ in codes]
    slips = [
        slip(code, "hòm", unit, answer, f"{chance.getrandbits(64):x}")
        for code, answers in zip(codes, said, strict=True)
        for unit, answer in answers.items()
    ]
    chance.shuffle(slips)

    for code, answers in zip(codes, said, strict=True):
        assert sorted(find(code, "hòm", slips), key=lambda one: one.candidate) == [
            FoundSlip("A", answers["A"]),
            FoundSlip("B", answers["B"]),
        ]
        assert {one.answer for one in find(code, "hòm khác", slips)} == {None}
    for changed in ({"answer": Answer.AGREE}, {"candidate": "B"}, {"salt": "khác"}):
        first = next(
            one for one in slips if one.candidate == "A" and one.answer is not Answer.AGREE
        )
        others = [replace(first, **changed) if one == first else one for one in slips]
        lost = [
            code
            for code, answers in zip(codes, said, strict=True)
            if find(code, "hòm", others) != find(code, "hòm", slips)
            and FoundSlip("A", None) in find(code, "hòm", others)
        ]
        assert len(lost) == 1, changed


def test_a_slip_that_is_there_twice_is_not_found_exactly_once():
    one = slip(CODE, "hòm", "A", Answer.AGREE, "muối")

    assert find(CODE, "hòm", [one]) == (FoundSlip("A", Answer.AGREE),)
    assert find(CODE, "hòm", [one, one]) == (FoundSlip("A", None),)


def test_all_ballots_are_packed_to_one_length_and_unpacked_as_they_were():
    lengths = set()
    for first, second in product([*Answer, None], repeat=2):
        slips = [
            slip(CODE, "hòm", unit, answer, "a1" * 16)
            for unit, answer in (("A", first), ("B", second))
            if answer is not None
        ]
        content = packed(UNITS, slips, FILLER)
        lengths.add(len(content))
        assert unpacked(UNITS, content) == slips

    assert len(lengths) == 1


@pytest.mark.parametrize("answer", Answer)
def test_a_mark_tells_nothing_without_its_receipt(answer):
    """Same candidate, same answer, same salt: another receipt gives another mark."""
    marks = {slip(receipt([number] * 20), "hòm", "A", answer, "muối").mark for number in range(32)}

    assert len(marks) == 32
