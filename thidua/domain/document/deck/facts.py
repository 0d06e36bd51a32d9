"""Điều bản trình chiếu kể: what the services read of one period, and what its units are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from thidua.domain.awards.proposal import AwardSplit, ProposalState
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.document.deck.words import cut
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.quota import QuotaState
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.movement.target import Target
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.ranking.standing import Standing, Standings
from thidua.domain.register.register import RegisterNumber
from thidua.domain.thread.thread import Thread
from thidua.domain.vote.counting import CandidateResult, VoteResult
from thidua.domain.vote.vote import Candidate, Subject

_SHORTEST = 3
"""Tên ngắn hơn thế thì là chữ thường của một câu, not a name to be looked for in it."""

HIDDEN = "[đã ẩn tên]"
_UNIT = "Đơn vị "


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldVote:
    """Một cuộc bỏ phiếu để chiếu: no `result` while it is not counted.

    `is_whole` is false where the slips are no longer those that were counted.
    """

    title: str
    subject: Subject
    result: VoteResult | None = None
    is_open: bool = False
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PutForward:
    """Một đề nghị để chiếu: who, for what, what the law book said, what the vote gave.

    `counted` is None where no vote here was about it, or one of so few ballots that it tells them.
    """

    name: str
    unit: str
    recipient: Recipient
    award: str
    verdict: str
    state: ProposalState
    counted: CandidateResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitUse:
    """Một hạn mức để chiếu: what it limits and how it stands."""

    title: str
    state: QuotaState
    is_of_leaders: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMinutes:
    """Số phút dự kiến: for what is told of the points, what was explained, voting and awards."""

    told: int = 0
    explained: int = 0
    votes: int = 0
    awards: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class YearRanks:
    """Hạng của các đơn vị trong một năm."""

    year: int
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementTold:
    """Một phong trào để chiếu: its targets with the latest figure, how many units have joined."""

    name: str
    targets: tuple[tuple[Target, TargetFigure | None], ...]
    joined: int = 0


@dataclass(frozen=True, slots=True)
class RegisterTold:
    """Một sổ để chiếu: its numbers, from confirmed rows."""

    name: str
    numbers: tuple[RegisterNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsTold:
    """Báo cáo của một đơn vị để chiếu: how many it owes in the year, and what became of them."""

    unit: str
    owed: int
    timely: int
    late: int
    missing: int
    excused: int = 0

    @property
    def ahead(self) -> int:
        """Còn phải nộp mà chưa quá hạn."""
        return self.owed - self.timely - self.late - self.missing - self.excused


@dataclass(frozen=True, slots=True)
class LastEntry:
    """Bút toán cuối nói về kỳ này: all numbers are as they stood then."""

    position: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DeckFacts:
    """Dữ liệu của bản trình chiếu, in one reading.

    `threads`, `votes`, `proposals`, `movements`, `registers` and `reports` are None where this
    person may not see those of the whole block. `past` is of this year and those before it, oldest
    first. `decided` are the points of the meeting with what was decided, `when` and `where` what
    people wrote of it, `planned` the minutes foreseen for it.
    """

    period: BlockPeriod
    covenant: Covenant
    members: Mapping[str, Member]
    verified: frozenset[str]
    standings: Standings
    is_provisional: bool
    last: LastEntry
    fingerprint: str
    past: tuple[YearRanks, ...] = ()
    threads: tuple[Thread, ...] | None = None
    votes: tuple[HeldVote, ...] | None = None
    proposals: tuple[PutForward, ...] | None = None
    limits: tuple[LimitUse, ...] = ()
    split: AwardSplit | None = None
    movements: tuple[MovementTold, ...] | None = ()
    registers: tuple[RegisterTold, ...] | None = ()
    reports: tuple[ReportsTold, ...] | None = ()
    decided: tuple[tuple[str, str], ...] = ()
    when: str = ""
    where: str = ""
    planned: PlannedMinutes = PlannedMinutes()

    @cached_property
    def placed(self) -> tuple[Standing, ...]:
        """Các đơn vị có hạng, the first rank first."""
        return tuple(row for row in self.standings.rows if row.rank is not None)


class Naming:
    """Tên trên trang chiếu: those of the units, or their places where names are hidden.

    Units of one place, and those without one, are numbered in the order of the standings.
    """

    def __init__(self, facts: DeckFacts, *, hides: bool = False) -> None:
        self.hides = hides
        self._members = facts.members
        self._places = _places(facts.standings)
        self._others: dict[str, str] = {}
        self._proposals = facts.proposals or ()

    def unit(self, code: str) -> str:
        """Tên đầy đủ, for tables."""
        return self._places[code] if self.hides else self._members[code].name

    def short(self, code: str) -> str:
        """Tên gọi, for titles and charts."""
        return self._places[code] if self.hides else self._members[code].called

    def label(self, code: str, most: int) -> str:
        """Tên cạnh một thanh, short enough and still of this unit alone where names are hidden."""
        if self.hides:
            return self._places[code].removeprefix(_UNIT).capitalize()
        return cut(self._members[code].called, most)

    def candidate(self, one: Candidate) -> str:
        """Phương án của một lá phiếu."""
        if not self.hides:
            return one.text
        return self._places[one.unit] if one.code in self._places else self._other(one.text)

    def nominee(self, one: PutForward) -> str:
        """Đối tượng của một đề nghị."""
        if not self.hides:
            return one.name
        if one.recipient is Recipient.COLLECTIVE and one.unit in self._places:
            return self._places[one.unit]
        return self._other(one.name)

    def free(self, text: str) -> str:
        """Lời người viết: left out where names are hidden, since it may tell them."""
        return "" if self.hides else text

    def _other(self, name: str) -> str:
        return self._others.setdefault(name, f"Đối tượng {len(self._others) + 1}")

    @cached_property
    def _looked_for(self) -> re.Pattern[str]:
        names = {
            *(one.name for one in self._members.values()),
            *(one.called for one in self._members.values()),
            *(one.name for one in self._proposals),
        }
        told = sorted((one for one in names if len(one) >= _SHORTEST), key=lambda one: -len(one))
        either = "|".join(map(re.escape, told)) or r"(?!)"
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)

    def masked(self, text: str) -> str:
        """Che tên còn sót, as a covenant or a law book may have written one."""
        return self._looked_for.sub(HIDDEN, text) if self.hides else text


def _places(standings: Standings) -> dict[str, str]:
    by_rank: dict[int | None, list[str]] = {}
    for row in standings.rows:
        by_rank.setdefault(row.rank, []).append(row.unit)
    found = {}
    for rank, units in by_rank.items():
        called = f"{_UNIT}{'chưa có hạng' if rank is None else f'hạng {rank}'}"
        for place, unit in enumerate(units, start=1):
            found[unit] = called if len(units) == 1 else f"{called} ({place})"
    return found
