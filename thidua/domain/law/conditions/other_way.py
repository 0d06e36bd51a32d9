"""Cách khác mà cùng một điều luật mở ra."""

from dataclasses import dataclass, replace

from thidua.domain.law.conditions.base import Condition, Dossier
from thidua.domain.law.conditions.measured import Measured


@dataclass(frozen=True, slots=True)
class OtherWay(Condition):
    """Cách khác của điều luật: a condition with its own words and its own article."""

    condition: Condition
    text: str
    reference: str

    def parts(self) -> tuple[Condition, ...]:
        """Điều kiện của cách ấy."""
        return (self.condition,)

    def measure(self, dossier: Dossier, year: int) -> Measured:
        """Xét điều kiện ấy, told by the words and the article of this way."""
        found = self.condition.measure(dossier, year)
        value = None if found.value is None else f"{found.value} ({self.reference})"
        return replace(found, about="", value=value, threshold=f"{self.text} ({self.reference})")
