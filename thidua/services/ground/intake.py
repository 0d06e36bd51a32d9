"""Nhận tệp: an uploaded workbook as the draft, roster or score rows it holds, with its findings."""

from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.ground.finding import Finding
from thidua.domain.period.roster import RosterRow
from thidua.domain.scoring.file import ScoreFile
from thidua.domain.scoring.wide.grid import Grid
from thidua.files.cells import Book, read_book
from thidua.files.covenant_book import read_covenant_book
from thidua.files.covenant_out import covenant_template
from thidua.files.reading.any_book import TABLE_ENDINGS, read_any
from thidua.files.reading.delimited import read_pasted
from thidua.files.roster_book import read_roster_book
from thidua.files.roster_out import roster_template
from thidua.files.score_book import read_score_book
from thidua.files.wide_sheet import wide_grid

__all__ = [
    "WIDE_TYPES",
    "covenant",
    "covenant_template",
    "roster",
    "roster_template",
    "scores",
    "wide",
    "wide_pasted",
]

WIDE_TYPES = TABLE_ENDINGS
"""Đuôi tệp của bảng rộng."""


def covenant(content: bytes, name: str) -> tuple[CovenantDraft | None, list[Finding]]:
    """Sổ giao ước đã tải lên; Refused when the file itself cannot be read."""
    return read_covenant_book(read_book(content, name))


def roster(content: bytes, name: str) -> tuple[list[RosterRow], list[Finding]]:
    """Sổ đơn vị đã tải lên."""
    return read_roster_book(read_book(content, name))


def scores(content: bytes, name: str) -> tuple[ScoreFile | None, list[Finding]]:
    """Sổ điểm đã tải lên."""
    return read_score_book(read_book(content, name))


def wide(content: bytes, name: str) -> list[Grid]:
    """Bảng của khối đã tải lên, sheet by sheet, those that hold anything."""
    return _grids(read_any(content, name))


def wide_pasted(text: str) -> list[Grid]:
    """Bảng của khối đã dán."""
    return _grids(read_pasted(text))


def _grids(book: Book) -> list[Grid]:
    return [wide_grid(sheet) for sheet in book.sheets.values() if sheet.rows]
