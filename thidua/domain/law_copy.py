"""Bản luật của người dùng: files of their own over the shipped law book, each with its versions."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LawSheet:
    """Một tệp luật đi kèm phần mềm, to be read and to be copied."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class LawCopy:
    """Bản luật của người dùng: one version of one file; its entries replace those of their code."""

    name: str
    text: str
    version: int
    set_by: str
    set_at: datetime
    reason: str = ""
    live: bool = True
