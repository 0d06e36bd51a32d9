"""Tình huống: everything the ranking of a period depends on, as it stands or as it might stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from thidua.domain.covenant.covenant import Combining, Covenant
from thidua.domain.period.consideration import UnitConsideration
from thidua.domain.ranking.by_vote import RankingVote
from thidua.domain.ranking.places import award_places
from thidua.domain.ranking.ranking import rank_units
from thidua.domain.ranking.standing import Standings
from thidua.domain.review.combining import CombinedLine, combine_reviews, in_force
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.scoring import Entries, UnitScore, others_of, score_block

Name = Callable[[str], str]
"""Tên của một đơn vị hoặc người chấm, by its code."""

Sheets = Mapping[str, Entries]
"""Phiếu chấm một đơn vị, by reviewer."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """Tình huống của một kỳ: the sheets that count, by unit and reviewer, and what was settled.

    `settled` names every member of the block, with no lines where nothing was settled; `stands` are
    those whose sheets stay as they were confirmed, `final` the units whose sheets are verified, all
    when None. `claims` are what the units give themselves. `vote` is the counted one that the
    ranking asks for, `tie_votes` those on tied units, latest first.
    """

    covenant: Covenant
    reviews: Mapping[str, Sheets]
    settled: Mapping[str, Entries]
    stands: frozenset[str] = frozenset()
    claims: Mapping[str, Entries] = field(default_factory=dict)
    considerations: Mapping[str, UnitConsideration] = field(default_factory=dict)
    final: frozenset[str] | None = None
    vote: RankingVote | None = None
    tie_votes: Sequence[RankingVote] = ()

    @cached_property
    def combined(self) -> dict[str, dict[str, CombinedLine]]:
        """Điểm tổng hợp theo giao ước, by unit and criterion."""
        return {unit: self.combined_by(unit) for unit in self.settled}

    def combined_by(self, unit: str, how: Combining | None = None) -> dict[str, CombinedLine]:
        """Điểm tổng hợp của một đơn vị, by the covenant's rule or by another, shown beside it."""
        sheets = self.reviews.get(unit)
        return combine_reviews(self.covenant, sheets, self.others(unit), how) if sheets else {}

    def others(self, unit: str) -> dict[str, list[Entry]]:
        """Dòng tự chấm của các đơn vị khác, for the rules that compare units."""
        return others_of(self.covenant, self.claims, unit)

    @cached_property
    def entries(self) -> dict[str, dict[str, Entry]]:
        """Bảng điểm đang có hiệu lực của mọi đơn vị."""
        return {
            unit: in_force(lines, self.combined[unit], stands=unit in self.stands)
            for unit, lines in self.settled.items()
        }

    def counts(self, unit: str) -> bool:
        """Có tổng điểm: its sheet is verified, or reviewers' sheets make a provisional total."""
        if self.final is None or unit in self.final:
            return True
        return any(line.points is not None for line in self.combined[unit].values())

    @cached_property
    def scores(self) -> dict[str, UnitScore]:
        """Điểm của mọi đơn vị; without a total where none counts yet."""
        return {
            unit: score if self.counts(unit) else replace(score, total=None)
            for unit, score in score_block(self.covenant, self.entries).items()
        }


def rank_case(case: Case) -> Standings:
    """Bảng xếp hạng của tình huống này, by the same functions as the product's own."""
    return ranked_by(case, case.scores, case.entries)


def ranked_by(
    case: Case, scores: Mapping[str, UnitScore], entries: Mapping[str, Entries]
) -> Standings:
    """Bảng xếp hạng khi điểm là thế này, all else being as in the case."""
    return rank_units(
        case.covenant,
        scores,
        entries,
        case.considerations,
        case.final,
        case.vote,
        case.tie_votes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Chỗ đứng của một đơn vị: rank and band, and the award its rank reaches.

    `to_vote` says that it shares the award's last places with others.
    """

    total: Decimal | None
    rank: int | None
    tied: bool
    band: str | None
    award: str | None
    to_vote: bool = False

    def same(self, other: "Place") -> bool:
        """Không đổi gì: the same rank, shared or not, the same band and award."""
        return self._apart_from_total() == other._apart_from_total()

    def _apart_from_total(self) -> tuple[object, ...]:
        return self.rank, self.tied, self.band, self.award, self.to_vote


Places = Mapping[str, Place]
"""Chỗ đứng của mọi đơn vị."""


_NO_AWARD = (None, False)


def places_of(covenant: Covenant, standings: Standings) -> dict[str, Place]:
    """Chỗ đứng của mọi đơn vị in these standings, in their order."""
    reached: dict[str, tuple[str, bool]] = {}
    for line in award_places(covenant, standings, len(standings.rows)):
        for group in line.undecided:
            for unit in group.units:
                reached.setdefault(unit, (line.award, True))
        reached |= {unit: (line.award, False) for unit in line.proposed}
    return {
        row.unit: Place(
            total=row.total,
            rank=row.rank,
            tied=row.tied,
            band=row.band,
            award=reached.get(row.unit, _NO_AWARD)[0],
            to_vote=reached.get(row.unit, _NO_AWARD)[1],
        )
        for row in standings.rows
    }


@dataclass(frozen=True, slots=True)
class Move:
    """Đổi chỗ đứng: one unit, before and after."""

    unit: str
    before: Place
    after: Place

    @property
    def is_one(self) -> bool:
        """Có đổi: its rank, whether it is shared, its band or its award is another."""
        return not self.before.same(self.after)


def moves(before: Places, after: Places) -> tuple[Move, ...]:
    """So hai bảng: every unit, in the order of the second."""
    return tuple(Move(unit, before[unit], place) for unit, place in after.items())


def moved(found: Sequence[Move]) -> tuple[Move, ...]:
    """Những đơn vị có đổi."""
    return tuple(move for move in found if move.is_one)


def place_words(move: Move) -> str:
    """Đổi chỗ đứng bằng lời: «lên hạng 1», «đồng hạng 2, xếp loại Tốt → Khá»; empty if none."""
    before, after = move.before, move.after
    said = []
    if after.rank is None:
        said += [] if before.rank is None else ["không còn hạng"]
    elif (before.rank, before.tied) != (after.rank, after.tied):
        said.append(f"{_rank_word(before.rank, after)} hạng {after.rank}")
    if before.band != after.band:
        said.append(f"xếp loại {before.band or NOTHING} → {after.band or NOTHING}")
    if (before.award, before.to_vote) != (after.award, after.to_vote):
        said.append(f"suất khen {_award_word(before)} → {_award_word(after)}")
    return ", ".join(said)


NOTHING = "không có"
"""Chữ cho xếp loại hoặc suất khen không có."""


def _rank_word(before: int | None, after: Place) -> str:
    if after.tied:
        return "đồng"
    if before is None:
        return "được"
    if before == after.rank:
        return "đứng riêng"
    return "lên" if after.rank is not None and after.rank < before else "xuống"


def _award_word(place: Place) -> str:
    if place.award is None:
        return NOTHING
    return f"{place.award} (cần biểu quyết)" if place.to_vote else place.award
