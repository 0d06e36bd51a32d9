"""Phần điểm: the outermost parts of a covenant, by which units are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Covenant, CriterionGroup, Sign, outermost
from thidua.domain.document.deck.facts import DeckFacts
from thidua.domain.ground.points import ZERO
from thidua.domain.ranking.standing import Standing
from thidua.domain.scoring.scoring import UnitScore

MOST_PARTS = 6
"""Nhiều nhất chừng ấy cột; of more the least different are added up into one."""


@dataclass(frozen=True, slots=True)
class Part:
    """Phần điểm gốc: one outermost node of the covenant, or several of them added up."""

    codes: tuple[str, ...]
    heading: str
    words: str

    def points(self, score: UnitScore) -> Decimal | None:
        """Điểm của một đơn vị; None while one of them is missing."""
        found = [score.groups.get(code, score.lines.get(code)) for code in self.codes]
        known = [one for one in found if one is not None]
        return sum(known, ZERO) if len(known) == len(found) else None

    def most(self, covenant: Covenant, score: UnitScore) -> Decimal:
        """Tối đa được giao cho đơn vị này."""
        return sum((_most(covenant, score, code) for code in self.codes), ZERO)

    def share(self, covenant: Covenant, score: UnitScore) -> Fraction | None:
        """Phần của mức tối đa, exact; None without points or without a maximum."""
        points, most = self.points(score), self.most(covenant, score)
        return None if points is None or most <= 0 else Fraction(points) / Fraction(most)


def _most(covenant: Covenant, score: UnitScore, code: str) -> Decimal:
    if code in covenant.groups:
        return score.group_max[code]
    return ZERO if code in score.not_assigned else covenant.criteria[code].max_points


def base_parts(covenant: Covenant) -> tuple[Part, ...]:
    """Các phần điểm gốc, in the order of the covenant."""
    return tuple(
        Part(
            (node.code,),
            node.code,
            f"{'nhóm' if isinstance(node, CriterionGroup) else 'tiêu chí'} {node.code}",
        )
        for node in outermost(covenant.children, Sign.BASE)
    )


def shown_parts(facts: DeckFacts, rows: Sequence[Standing]) -> tuple[Part, ...]:
    """Các phần được chiếu: all, or those that differ most and the rest as one."""
    parts = base_parts(facts.covenant)
    if len(parts) <= MOST_PARTS:
        return parts
    widest = sorted(range(len(parts)), key=lambda place: (-_spread(parts[place], rows), place))
    chosen = sorted(widest[: MOST_PARTS - 1])
    rest = [part for place, part in enumerate(parts) if place not in chosen]
    codes = tuple(code for part in rest for code in part.codes)
    others = Part(codes, "Khác", f"{len(rest)} phần còn lại")
    return (*(parts[place] for place in chosen), others)


def _spread(part: Part, rows: Sequence[Standing]) -> Decimal:
    found = [points for one in rows if (points := part.points(one.score)) is not None]
    return max(found) - min(found) if found else ZERO


def key_words(covenant: Covenant, parts: Sequence[Part]) -> str:
    """Chú giải các phần: what stands behind each heading."""
    texts = {node.code: node.text for node in covenant.nodes}
    told = []
    for part in parts:
        if len(part.codes) == 1:
            told.append(f"{part.heading}: {texts[part.codes[0]]}")
        else:
            told.append(f"{part.heading}: cộng các phần {', '.join(part.codes)}")
    return "; ".join(told)
