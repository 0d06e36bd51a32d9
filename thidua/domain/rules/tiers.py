"""Theo bậc: a number falls in the first tier, in the order written, whose bounds hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby, pairwise

from thidua.domain.ground.finding import Finding, Severity, error, warning
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules.base import Line, Method, Problem, Rule, SingleNumber
from thidua.domain.rules.bonus import BonusRoom, read_level_room
from thidua.domain.rules.bounds import UNITS, Bound, in_words, read_bounds
from thidua.domain.rules.checks import (
    AS_DEDUCTION,
    check_levels,
    check_not_below_zero,
    place,
    shared_levels,
)
from thidua.domain.rules.entry import Entry, Field
from thidua.domain.rules.parameters import ParametersError, joined, plain, points
from thidua.domain.rules.single_row import SingleRow
from thidua.domain.rules.worked import Worked, WorkedStep, within


@dataclass(frozen=True, slots=True)
class Tier:
    """Bậc: all its bounds must hold."""

    bounds: tuple[Bound, ...]
    points: Decimal

    def holds(self, number: Decimal) -> bool:
        """Thỏa."""
        return all(bound.holds(number) for bound in self.bounds)

    def written(self) -> str:
        """Viết lại, as the workbook has it."""
        return " ".join(map(str, self.bounds))

    def __str__(self) -> str:
        """Bằng lời."""
        return in_words(self.written())


_UNIT = re.compile(rf"\d ?(%|điểm|đ|{UNITS})(?!\w)")
_OTHER_SIZE = 5
"""Ngưỡng lớn gấp chừng này là của một đơn vị tính khác: «0,9» or «9,5» beside «90»."""


def _units_of(parts: list[str]) -> tuple[str, ...]:
    """Các đơn vị tính ghi ở các ngưỡng, in the order written."""
    found = (
        _SAME_UNIT.get(unit, unit)
        for part in parts
        for unit in _UNIT.findall(folded(part.rpartition(":")[0]))
    )
    return tuple(dict.fromkeys(found))


_SAME_UNIT = {"đ": "điểm", "lần": "lượt", "vụ": "việc"}


@dataclass(frozen=True, slots=True)
class Tiers(SingleRow):
    """Theo bậc: higher or lower may be better, the bounds say which.

    A tier may give up to `own_bonus` more than the maximum. `unit` is what the bounds are written
    in, where they say it: per cents, days, occurrences; `mixed` are several of them.
    """

    tiers: tuple[Tier, ...]
    own_bonus: Decimal = ZERO
    unit: str = field(default="", compare=False)
    mixed: tuple[str, ...] = field(default=(), compare=False)
    method = Method.TIERS
    takes = SingleNumber.AMOUNT
    fields = (Field.ACTUAL,)

    @classmethod
    def read(cls, parts: list[str]) -> "Tiers":
        """Đọc tham số: `>=100: 350; >=90: 315; >=0: 0` or `<=0: 2; <=2: 1,5; >10: 0`."""
        tiers = []
        own_bonus = ZERO
        for part in parts:
            if (room := read_level_room(part)) is not None:
                own_bonus = room
                continue
            bounds, colon, given = part.rpartition(":")
            if not colon:
                raise ParametersError(f"phần «{part}» phải có dạng «>=90: 315»")
            tiers.append(Tier(read_bounds(bounds), points(given, part)))
        if not tiers:
            raise ParametersError("cần các bậc, ví dụ «>=100: 350; >=90: 315; >=0: 0»")
        units = _units_of(parts)
        if len(units) > 1:
            return cls(tuple(tiers), own_bonus, mixed=units)
        return cls(tuple(tiers), own_bonus, "".join(units))

    def means_same(self, new: Rule, entry: Entry) -> bool:
        """Còn nói cùng một điều: in the same unit, of the same size, and better the same way.

        A unit that only one of the two writes is the same just where their largest bound is.
        """
        if not isinstance(new, Tiers):
            return False
        low, high = sorted((self._largest(), new._largest()))
        if self.unit != new.unit and ((self.unit and new.unit) or low != high):
            return False
        is_of_size = not low or high < low * _OTHER_SIZE
        return is_of_size and self._shape() == new._shape()

    def _largest(self) -> Decimal:
        return max(abs(bound.value) for tier in self.tiers for bound in tier.bounds)

    def _shape(self) -> tuple[bool, ...]:
        """Càng nhiều càng tốt hay càng ít: each turn of the points as the result grows."""
        values = sorted({bound.value for tier in self.tiers for bound in tier.bounds})
        between = [(low + high) / 2 for low, high in pairwise(values)]
        probes = sorted([values[0] - 1, *values, *between, values[-1] + 1])
        found = [tier.points for one in probes if (tier := self.tier_of(one)) is not None]
        rises = [two > one for one, two in pairwise(found) if one != two]
        return tuple(turn for turn, _ in groupby(rises)) or (True,)

    def parameters(self) -> str:
        """Tham số."""
        bonus = [str(BonusRoom(self.own_bonus))] if self.own_bonus else []
        return joined([*(f"{tier.written()}: {plain(tier.points)}" for tier in self.tiers), *bonus])

    def as_meant(self, *, is_deduction: bool, is_bonus: bool = False) -> "Tiers":
        """Hiểu dấu trừ."""
        if not is_deduction:
            return self
        tiers = tuple(Tier(tier.bounds, abs(tier.points)) for tier in self.tiers)
        return replace(self, tiers=tiers)

    def tier_of(self, actual: Decimal) -> Tier | None:
        """Bậc của một kết quả: the first that holds, in the order written; None if none does."""
        return next((tier for tier in self.tiers if tier.holds(actual)), None)

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: a result that no tier covers stays chưa chấm and is said so."""
        actual = line.entry.actual
        if actual is None or self.tier_of(actual) is not None:
            return []
        message = f"kết quả {vi_number(actual)} không rơi vào bậc nào, dòng này chưa có điểm"
        return [Problem(Field.ACTUAL, message, Severity.WARNING)]

    def worked(self, line: Line) -> Worked:
        """Điểm của bậc."""
        actual = line.entry.actual
        tier = None if actual is None else self.tier_of(actual)
        if tier is None:
            return Worked()
        step = WorkedStep("kết quả {} thuộc bậc «{}» → {}", (actual, tier, tier.points))
        return within(tier.points, line.max_points + self.own_bonus, step)

    def hint(self, most: Decimal) -> str:
        """Cách nhập."""
        return f"Nhập Kết quả; điểm theo bậc: {in_words(self.parameters())}"

    def named_points(self, most: Decimal) -> tuple[Decimal, ...]:
        """Điểm của các bậc."""
        return tuple(sorted({tier.points for tier in self.tiers}))

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Bậc cao nhất, bậc hở, bậc không bao giờ tới: at, just below and just above each bound."""
        yield from check_levels(code, most, self.named_points(most), self.own_bonus)
        levels = [(tier.written(), tier.points) for tier in self.tiers]
        yield from check_not_below_zero(code, levels, AS_DEDUCTION)
        shared = ((tier.written(), tier.bounds, tier.points) for tier in self.tiers)
        yield from shared_levels(shared, place(code))
        if self.mixed:
            message = (
                f"{code}: các bậc ghi nhiều đơn vị tính ({', '.join(self.mixed)}) nhưng chỉ có một "
                "con số được nhập; ghi mọi bậc theo một đơn vị"
            )
            yield error("mixed_units", message, place(code))
        values = sorted({bound.value for tier in self.tiers for bound in tier.bounds} | {ZERO})
        between = [(low + high) / 2 for low, high in pairwise(values)]
        probes = sorted(
            {*values, *between, values[-1] + 1} - {value for value in values if value < 0}
        )
        gaps = [probe for probe in probes if self.tier_of(probe) is None]
        if gaps and self._counts_only():
            gaps = [probe for probe in gaps if probe == probe.to_integral_value()]
        if gaps:
            message = f"{code}: kết quả {vi_number(gaps[0])} không thuộc bậc nào, bậc bị hở"
            yield warning("tier_gap", message, place(code))
        used = {id(self.tier_of(probe)) for probe in [values[0] - 1, *probes]}
        for tier in self.tiers:
            if id(tier) not in used:
                message = f"{code}: bậc {tier.written()} không bao giờ tới, bậc viết trước đã phủ"
                yield warning("tier_overlap", message, place(code))

    def _counts_only(self) -> bool:
        """Bậc theo số đếm: levels such as «0: 5; 1: 4; >=2: 0» are about whole numbers only."""
        bounds = [bound for tier in self.tiers for bound in tier.bounds]
        return any(bound.sign == "=" for bound in bounds) and all(
            bound.value == bound.value.to_integral_value() for bound in bounds
        )
