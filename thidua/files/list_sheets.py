"""Trang danh sách: the sheets of a workbook that have the header of a list."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from thidua.domain.ground.finding import Findings, Severity
from thidua.files.cells import Book, Sheet
from thidua.files.table import Table, TableRow, find_table, looks_like_table
from thidua.files.two_line_headings import in_one_line
from thidua.files.unread_sheets import is_guide, unread_sheets


def list_rows(
    book: Book,
    titles: Sequence[str],
    required: Collection[str],
    findings: Findings,
    *,
    filled_down: Collection[str] = (),
    codes: Collection[str] = (),
    names: Collection[str] = (),
    is_strict: bool = False,
) -> Sequence[TableRow]:
    """Các dòng của danh sách, of one sheet after the other; the guide of a template is passed by.

    What was wrong with a sheet without the header is told where none has it, and always of a sheet
    that looks like such a list: its rows must not be left out unsaid. Any other sheet beside the
    lists is told as not read. Where `is_strict`, a column that is not of this list stops the
    import: what stands in it was meant for something. A heading of two lines is read as one.
    """
    book = in_one_line(book, titles)
    passed = Findings()
    broken = Findings()
    lists: list[tuple[Sheet, Table]] = []
    faulty: list[Sheet] = []
    for sheet in book.sheets.values():
        if is_guide(sheet):
            continue
        tried = Findings()
        table = find_table(
            sheet, titles, required, tried, filled_down=filled_down, codes=codes, names=names
        )
        if table is not None:
            lists.append((sheet, table))
            findings.take(_strict(tried) if is_strict else tried)
        elif looks_like_table(sheet, titles):
            broken += tried
            faulty.append(sheet)
        else:
            passed += tried
    findings += broken if lists or broken else passed
    if lists or broken:
        findings += unread_sheets(book, [*(sheet for sheet, _ in lists), *faulty])
    if not lists or broken:
        return ()
    rows = [row for _, table in lists for row in table.rows]
    if not rows:
        findings.error("empty", "chưa có dòng nào", f"Trang {lists[0][0].title}")
    return rows


def _strict(found: Findings) -> Findings:
    """Cột không được đọc là lỗi."""
    strict = Findings(found)
    strict[:] = [
        replace(one, severity=Severity.ERROR) if one.code in _UNREAD else one for one in found
    ]
    return strict


_UNREAD = ("unread_column", "untitled_column")
