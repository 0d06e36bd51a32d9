"""Được tặng trong chính năm đó."""

from dataclasses import dataclass

from thidua.domain.law.conditions.base import Condition, Dossier
from thidua.domain.law.conditions.measured import Measured
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class AwardThatYear(Condition):
    """Được tặng trong năm: one of these, for the work of the year looked at."""

    awards: tuple[str, ...]

    @classmethod
    def read(cls, source: Source) -> "AwardThatYear":
        """Đọc: `awards`."""
        return cls(source.table.needed_texts("awards"))

    def named_awards(self) -> tuple[str, ...]:
        """Các danh hiệu."""
        return self.awards

    def words(self, dossier: Dossier) -> str:
        """Tên các danh hiệu."""
        return dossier.names_of(self.awards)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét năm này."""
        return dossier.given_in(self.awards, year)

    def meet(self, witness: Witness, year: int) -> None:
        """Được tặng năm ấy."""
        if not witness.was_given(self.awards, [year]):
            witness.given.add((self.awards[0], year))

    def miss(self, witness: Witness, year: int) -> None:
        """Không được tặng năm ấy."""
        witness.given -= {(slug, year) for slug in self.awards}
