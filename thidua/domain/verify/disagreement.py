"""Bất đồng điểm: where a unit's claim and its reviewers, or the reviewers themselves, differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.points import Exact, as_fraction
from thidua.domain.review.combining import CombinedLine, combined
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.scoring import score_block
from thidua.domain.verify.case import Case
from thidua.domain.verify.cell_effect import CellEffect

NOTABLE_SHARE = Fraction(1, 10)
"""Đáng để ý: a tenth of the criterion's maximum or more."""

LARGE_SHARE = Fraction(1, 5)
"""Lớn: a fifth of the criterion's maximum or more."""


class Extent(StrEnum):
    """Mức chênh lệch: how large a difference is against the criterion's maximum."""

    NONE = "none"
    SLIGHT = "slight"
    NOTABLE = "notable"
    LARGE = "large"


EXTENT_WORDS = {
    Extent.NONE: "khớp",
    Extent.SLIGHT: "lệch nhẹ",
    Extent.NOTABLE: "lệch đáng để ý",
    Extent.LARGE: "lệch lớn",
}
"""Mức chênh lệch bằng lời."""


def extent_of(difference: Exact, most: Decimal) -> Extent:
    """Mức của một chênh lệch; of a criterion without a maximum any difference is large."""
    size = abs(as_fraction(difference))
    if size == 0:
        return Extent.NONE
    if size >= LARGE_SHARE * Fraction(most):
        return Extent.LARGE
    return Extent.NOTABLE if size >= NOTABLE_SHARE * Fraction(most) else Extent.SLIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Ô so sánh: what one unit claims on one criterion and what its reviewers give it.

    `claimed` and `agreed` are points as the covenant rounds them, None while there are none;
    `agreed` is what the chair's team settled; `is_settled` says that it did, were it only that
    there is nothing to score. `evidence` counts files and links.
    """

    unit: str
    criterion: str
    max_points: Decimal
    claimed: Decimal | None
    line: CombinedLine | None
    is_settled: bool = False
    agreed: Decimal | None = None
    evidence: int = 0

    @property
    def combined(self) -> Decimal | None:
        """Điểm tổng hợp theo giao ước."""
        return None if self.line is None else self.line.points

    @property
    def values(self) -> Mapping[str, Fraction]:
        """Điểm từng người chấm cho, of those who count."""
        return {} if self.line is None else self.line.values

    @property
    def difference(self) -> Decimal | None:
        """Chênh lệch tự chấm − tổng hợp; None while either is missing."""
        if self.claimed is None or self.combined is None:
            return None
        return self.claimed - self.combined

    @property
    def spread(self) -> Fraction | None:
        """Độ lệch giữa những người chấm: the highest less the lowest; None without any."""
        return None if self.line is None else self.line.spread

    @property
    def outlier(self) -> str | None:
        """Người chấm lệch nhất: farthest from the median; None where nobody is, alone."""
        middle = combined(list(self.values.values()), Combining.MEDIAN)
        if middle is None:
            return None
        away = {reviewer: abs(value - middle) for reviewer, value in self.values.items()}
        farthest = max(away.values())
        found = [reviewer for reviewer, distance in away.items() if distance == farthest]
        return found[0] if farthest and len(found) == 1 else None

    @property
    def difference_extent(self) -> Extent | None:
        """Mức chênh lệch tự chấm − tổng hợp."""
        return None if self.difference is None else extent_of(self.difference, self.max_points)

    @property
    def spread_extent(self) -> Extent | None:
        """Mức lệch giữa những người chấm."""
        return None if self.spread is None else extent_of(self.spread, self.max_points)


def disagreements(
    case: Case, evidence: Mapping[tuple[str, str], int] | None = None
) -> tuple[Disagreement, ...]:
    """Mọi ô đơn vị × tiêu chí, in the order of the block and of the covenant.

    `evidence` counts files and links by unit and criterion.
    """
    known = evidence or {}
    claims = {unit: case.claims.get(unit, {}) for unit in case.settled}
    scores = score_block(case.covenant, claims)
    return tuple(
        Disagreement(
            unit=unit,
            criterion=code,
            max_points=criterion.max_points,
            claimed=scores[unit].lines[code],
            line=case.combined[unit].get(code),
            is_settled=_is_settled(case, unit, code),
            agreed=case.scores[unit].lines[code] if _is_settled(case, unit, code) else None,
            evidence=known.get((unit, code), 0),
        )
        for unit in case.settled
        for code, criterion in case.covenant.criteria.items()
    )


def _is_settled(case: Case, unit: str, code: str) -> bool:
    settled = case.settled[unit].get(code)
    return settled is not None and settled.state is not LineState.COMBINED


@dataclass(frozen=True, slots=True)
class DiscussionPoint:
    """Điểm cần thảo luận: a cell nobody has settled, and the value in it that decides most.

    `effect` is that of the reviewer whose score, changed least, alters a rank, a band or an award
    line; of the outlier where several need the same change. None where none of them does.
    """

    cell: Disagreement
    effect: CellEffect | None

    @property
    def smallest(self) -> Fraction | None:
        """Thay đổi nhỏ nhất làm đổi thứ hạng, xếp loại hoặc suất khen."""
        return None if self.effect is None else self.effect.smallest


def to_discuss(
    cells: Iterable[Disagreement], effects: Iterable[CellEffect]
) -> tuple[DiscussionPoint, ...]:
    """Điểm cần thảo luận: what decides ranks first, then wider spread, then larger difference.

    Cells without any difference, and those settled already, need no discussion.
    """
    by_cell: dict[tuple[str, str], list[CellEffect]] = {}
    for effect in effects:
        by_cell.setdefault((effect.unit, effect.criterion), []).append(effect)
    found = [
        DiscussionPoint(cell, _deciding(cell, by_cell.get((cell.unit, cell.criterion), [])))
        for cell in cells
        if not cell.is_settled and (cell.spread or cell.difference)
    ]
    return tuple(sorted(found, key=_urgency))


def _deciding(cell: Disagreement, effects: Iterable[CellEffect]) -> CellEffect | None:
    known = [(one.smallest, one) for one in effects if one.smallest is not None]
    if not known:
        return None
    return min(known, key=lambda pair: (pair[0], pair[1].reviewer != cell.outlier))[1]


def _urgency(point: DiscussionPoint) -> tuple[bool, Fraction, Fraction, Fraction]:
    smallest, cell = point.smallest, point.cell
    return (
        smallest is None,
        smallest or Fraction(0),
        -(cell.spread or Fraction(0)),
        -abs(Fraction(cell.difference or 0)),
    )
