"""Trừ dần: starts at the maximum, or at a tier, and loses the price of each fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.domain.ground.finding import Finding, warning
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.base import Line, Method, Problem
from thidua.domain.rules.checks import check_levels, check_not_below_zero, place
from thidua.domain.rules.entry import Entry, Field
from thidua.domain.rules.events import (
    Price,
    Priced,
    positive,
    price_hint,
    read_price,
    refuse_mixed,
    substituted,
)
from thidua.domain.rules.parameters import (
    ParametersError,
    joined,
    named_number,
    number,
    plain,
    refuse_twice,
    written,
)
from thidua.domain.rules.rows import FormRow
from thidua.domain.rules.worked import Worked, WorkedStep, within

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
class StartMinus(Priced):
    """Trừ dần: max − Σ price × count, never below 0.

    With `starts` the scorer first picks a level; a fault that the level already punished is not
    charged a second time.
    """

    starts: tuple[Start, ...] = ()
    method = Method.START_MINUS

    @property
    def is_named(self) -> bool:
        """Có tên để chọn: a level or a kind."""
        return bool(self.starts) or self.prices[0].kind is not None

    @classmethod
    def read(cls, parts: list[str]) -> "StartMinus":
        """Đọc tham số: `đi trễ: 0,5; thiếu báo cáo: 2`, with `từ Đúng hạn: 30` for start levels."""
        prices: list[Price] = []
        starts: list[Start] = []
        for part in parts:
            if folded(part).startswith("từ "):
                starts.append(_read_start(part))
            else:
                prices.append(read_price(part, "đi trễ: 0,5"))
        needed = "cần các lỗi bị trừ, ví dụ «đi trễ: 0,5; thiếu báo cáo: 2»"
        refuse_mixed(prices, needed, "loại lỗi")
        refuse_twice([price.kind or "" for price in prices] + [start.label for start in starts])
        rule = cls(tuple(prices), tuple(starts))
        for start in starts:
            if start.charged_kind and not rule.has_kind(start.charged_kind):
                message = f"«{start.charged_kind}» trong mức «{start.label}» chưa có điểm trừ"
                raise ParametersError(message)
        return rule

    def parameters(self) -> str:
        """Tham số."""
        return joined(map(str, (*self.starts, *self.prices)))

    def as_meant(self, *, is_deduction: bool) -> "StartMinus":
        """Hiểu dấu trừ: «đi trễ: -0,5» takes half a point, as «đi trễ: 0,5» does."""
        return replace(self, prices=tuple(map(positive, self.prices)))

    def start_of(self, choice: str | None) -> Start | None:
        """Mức khởi điểm được chọn; the word «từ» before it may be left out."""
        wanted = folded(choice or "").removeprefix("từ ")
        return next((start for start in self.starts if folded(start.label) == wanted), None)

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập."""
        found = Priced.problems(self, line)
        choice = line.entry.choice
        if choice is not None and self.start_of(choice) is None:
            known = ", ".join(f"«{start.label}»" for start in self.starts) or "không có mức nào"
            message = f"không có mức khởi điểm «{choice}»; chọn một trong {known}"
            found.append(Problem(Field.CHOICE, message))
        return found

    def _charges(self, line: Line, start: Start | None) -> list[tuple[Price, Decimal]]:
        free = None if start is None else start.charged_kind
        paid = None if free is None else self.price_of(free)
        charged = ZERO if start is None else start.charged_count
        return [
            (price, max(ZERO, count - charged) if price == paid else count)
            for price, count in self.counts(line)
        ]

    def worked(self, line: Line) -> Worked:
        """Điểm: none until a start level is chosen, where the covenant has levels."""
        start = self.start_of(line.entry.choice)
        if self.starts and start is None:
            return Worked()
        first = line.max_points if start is None else start.points
        terms = self._charges(line, start)
        lost = sum((abs(price.points) * count for price, count in terms), ZERO)
        points = min(max(ZERO, first - lost), line.max_points)
        steps = [] if start is None else [WorkedStep("mức «{}»: ", (start.label,))]
        if not any(count for _, count in terms):
            return within(
                first, line.max_points, *steps, WorkedStep("{}, không trừ lượt nào", (first,))
            )
        steps.append(WorkedStep("{} − ({}) = {}", (first, substituted(terms), points)))
        if points == 0:
            steps.append(WorkedStep(", không xuống dưới 0"))
        return Worked(points, tuple(steps))

    def is_level(self, choice: str | None) -> bool:
        """Chữ ấy là một mức khởi điểm."""
        return self.start_of(choice) is not None

    def level_rows(self) -> list[FormRow]:
        """Dòng chọn mức khởi điểm."""
        if not self.starts:
            return []
        listed = ", ".join(f"«{one.label}» ({vi_number(one.points)})" for one in self.starts)
        hint = f"Mức khởi điểm, chọn ở cột Mức: {listed}"
        labels = tuple(start.label for start in self.starts)
        return [FormRow(label="Mức khởi điểm", hint=hint, asked=(Field.CHOICE,), choices=labels)]

    def hint(self, price: Price) -> str:
        """Cách nhập lượt của một loại."""
        return price_hint(price, is_lost=True)

    def zero_entry(self) -> Entry | None:
        """Không phát sinh: no fault; not said where a level has to be chosen."""
        return None if self.starts else Entry()

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Mức khởi điểm cao nhất, và lỗi trừ nhiều hơn điểm tối đa: the rest is lost at 0."""
        if self.starts:
            yield from check_levels(code, most, (start.points for start in self.starts))
            levels = [(f"từ {start.label}", start.points) for start in self.starts]
            yield from check_not_below_zero(code, levels, "mức thấp nhất ghi 0")
        for price in self.prices:
            if price.points > most:
                message = (
                    f"{code}: «{price.kind or 'mỗi lượt'}» trừ {vi_number(price.points)} "
                    f"nhưng tiêu chí chỉ có {vi_number(most)}"
                )
                yield warning("price_above_max", message, place(code))
