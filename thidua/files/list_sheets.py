"""Trang danh sách: the sheets of a workbook that have the header of a list."""

from collections.abc import Collection, Sequence

from thidua.domain.finding import Finding, error
from thidua.domain.text import folded
from thidua.files.cells import Book, Sheet
from thidua.files.styles import GUIDE_SHEET
from thidua.files.table import Table, TableRow, find_table


def list_rows(
    book: Book,
    titles: Sequence[str],
    required: Collection[str],
    findings: list[Finding],
    *,
    filled_down: Collection[str] = (),
    codes: Collection[str] = (),
    names: Collection[str] = (),
) -> Sequence[TableRow]:
    """Các dòng của danh sách, of one sheet after the other; the guide of a template is passed by.

    What was wrong with a sheet without the header is told only where none has it.
    """
    passed: list[Finding] = []
    lists: list[tuple[Sheet, Table, list[Finding]]] = []
    for sheet in book.sheets.values():
        tried: list[Finding] = []
        table = find_table(
            sheet, titles, required, tried, filled_down=filled_down, codes=codes, names=names
        )
        if table is None:
            passed += tried
        else:
            lists.append((sheet, table, tried))
    if not lists:
        findings += passed
        return ()
    kept = [one for one in lists if folded(one[0].title) != folded(GUIDE_SHEET)] or lists
    findings += [fault for _, _, tried in kept for fault in tried]
    rows = [row for _, table, _ in kept for row in table.rows]
    if not rows:
        findings.append(error("empty", "chưa có dòng nào", f"Trang {kept[0][0].title}"))
    return rows
