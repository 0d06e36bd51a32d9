"""Bảng chấm đã lưu: lines and sheets as they stand in the tables; plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand, SheetStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLine:
    """Dòng điểm đã lưu: its entry, and the version a later save must name.

    One that the program made of several sheets has version 0 and no moment of entry. `document` is
    the paper by which somebody else typed it for the unit.
    """

    entry: Entry
    version: int
    entered_by: str
    entered_at: datetime | None
    covenant_version: int
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSheet:
    """Bảng chấm đã lưu của một đơn vị và một người chấm.

    `withdrawn` are the versions of lines that were taken back and hold nothing.
    """

    unit: str
    hand: Hand
    reviewer: str = ""
    status: SheetStatus = SheetStatus.DRAFT
    lines: Mapping[str, StoredLine] = field(default_factory=dict)
    returned_reason: str = ""
    submitted_at: datetime | None = None
    withdrawn: Mapping[str, int] = field(default_factory=dict)

    @property
    def versions(self) -> dict[str, int]:
        """Phiên bản đang dùng của từng dòng, withdrawn ones included, so a save can be checked."""
        return {code: line.version for code, line in self.lines.items()} | dict(self.withdrawn)

    @property
    def entries(self) -> dict[str, Entry]:
        """Dòng điểm theo mã tiêu chí."""
        return {code: line.entry for code, line in self.lines.items()}
