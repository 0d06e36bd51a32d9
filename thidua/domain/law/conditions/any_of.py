"""Một trong các điều kiện."""

from dataclasses import dataclass

from thidua.domain.law.conditions.base import Dossier
from thidua.domain.law.conditions.joined import Joined
from thidua.domain.law.conditions.measured import Measured, any_of


@dataclass(frozen=True, slots=True)
class AnyOf(Joined):
    """Một trong các điều kiện."""

    def words(self, dossier: Dossier) -> str:
        """Nối bằng «hoặc»."""
        return " hoặc ".join(part.words(dossier) for part in self.conditions)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét từng điều kiện."""
        return any_of([part.measure(dossier, year) for part in self.conditions])
