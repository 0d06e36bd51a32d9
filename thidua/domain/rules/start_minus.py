"""Trừ dần: starts at the maximum, or at a tier, and loses the price of each fault."""

import re
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.points import ZERO
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.base import Field, Line, Method, Problem, Rule
from thidua.domain.rules.events import Price, counts, event_problems, price_of, substituted
from thidua.domain.rules.parameters import (
    ParametersError,
    joined,
    match_number,
    named_number,
    number,
    plain,
    refuse_twice,
    written,
)
from thidua.domain.rules.worked import Worked, WorkedStep

_CHARGED = re.compile(r"(.+?) ?\(đã tính (\S+) (.+)\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Start:
    """Mức khởi điểm: points to start from, and the faults that this level already punished."""

    label: str
    points: Decimal
    charged_kind: str | None = None
    charged_count: Decimal = ZERO

    def __str__(self) -> str:
        """Viết lại."""
        charged = ""
        if self.charged_kind is not None:
            charged = f" (đã tính {plain(self.charged_count)} {self.charged_kind})"
        return written(f"từ {self.label}{charged}", self.points)


def _read_start(part: str) -> Start:
    name, points = named_number(part, "từ Đúng hạn: 30")
    label = clean(name[len("từ ") :])
    charged = _CHARGED.match(label)
    if charged is None:
        return Start(label, points)
    count = number(charged.group(2), part)
    return Start(clean(charged.group(1)), points, clean(charged.group(3)), count)


@dataclass(frozen=True, slots=True)
class StartMinus(Rule):
    """Trừ dần: max − Σ price × count, never below 0.

    With `starts` the scorer first picks a level; a fault that the level already punished is not
    charged a second time.
    """

    prices: tuple[Price, ...]
    starts: tuple[Start, ...] = ()
    method = Method.START_MINUS

    @property
    def fields(self) -> tuple[Field, ...]:
        """Ô nhập."""
        named = self.starts or self.prices[0].kind is not None
        return (Field.CHOICE, Field.COUNT) if named else (Field.COUNT,)

    @classmethod
    def read(cls, parts: list[str]) -> "StartMinus":
        """Đọc tham số: `đi trễ: 0,5; thiếu báo cáo: 2`, with `từ Đúng hạn: 30` for start levels."""
        prices: list[Price] = []
        starts: list[Start] = []
        for part in parts:
            if folded(part).startswith("từ "):
                starts.append(_read_start(part))
            elif (value := match_number(r"mỗi (?:lượt|lần):? (.+)", part)) is not None:
                prices.append(Price(None, value))
            else:
                prices.append(Price(*named_number(part, "đi trễ: 0,5")))
        if not prices:
            raise ParametersError("cần các lỗi bị trừ, ví dụ «đi trễ: 0,5; thiếu báo cáo: 2»")
        if len(prices) > 1 and any(price.kind is None for price in prices):
            raise ParametersError("chỉ dùng «mỗi lượt …» khi không kê loại lỗi")
        refuse_twice([price.kind or "" for price in prices] + [start.label for start in starts])
        for start in starts:
            if start.charged_kind and price_of(start.charged_kind, tuple(prices)) is None:
                message = f"«{start.charged_kind}» trong mức «{start.label}» chưa có điểm trừ"
                raise ParametersError(message)
        return cls(tuple(prices), tuple(starts))

    def parameters(self) -> str:
        """Tham số."""
        prices = [
            f"mỗi lượt {plain(price.points)}"
            if price.kind is None
            else written(price.kind, price.points)
            for price in self.prices
        ]
        return joined([str(start) for start in self.starts] + prices)

    def start_of(self, choice: str | None) -> Start | None:
        """Mức khởi điểm được chọn; the word «từ» before it may be left out."""
        wanted = folded(choice or "").removeprefix("từ ")
        return next((start for start in self.starts if folded(start.label) == wanted), None)

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập."""
        found = event_problems(line, self.prices)
        choice = line.entry.choice
        if choice is not None and self.start_of(choice) is None:
            known = ", ".join(f"«{start.label}»" for start in self.starts) or "không có mức nào"
            message = f"không có mức khởi điểm «{choice}»; chọn một trong {known}"
            found.append(Problem(Field.CHOICE, message))
        return found

    def _charges(self, line: Line, start: Start | None) -> list[tuple[Price, Decimal]]:
        free = None if start is None else start.charged_kind
        paid = None if free is None else price_of(free, self.prices)
        charged = ZERO if start is None else start.charged_count
        return [
            (price, max(ZERO, count - charged) if price == paid else count)
            for price, count in counts(line, self.prices)
        ]

    def worked(self, line: Line) -> Worked:
        """Điểm: none until a start level is chosen, where the covenant has levels."""
        start = self.start_of(line.entry.choice)
        if self.starts and start is None:
            return Worked()
        first = line.max_points if start is None else start.points
        terms = self._charges(line, start)
        points = max(ZERO, first - sum((price.points * count for price, count in terms), ZERO))
        steps = [] if start is None else [WorkedStep("mức «{}»: ", (start.label,))]
        if not any(count for _, count in terms):
            return Worked(points, (*steps, WorkedStep("{}, không trừ lượt nào", (first,))))
        steps.append(WorkedStep("{} − ({}) = {}", (first, substituted(terms), points)))
        if points == 0:
            steps.append(WorkedStep(", không xuống dưới 0"))
        return Worked(points, tuple(steps))
