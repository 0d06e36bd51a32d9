"""Mục nhật ký as people read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAct:
    """Một mục nhật ký as people read it; `part` is empty where it is of the whole year."""

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
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Trang nhật ký: its entries, latest first, and where the entries before them begin.

    `count` is of all that were asked for; where it `is_least` there are more, which nobody counted.
    `older` is the position of the last entry shown, None where none is older.
    """

    entries: Sequence[RecordedAct]
    count: int
    is_least: bool = False
    older: int | None = None
