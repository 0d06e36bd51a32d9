"""Trang danh sách: the first sheet of a workbook that has the header of a list."""

from collections.abc import Collection, Sequence

from thidua.domain.finding import Finding, error
from thidua.files.cells import Book
from thidua.files.table import TableRow, find_table


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
    """Các dòng của danh sách; what was wrong with the other sheets is told only where none fits."""
    passed: list[Finding] = []
    for sheet in book.sheets.values():
        tried: list[Finding] = []
        table = find_table(
            sheet, titles, required, tried, filled_down=filled_down, codes=codes, names=names
        )
        if table is None:
            passed += tried
            continue
        findings += tried
        if not table.rows:
            findings.append(error("empty", "chưa có dòng nào", f"Trang {sheet.title}"))
        return table.rows
    findings += passed
    return ()
