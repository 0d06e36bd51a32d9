"""Nhiều điều kiện nối lại."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from thidua.domain.law.conditions.base import Condition, Dossier, Run
from thidua.domain.law.conditions.source import Source


@dataclass(frozen=True, slots=True)
class Joined(Condition):
    """Nhiều điều kiện nối lại, in the order written."""

    head: ClassVar[str]
    conditions: tuple[Condition, ...]

    @classmethod
    def read(cls, source: Source) -> Self:
        """Đọc: `of`."""
        return cls(source.inners("of"))

    def parts(self) -> tuple[Condition, ...]:
        """Các điều kiện."""
        return self.conditions

    def lines(self, dossier: Dossier, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Đầu dòng, then each of them one step deeper."""
        yield depth, self.head
        for part in self.conditions:
            yield from part.lines(dossier, depth + 1)

    def runs(self) -> list[Run]:
        """Chuỗi năm của các điều kiện."""
        return [run for part in self.conditions for run in part.runs()]
