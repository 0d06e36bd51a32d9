"""Bỏ từng người chấm: whose place the sheets of one reviewer decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.domain.verify.case import (
    Case,
    Move,
    Name,
    Place,
    moved,
    moves,
    place_words,
    places_of,
    rank_case,
)
from thidua.domain.verify.what_if import WithoutReviewer, supposing


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Khi bỏ phiếu của một người chấm: whose place becomes another.

    `changes_first` says that somebody else is first then; `own_gains` that the reviewer's own unit
    stands higher with these sheets than without them, None where it is not known which that is.
    """

    reviewer: str
    moves: tuple[Move, ...]
    changes_first: bool
    own_gains: bool | None

    def words(self, name: Name = str) -> str:
        """Bằng lời: «Bỏ người chấm E: A lên hạng 1, B xuống hạng 2»."""
        return f"Bỏ người chấm {name(self.reviewer)}: {self.consequence(name)}"

    def consequence(self, name: Name = str) -> str:
        """Chỗ đứng nào đổi: «không đổi hạng 1», and whose other place is another."""
        said = [f"{name(move.unit)} {place_words(move)}" for move in self.moves]
        if not self.changes_first:
            said.insert(0, "không đổi hạng 1")
        return ", ".join(said)


def leave_one_out(case: Case) -> tuple[LeftOut, ...]:
    """Bỏ từng người chấm: the standings without the sheets of each, by reviewer."""
    before = places_of(case.covenant, rank_case(case))
    reviewers = sorted({reviewer for sheets in case.reviews.values() for reviewer in sheets})
    found = []
    for reviewer in reviewers:
        without = supposing(case, [WithoutReviewer(reviewer)])
        after = places_of(case.covenant, rank_case(without))
        own = before.get(reviewer)
        found.append(
            LeftOut(
                reviewer,
                moved(moves(before, after)),
                _first(before) != _first(after),
                None if own is None else _order(own) < _order(after[reviewer]),
            )
        )
    return tuple(found)


def _first(places: Mapping[str, Place]) -> frozenset[str]:
    return frozenset(unit for unit, place in places.items() if place.rank == 1)


def _order(place: Place) -> tuple[bool, int, bool]:
    """Thứ tự chỗ đứng: less is better; a shared rank is worse than the same rank alone."""
    return place.rank is None, place.rank or 0, place.tied
