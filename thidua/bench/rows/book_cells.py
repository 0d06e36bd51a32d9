"""Ô của sổ: what a workbook holds, whoever wrote it."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

Cells = list[tuple[str, list[tuple[int, int, Any, Any]]]]
"""Ô theo trang: row, column, content, and for a formula the value kept beside it."""


def cells_of(content: bytes) -> Cells:
    """Mọi ô có nội dung of a workbook, with the values its formulas keep."""
    written = load_workbook(BytesIO(content), read_only=True)
    kept = load_workbook(BytesIO(content), read_only=True, data_only=True)
    found: Cells = []
    for sheet, values in zip(written.worksheets, kept.worksheets, strict=True):
        listed = [
            (cell.row - 1, cell.column - 1, cell.value, value.value)
            for cells, same in zip(sheet.iter_rows(), values.iter_rows(), strict=True)
            for cell, value in zip(cells, same, strict=True)
            if cell.value is not None
        ]
        found.append((sheet.title, listed))
    written.close()
    kept.close()
    return found


def count(cells: Cells) -> int:
    """Số ô có nội dung."""
    return sum(len(listed) for _, listed in cells)
