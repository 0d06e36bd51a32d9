"""Sổ lưu: what services hand to pages about blocks, units and stored lines; plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from thidua.domain.sheet import Entry, Hand, SheetStatus
from thidua.domain.year import Stage, YearKind


@dataclass(frozen=True, slots=True)
class Member:
    """Đơn vị thành viên của khối trong một năm."""

    code: str
    name: str
    short_name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class BlockPeriod:
    """Kỳ thi đua của một khối: which block, which year, at which stage.

    `covenant_version` is None while no covenant has been loaded for it.
    """

    id: int
    block_code: str
    block_name: str
    year: int
    kind: YearKind = YearKind.YEAR
    stage: Stage = Stage.PREPARE
    covenant_version: int | None = None


@dataclass(frozen=True, slots=True)
class CovenantVersion:
    """Một bản giao ước: who adopted it, when, why."""

    version: int
    title: str
    created_by: str
    created_at: datetime
    fingerprint: str
    effective_from: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StoredLine:
    """Dòng điểm đã lưu: its entry, and the version a later save must name.

    One that the program made of several sheets has version 0 and no moment of entry.
    """

    entry: Entry
    version: int
    entered_by: str
    entered_at: datetime | None
    covenant_version: int


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """Bảng chấm đã lưu của một đơn vị và một người chấm."""

    unit: str
    hand: Hand
    reviewer: str = ""
    status: SheetStatus = SheetStatus.DRAFT
    lines: Mapping[str, StoredLine] = field(default_factory=dict)
    returned_reason: str = ""
    submitted_at: datetime | None = None

    @property
    def entries(self) -> dict[str, Entry]:
        """Dòng điểm theo mã tiêu chí."""
        return {code: line.entry for code, line in self.lines.items()}


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """Một mục nhật ký as people read it."""

    position: int
    at: datetime
    actor: str
    on_behalf_of: str
    action: str
    unit: str
    criterion: str
    old: str
    new: str
    reason: str
