"""Kho tệp: where files that people bring lie, evidence and signed papers alike."""

from pathlib import Path

from sqlmodel import Session

from thidua.db.engine import folder_of

FILES = "minh-chung"


def folder(session: Session) -> Path:
    """Kho tệp, beside this database; with several servers it must be one they share."""
    return folder_of(session) / FILES
