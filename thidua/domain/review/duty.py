"""Phần việc chấm chéo: one sheet somebody owes, and what became of it."""

from dataclasses import dataclass

from thidua.domain.period.period import Member
from thidua.domain.scoring.sheet import SheetStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Phần việc của một người chấm: one unit to review, how far, and what became of it."""

    reviewer: str
    unit: Member
    groups: tuple[str, ...]
    codes: tuple[str, ...]
    done: int
    status: SheetStatus = SheetStatus.DRAFT
    returned_reason: str = ""
    recused: str = ""
    absent: str = ""

    @property
    def is_over(self) -> bool:
        """Không còn việc: handed in, recused or absent."""
        return self.status is SheetStatus.SUBMITTED or bool(self.recused or self.absent)
