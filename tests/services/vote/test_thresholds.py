"""Ngưỡng phiếu qua các dịch vụ: many small votes against whole-number arithmetic of our own.

Nothing here is taken from the counting of the program: a share is a pair of whole numbers, and a
threshold is the comparison of two products.
"""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pytest

from tests.services import nine_members as nine
from tests.services.nine_members import (
    AWARD,
    HEAD,
    NO,
    NONE,
    SECRETARY,
    UNITS,
    YES,
    cast,
    close,
    do,
    opened,
)
from thidua.domain.vote.counting import BallotCount, Outcome, Tally
from thidua.domain.vote.vote import Base, Candidate, Conduct, OwnUnit, Threshold, VoteRules
from thidua.services.vote import papers as vote_papers

SHARES = ((1, 2), (2, 3), (4, 5), (9, 10), (1, 1), (1, 3), (55, 100), (1, 100))
NAMES = UNITS[:3]
CANDIDATES = tuple(Candidate(unit, f"Đơn vị {unit}", unit) for unit in NAMES)
RUNS = 60


@dataclass
class Play:
    """Một cuộc bỏ phiếu bốc ngẫu nhiên, and what every ballot of it says."""

    chance: random.Random
    members: list[str] = field(init=False)
    absent: list[str] = field(init=False)
    present: list[str] = field(init=False)

    def __post_init__(self):
        chance = self.chance
        self.members = chance.sample(UNITS, chance.randint(1, 9))
        self.absent = [one for one in self.members if chance.random() < 0.3]
        rest = [one for one in self.members if one not in self.absent]
        self.present = [one for one in rest if chance.random() < 0.95]
        self.part, self.whole = chance.choice(SHARES)
        self.above = self.part < self.whole and chance.random() < 0.5
        self.base, self.own = chance.choice(list(Base)), chance.choice(list(OwnUnit))
        self.on_paper = chance.random() < 0.4
        if self.on_paper and self.own is OwnUnit.OUT_OF_BASE:
            self.base = chance.choice((Base.MEMBERS, Base.PRESENT))
        self.seats, self.quorum = chance.choice((None, 1, 2)), chance.choice((None, (2, 3), (1, 2)))
        self.mood = chance.choice((0.5, 0.8, 0.95))
        self.room = {unit: Counter() for unit in NAMES}
        self.letters = {unit: Counter() for unit in NAMES}
        self.issued = self.valid = 0

    def draft(self):
        rules = VoteRules(
            threshold=Threshold(Fraction(self.part, self.whole), self.base, "Quy chế", self.above),
            conduct=Conduct.PAPER if self.on_paper else Conduct.ELECTRONIC,
            own_unit=self.own,
            seats=self.seats,
            quorum=self.quorum and Fraction(*self.quorum),
        )
        return replace(AWARD, rules=rules, candidates=CANDIDATES)

    def opinion(self):
        return YES if self.chance.random() < self.mood else self.chance.choice((NO, NONE))

    def said_by(self, member, counted):
        """Ý kiến của một người with each candidate they may speak of."""
        barred = () if self.own is OwnUnit.CAST else (member,)
        answers = {unit: self.opinion() for unit in NAMES if unit not in barred}
        for unit in NAMES:
            counted[unit][answers.get(unit)] += 1
        return answers

    def hold(self):
        vote = opened(self.draft(), present=self.present, absent=self.absent, members=self.members)
        for member in self.absent:
            if self.chance.random() < 0.7:
                answers = self.said_by(member, self.letters)
                for actor in (HEAD, SECRETARY):
                    named = {"member": member, "answers": answers, "document": "CV 12"}
                    do(vote_papers.write_answer, actor, vote=vote, **named)
        (self.count if self.on_paper else self.cast)(vote)
        return close(vote).result

    def cast(self, vote):
        self.issued = len(self.present)
        for member in self.present:
            if self.chance.random() < 0.9:
                answers = self.said_by(member, self.room)
                cast(vote, member, *answers.values())
                self.valid += 1

    def count(self, vote):
        chance = self.chance
        self.issued = chance.randint(0, len(self.present))
        returned = chance.randint(0, self.issued)
        self.valid = chance.randint(0, returned)
        for unit in NAMES:
            self.room[unit].update(self.opinion() for _ in range(self.valid))
        tallies = {
            unit: Tally(*(of[one] for one in (YES, NO, NONE))) for unit, of in self.room.items()
        }
        missing, invalid = self.issued - returned, returned - self.valid
        count = BallotCount(
            issued=self.issued,
            returned=returned,
            not_returned=missing,
            valid=self.valid,
            invalid=invalid,
            tallies=tallies,
        )
        do(vote_papers.enter_count, SECRETARY, vote=vote, count=count, seen=0)
        do(vote_papers.confirm_count, vote=vote, seen=1)

    def expected(self):
        """Kết quả theo số nguyên: votes, base, how many are missing, and the outcome."""
        reached = {unit: (self.votes(unit), self.base_of(unit)) for unit in NAMES}
        enough = {
            unit: votes for unit, (votes, base) in reached.items() if self.is_enough(votes, base)
        }
        quorate = not self.quorum or len(self.present) * self.quorum[1] >= self.quorum[0] * len(
            self.members
        )
        found = {}
        for unit, (votes, base) in reached.items():
            missing = next(more for more in range(100) if self.is_enough(votes + more, base))
            outcome = self.outcome(unit, enough) if quorate else Outcome.NO_QUORUM
            found[unit] = (votes, base, missing, outcome)
        return found

    def votes(self, unit):
        counted = self.letters[unit][YES] if self.base is Base.MEMBERS else 0
        return self.room[unit][YES] + counted

    def base_of(self, unit):
        whole = {
            Base.MEMBERS: len(self.members),
            Base.PRESENT: len(self.present),
            Base.ISSUED: self.issued,
            Base.VALID: self.valid,
        }[self.base]
        if self.own is not OwnUnit.OUT_OF_BASE:
            return whole
        is_in = {Base.MEMBERS: unit in self.members, Base.VALID: self.room[unit][None] == 1}
        return whole - is_in.get(self.base, unit in self.present)

    def is_enough(self, votes, base):
        left, right = votes * self.whole, self.part * base
        return votes > 0 and (left > right if self.above else left >= right)

    def outcome(self, unit, enough):
        if unit not in enough:
            return Outcome.SHORT
        better = sum(votes > enough[unit] for votes in enough.values())
        level = sum(votes == enough[unit] for votes in enough.values())
        if self.seats is None or better + level <= self.seats:
            return Outcome.PASSED
        return Outcome.TIED if better < self.seats else Outcome.NO_SEAT


@pytest.fixture
def block(sqlite_url, tmp_path, monkeypatch):
    """Khối chín đơn vị; the boxes have a folder of their own."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def test_every_vote_passes_just_when_whole_numbers_say_so(block):
    chance, outcomes = random.Random(20), Counter()
    for _ in range(RUNS):
        play = Play(chance)
        found = {
            one.candidate.code: (one.votes, one.base, one.missing, one.outcome)
            for one in play.hold().candidates
        }
        assert found == play.expected(), play
        outcomes.update(outcome for *_, outcome in found.values())

    assert set(outcomes) == set(Outcome)
