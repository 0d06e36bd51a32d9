"""Bảng rộng trong sổ: a sheet of a block's own form as a grid, formulas by their results."""

from thidua.domain.scoring.wide.grid import Grid, Span, Square
from thidua.files.cells import Book, Cell, Sheet

_NO_RESULT = (
    "chứa công thức mà tệp không giữ kết quả; hãy mở bằng Excel rồi lưu lại, hoặc dán giá trị"
)


def wide_grid(sheet: Sheet) -> Grid:
    """Lưới của trang; a formula is its kept result, and says so."""
    rows = {
        number: {column: _square(cell) for column, cell in row.items() if not cell.is_empty}
        for number, row in sheet.rows.items()
    }
    return Grid(
        title=sheet.title,
        rows={number: row for number, row in rows.items() if row},
        spans=tuple(Span(one.top, one.left, one.bottom, one.right) for one in sheet.merges),
        hidden_rows=sheet.unseen.rows,
        hidden_columns=sheet.unseen.columns,
        beyond=sheet.unseen.beyond,
    )


def wide_grids(book: Book) -> list[Grid]:
    """Lưới của mọi trang that holds anything."""
    return [wide_grid(sheet) for sheet in book.sheets.values() if sheet.rows]


def _square(cell: Cell) -> Square:
    if not cell.is_formula:
        return Square(cell.value, cell.address, cell.fault)
    fault = _NO_RESULT if cell.computed is None else ""
    return Square(cell.computed, cell.address, fault, is_computed=True)
