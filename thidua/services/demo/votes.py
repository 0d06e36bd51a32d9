"""Bỏ phiếu của khối mẫu: a flag in secret, partly on paper; next year's head on paper alone.

Two members are away and answer in writing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlmodel import Session

from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import (
    OFFICE_WORDS,
    Answer,
    Candidate,
    Conduct,
    Office,
    Presence,
    Subject,
    Threshold,
    VoteDraft,
    VoteKind,
    VoteRules,
)
from thidua.services.council import opening
from thidua.services.demo.people import HEAD, SECRETARY, STANDING_OFFICE, DemoPerson, officer
from thidua.services.ground.work import Work
from thidua.services.period import offices, rosters
from thidua.services.vote import ballots, room_counts, room_papers, votes
from thidua.services.vote import papers as vote_papers
from thidua.services.vote import results as vote_results
from thidua.services.vote import roll as vote_roll

_AWARD = "Cờ thi đua"
_BY_RULES = "Quy chế hoạt động của khối mẫu"
_FLAG = VoteRules(threshold=Threshold(Fraction(4, 5), source=_BY_RULES), seats=1, allows_paper=True)
_HEAD = VoteRules(
    threshold=Threshold(Fraction(1, 2), source=_BY_RULES, above=True),
    kind=VoteKind.CHOICE,
    conduct=Conduct.PAPER,
    most=1,
    seats=1,
)
_YES, _NO, _NONE = Answer.AGREE, Answer.DISAGREE, Answer.ABSTAIN

_Ballots = Mapping[str, tuple[Answer, ...]]
_ON_FLAG: _Ballots = {
    "VP": (_YES, _YES),
    "TTR": (_YES, _NO),
    "QLNS": (_YES, _NO),
    "HCSN": (_NONE, _NO),
    "TCDT": (_YES, _YES),
    "TH": (_YES, _NO),
    "DT": (_YES, _YES),
}
_ON_PAPER = ("TTR", "HCSN", "TH")
"""Ai bỏ phiếu giấy trong phòng; the others who are there cast on the screen."""

_FLAG_LETTERS: _Ballots = {"GCS": (_YES, _YES), "TCDN": (_YES, _NO)}
_HEAD_COUNT = BallotCount(
    issued=7,
    returned=7,
    not_returned=0,
    valid=6,
    invalid=1,
    tallies={"VP": Tally(4, 2), "HCSN": Tally(2, 4)},
)
_HEAD_LETTERS: _Ballots = {"GCS": (_YES, _NO), "TCDN": (_NO, _YES)}
_HELD = {2: "TH", 1: "QLNS", 0: "TCDT"}
"""Ai đã làm khối trưởng, by how many years before the one that is appraised."""


def fill(session: Session, *, period: BlockPeriod, now: datetime) -> None:
    """Bỏ phiếu trong kỳ này: the flag for the first of two, and the head of the year after.

    The caller owns the commit.
    """
    head = HEAD.actor(period.block_code, [period.year])
    members = rosters.members(Work(session, head, period))
    meeting = _Meeting(session, now, period, {one.code: one.name for one in members})
    title = f"Suy tôn đơn vị được đề nghị tặng {_AWARD} năm {period.year}"
    candidates = meeting.candidates("QLNS", "TCDT")
    meeting.hold(
        VoteDraft(
            title=title, rules=_FLAG, candidates=candidates, subject=Subject.AWARD, award=_AWARD
        ),
        _FLAG_LETTERS,
    )
    for back, unit in _HELD.items():
        offices.note(
            meeting.by(),
            year=period.year - back,
            office=Office.HEAD,
            unit=unit,
            source=_BY_RULES,
        )
    title = f"Bầu {OFFICE_WORDS[Office.HEAD]} năm {period.year + 1}"
    candidates = meeting.candidates("VP", "HCSN")
    draft = VoteDraft(
        title=title, rules=_HEAD, candidates=candidates, subject=Subject.OFFICE, office=Office.HEAD
    )
    meeting.hold(draft, _HEAD_LETTERS)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Hội nghị: each step through the same services as any person."""

    session: Session
    now: datetime
    period: BlockPeriod
    names: Mapping[str, str]

    def hold(self, draft: VoteDraft, letters: _Ballots) -> None:
        """Một cuộc bỏ phiếu, from its question to its result."""
        vote = votes.set_up(self.by(), draft=draft)
        # Their units are on the ballot, so somebody of none of them opens, runs and closes it.
        office = self.by(STANDING_OFFICE)
        opening.open_vote(office, vote=vote, seen=1)
        presences = {
            unit: Presence.ABSENT if unit in letters else Presence.PRESENT for unit in self.names
        }
        vote_roll.mark(office, vote=vote, presences=presences)
        units = [one.code for one in draft.candidates]
        if draft.rules.conduct is Conduct.PAPER:
            vote_papers.enter_count(self.by(SECRETARY), vote=vote, count=_HEAD_COUNT, seen=0)
            vote_papers.confirm_count(self.by(), vote=vote, seen=1)
        else:
            self._in_the_room(vote, units)
        for number, (unit, said) in enumerate(letters.items(), 1):
            answers, document = dict(zip(units, said, strict=True)), f"Công văn số {11 * number}"
            for person in (HEAD, SECRETARY):
                vote_papers.write_answer(
                    self.by(person), vote=vote, member=unit, answers=answers, document=document
                )
        vote_results.close(office, vote=vote, seen=2)

    def _in_the_room(self, vote: int, units: Sequence[str]) -> None:
        """Bỏ phiếu trong phòng: some on the screen, some on paper that two people count alone."""
        office = self.by(STANDING_OFFICE)
        tellers = (self.by(SECRETARY), office)
        names = (tellers[0].actor.name, tellers[1].actor.name)
        room_counts.name_tellers(office, vote=vote, tellers=names)
        room_papers.hand_out(office, vote=vote, members=_ON_PAPER)
        for unit, said in _ON_FLAG.items():
            if unit not in _ON_PAPER:
                answers, code = dict(zip(units, said, strict=True)), ballots.new_receipt()
                ballots.cast(
                    self.by(officer(unit)), vote=vote, member=unit, answers=answers, code=code
                )
        room_papers.mark_in_box(office, vote=vote, in_box=dict.fromkeys(_ON_PAPER, True))
        count = len(_ON_PAPER)
        numbers = {}
        for place, unit in enumerate(units):
            told = Counter(_ON_FLAG[voter][place] for voter in _ON_PAPER)
            numbers[unit] = [told[answer] for answer in (_YES, _NO, _NONE)]
        for teller in tellers:
            room_counts.enter(
                teller, vote=vote, returned=count, valid=count, invalid=0, numbers=numbers
            )

    def by(self, person: DemoPerson = HEAD) -> Work:
        """Việc người này làm."""
        actor = person.actor(self.period.block_code, [self.period.year])
        return Work(self.session, actor, self.period, self.now)

    def candidates(self, *units: str) -> tuple[Candidate, ...]:
        return tuple(Candidate(unit, self.names[unit], unit) for unit in units)
