"""Vị thứ: where a unit stands, what decided it, and the table of them all."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.ranking.by_vote import AwaitedVote, OtherFigures, VainVote, VoteShare
from thidua.domain.scoring.scoring import UnitScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Vị thứ của một đơn vị.

    `rank` is None for a unit without a total and for one that takes no place; the reason of the
    latter is `excluded`. `tied` says that the rank is shared. `tiebreak` names what set this unit
    apart beside its total or its share: the tie-breaker with its number; None where there was none,
    or nothing could; `chosen` the vote on tied units that did, with its figures.
    `on_other_figures` says that a vote gave this rank and the points it was held on have moved
    since. `voted` is the share that ranked it and `by_vote` that share in words,
    `below_floor` why the vote did not; `waits` says that a vote still to come breaks its tie.
    `not_higher` is what barred the bands above `band` that the total reaches.
    """

    unit: str
    score: UnitScore
    rank: int | None = None
    tied: bool = False
    tiebreak: str | None = None
    chosen: str | None = None
    on_other_figures: bool = False
    voted: VoteShare | None = None
    by_vote: str | None = None
    below_floor: str | None = None
    waits: bool = False
    band: str | None = None
    not_higher: str = ""
    state: ConsiderationState = ConsiderationState.CONSIDERED
    excluded: str | None = None

    @property
    def total(self) -> Decimal | None:
        """Tổng điểm."""
        return self.score.total

    @property
    def decided_by(self) -> str | None:
        """Điều đã phân định ngoài tổng điểm: the floor, the vote, the tie-breaker."""
        moved = POINTS_MOVED if self.on_other_figures else None
        said = (self.below_floor, self.by_vote, self.tiebreak, self.chosen, moved)
        return "; ".join(filter(None, said)) or None


POINTS_MOVED = "điểm đã đổi từ khi mở cuộc bỏ phiếu ấy"
"""Lời gắn vào một hạng do phiếu, once the points that were put to that vote are others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRecord:
    """Biên bản bằng điểm: who shared a total, or a share of the vote, and what decided.

    `decided_by` is a tie-breaker, or a vote on just these tied units, where `by_vote` says so.
    `awaits` is the vote the covenant breaks ties by, as long as it does not decide this one.
    `in_vain` is a vote on tied units that was counted and leaves these tied.
    """

    units: tuple[str, ...]
    decided_by: str | None
    of_votes: bool = False
    awaits: AwaitedVote | None = None
    by_vote: bool = False
    in_vain: VainVote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Bảng xếp hạng: ranked units first, then those without a place; ties as they were settled.

    `provisional` is True while any considered unit has no verified total, while the vote that
    ranks by the covenant is `awaited`, or while a tie waits for a vote; `is_unverified` is the
    first of the three. `vote` is the title of the one that ranked. `other_figures` are the votes
    that were held on points which have moved since.
    """

    rows: tuple[Standing, ...]
    ties: tuple[TieRecord, ...] = ()
    is_unverified: bool = False
    vote: str | None = None
    awaited: AwaitedVote | None = None
    other_figures: tuple[OtherFigures, ...] = ()

    @property
    def provisional(self) -> bool:
        """Tạm tính."""
        return self.is_unverified or self.awaited is not None or bool(self.waiting_ties)

    @property
    def waiting_ties(self) -> tuple[TieRecord, ...]:
        """Các nhóm bằng điểm còn chờ phiếu."""
        return tuple(tie for tie in self.ties if tie.awaits is not None)

    def of(self, unit: str) -> Standing:
        """Vị thứ của đơn vị này."""
        return next(row for row in self.rows if row.unit == unit)
