"""Đạt tiêu chuẩn của danh hiệu khác."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from thidua.domain.law.conditions.base import Condition, Dossier, Edge
from thidua.domain.law.conditions.measured import MET, MISSING, Measured, all_of
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class MeetsAward(Condition):
    """Đạt tiêu chuẩn của một danh hiệu khác: it was given for the year, or its rules are met."""

    award: str

    @classmethod
    def read(cls, source: Source) -> "MeetsAward":
        """Đọc: `award`."""
        return cls(source.table.text("award"))

    def named_awards(self) -> tuple[str, ...]:
        """Danh hiệu ấy."""
        return (self.award,)

    def built_on(self) -> tuple[str, ...]:
        """Danh hiệu ấy."""
        return (self.award,)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Được tặng rồi, or its own requirements are met; a title stated otherwise decides."""
        name = dossier.name_of(self.award)
        given = dossier.given_in((self.award,), year)
        threshold = f"đạt tiêu chuẩn {name}"
        if given.state is MET or dossier.stated_title(year) is not None:
            return replace(given, threshold=threshold)
        inner, conditions = dossier.judged_as(self.award)
        if not conditions:
            remedy = f"bộ luật chưa có tiêu chuẩn của {name}"
            return Measured(state=MISSING, about="", value=None, threshold=threshold, remedy=remedy)
        found = all_of([condition.measure(inner, year) for condition in conditions])
        return replace(found, threshold=threshold, is_joined=False)

    def meet(self, witness: Witness, year: int) -> None:
        """Đạt mọi tiêu chuẩn của danh hiệu ấy."""
        for condition in witness.asked(self.award):
            condition.meet(witness, year)

    def miss(self, witness: Witness, year: int) -> None:
        """Không đạt một tiêu chuẩn của nó."""
        for condition in witness.asked(self.award)[:1]:
            condition.miss(witness, year)

    def edges(self, year: int) -> Iterator[Edge]:
        """Ngưỡng của danh hiệu ấy đứng ở các điều của chính nó."""
        return iter(())
