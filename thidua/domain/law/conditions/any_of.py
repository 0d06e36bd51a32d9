"""Một trong các điều kiện."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from thidua.domain.law.conditions.base import ONE_OF, Dossier, Edge
from thidua.domain.law.conditions.joined import Joined
from thidua.domain.law.conditions.measured import Measured, any_of
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class AnyOf(Joined):
    """Một trong các điều kiện."""

    head: ClassVar[str] = ONE_OF

    def words(self, dossier: Dossier) -> str:
        """Nối bằng «hoặc»."""
        return " hoặc ".join(part.words(dossier) for part in self.conditions)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét từng điều kiện."""
        return any_of([part.measure(dossier, year) for part in self.conditions])

    def joined_by(self) -> str:
        """Nối bằng «hoặc»."""
        return "hoặc"

    def meet(self, witness: Witness, year: int) -> None:
        """Đi theo một nhánh."""
        self.conditions[witness.branches.get(id(self), 0)].meet(witness, year)

    def miss(self, witness: Witness, year: int) -> None:
        """Không nhánh nào."""
        for part in self.conditions:
            part.miss(witness, year)

    def edges(self, year: int) -> Iterator[Edge]:
        """Ngưỡng của từng nhánh, the others not taken."""
        for place, part in enumerate(self.conditions):
            others = tuple((one, year) for one in self.conditions if one is not part)
            for edge in part.edges(year):
                yield replace(
                    edge,
                    branches=((id(self), place), *edge.branches),
                    beside=(*others, *edge.beside),
                )
