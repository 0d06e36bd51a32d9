"""Khoảng cách: how far a unit is from the next rank, and how much it could still gain."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Covenant, Criterion, Node, Sign
from thidua.domain.ground.points import ZERO, Scale
from thidua.domain.ranking.ranking import Standings, merit
from thidua.domain.scoring.scoring import UnitScore


@dataclass(frozen=True, slots=True)
class Distance:
    """Khoảng cách tới hạng trên: points that would equal the unit above, and points left to gain.

    `needed` is None for the first rank; it is rounded up at the covenant's scale, so it is enough.
    `headroom` is the base and bonus maximum assigned to the unit minus the present total. Among
    the units below the floor of the vote the first has only the floor above it: `to_floor`.
    """

    next_rank: int | None
    needed: Decimal | None
    headroom: Decimal
    to_floor: bool = False


def distance(covenant: Covenant, standings: Standings, unit: str) -> Distance | None:
    """Khoảng cách của một đơn vị; None while it has no rank, and where the vote gave it."""
    row = standings.of(unit)
    own = merit(covenant, row.score)
    if row.rank is None or own is None or row.total is None:
        return None
    if standings.vote is not None and row.below_floor is None:
        return None
    headroom = max(ZERO, most_possible(covenant, row.score) - row.total)
    above = [
        (other.rank, value)
        for other in standings.rows
        if other.rank is not None
        and other.rank < row.rank
        and (other.below_floor is None) is (row.below_floor is None)
        and (value := merit(covenant, other.score)) is not None
    ]
    if not above and row.below_floor is not None:
        return Distance(None, _to_floor(covenant, row.score, row.total), headroom, to_floor=True)
    if not above:
        return Distance(None, None, headroom)
    next_rank, target = max(above)
    gap = target - own
    if covenant.ranks_by_ratio:
        gap *= Fraction(row.score.assigned_max)
    return Distance(next_rank, _rounded_up(gap, covenant.scale), headroom)


def most_possible(covenant: Covenant, score: UnitScore) -> Decimal:
    """Điểm cao nhất có thể: the assigned maximum with every bonus assigned to the unit."""
    absent = set(score.not_assigned)
    own = sum(
        (
            criterion.rule.own_bonus
            for criterion in covenant.criteria.values()
            if criterion.code not in absent
        ),
        ZERO,
    )
    bonus = sum((_bonus_of(node, score, absent) for node in covenant.children), ZERO)
    return score.assigned_max + bonus + own


def _bonus_of(node: Node, score: UnitScore, absent: set[str]) -> Decimal:
    """Điểm thưởng còn mở của một nhánh, at most the ceiling of its group."""
    if isinstance(node, Criterion):
        return node.max_points if node.sign is Sign.BONUS and node.code not in absent else ZERO
    found = sum((_bonus_of(child, score, absent) for child in node.children), ZERO)
    return min(found, node.max_points) if node.sign is Sign.BONUS and node.is_ceiling else found


def _to_floor(covenant: Covenant, score: UnitScore, total: Decimal) -> Decimal:
    """Điểm còn thiếu tới sàn; where the floor itself is not enough, one step of the scale more."""
    floor = covenant.vote_floor
    if floor is None:
        return ZERO
    target = Fraction(floor.value)
    if score.not_assigned and score.assigned_max > 0 and covenant.base_max > 0:
        target *= Fraction(score.assigned_max) / Fraction(covenant.base_max)
    needed = _rounded_up(target - Fraction(total), covenant.scale)
    step = Decimal(1).scaleb(-covenant.scale.places)
    is_enough = floor.sign != ">" or Fraction(total + needed) > target
    return needed if is_enough else needed + step


def _rounded_up(value: Fraction, scale: Scale) -> Decimal:
    steps = -((-value.numerator * 10**scale.places) // value.denominator)
    return Decimal(steps).scaleb(-scale.places)
