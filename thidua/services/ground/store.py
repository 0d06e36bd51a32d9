"""Kho tệp: where files that people bring lie, evidence and signed papers alike."""

from pathlib import Path

from thidua.db.engine import data_folder

_FOLDER = "minh-chung"


def folder() -> Path:
    """Kho tệp, beside the data; with several servers it must be one they share."""
    return data_folder() / _FOLDER
