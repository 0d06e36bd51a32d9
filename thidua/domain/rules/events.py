"""Lượt: prices per kind of event, shared by the rules that count events."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules.base import Field, Line, Problem
from thidua.domain.rules.worked import WorkedStep


@dataclass(frozen=True, slots=True)
class Price:
    """Đơn giá của một loại lượt; `kind` is None where every event costs the same."""

    kind: str | None
    points: Decimal


def price_of(kind: str | None, prices: tuple[Price, ...]) -> Price | None:
    """Tìm đơn giá: a single price without a kind takes any word as a mere description."""
    if len(prices) == 1 and prices[0].kind is None:
        return prices[0]
    wanted = folded(kind or "")
    return next((price for price in prices if folded(price.kind or "") == wanted), None)


def counts(line: Line, prices: tuple[Price, ...]) -> list[tuple[Price, Decimal]]:
    """Số lượt theo loại: events of the same kind added up, in the covenant's order."""
    totals: dict[Price, Decimal] = {}
    for event in line.entry.events:
        price = price_of(event.kind, prices)
        if price is not None:
            totals[price] = totals.get(price, ZERO) + event.count
    return [(price, totals[price]) for price in prices if price in totals]


def event_problems(line: Line, prices: tuple[Price, ...]) -> list[Problem]:
    """Lỗi nhập: negative counts and kinds the covenant does not price."""
    found = []
    for event in line.entry.events:
        if event.count < 0:
            found.append(Problem(Field.COUNT, f"số lượt {vi_number(event.count)} nhỏ hơn 0"))
        if price_of(event.kind, prices) is None and (event.kind or event.count):
            known = ", ".join(f"«{price.kind}»" for price in prices)
            what = f"không có loại «{event.kind}»" if event.kind else "chưa ghi loại"
            found.append(Problem(Field.CHOICE, f"{what}; chọn một trong {known}"))
    return found


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
