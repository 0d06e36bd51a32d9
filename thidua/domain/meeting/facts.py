"""Điều cuộc họp kể: what the services read of one period for the screen and for who leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.document.deck.facts import DeckFacts, YearRanks
from thidua.domain.meeting.agenda import PointRecord
from thidua.domain.meeting.position import Position
from thidua.domain.meeting.reveal import reveal_order
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.ranking.standing import Standing, Standings
from thidua.domain.thread.thread import Thread
from thidua.domain.vote.counting import VoteResult
from thidua.domain.vote.vote import HeldOffice, Office, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomVote:
    """Cuộc bỏ phiếu trên màn chiếu: how many have cast of those there, never who.

    `ranks` says that its result tells the order of the ranking, or a part of it. `result` is None
    until it is counted; `is_whole` is false where the ballots are no longer as they were counted.
    """

    key: int
    title: str
    subject: Subject
    is_open: bool
    is_paper: bool
    cast: int
    there: int
    threshold: str
    office: Office | None = None
    ranks: bool = False
    result: VoteResult | None = None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """Việc đã làm được bao nhiêu, of how many; a part of the year's work in a line."""

    what: str
    done: int
    whole: int


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """Dữ liệu của cuộc họp, in one reading.

    `said` are sentences that stand beside the ranking and may name units and their points; `last`
    are the ranks of the year before. `next_year` says how far the covenant of the next year has
    come. `deck` are the facts of the
    slides that are only shown once the whole ranking is revealed, None where nothing can be told.
    """

    period: BlockPeriod
    covenant: Covenant
    members: Mapping[str, Member]
    standings: Standings
    is_provisional: bool
    position: Position
    said: tuple[str, ...] = ()
    work_done: tuple[Done, ...] = ()
    last: YearRanks | None = None
    threads: tuple[Thread, ...] = ()
    votes: tuple[RoomVote, ...] = ()
    offices: tuple[HeldOffice, ...] = ()
    next_year: str = ""
    points: tuple[PointRecord, ...] = ()
    deck: DeckFacts | None = field(default=None)

    @cached_property
    def order(self) -> list[list[Standing]]:
        """Các bậc công bố, the last rank first."""
        return reveal_order(self.standings.rows)

    @property
    def revealed(self) -> int:
        """Đã công bố bao nhiêu bậc."""
        return min(self.position.revealed_of(self.standings.rows), len(self.order))

    @property
    def is_all_revealed(self) -> bool:
        """Đã công bố hết: what tells the ranking otherwise may be shown from then on."""
        return bool(self.order) and self.revealed == len(self.order)

    @property
    def is_held_back(self) -> bool:
        """Còn bậc chưa công bố: what is said of units by name may tell of it."""
        return bool(self.order) and not self.is_all_revealed
