"""Dự thảo đang soạn: its lines and where it began; the versions kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.covenant.drafting.lines import DraftLine, DraftSheet, on_sheet
from thidua.domain.covenant.drafting.outline import Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVersion:
    """Bản dự thảo đã giữ."""

    number: int
    title: str
    lines: Sequence[DraftLine]
    kept_by: str
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Dự thảo đang soạn; `may_write` says whether who looks may change it."""

    origin: str
    shared: bool
    started_by: str
    started_at: datetime
    lines: tuple[DraftLine, ...]
    may_write: bool

    def sheet(self, sheet: DraftSheet) -> list[DraftLine]:
        """Các dòng của một trang."""
        return on_sheet(self.lines, sheet)

    @property
    def outline(self) -> Outline:
        """Cây của các dòng tiêu chí."""
        return outline_of(self.sheet(DraftSheet.CRITERION))


def outline_of(lines: Sequence[DraftLine]) -> Outline:
    """Cây của các dòng tiêu chí."""
    rows = (one.row for one in lines)
    return Outline(tuple(row for row in rows if isinstance(row, CriterionRow)))
