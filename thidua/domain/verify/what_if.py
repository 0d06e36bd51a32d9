"""Nếu… thì: hypothetical changes of a case, applied to a copy; nothing stored is touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from thidua.domain.covenant.covenant import Combining, Criterion, Sign
from thidua.domain.ground.points import vi_number
from thidua.domain.review.combining import COMBINING_WORDS
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.verify.case import Case, Move, Name, moves, places_of, rank_case


@dataclass(frozen=True, slots=True)
class ReviewerGives:
    """Nếu người chấm cho điểm khác, on one criterion of one unit."""

    unit: str
    criterion: str
    reviewer: str
    points: Decimal

    def words(self, name: Name = str) -> str:
        """Bằng lời."""
        given = vi_number(self.points)
        return f"{name(self.reviewer)} cho {name(self.unit)} {given} điểm ở {self.criterion}"


@dataclass(frozen=True, slots=True)
class AgreedOn:
    """Nếu thống nhất một điểm, whatever the reviewers give."""

    unit: str
    criterion: str
    points: Decimal

    def words(self, name: Name = str) -> str:
        """Bằng lời."""
        given = vi_number(self.points)
        return f"thống nhất {name(self.unit)} được {given} điểm ở {self.criterion}"


@dataclass(frozen=True, slots=True)
class WithoutReviewer:
    """Nếu bỏ phiếu của một người chấm: those of one unit, or all of them."""

    reviewer: str
    unit: str | None = None

    def words(self, name: Name = str) -> str:
        """Bằng lời."""
        whose = "mọi phiếu" if self.unit is None else f"phiếu chấm {name(self.unit)}"
        return f"bỏ {whose} của {name(self.reviewer)}"


@dataclass(frozen=True, slots=True)
class CombinedBy:
    """Nếu tổng hợp theo cách khác với giao ước."""

    how: Combining

    def words(self, name: Name = str) -> str:
        """Bằng lời."""
        return f"tổng hợp theo {COMBINING_WORDS[self.how]}"


Hypothesis = ReviewerGives | AgreedOn | WithoutReviewer | CombinedBy
"""Một giả định."""


_KINDS: Mapping[str, type[Hypothesis]] = MappingProxyType(
    {
        "reviewer_gives": ReviewerGives,
        "agreed_on": AgreedOn,
        "without_reviewer": WithoutReviewer,
        "combined_by": CombinedBy,
    }
)


def hypothesis_values(one: Hypothesis) -> dict[str, str | None]:
    """Một giả định bằng giá trị, for the record: its kind and what it says."""
    kind = next(name for name, made in _KINDS.items() if isinstance(one, made))
    said = {field.name: getattr(one, field.name) for field in fields(one)}
    return {"kind": kind} | {
        name: None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
        for name, value in said.items()
    }


def hypothesis_of(values: Mapping[str, Any]) -> Hypothesis:
    """Giả định từ giá trị đã ghi; KeyError or TypeError for one this release does not know."""
    said = {name: value for name, value in values.items() if name != "kind"}
    if "points" in said:
        said["points"] = Decimal(said["points"])
    if "how" in said:
        said["how"] = Combining(said["how"])
    return _KINDS[values["kind"]](**said)


def supposing(case: Case, hypotheses: Iterable[Hypothesis]) -> Case:
    """Tình huống giả định: a copy with these changes, made in their order.

    A sheet whose reviewers are supposed to be others no longer stands as it was confirmed.
    """
    for one in hypotheses:
        case = _with(case, one)
    return case


def _with(case: Case, one: Hypothesis) -> Case:
    if isinstance(one, CombinedBy):
        covenant = replace(case.covenant, combining=one.how)
        return replace(case, covenant=covenant, stands=frozenset())
    if isinstance(one, WithoutReviewer):
        return _without(case, one)
    if isinstance(one, AgreedOn):
        lines = case.settled[one.unit]
        entry = agreed_entry(
            case.covenant.criteria[one.criterion], lines.get(one.criterion), one.points
        )
        settled = {**lines, one.criterion: entry}
        return replace(case, settled={**case.settled, one.unit: settled})
    sheets = case.reviews.get(one.unit, {})
    given = {**sheets.get(one.reviewer, {}), one.criterion: given_entry(one.points)}
    changed = {**sheets, one.reviewer: given}
    stands = case.stands - {one.unit}
    return replace(case, reviews={**case.reviews, one.unit: changed}, stands=stands)


def _without(case: Case, left_out: WithoutReviewer) -> Case:
    is_left = left_out.unit is None
    touched = {
        unit
        for unit, sheets in case.reviews.items()
        if left_out.reviewer in sheets and (is_left or unit == left_out.unit)
    }
    return replace(
        case,
        stands=case.stands - touched,
        reviews={
            unit: {
                reviewer: entries
                for reviewer, entries in sheets.items()
                if reviewer != left_out.reviewer or left_out.unit not in (None, unit)
            }
            for unit, sheets in case.reviews.items()
        },
    )


def given_entry(points: Decimal) -> Entry:
    """Điểm giả định của một người chấm: points that no rule computes."""
    return Entry(points=points, state=LineState.AGREED)


def agreed_entry(criterion: Criterion, old: Entry | None, points: Decimal) -> Entry:
    """Điểm thống nhất giả định; a bonus or deduction line still waiting keeps waiting.

    On any other line a bonus among the points is supposed to be confirmed with them.
    """
    waits = old is not None and not old.confirmed and criterion.sign is not Sign.BASE
    return Entry(points=points, state=LineState.AGREED, confirmed=not waits)


def what_if(case: Case, hypotheses: Iterable[Hypothesis]) -> tuple[Move, ...]:
    """Xem giả định: every unit's place as it is and as it would be."""
    before = places_of(case.covenant, rank_case(case))
    other = supposing(case, hypotheses)
    return moves(before, places_of(other.covenant, rank_case(other)))
