"""Tổng một dữ kiện qua các năm của chuỗi."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.dossier.facts import FactKind
from thidua.domain.ground.points import ZERO
from thidua.domain.law.conditions.base import Condition, Dossier
from thidua.domain.law.conditions.figures import ask
from thidua.domain.law.conditions.in_run import InRun
from thidua.domain.law.conditions.measured import MET, NOT_MET
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class SumInRun(InRun):
    """Tổng một dữ kiện qua các năm của chuỗi.

    A year of which the number was not stated counts one where `one_where` holds, and maybe more
    until the year's list was declared complete.
    """

    fact: FactKind
    one_where: Condition | None = None

    @classmethod
    def read(cls, source: Source) -> "SumInRun":
        """Đọc: `fact`, `run`, `least`, and maybe `one_where`."""
        kind, table = source.counted("fact"), source.table
        one_where = source.inner("one_where") if table.has("one_where") else None
        return cls(table.text("run"), table.whole("least", 1), kind, one_where)

    def parts(self) -> tuple[Condition, ...]:
        """Điều kiện của một năm chưa khai số."""
        return () if self.one_where is None else (self.one_where,)

    def facts(self) -> tuple[FactKind, ...]:
        """Dữ kiện."""
        return (self.fact,)

    def times(self, dossier: Dossier, year: int) -> tuple[Decimal, Decimal | None]:
        """Số của một năm; one that was used before counts nothing."""
        value, used = dossier.fact(self.fact, year)
        if self.one_where is not None and dossier.is_unstated(self.fact, year):
            state = self.one_where.measure(dossier, year).state
            most = Decimal(state is not NOT_MET)
            is_closed = dossier.is_declared(year) or not most
            return Decimal(state is MET), most if is_closed else None
        if value is None:
            return ZERO, None
        counted = ZERO if used or not isinstance(value, Decimal) else value
        return counted, counted

    def counted(self, dossier: Dossier) -> tuple[str, str]:
        """Đếm theo đơn vị của dữ kiện."""
        return self.fact.name, self.fact.unit

    def lacking(self, dossier: Dossier, year: int) -> str:
        """Cần dữ kiện của năm ấy."""
        if self.one_where is not None and dossier.is_declared(year):
            return self.one_where.measure(dossier, year).remedy
        return ask(self.fact, year)

    def told(self, dossier: Dossier) -> str:
        """Tổng bao nhiêu, and how a year counts of which no number was stated."""
        said = InRun.told(self, dossier)
        if self.one_where is None:
            return said
        return f"{said}; năm không khai số thì tính một khi «{self.one_where.told(dossier)}»"

    def meet(self, witness: Witness, year: int) -> None:
        """Đủ tổng trong năm cuối."""
        self._put(witness, year, self.least)

    def miss(self, witness: Witness, year: int) -> None:
        """Thiếu một trong năm cuối."""
        self._put(witness, year, self.least - 1)

    def _put(self, witness: Witness, year: int, asked: int) -> None:
        latest, *rest = self.years(witness, year)
        for at in rest:
            if self.one_where is not None or self.fact.assumed is None:
                witness.put(self.fact, at, ZERO)
        witness.put(self.fact, latest, Decimal(asked))
