"""Tất cả các điều kiện."""

from dataclasses import dataclass

from thidua.domain.law.conditions.base import Dossier
from thidua.domain.law.conditions.joined import Joined
from thidua.domain.law.conditions.measured import Measured, all_of


@dataclass(frozen=True, slots=True)
class AllOf(Joined):
    """Tất cả các điều kiện."""

    def words(self, dossier: Dossier) -> str:
        """Nối bằng «và»."""
        return " và ".join(part.words(dossier) for part in self.conditions)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét từng điều kiện."""
        return all_of([part.measure(dossier, year) for part in self.conditions])
