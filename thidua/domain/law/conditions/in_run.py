"""Đếm trong chuỗi năm: what is certain decides for, what is possible decides against."""

from abc import abstractmethod
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.law.conditions.base import Condition, Dossier
from thidua.domain.law.conditions.measured import MET, MISSING, NOT_MET, Measured
from thidua.domain.law.conditions.run_search import span_words
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class InRun(Condition):
    """Đếm trong chuỗi năm đã đặt tên: at least so many of what the kind counts."""

    run: str
    least: int

    @abstractmethod
    def times(self, dossier: Dossier, year: int) -> tuple[Decimal, Decimal | None]:
        """Chắc chắn và có thể trong một năm; no upper bound is None."""

    @abstractmethod
    def counted(self, dossier: Dossier) -> tuple[str, str]:
        """Đếm gì và đơn vị đếm."""

    def may_grow(self, dossier: Dossier, year: int) -> bool:
        """Năm này và các năm trước nữa còn có thể thêm gì không, were they in the run."""
        return True

    @abstractmethod
    def lacking(self, dossier: Dossier, year: int) -> str:
        """Cần gì để biết chắc một năm."""

    def run_asked(self) -> str:
        """Chuỗi năm ấy."""
        return self.run

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét qua các năm của chuỗi."""
        found = dossier.run_named(self.run).find(dossier)
        certain = sum((self.times(dossier, at)[0] for at in found.certain), ZERO)
        counts = [self.times(dossier, at)[1] for at in found.possible]
        most = None if None in counts else sum((count for count in counts if count), ZERO)
        before = found.before
        if before is not None and not self.may_grow(dossier, before.year):
            before = None
        about, unit = self.counted(dossier)
        threshold = f"ít nhất {self.least} {unit} trong chuỗi năm đó"
        value = f"{vi_number(certain)} {unit} trong {span_words(found.certain)}"
        if certain >= self.least:
            return Measured(state=MET, about=about, value=value, threshold=threshold)
        if most is None or most >= self.least or before is not None:
            asked = [row.measured.remedy for row in found.unknown]
            if before is not None:
                asked.append(f"{before.measured.remedy}, và các năm trước nữa của chuỗi")
            for at in found.possible:
                sure, possible = self.times(dossier, at)
                if possible != sure:
                    asked.append(self.lacking(dossier, at))
            remedy = "; ".join(dict.fromkeys(text for text in asked if text))
            return Measured(
                state=MISSING, about=about, value=value, threshold=threshold, remedy=remedy
            )
        short = self.least - certain
        remedy = f"cần thêm {vi_number(short)} {unit} ({about})"
        return Measured(
            state=NOT_MET,
            about=about,
            value=value,
            threshold=threshold,
            remedy=remedy,
            shortfall=short,
        )

    def years(self, witness: Witness, year: int) -> tuple[int, ...]:
        """Những năm của chuỗi đã dựng, the latest first."""
        return tuple(sorted(witness.runs.get(self.run, (year,)), reverse=True))
