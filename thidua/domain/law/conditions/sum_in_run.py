"""Tổng một dữ kiện qua các năm của chuỗi."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.dossier.facts import FactKind
from thidua.domain.ground.points import ZERO
from thidua.domain.law.conditions.base import Dossier
from thidua.domain.law.conditions.figures import ask
from thidua.domain.law.conditions.in_run import InRun
from thidua.domain.law.conditions.source import Source


@dataclass(frozen=True, slots=True)
class SumInRun(InRun):
    """Tổng một dữ kiện qua các năm của chuỗi."""

    fact: FactKind

    @classmethod
    def read(cls, source: Source) -> "SumInRun":
        """Đọc: `fact`, `run`, `least`."""
        kind = source.counted("fact")
        return cls(source.table.text("run"), source.table.whole("least", 1), kind)

    def facts(self) -> tuple[FactKind, ...]:
        """Dữ kiện."""
        return (self.fact,)

    def times(self, dossier: Dossier, year: int) -> tuple[Decimal, Decimal | None]:
        """Số của một năm; one that was used before counts nothing."""
        value, used = dossier.fact(self.fact, year)
        if value is None:
            return ZERO, None
        counted = ZERO if used or not isinstance(value, Decimal) else value
        return counted, counted

    def counted(self, dossier: Dossier) -> tuple[str, str]:
        """Đếm theo đơn vị của dữ kiện."""
        return self.fact.name, self.fact.unit

    def lacking(self, dossier: Dossier, year: int) -> str:
        """Cần dữ kiện của năm ấy."""
        return ask(self.fact, year)
