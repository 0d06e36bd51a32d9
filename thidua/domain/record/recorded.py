"""Mục nhật ký as people read it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
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
