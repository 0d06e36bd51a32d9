"""Minh chứng: what a unit shows for a score, and when a score needs it."""

from enum import StrEnum


class EvidenceKind(StrEnum):
    """Loại minh chứng: a file kept here, or a link to where it lies."""

    FILE = "file"
    LINK = "link"
