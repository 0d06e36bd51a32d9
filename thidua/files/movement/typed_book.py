"""Phiếu gõ trên màn hình: one row of a list, read by the very reader of its file."""

from collections.abc import Mapping

from thidua.files.cells import Book, Cell, Sheet

_SHEET = "phiếu"


def typed_book(cells: Mapping[str, str]) -> Book:
    """Sổ một dòng từ các ô đã gõ, by the title of their column; findings name the column."""
    titles = {column: Cell(title, title) for column, title in enumerate(cells, 1)}
    typed = {
        column: Cell(text.strip(), f"«{title}»")
        for column, (title, text) in enumerate(cells.items(), 1)
        if text.strip()
    }
    return Book(name=_SHEET, sheets={_SHEET: Sheet(_SHEET, {1: titles, 2: typed})})
