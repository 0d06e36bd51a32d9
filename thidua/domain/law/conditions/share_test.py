"""Tỷ lệ của một số đếm trong số đếm khác."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.dossier.facts import FactKind
from thidua.domain.ground.points import share_ceiling, vi_number
from thidua.domain.law.conditions.base import Condition, Dossier
from thidua.domain.law.conditions.figures import ask_missing
from thidua.domain.law.conditions.measured import MET, MISSING, NOT_MET, Measured
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness
from thidua.domain.vote.vote import share_words


@dataclass(frozen=True, slots=True)
class ShareTest(Condition):
    """Tỷ lệ tối thiểu: `fact` is at least this share of `whole`, in whole people."""

    fact: FactKind
    whole: FactKind
    share: Fraction

    @classmethod
    def read(cls, source: Source) -> "ShareTest":
        """Đọc: `fact`, `of`, `threshold`."""
        part, whole = source.counted("fact"), source.counted("of")
        return cls(part, whole, source.table.share("threshold"))

    def facts(self) -> tuple[FactKind, ...]:
        """Phần và toàn thể."""
        return (self.fact, self.whole)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét: figures that cannot both be true are asked for again."""
        part, _ = dossier.fact(self.fact, year)
        whole, _ = dossier.fact(self.whole, year)
        about, unit = self.fact.name, self.fact.unit
        least = f"ít nhất {share_words(self.share)}"
        lacking = ask_missing(year, (self.fact, part), (self.whole, whole))
        if not isinstance(whole, Decimal):
            return Measured(
                state=MISSING,
                about=about,
                value=self.fact.text(part),
                threshold=least,
                remedy=lacking,
            )
        needed = share_ceiling(self.share, int(whole))
        threshold = f"{least}, tức {vi_number(needed)}/{vi_number(whole)} {unit}".rstrip()
        if not isinstance(part, Decimal):
            return Measured(
                state=MISSING, about=about, value=None, threshold=threshold, remedy=lacking
            )
        if not whole or part > whole:
            name = f"«{self.whole.name}» ({vi_number(whole)})"
            fault = f"«{about}» ({vi_number(part)}) lớn hơn {name}"
            if not whole:
                fault = f"{name} phải lớn hơn 0"
            remedy = f"số liệu không khớp: {fault}; hãy sửa lại"
            return Measured(state=MISSING, about=about, value=None, threshold=least, remedy=remedy)
        value = f"{vi_number(part)}/{vi_number(whole)} {unit}".rstrip()
        value += f" ({_percent(Fraction(part) / Fraction(whole))})"
        short = needed - part
        if short > 0:
            remedy = f"cần thêm {vi_number(short)} {unit} ({about})"
            return Measured(
                state=NOT_MET,
                about=about,
                value=value,
                threshold=threshold,
                remedy=remedy,
                shortfall=short,
            )
        return Measured(state=MET, about=about, value=value, threshold=threshold)

    def told(self, dossier: Dossier) -> str:
        """Tỷ lệ của gì trên gì."""
        return f"{self.fact.name}: ít nhất {share_words(self.share)} của «{self.whole.name}»"

    def meet(self, witness: Witness, year: int) -> None:
        """Vừa đủ người."""
        part = witness.value(self.fact, year)
        if not isinstance(part, Decimal) or part < self._needed(witness, year):
            witness.put(self.fact, year, self._needed(witness, year))

    def miss(self, witness: Witness, year: int) -> None:
        """Thiếu một người."""
        part = witness.value(self.fact, year)
        short = self._needed(witness, year) - 1
        if not isinstance(part, Decimal) or part > short:
            witness.put(self.fact, year, max(short, Decimal(0)))

    def _needed(self, witness: Witness, year: int) -> Decimal:
        whole = witness.value(self.whole, year)
        if not isinstance(whole, Decimal) or not whole:
            whole = Decimal(2 * self.share.denominator)
            witness.put(self.whole, year, whole)
        return Decimal(share_ceiling(self.share, int(whole)))


def _percent(share: Fraction) -> str:
    shown = share_words(share)
    return shown if shown.endswith("%") else f"{vi_number(share * 100, 2)} %"
