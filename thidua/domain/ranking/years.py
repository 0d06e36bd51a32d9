"""Hai năm cạnh nhau: totals and ranks as they were, and what of them can be compared at all.

A covenant that changed between two years breaks the series. What both years scored alike, the same
criterion with the same maximum under the same rule, is added up for both; the rest is named.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded
from thidua.domain.ranking.standing import Standing, Standings


class Fate(StrEnum):
    """Số phận của một tiêu chí giữa hai năm."""

    SAME = "same"
    MAXIMUM = "maximum"
    SCORING = "scoring"
    ADDED = "added"
    REMOVED = "removed"


FATE_WORDS = {
    Fate.SAME: "so sánh được",
    Fate.MAXIMUM: "đổi điểm tối đa",
    Fate.SCORING: "đổi cách chấm",
    Fate.ADDED: "tiêu chí mới",
    Fate.REMOVED: "tiêu chí đã bỏ",
}
"""Số phận bằng chữ."""


@dataclass(frozen=True, slots=True)
class CriterionPair:
    """Một tiêu chí ở hai năm; None on the side that has none."""

    fate: Fate
    old: Criterion | None
    new: Criterion | None


def pairs(old: Covenant, new: Covenant) -> tuple[CriterionPair, ...]:
    """Ghép tiêu chí của hai giao ước by what they say, whatever their codes; the newer's first."""
    left = dict(old.criteria)
    found: list[CriterionPair] = []
    times = Counter(folded(one.text) for one in left.values())
    for code, criterion in new.criteria.items():
        same = [one for one in left.values() if folded(one.text) == folded(criterion.text)]
        if times[folded(criterion.text)] > 1:
            same = [one for one in same if one.code == code]
        before = same[0] if same else None
        if before is not None:
            del left[before.code]
        found.append(CriterionPair(_fate(old, new, before, criterion), before, criterion))
    found += [CriterionPair(Fate.REMOVED, one, None) for one in left.values()]
    return tuple(found)


def _fate(old: Covenant, new: Covenant, before: Criterion | None, now: Criterion) -> Fate:
    if before is None:
        return Fate.ADDED
    if before.max_points != now.max_points:
        return Fate.MAXIMUM
    ways = [
        (one.rule, one.sign, one.gates, covenant.not_assigned_policy(one), covenant.scale)
        for covenant, one in ((old, before), (new, now))
    ]
    return Fate.SAME if ways[0] == ways[1] else Fate.SCORING


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitYears:
    """Một đơn vị ở hai năm: as it stood, and the points of the part that can be compared.

    `out_of` is how much of the base maximum that part is for this unit: a criterion not given to it
    in one of the years is left out of both. None where the unit has no total that year.
    """

    unit: str
    old: Standing | None
    new: Standing | None
    out_of: Decimal
    was: Decimal | None = None
    now: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        """Hơn kém trên phần so sánh được."""
        return None if self.was is None or self.now is None else self.now - self.was


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoYears:
    """Hai năm cạnh nhau của một khối."""

    old_year: int
    new_year: int
    pairs: tuple[CriterionPair, ...]
    units: tuple[UnitYears, ...]
    comparable: Decimal
    old_max: Decimal
    new_max: Decimal

    @property
    def is_broken(self) -> bool:
        """Đứt chuỗi: something other than the same criteria was scored."""
        return any(one.fate is not Fate.SAME for one in self.pairs)

    def words(self) -> str:
        """Bằng lời: «Chuỗi đứt giữa 2024 và 2025 (…): so sánh được 70/100 điểm …»."""
        if not self.is_broken:
            return (
                f"Giao ước hai năm {self.old_year} và {self.new_year} chấm như nhau: so sánh được "
                f"cả {vi_number(self.new_max)} điểm."
            )
        counts = Counter(one.fate for one in self.pairs)
        said = ", ".join(
            f"{counts[fate]} {word}"
            for fate, word in FATE_WORDS.items()
            if counts[fate] and fate is not Fate.SAME
        )
        covered = vi_number(self.comparable)
        return (
            f"Chuỗi đứt giữa {self.old_year} và {self.new_year} ({said}): so sánh được "
            f"{covered}/{vi_number(self.new_max)} điểm của năm {self.new_year}, "
            f"{covered}/{vi_number(self.old_max)} điểm của năm {self.old_year}."
        )

    def comparable_ranks(self, *, old: bool) -> dict[str, int]:
        """Vị thứ chỉ theo phần so sánh được, of the units that have a rank that year.

        None at all unless that part is the same for every one of them.
        """
        given = {one.unit: (one.was, one.old) if old else (one.now, one.new) for one in self.units}
        known = {
            unit: points
            for unit, (points, row) in given.items()
            if points is not None and row is not None and row.rank is not None
        }
        if len({one.out_of for one in self.units if one.unit in known}) > 1:
            return {}
        return {
            unit: 1 + sum(other > points for other in known.values())
            for unit, points in known.items()
        }


def breaks(years: Sequence[tuple[int, Covenant, Standings]]) -> tuple[TwoYears, ...]:
    """Chỗ đứt của một chuỗi năm, the oldest first: each year beside the one before it."""
    found = (side_by_side(*pair) for pair in pairwise(years))
    return tuple(one for one in found if one.is_broken)


def side_by_side(
    old: tuple[int, Covenant, Standings], new: tuple[int, Covenant, Standings]
) -> TwoYears:
    """Đặt hai năm cạnh nhau; every unit of either, in the order of the newer."""
    (old_year, old_covenant, before), (new_year, new_covenant, now) = old, new
    matched = pairs(old_covenant, new_covenant)
    same = [
        (one.old, one.new)
        for one in matched
        if one.fate is Fate.SAME and one.old is not None and one.new is not None
    ]
    rows = {row.unit: row for row in before.rows}
    current = {row.unit: row for row in now.rows}
    units = [_unit(unit, rows.get(unit), current[unit], same) for unit in current]
    units += [_unit(unit, rows[unit], None, same) for unit in rows if unit not in current]
    return TwoYears(
        old_year=old_year,
        new_year=new_year,
        pairs=matched,
        units=tuple(units),
        comparable=_base(criterion for _, criterion in same),
        old_max=old_covenant.base_max,
        new_max=new_covenant.base_max,
    )


def _base(criteria: Iterable[Criterion]) -> Decimal:
    return sum((one.max_points for one in criteria if one.sign is Sign.BASE), Decimal(0))


def _unit(
    unit: str,
    old: Standing | None,
    new: Standing | None,
    same: list[tuple[Criterion, Criterion]],
) -> UnitYears:
    kept = [
        pair
        for pair in same
        if (old is None or pair[0].code not in old.score.not_assigned)
        and (new is None or pair[1].code not in new.score.not_assigned)
    ]
    return UnitYears(
        unit=unit,
        old=old,
        new=new,
        out_of=_base(criterion for _, criterion in kept),
        was=None if old is None else _points(old, [one for one, _ in kept]),
        now=None if new is None else _points(new, [one for _, one in kept]),
    )


def _points(row: Standing, criteria: list[Criterion]) -> Decimal | None:
    """Điểm của phần này: base and bonus less deductions, without the ceilings of groups."""
    if row.total is None:
        return None
    total = Decimal(0)
    for criterion in criteria:
        if criterion.code in row.score.unconfirmed:  # it adds nothing to the total either
            continue
        points = row.score.lines.get(criterion.code)
        if points is None:
            return None
        total += -points if criterion.sign is Sign.DEDUCTION else points
    return total
