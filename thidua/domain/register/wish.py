"""Dòng muốn ghi: what a form or a file says of one row, before anything is understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from thidua.domain.ground.text import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterWish:
    """Dòng muốn ghi: cells by the code of their column; of what is not there, what stands stays.

    Without a code one is given. `at` are the places of the cells of a file, by title.
    """

    code: str
    year: int | None
    unit: str
    cells: Mapping[str, Written] = field(default_factory=dict)
    programme: str | None = None
    evidence: str | None = None
    note: str | None = None
    at: Mapping[str, str] = field(default_factory=dict, compare=False)

    def where(self, title: str) -> str:
        """Chỗ của ô, for findings."""
        return self.at.get(title, "")


def is_blank(cell: Written) -> bool:
    """Ô trống."""
    return cell is None or (not isinstance(cell, Decimal) and not cell.strip())
