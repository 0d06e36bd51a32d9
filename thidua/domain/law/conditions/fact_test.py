"""Một dữ kiện so với ngưỡng."""

from dataclasses import dataclass

from thidua.domain.dossier.facts import FactKind, FactValue
from thidua.domain.dossier.reading import read_fact
from thidua.domain.law.conditions.base import Condition, Dossier
from thidua.domain.law.conditions.figures import ask, number, threshold_words, to_change
from thidua.domain.law.conditions.measured import MET, MISSING, NOT_MET, Measured
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness, meeting, missing
from thidua.domain.rules.bounds import COMPARISONS


@dataclass(frozen=True, slots=True)
class FactTest(Condition):
    """So một dữ kiện với ngưỡng; words of an ordered list compare by their place in it."""

    fact: FactKind
    operator: str
    threshold: FactValue

    @classmethod
    def read(cls, source: Source) -> "FactTest":
        """Đọc: `fact`, `op`, `threshold`."""
        kind = source.fact()
        sign = source.operator(kind)
        value, findings = read_fact(kind, source.table.text("threshold"))
        if value is None:
            raise source.table.fault(f"«threshold» không hợp: {findings[0].message}")
        return cls(kind, sign, value)

    def facts(self) -> tuple[FactKind, ...]:
        """Dữ kiện."""
        return (self.fact,)

    def asks_a_number(self) -> bool:
        """Ngưỡng là số, not a word or a yes."""
        return not isinstance(self.threshold, bool | str)

    def _threshold(self) -> str:
        return threshold_words(self.operator, self.fact.text(self.threshold))

    def words(self, dossier: Dossier) -> str:
        """Dữ kiện và ngưỡng."""
        return f"{self.fact.name} {self._threshold()}"

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét: a fact used for an earlier award does not count again."""
        kind, threshold = self.fact, self._threshold()
        value, used = dossier.fact(kind, year)
        if value is None:
            return Measured(
                state=MISSING,
                about=kind.name,
                value=None,
                threshold=threshold,
                remedy=ask(kind, year),
            )
        text = kind.text(value)
        there, asked = number(kind, value), number(kind, self.threshold)
        holds = COMPARISONS[self.operator](there, asked)
        if dossier.is_silent(kind, year):
            remedy = "" if holds else f"khai «{kind.name}» nếu có"
            state, said = MET if holds else NOT_MET, f"{text} (không khai)"
            return Measured(
                state=state,
                about=kind.name,
                value=said,
                threshold=threshold,
                remedy=remedy,
                is_silent=True,
            )
        if not holds:
            remedy, short = to_change(kind, self.operator, text, threshold, there, asked)
            return Measured(
                state=NOT_MET,
                about=kind.name,
                value=text,
                threshold=threshold,
                remedy=remedy,
                shortfall=short,
            )
        proof = dossier.evidence(kind, year)
        if kind.cited and not proof:
            return Measured(
                state=MISSING,
                about=kind.name,
                value=f"{text}, chưa ghi văn bản",
                threshold=threshold,
                remedy=f"cần ghi số, ngày văn bản vào minh chứng của «{kind.name}» năm {year}",
            )
        if used:
            remedy = "cần một thành tích chưa dùng"
            return Measured(
                state=NOT_MET,
                about=kind.name,
                value=f"{text}; {used}",
                threshold=threshold,
                remedy=remedy,
            )
        value_said = f"{text} ({proof})" if kind.cited else text
        return Measured(state=MET, about=kind.name, value=value_said, threshold=threshold)

    def meet(self, witness: Witness, year: int) -> None:
        """Giá trị vừa đạt, unless one is there that does."""
        if not witness.holds(self.fact, self.operator, year, self.threshold):
            value = meeting(self.fact, self.operator, self.threshold)
            if value is not None:
                witness.put(self.fact, year, value)

    def miss(self, witness: Witness, year: int) -> None:
        """Giá trị vừa không đạt, unless one is there that does not."""
        if witness.holds(self.fact, self.operator, year, self.threshold) is not False:
            value = missing(self.fact, self.operator, self.threshold)
            if value is not None:
                witness.put(self.fact, year, value)
