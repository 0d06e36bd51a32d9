"""Bản giao ước: one version of it as it was adopted."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CovenantVersion:
    """Một bản giao ước: who adopted it, when, why."""

    version: int
    title: str
    created_by: str
    created_at: datetime
    fingerprint: str
    effective_from: date | None = None
    reason: str = ""
    document: str = ""
