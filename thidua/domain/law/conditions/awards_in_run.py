"""Số lần được tặng trong chuỗi năm."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.law.conditions.base import Dossier
from thidua.domain.law.conditions.in_run import InRun
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class AwardsInRun(InRun):
    """Số lần được tặng trong chuỗi năm."""

    awards: tuple[str, ...]

    @classmethod
    def read(cls, source: Source) -> "AwardsInRun":
        """Đọc: `run`, `awards`, `least`."""
        run, awards = source.table.text("run"), source.table.needed_texts("awards")
        return cls(run, source.table.whole("least", 1), awards)

    def named_awards(self) -> tuple[str, ...]:
        """Các danh hiệu."""
        return self.awards

    def times(self, dossier: Dossier, year: int) -> tuple[Decimal, Decimal]:
        """Số lần trong một năm."""
        certain, possible = dossier.times_given(self.awards, year)
        return Decimal(certain), Decimal(possible)

    def counted(self, dossier: Dossier) -> tuple[str, str]:
        """Đếm số lần."""
        return dossier.names_of(self.awards), "lần"

    def may_grow(self, dossier: Dossier, year: int) -> bool:
        """Còn lần nào từ năm ấy về trước: none where all awards are known and none is there."""
        if not dossier.knows_all_awards:
            return True
        return any(self.times(dossier, at)[1] for at in dossier.stated_years if at <= year)

    def lacking(self, dossier: Dossier, year: int) -> str:
        """Cần quá trình khen thưởng."""
        return dossier.given_in(self.awards, year).remedy

    def meet(self, witness: Witness, year: int) -> None:
        """Vừa đủ số lần, in the latest years."""
        years = self.years(witness, year)
        for at in years:
            if witness.was_given(self.awards, years) < self.least:
                witness.given.add((self.awards[0], at))

    def miss(self, witness: Witness, year: int) -> None:
        """Thiếu một lần."""
        years = self.years(witness, year)
        for at in reversed(years):
            if witness.was_given(self.awards, years) >= self.least:
                witness.given -= {(slug, at) for slug in self.awards}
