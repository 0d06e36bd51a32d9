"""Khoảng cách: how far a unit is from the next rank, and how much it could still gain."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Covenant, Criterion, Node, Sign, outermost
from thidua.domain.ground.points import ZERO, Scale
from thidua.domain.ranking.ranking import merit
from thidua.domain.ranking.standing import Standings
from thidua.domain.scoring.scoring import UnitScore


@dataclass(frozen=True, slots=True)
class Distance:
    """Khoảng cách tới hạng trên: points that would equal the unit above, and points left to gain.

    `needed` is None for the first rank; it is rounded up at the covenant's scale, so it is enough.
    `headroom` is the base and bonus maximum assigned to the unit minus the present total, None
    where a bonus has no limit. Among the units below the floor of the vote the first has only the
    floor above it: `to_floor`.
    """

    next_rank: int | None
    needed: Decimal | None
    headroom: Decimal | None
    to_floor: bool = False


def distance(covenant: Covenant, standings: Standings, unit: str) -> Distance | None:
    """Khoảng cách của một đơn vị; None while it has no rank, and where the vote gave it."""
    row = standings.of(unit)
    own = merit(covenant, row.score)
    if row.rank is None or own is None or row.total is None:
        return None
    if standings.vote is not None and row.below_floor is None:
        return None
    possible = most_possible(covenant, row.score)
    headroom = None if possible is None else max(ZERO, possible - row.total)
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
    return Distance(next_rank, rounded_up(gap, covenant.scale), headroom)


def most_possible(covenant: Covenant, score: UnitScore) -> Decimal | None:
    """Điểm cao nhất có thể: the assigned maximum with every bonus assigned to the unit.

    None where a bonus has no limit and no ceiling above it.
    """
    absent = set(score.not_assigned)
    base = [_reach(node, score, absent) for node in outermost(covenant.children, Sign.BASE)]
    bonus = [_reach(node, score, absent) for node in outermost(covenant.children, Sign.BONUS)]
    return _added(base + bonus)


def _added(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if len(known) == len(values) else None


def _reach(node: Node, score: UnitScore, absent: set[str]) -> Decimal | None:
    """Điểm cao nhất của một nhánh: its maximum and the bonuses below, at most its ceiling."""
    if isinstance(node, Criterion):
        return ZERO if node.code in absent else node.most_points
    own = [child for child in node.children if child.sign is node.sign]
    found = _added([_reach(child, score, absent) for child in own])
    if not node.is_ceiling:
        return found
    most = score.group_max[node.code]
    return most if found is None else min(found, most)


def _to_floor(covenant: Covenant, score: UnitScore, total: Decimal) -> Decimal:
    """Điểm còn thiếu tới sàn; where the floor itself is not enough, one step of the scale more."""
    floor = covenant.vote_floor
    if floor is None:
        return ZERO
    target = Fraction(floor.value)
    if score.not_assigned and score.assigned_max > 0 and covenant.base_max > 0:
        target *= Fraction(score.assigned_max) / Fraction(covenant.base_max)
    needed = rounded_up(target - Fraction(total), covenant.scale)
    step = Decimal(1).scaleb(-covenant.scale.places)
    is_enough = floor.sign != ">" or Fraction(total + needed) > target
    return needed if is_enough else needed + step


def rounded_up(value: Fraction, scale: Scale) -> Decimal:
    steps = -((-value.numerator * 10**scale.places) // value.denominator)
    return Decimal(steps).scaleb(-scale.places)
