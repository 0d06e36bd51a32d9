"""Bố cục của bảng rộng: its heading rows, its columns, and what each column is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from thidua.domain.rules.entry import Field
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.headings import LineRole


@dataclass(frozen=True, slots=True, kw_only=True)
class WideColumn:
    """Cột của bảng rộng: a role, or which unit's which input by which hand.

    `field` is None for a column that only names the unit: its numbers are what the criterion takes.
    """

    number: int
    written: str
    role: LineRole | None = None
    unit: str = ""
    field: Field | str | None = None
    hand: Hand | None = None
    is_skipped: bool = False
    is_asked: bool = False

    @property
    def is_value(self) -> bool:
        """Cột điểm của một đơn vị."""
        return bool(self.unit) and self.role is None and not (self.is_skipped or self.is_asked)

    @property
    def holds_points(self) -> bool:
        """Cột ghi điểm, to be added up."""
        return self.is_value and self.field in (None, Field.POINTS)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Bố cục: the heading rows, the columns, and the columns that say what a row is."""

    top: int
    bottom: int
    columns: Mapping[int, WideColumn] = field(default_factory=dict)
    code: int | None = None
    text: int | None = None
    labels: tuple[int, ...] = ()
    unit: str = ""

    @cached_property
    def values(self) -> tuple[WideColumn, ...]:
        """Các cột điểm, from the left."""
        return tuple(one for _, one in sorted(self.columns.items()) if one.is_value)

    def of(self, role: LineRole) -> list[int]:
        """Các cột mang vai này."""
        return [number for number, one in self.columns.items() if one.role is role]
