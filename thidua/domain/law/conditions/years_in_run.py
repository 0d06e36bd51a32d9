"""Số năm trong chuỗi mà một điều kiện đúng."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.law.conditions.base import Condition, Dossier, Edge
from thidua.domain.law.conditions.in_run import InRun
from thidua.domain.law.conditions.measured import MET, NOT_MET
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class YearsInRun(InRun):
    """Số năm trong chuỗi mà điều kiện này đúng."""

    each: Condition

    @classmethod
    def read(cls, source: Source) -> "YearsInRun":
        """Đọc: `each`, `run`, `least`."""
        each = source.inner("each")
        return cls(source.table.text("run"), source.table.whole("least", 1), each)

    def parts(self) -> tuple[Condition, ...]:
        """Điều kiện của từng năm."""
        return (self.each,)

    def times(self, dossier: Dossier, year: int) -> tuple[Decimal, Decimal]:
        """Năm này có tính không."""
        state = self.each.measure(dossier, year).state
        return Decimal(state is MET), Decimal(state is not NOT_MET)

    def counted(self, dossier: Dossier) -> tuple[str, str]:
        """Đếm số năm."""
        return self.each.words(dossier), "năm"

    def lacking(self, dossier: Dossier, year: int) -> str:
        """Cần những gì điều kiện ấy cần."""
        return self.each.measure(dossier, year).remedy

    def meet(self, witness: Witness, year: int) -> None:
        """Vừa đủ số năm, the latest ones."""
        for at in self.years(witness, year)[: self.least]:
            self.each.meet(witness, at)

    def miss(self, witness: Witness, year: int) -> None:
        """Thiếu một năm."""
        for at in self.years(witness, year)[self.least - 1 :]:
            self.each.miss(witness, at)

    def edges(self, year: int) -> Iterator[Edge]:
        """Số năm."""
        yield Edge(self, year)
