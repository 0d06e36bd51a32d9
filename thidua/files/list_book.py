"""Sổ danh sách từ một văn bản: the tables of a paper as sheets, text for text as on the paper."""

from collections.abc import Sequence

from thidua.domain.document.blocks import Cell, CellKind, Table, plain
from thidua.files.styles import BookWriter, sheet_titles

_WIDTH = 2.6
_STYLES = {CellKind.NUMBER: "number", CellKind.CENTER: "centred"}


def list_book(title: str, mark: str, tables: Sequence[tuple[str, Table]]) -> bytes:
    """Sổ của các bảng này, a sheet each; `mark` stands under every title."""
    book = BookWriter(title)
    names = sheet_titles([said for said, _ in tables])
    for name, (said, table) in zip(names, tables, strict=True):
        sheet = book.sheet(name, [max(6.0, one.share * _WIDTH) for one in table.columns])
        book.text(sheet, 0, 0, said, book.style("title"))
        book.text(sheet, 1, 0, mark, book.style("note"))
        book.header(sheet, 3, [one.heading for one in table.columns])
        for row, cells in enumerate([*table.rows, *([table.total] if table.total else [])], 4):
            for column, (cell, of) in enumerate(zip(cells, table.columns, strict=True)):
                style = book.style(_STYLES.get(of.kind, "locked"))
                book.text(sheet, row, column, _text(cell), style)
        sheet.freeze_panes(4, 0)
        book.page(sheet, 3, title, mark)
    return book.content()


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else plain(cell)
