"""Tất cả các điều kiện."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from thidua.domain.law.conditions.base import Dossier, Edge
from thidua.domain.law.conditions.joined import Joined
from thidua.domain.law.conditions.measured import Measured, all_of
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class AllOf(Joined):
    """Tất cả các điều kiện."""

    head: ClassVar[str] = "tất cả các điều sau:"

    def words(self, dossier: Dossier) -> str:
        """Nối bằng «và»."""
        return " và ".join(part.words(dossier) for part in self.conditions)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét từng điều kiện."""
        return all_of([part.measure(dossier, year) for part in self.conditions])

    def joined_by(self) -> str:
        """Nối bằng «và»."""
        return "và"

    def meet(self, witness: Witness, year: int) -> None:
        """Mọi điều kiện."""
        for part in self.conditions:
            part.meet(witness, year)

    def miss(self, witness: Witness, year: int) -> None:
        """Thiếu một điều kiện."""
        self.conditions[witness.branches.get(id(self), 0)].miss(witness, year)

    def edges(self, year: int) -> Iterator[Edge]:
        """Ngưỡng của từng điều kiện."""
        return (edge for part in self.conditions for edge in part.edges(year))
