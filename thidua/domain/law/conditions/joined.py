"""Nhiều điều kiện nối lại."""

from dataclasses import dataclass
from typing import Self

from thidua.domain.law.conditions.base import Condition, Run
from thidua.domain.law.conditions.source import Source


@dataclass(frozen=True, slots=True)
class Joined(Condition):
    """Nhiều điều kiện nối lại, in the order written."""

    conditions: tuple[Condition, ...]

    @classmethod
    def read(cls, source: Source) -> Self:
        """Đọc: `of`."""
        return cls(source.inners("of"))

    def parts(self) -> tuple[Condition, ...]:
        """Các điều kiện."""
        return self.conditions

    def runs(self) -> list[Run]:
        """Chuỗi năm của các điều kiện."""
        return [run for part in self.conditions for run in part.runs()]
