"""Lời giải: the points of a line together with the steps that led to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.ground.points import ZERO, Exact, is_shown_whole, vi_number


@dataclass(frozen=True, slots=True)
class WorkedStep:
    """Bước tính: a phrase and the values it used; the words are made only when they are read."""

    phrase: str
    values: tuple[object, ...] = ()

    @classmethod
    def sum(cls, terms: Iterable["WorkedStep"]) -> "WorkedStep":
        """Tổng các số hạng."""
        added = tuple(terms)
        return cls(" + ".join("{}" for _ in added), added)

    def __str__(self) -> str:
        """Bằng lời, with the numbers put in; nothing is equal to a number that was cut short."""
        phrase = self.phrase if self._is_whole() else self.phrase.replace("= ", "≈ ")
        return phrase.format(*map(_shown, self.values))

    def _is_whole(self) -> bool:
        numbers = (one for one in self.values if isinstance(one, Decimal | Fraction))
        return all(map(is_shown_whole, numbers))


def _shown(value: object) -> str:
    return vi_number(value) if isinstance(value, Decimal | Fraction) else str(value)


def within(points: Exact, most: Decimal | None, *steps: WorkedStep) -> "Worked":
    """Giữ trong khoảng: from 0 to the maximum if any, saying so where either end was passed."""
    if most is not None and points > most:
        return Worked(max(ZERO, most), (*steps, WorkedStep(", tối đa {}", (most,))))
    if points < 0:
        return Worked(ZERO, (*steps, WorkedStep(", không xuống dưới 0")))
    return Worked(points, steps)


@dataclass(frozen=True, slots=True)
class Worked:
    """Lời giải: `points` before rounding, None while an input is missing or gives no result."""

    points: Exact | None = None
    steps: tuple[WorkedStep, ...] = ()

    @property
    def formula(self) -> str:
        """Công thức đã thay số; empty where there are no points."""
        return "".join(map(str, self.steps))
