"""Theo bậc: a number falls in the first tier, in the order written, whose bounds hold."""

import re
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.finding import Severity
from thidua.domain.ground.points import vi_number
from thidua.domain.rules.base import Field, Line, Method, Problem, Rule
from thidua.domain.rules.parameters import ParametersError, joined, number, plain
from thidua.domain.rules.worked import Worked, WorkedStep

_BOUND = re.compile(r"(>=|<=|≥|≤|>|<|=)?\s*(-?\d+(?:[.,]\d+)*\s*%?)[ ,]*")
_SIGNS = {"≥": ">=", "≤": "<=", "": "="}


@dataclass(frozen=True, slots=True)
class Bound:
    """Ngưỡng: one comparison with a number; `sign` is one of >=, >, <=, <, =."""

    sign: str
    value: Decimal

    def holds(self, number: Decimal) -> bool:
        """Thỏa: exact comparison."""
        if self.sign == ">=":
            return number >= self.value
        if self.sign == ">":
            return number > self.value
        if self.sign == "<=":
            return number <= self.value
        if self.sign == "<":
            return number < self.value
        return number == self.value

    def __str__(self) -> str:
        """Viết lại."""
        return f"{self.sign}{plain(self.value)}"


@dataclass(frozen=True, slots=True)
class Tier:
    """Bậc: all its bounds must hold."""

    bounds: tuple[Bound, ...]
    points: Decimal

    def holds(self, number: Decimal) -> bool:
        """Thỏa."""
        return all(bound.holds(number) for bound in self.bounds)

    def __str__(self) -> str:
        """Viết lại."""
        return " ".join(map(str, self.bounds))


def read_bounds(text: str) -> tuple[Bound, ...]:
    """Đọc ngưỡng: `>=90`, `>=90 <100`, `≤ 2`, or a bare number for equality."""
    plain = text.replace(" và ", " ").strip()
    bounds = []
    position = 0
    while position < len(plain):
        found = _BOUND.match(plain, position)
        if found is None:
            raise ParametersError(f"không hiểu ngưỡng «{text}»; ví dụ đúng: «>=90»")
        sign = found.group(1) or ""
        value = number(found.group(2), text)
        bounds.append(Bound(_SIGNS.get(sign, sign), value))
        position = found.end()
    if not bounds or (len(bounds) > 1 and any(bound.sign == "=" for bound in bounds)):
        raise ParametersError(f"không hiểu ngưỡng «{text}»; ví dụ đúng: «>=90»")
    return tuple(bounds)


@dataclass(frozen=True, slots=True)
class Tiers(Rule):
    """Theo bậc: higher or lower may be better, the bounds say which."""

    tiers: tuple[Tier, ...]
    method = Method.TIERS
    fields = (Field.ACTUAL,)

    @classmethod
    def read(cls, parts: list[str]) -> "Tiers":
        """Đọc tham số: `>=100: 350; >=90: 315; >=0: 0` or `<=0: 2; <=2: 1,5; >10: 0`."""
        tiers = []
        for part in parts:
            bounds, colon, points = part.rpartition(":")
            if not colon:
                raise ParametersError(f"phần «{part}» phải có dạng «>=90: 315»")
            tiers.append(Tier(read_bounds(bounds), number(points, part)))
        if not tiers:
            raise ParametersError("cần các bậc, ví dụ «>=100: 350; >=90: 315; >=0: 0»")
        return cls(tuple(tiers))

    def parameters(self) -> str:
        """Tham số."""
        return joined(f"{tier}: {plain(tier.points)}" for tier in self.tiers)

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
        step = WorkedStep("kết quả {} thuộc bậc {} → {}", (actual, tier, tier.points))
        return Worked(tier.points, (step,))
