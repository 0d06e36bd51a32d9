"""Nhận tệp: an uploaded workbook as the draft, roster or score rows it holds, with its findings."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.covenant.table import TableProposal, propose
from thidua.domain.document.letterhead_rows import LetterheadLine
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.period.roster import RosterRow
from thidua.domain.scoring.file import ScoreFile
from thidua.domain.scoring.wide.grid import Grid
from thidua.files.cells import Book
from thidua.files.covenant.book import read_covenant_book
from thidua.files.covenant.criteria_sheet import criteria_sheets, read_criteria_sheet
from thidua.files.covenant.out import covenant_template, covenant_workbook
from thidua.files.reading.any_book import TABLE_ENDINGS, itself, read
from thidua.files.reading.delimited import read_pasted, read_typed
from thidua.files.roster.book import read_roster_book
from thidua.files.roster.letterheads import letterhead_template, read_letterhead_book
from thidua.files.roster.out import roster_template
from thidua.files.scoring.book import read_score_book
from thidua.files.scoring.wide_sheet import wide_grids

ENDINGS = list(TABLE_ENDINGS)
"""Đuôi tệp nhận được where a workbook is asked for."""

__all__ = [
    "ENDINGS",
    "GivenTable",
    "covenant",
    "covenant_template",
    "covenant_workbook",
    "letterhead_template",
    "letterheads",
    "one_row",
    "require_typed",
    "roster",
    "roster_row",
    "roster_template",
    "scores",
    "table_of_file",
    "table_of_text",
    "wide",
    "wide_pasted",
]


Row = TypeVar("Row")


def covenant(content: bytes, name: str) -> tuple[CovenantDraft | None, Findings]:
    """Sổ giao ước đã tải lên; Refused when the file itself cannot be read."""
    return read(read_covenant_book, content, name)


def roster(content: bytes, name: str) -> tuple[list[RosterRow], Findings]:
    """Sổ đơn vị đã tải lên."""
    return read(read_roster_book, content, name)


Reader = Callable[[Book], tuple[list[Row], Findings]]
"""Cách đọc một danh sách trong một sổ."""


def one_row(reader: Reader[Row], cells: Mapping[str, str]) -> tuple[list[Row], Findings]:
    """Một dòng đã gõ, by the title of each cell, read as the same line of a workbook is.

    Refused with every fault that stops it, each said of the cell that it is in.
    """
    titles = list(cells)
    rows, findings = reader(read_typed(titles, list(cells.values())))
    require_typed(findings, titles)
    return rows, Findings(_beside(findings, titles))


def require_typed(findings: Iterable[Finding], titles: Sequence[str]) -> None:
    """Yêu cầu ô đã gõ không sai: Refused with every fault, each said of the cell that it is in."""
    if errors := [one for one in _beside(findings, titles) if one.is_error]:
        raise Refused(f"{'; '.join(map(str, errors))}.")


def _beside(findings: Iterable[Finding], titles: Sequence[str]) -> list[Finding]:
    return [replace(one, place=_cell_named(one.place, titles)) for one in findings]


_ADDRESS = re.compile(r"Ô ([A-Z])\d+ trang .*")


def _cell_named(place: str, titles: Sequence[str]) -> str:
    found = _ADDRESS.fullmatch(place)
    at = len(titles) if found is None else ord(found[1]) - ord("A")
    return f"ô «{titles[at]}»" if at < len(titles) else ""


def roster_row(cells: Mapping[str, str]) -> tuple[list[RosterRow], Findings]:
    """Một đơn vị đã gõ."""
    return one_row(read_roster_book, cells)


def letterheads(content: bytes, name: str) -> tuple[list[LetterheadLine], Findings]:
    """Sổ tên cơ quan đã tải lên."""
    return read(read_letterhead_book, content, name)


def scores(content: bytes, name: str) -> tuple[ScoreFile | None, Findings]:
    """Sổ điểm đã tải lên."""
    return read(read_score_book, content, name)


@dataclass(frozen=True, slots=True)
class GivenTable:
    """Bảng đã đưa vào, and its sheets that hold a table of criteria."""

    book: Book
    sheets: tuple[str, ...]

    def proposal(self, *, block: str, year: int, title: str, sheet: str = "") -> TableProposal:
        """Đề xuất giao ước from one of its sheets."""
        lines, findings = read_criteria_sheet(self.book, sheet)
        found = propose(lines, block=block, year=year, title=title)
        if any(one.code == "no_header" for one in findings):
            return replace(found, findings=tuple(findings))
        return replace(found, findings=(*findings, *found.findings))


def table_of_file(content: bytes | Path, name: str = "") -> GivenTable:
    """Bảng tiêu chí trong một tệp."""
    return _given(read(itself, content, name))


def table_of_text(text: str) -> GivenTable:
    """Bảng tiêu chí đã dán."""
    return _given(read_pasted(text))


def _given(book: Book) -> GivenTable:
    return GivenTable(book, tuple(criteria_sheets(book)))


def wide(content: bytes, name: str) -> list[Grid]:
    """Bảng của khối đã tải lên, sheet by sheet, those that hold anything."""
    return read(wide_grids, content, name)


def wide_pasted(text: str) -> list[Grid]:
    """Bảng của khối đã dán."""
    return wide_grids(read_pasted(text))
