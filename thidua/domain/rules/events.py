"""Lượt: prices per kind of event, and what the rules share that count events."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.base import Line, Problem, Rule
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.rules.parameters import (
    ParametersError,
    match_number,
    named_number,
    number,
    plain,
    refuse_twice,
    written,
)
from thidua.domain.rules.rows import FormRow, RowReader, stray_rows
from thidua.domain.rules.worked import WorkedStep


@dataclass(frozen=True, slots=True)
class Price:
    """Đơn giá của một loại lượt; `kind` is None where every event costs the same."""

    kind: str | None
    points: Decimal

    def __str__(self) -> str:
        """Viết lại."""
        return (
            f"mỗi lượt {plain(self.points)}"
            if self.kind is None
            else written(self.kind, self.points)
        )


def positive(price: Price) -> Price:
    """Đơn giá của lượt bị trừ: the minus before it says only once more that it is taken."""
    return replace(price, points=abs(price.points))


_EACH = re.compile(r"mỗi (?:lượt|lần) (.+?) ?: ?(.+)", re.IGNORECASE)


def read_price(part: str, form: str) -> Price:
    """Đọc đơn giá: `mỗi lượt 0,5`, `mỗi lần vắng họp: 0,5` or, as `form`, `cấp tỉnh: 3`."""
    named = _EACH.fullmatch(part)
    if named is not None:
        return Price(clean(named.group(1)), number(named.group(2), part))
    each = match_number(r"mỗi (?:lượt|lần):? (.+)", part)
    return Price(*named_number(part, form)) if each is None else Price(None, each)


def refuse_mixed(prices: Sequence[Price], needed: str, kinds: str) -> None:
    """Đơn giá hợp lệ: at least one, one for all events or one for each kind, none twice."""
    if not prices:
        raise ParametersError(needed)
    if len(prices) > 1 and any(price.kind is None for price in prices):
        raise ParametersError(f"chỉ dùng «mỗi lượt …» khi không kê {kinds}")
    refuse_twice(price.kind or "" for price in prices)


def substituted(terms: Iterable[tuple[Price, Decimal]]) -> WorkedStep:
    """Tổng đã thay số: «2 × 0,5 (đi trễ) + 1 × 2 (thiếu báo cáo)»; «0 lượt» when there is none."""
    shown = [
        WorkedStep("{} × {} ({})", (count, price.points, price.kind))
        if price.kind
        else WorkedStep("{} × {}", (count, price.points))
        for price, count in terms
        if count
    ]
    return WorkedStep.sum(shown) if shown else WorkedStep("0 lượt")


def first_counted(
    terms: Iterable[tuple[Price, Decimal]], most: Decimal | None
) -> list[tuple[Price, Decimal]]:
    """Số lượt được tính: at most so many in all, the dearest before the others."""
    listed = list(terms)
    if most is None:
        return listed
    left, kept = most, dict[Price, Decimal]()
    for price, count in sorted(listed, key=lambda term: -abs(term[0].points)):
        kept[price] = min(left, max(ZERO, count))
        left -= kept[price]
    return [(price, kept[price]) for price, _ in listed]


def counted_text(events: Iterable[Event]) -> str:
    """Lượt bằng lời, with their kinds."""
    lots = [f"{vi_number(event.count)} lượt {event.kind or ''}".strip() for event in events]
    return ", ".join(lots) or "0 lượt"


@dataclass(frozen=True, slots=True)
class Priced(Rule):
    """Cách chấm theo đơn giá: each kind of event has a price and a row of its own."""

    prices: tuple[Price, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Ô nhập: the kind is asked for only where there is one to name."""
        return (Field.CHOICE, Field.COUNT) if self.is_named else (Field.COUNT,)

    @property
    def is_named(self) -> bool:
        """Có tên để chọn."""
        return self.prices[0].kind is not None

    def is_level(self, choice: str | None) -> bool:
        """Chữ ấy là một mức khởi điểm, not a kind of event."""
        return False

    def level_rows(self) -> list[FormRow]:
        """Dòng chọn mức khởi điểm, where the rule has levels."""
        return []

    @abstractmethod
    def hint(self, price: Price) -> str:
        """Cách nhập lượt của một loại."""

    def price_of(self, kind: str | None) -> Price | None:
        """Tìm đơn giá: a single price without a kind takes any word as a mere description."""
        if len(self.prices) == 1 and self.prices[0].kind is None:
            return self.prices[0]
        wanted = folded(kind or "")
        return next((price for price in self.prices if folded(price.kind or "") == wanted), None)

    def has_kind(self, kind: str) -> bool:
        """Có loại lượt này không."""
        return self.price_of(kind) is not None

    def counts(self, line: Line) -> list[tuple[Price, Decimal]]:
        """Số lượt theo loại: events of the same kind added up, in the covenant's order."""
        totals: dict[Price, Decimal] = {}
        for event in line.entry.events:
            price = self.price_of(event.kind)
            if price is not None:
                totals[price] = totals.get(price, ZERO) + event.count
        return [(price, totals[price]) for price in self.prices if price in totals]

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: negative counts and kinds the covenant does not price."""
        found = []
        for event in line.entry.events:
            if event.count < 0:
                found.append(Problem(Field.COUNT, f"số lượt {vi_number(event.count)} nhỏ hơn 0"))
            if self.price_of(event.kind) is None and (event.kind or event.count):
                known = ", ".join(f"«{price.kind}»" for price in self.prices)
                what = f"không có loại «{event.kind}»" if event.kind else "chưa ghi loại"
                found.append(Problem(Field.CHOICE, f"{what}; chọn một trong {known}"))
        return found

    def events_text(self, entry: Entry) -> str:
        """Lượt bằng lời."""
        return counted_text(entry.events)

    def form_rows(self, most: Decimal, scored: Entry | None) -> list[FormRow]:
        """Mỗi loại một dòng, with what is stored under it."""
        events = () if scored is None else scored.events
        rows = self.level_rows()
        for price in self.prices:
            mine: list[Event | None] = [one for one in events if self.price_of(one.kind) == price]
            for event in mine or [None]:
                kind = (None if event is None else event.kind) or price.kind or ""
                count = None if event is None else event.count
                rows.append(
                    FormRow(
                        label=kind,
                        hint=self.hint(price),
                        kind=kind,
                        asked=(Field.COUNT,),
                        count=count,
                    )
                )
        rows += stray_rows([one for one in events if self.price_of(one.kind) is None])
        if scored is not None and scored.choice is not None:
            rows[0] = replace(rows[0], choice=scored.choice)
        elif scored is not None and not events:
            if rows[0].asked == (Field.COUNT,) and not rows[0].kind:
                rows[0] = replace(rows[0], count=ZERO)
            else:
                none = "Không có lượt nào"
                rows.append(FormRow(label=none, hint=none, asked=(Field.COUNT,), count=ZERO))
        return rows

    def entry_of(self, reader: RowReader) -> Entry | None:
        """Nhiều dòng, mỗi loại một dòng."""
        events: list[Event] = []
        choice = None
        counted = False
        for row in reader.filled:
            kind = clean(row.kind or row.choice) or None
            if row.kind and row.choice and folded(row.kind) != folded(row.choice):
                message = f"dòng loại «{clean(row.kind)}» chỉ cần số lượt, không dùng ô Mức"
                reader.refuse("wrong_column", message, row.where(Field.CHOICE))
            is_empty = row.count is None or row.count == ""
            if self.is_level(kind):
                if choice is not None:
                    message = f"đã chọn mức khởi điểm «{choice}», không chọn thêm «{kind}»"
                    reader.refuse("twice", message, row.where(Field.CHOICE))
                choice, counted = kind, True
                kind = None
                if is_empty:
                    continue
            count = reader.number(row, Field.COUNT, row.count)
            if count is None:
                if is_empty:
                    message = "cần số lượt ở cột Số lượt; không có lượt nào thì ghi 0"
                    reader.refuse("wrong_column", message, row.where(Field.COUNT))
                continue
            counted = True
            if kind is not None or count:
                events.append(Event(kind, count))
        return Entry(choice=choice, events=tuple(events)) if counted else None


def price_hint(price: Price, *, is_lost: bool) -> str:
    """Cách nhập lượt của một đơn giá."""
    lost, each = "trừ " if is_lost else "", vi_number(abs(price.points))
    return f"Số lượt; mỗi lượt {lost}{each} điểm; không có thì ghi 0"
