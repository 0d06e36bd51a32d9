"""Bản sao lưu."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Backup:
    """Một bản sao lưu: its file, when it was made and how large it is."""

    file: Path
    made_at: datetime
    size: int


class BackupCause(StrEnum):
    """Vì sao sao lưu: who or what asked for the copy."""

    REQUEST = "request"
    COMMAND = "command"
    STAGE = "stage"
    UPGRADE = "upgrade"
    ELSEWHERE = "elsewhere"
