"""Điều kiện, hoặc cách khác mà cùng điều luật mở ra."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from thidua.domain.law.conditions.base import ONE_OF, Condition, Dossier, Edge, Run
from thidua.domain.law.conditions.measured import MET, MISSING, NOT_MET, Measured
from thidua.domain.law.conditions.witness import Witness


@dataclass(frozen=True, slots=True)
class OtherWay(Condition):
    """Điều kiện hoặc cách khác: either is enough; `reference` is where the other one stands."""

    condition: Condition
    way: Condition
    reference: str

    def words(self, dossier: Dossier) -> str:
        """Lời của điều kiện."""
        return self.condition.words(dossier)

    def parts(self) -> tuple[Condition, ...]:
        """Điều kiện và cách khác."""
        return (self.condition, self.way)

    def joined_by(self) -> str:
        """Nối bằng «hoặc»."""
        return "hoặc"

    def lines(self, dossier: Dossier, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Điều kiện, and where the other way stands, which has an article of its own."""
        yield depth, ONE_OF
        yield from self.condition.lines(dossier, depth + 1)
        yield depth + 1, f"cách khác ở {self.reference}"

    def meet(self, witness: Witness, year: int) -> None:
        """Theo điều kiện, or by the other way where that branch is taken."""
        self.parts()[witness.branches.get(id(self), 0)].meet(witness, year)

    def miss(self, witness: Witness, year: int) -> None:
        """Không điều kiện, không cách khác."""
        for part in self.parts():
            part.miss(witness, year)

    def edges(self, year: int) -> Iterator[Edge]:
        """Ngưỡng của từng bên, the other not taken."""
        for place, part in enumerate(self.parts()):
            others = tuple((one, year) for one in self.parts() if one is not part)
            for edge in part.edges(year):
                yield replace(
                    edge,
                    branches=((id(self), place), *edge.branches),
                    beside=(*others, *edge.beside),
                )

    def runs(self) -> list[Run]:
        """Chuỗi năm của điều kiện; that of another way is no part of the requirements."""
        return self.condition.runs()

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét cả hai: what is told is the condition, unless the other way holds."""
        found = self.condition.measure(dossier, year)
        asked = f"({found.threshold})" if found.is_joined else found.threshold
        threshold = f"{asked}; hoặc cách khác ở {self.reference}"
        found = replace(found, threshold=threshold, is_joined=True)
        if found.state is MET:
            return found
        other = self.way.measure(dossier, year)
        if other.state is MET:
            value = f"{other.about}: {other.value}" if other.about else other.value
            said = f"theo {self.reference}: {value}"
            return Measured(state=MET, about="", value=said, threshold=threshold, by_way=True)
        if other.state is MISSING or found.state is MISSING:
            missing = [one.remedy for one in (found, other) if one.state is MISSING]
            remedy = "; hoặc ".join(dict.fromkeys(missing))
            is_by_way = found.state is NOT_MET
            return replace(found, state=MISSING, remedy=remedy, shortfall=None, by_way=is_by_way)
        remedy = f"{found.remedy}; hoặc cách khác ở {self.reference}"
        return replace(found, state=NOT_MET, remedy=remedy)
