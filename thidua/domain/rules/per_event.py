"""Theo lượt: each event earns its price, up to a cap; used for bonuses and deductions."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.points import ZERO
from thidua.domain.ground.text import folded
from thidua.domain.rules.base import Field, Line, Method, Problem, Rule
from thidua.domain.rules.events import Price, counts, event_problems, substituted
from thidua.domain.rules.parameters import (
    ParametersError,
    joined,
    match_number,
    named_number,
    plain,
    refuse_twice,
    written,
)
from thidua.domain.rules.worked import Worked, WorkedStep

_ONLY_HIGHEST = "chỉ tính mức cao nhất"


@dataclass(frozen=True, slots=True)
class PerEvent(Rule):
    """Theo lượt: Σ price × count between 0 and the cap.

    With `only_highest` the dearest kind that occurred counts once. A kind with a negative price
    (late filing, say) lowers this line alone, never below 0.
    """

    prices: tuple[Price, ...]
    cap: Decimal | None = None
    only_highest: bool = False
    method = Method.PER_EVENT

    @property
    def fields(self) -> tuple[Field, ...]:
        """Ô nhập: the kind is asked for only where kinds are priced."""
        named = self.prices[0].kind is not None
        return (Field.CHOICE, Field.COUNT) if named else (Field.COUNT,)

    @classmethod
    def read(cls, parts: list[str]) -> "PerEvent":
        """Đọc tham số: `mỗi lượt 0,5; tối đa 2`, `cấp tỉnh: 3; chỉ tính mức cao nhất`."""
        prices: list[Price] = []
        cap, only_highest = None, False
        for part in parts:
            if (value := match_number(r"mỗi (?:lượt|lần):? (.+)", part)) is not None:
                prices.append(Price(None, value))
            elif (value := match_number(r"tối đa:? (.+)", part)) is not None:
                cap = value
            elif folded(part) == _ONLY_HIGHEST:
                only_highest = True
            else:
                prices.append(Price(*named_number(part, "cấp tỉnh: 3")))
        if not prices:
            raise ParametersError("cần đơn giá, ví dụ «mỗi lượt 0,5; tối đa 2»")
        if len(prices) > 1 and any(price.kind is None for price in prices):
            raise ParametersError("chỉ dùng «mỗi lượt …» khi không kê loại lượt")
        refuse_twice(price.kind or "" for price in prices)
        return cls(tuple(prices), cap, only_highest)

    def parameters(self) -> str:
        """Tham số."""
        parts = [
            f"mỗi lượt {plain(price.points)}"
            if price.kind is None
            else written(price.kind, price.points)
            for price in self.prices
        ]
        if self.cap is not None:
            parts.append(f"tối đa {plain(self.cap)}")
        if self.only_highest:
            parts.append(_ONLY_HIGHEST)
        return joined(parts)

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập."""
        return event_problems(line, self.prices)

    def _counted(self, line: Line) -> list[tuple[Price, Decimal]]:
        terms = counts(line, self.prices)
        if not self.only_highest:
            return terms
        gains = [price for price, count in terms if count > 0 and price.points > 0]
        dearest = max(gains, key=lambda price: price.points, default=None)
        kept = [] if dearest is None else [(dearest, Decimal(1))]
        return kept + [(price, count) for price, count in terms if price.points < 0]

    def _limit(self, line: Line) -> Decimal:
        return line.max_points if self.cap is None else min(self.cap, line.max_points)

    def worked(self, line: Line) -> Worked:
        """Điểm: an entry without events says that nothing occurred, which earns 0."""
        terms, limit = self._counted(line), self._limit(line)
        total = sum((price.points * count for price, count in terms), ZERO)
        steps = [WorkedStep("mức cao nhất: ")] if self.only_highest and terms else []
        steps.append(WorkedStep("{} = {}", (substituted(terms), total)))
        if total > limit:
            steps.append(WorkedStep(", tối đa {}", (limit,)))
        elif total < 0:
            steps.append(WorkedStep(", không xuống dưới 0"))
        return Worked(max(ZERO, min(total, limit)), tuple(steps))
