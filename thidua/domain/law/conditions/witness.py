"""Hồ sơ dựng thử: facts and awards put together so that conditions are met, or just not met."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from thidua.domain.dossier.facts import FactKind, FactType, FactValue
from thidua.domain.law.conditions.figures import number
from thidua.domain.rules.bounds import COMPARISONS

_ONE = Decimal(1)
_FINE = Decimal("0.01")
"""Bước nhỏ nhất của một số không đếm."""

Branches = Mapping[int, int]
"""Nhánh đi theo, by the identity of what is made of several conditions: of «một trong» the place of
the one taken, of «tất cả» the place of the one left out where it must not be met."""


class Built(Protocol):
    """Điều kiện dựng thử được, as a nominee put together asks it."""

    def meet(self, witness: "Witness", year: int) -> None:
        """Làm cho vừa đạt."""

    def miss(self, witness: "Witness", year: int) -> None:
        """Làm cho vừa không đạt."""


@dataclass(slots=True, kw_only=True)
class Witness:
    """Hồ sơ dựng thử của một năm: what is stated and what was given, and how to add to it."""

    year: int
    asked: Callable[[str], Sequence[Built]]
    branches: Branches
    facts: dict[tuple[str, int | None], FactValue] = field(default_factory=dict)
    kinds: dict[str, FactKind] = field(default_factory=dict)
    given: set[tuple[str, int]] = field(default_factory=set)
    runs: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def copy(self) -> "Witness":
        """Một hồ sơ như thế nữa."""
        return Witness(
            year=self.year,
            asked=self.asked,
            branches=self.branches,
            facts=dict(self.facts),
            kinds=dict(self.kinds),
            given=set(self.given),
            runs=dict(self.runs),
        )

    def value(self, kind: FactKind, year: int) -> FactValue | None:
        """Giá trị đang có, the usual one where none was put."""
        return self.facts.get(self._key(kind, year), kind.assumed)

    def put(self, kind: FactKind, year: int, value: FactValue) -> None:
        """Ghi một giá trị."""
        self.kinds[kind.code] = kind
        self.facts[self._key(kind, year)] = value

    @staticmethod
    def _key(kind: FactKind, year: int) -> tuple[str, int | None]:
        return kind.code, year if kind.yearly else None

    def holds(self, kind: FactKind, sign: str, year: int, asked: FactValue) -> bool | None:
        """Giá trị đang có so với ngưỡng; None where there is none."""
        there = self.value(kind, year)
        if there is None:
            return None
        return COMPARISONS[sign](number(kind, there), number(kind, asked))

    def was_given(self, awards: Sequence[str], years: Sequence[int]) -> int:
        """Số lần được tặng trong những năm này."""
        return sum((slug, year) in self.given for slug in awards for year in years)


def values_near(kind: FactKind, asked: FactValue) -> tuple[FactValue | None, FactValue | None]:
    """Giá trị liền trước và liền sau; None where there is none."""
    if isinstance(asked, bool):
        return (not asked, not asked)
    if isinstance(asked, date):
        return asked - timedelta(days=1), asked + timedelta(days=1)
    if isinstance(asked, Decimal):
        step = _ONE if kind.type is FactType.COUNT else _FINE
        before = asked - step
        return (before if before >= 0 else None), asked + step
    codes = [word.code for word in kind.words]
    if asked not in codes:
        return f"{asked}?", f"{asked}?"
    place = codes.index(asked)
    before_word = codes[place - 1] if place else None
    return before_word, codes[place + 1] if place + 1 < len(codes) else None


def meeting(kind: FactKind, sign: str, asked: FactValue) -> FactValue | None:
    """Giá trị vừa đạt ngưỡng."""
    before, after = values_near(kind, asked)
    return {">": after, "<": before}.get(sign, asked)


def missing(kind: FactKind, sign: str, asked: FactValue) -> FactValue | None:
    """Giá trị vừa không đạt ngưỡng; None where every value reaches it."""
    before, after = values_near(kind, asked)
    if sign in (">", "<"):
        return asked
    if sign == "<=":
        return after
    return before if sign == ">=" or before is not None else after
