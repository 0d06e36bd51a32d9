"""Hai dữ kiện so với nhau."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.domain.dossier.facts import FactKind, FactType, FactValue
from thidua.domain.law.conditions.base import Condition, Dossier
from thidua.domain.law.conditions.figures import ask_missing, number, threshold_words, to_change
from thidua.domain.law.conditions.measured import MET, MISSING, NOT_MET, Measured
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness, meeting, missing
from thidua.domain.rules.bounds import COMPARISONS


@dataclass(frozen=True, slots=True)
class FactComparison(Condition):
    """So hai dữ kiện của cùng một năm."""

    fact: FactKind
    operator: str
    other: FactKind

    @classmethod
    def read(cls, source: Source) -> "FactComparison":
        """Đọc: `fact`, `op`, `other`."""
        kind, other = source.fact(), source.fact("other")
        if kind.type is not other.type:
            message = f"«{kind.name}» và «{other.name}» khác kiểu nên không so được"
            raise source.table.fault(message)
        return cls(kind, source.operator(kind), other)

    def facts(self) -> tuple[FactKind, ...]:
        """Hai dữ kiện."""
        return (self.fact, self.other)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét: both have to be there."""
        left, _ = dossier.fact(self.fact, year)
        right, _ = dossier.fact(self.other, year)
        about, text = self.fact.name, self.fact.text(left)
        name = f"«{self.other.name}»"
        shown = name if right is None else f"{name} {self.other.text(right)}"
        threshold = threshold_words(self.operator, shown)
        if left is None or right is None:
            lacking = ask_missing(year, (self.fact, left), (self.other, right))
            return Measured(
                state=MISSING, about=about, value=text, threshold=threshold, remedy=lacking
            )
        there, asked = number(self.fact, left), number(self.other, right)
        if COMPARISONS[self.operator](there, asked):
            return Measured(state=MET, about=about, value=text, threshold=threshold)
        remedy, short = to_change(self.fact, self.operator, text, threshold, there, asked)
        return Measured(
            state=NOT_MET,
            about=about,
            value=text,
            threshold=threshold,
            remedy=remedy,
            shortfall=short,
        )

    def meet(self, witness: Witness, year: int) -> None:
        """Bằng nhau, or just beyond."""
        self._put(witness, year, is_met=True)

    def miss(self, witness: Witness, year: int) -> None:
        """Vừa không đạt."""
        self._put(witness, year, is_met=False)

    def _put(self, witness: Witness, year: int, *, is_met: bool) -> None:
        other = witness.value(self.other, year)
        if other is None:
            other = _ordinary(self.other)
            witness.put(self.other, year, other)
        if witness.holds(self.fact, self.operator, year, other) is not is_met:
            value = (meeting if is_met else missing)(self.fact, self.operator, other)
            if value is not None:
                witness.put(self.fact, year, value)


def _ordinary(kind: FactKind) -> FactValue:
    """Một giá trị bình thường."""
    if kind.type is FactType.YES_NO:
        return True
    if kind.words:
        return kind.words[-1].code
    return date(1, 1, 1) if kind.type is FactType.DATE else Decimal(100)
