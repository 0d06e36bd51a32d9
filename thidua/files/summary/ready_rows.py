"""Dòng làm sẵn: rows whose cells come again on many sheets, made once and repeated as they are.

xlsxwriter carries every cell through a table, a tuple and a list of attributes. In a workbook with
a sheet for each unit nearly all cells hold what a cell of the same column held on another sheet,
and that way is most of the time of an export. Here xlsxwriter writes each content once, in its
place and by the one way every text and number enters a workbook; what it wrote is kept and put
under the addresses of the other sheets. So styles, escapes and shared strings are its own.

All that leans on what xlsxwriter does not document stands here; `tests/files/test_ready_rows.py`
fails when it moves.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from thidua.files.styles import BookWriter, row_height

_TEXT_MARK = ' t="s"'


class Piece(NamedTuple):
    """Ô làm sẵn: its XML after the address, and how many lines its text needs."""

    xml: str
    lines: int


class ReadySheet(Worksheet):  # type: ignore[misc] # xlsxwriter says nothing of its types
    """Trang có dòng làm sẵn, which stand below all that is written on it in the usual way."""

    def __init__(self) -> None:
        super().__init__()
        self.fh: Any
        self._ready: list[str] = []

    def taken(self, row: int, column: int) -> str:
        """Ô vừa ghi, taken out of the sheet again: its XML after the address."""
        cell = self.table[row].pop(column)
        written = self._written(lambda: self._write_cell(row, column, cell))
        if _TEXT_MARK in written:
            self.str_table.count -= 1  # counted with the rows it stands in
        return written.removeprefix(f'<c r="{xl_rowcol_to_cell(row, column)}"')

    def opening(self, row: int, height: float | None) -> str:
        """Thẻ mở của dòng này."""
        if height is not None:
            self.set_row(row, height)
        return self._written(lambda: self._write_row(row, None, self.row_info.pop(row, None)))

    def add(self, rows: Sequence[str], last_row: int, last_column: int) -> None:
        """Thêm các dòng làm sẵn, down to this last cell."""
        self._check_dimensions(last_row, last_column)
        added = "".join(rows)
        self.str_table.count += added.count(_TEXT_MARK)
        self._ready.append(added)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Công thức đã sẵn: ours use no function that was added after the format was made.

        Looking for one of these is most of the time that a formula takes.
        """
        return formula.removeprefix("=")

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.write("".join(self._ready))

    def _written(self, write: Callable[[], None]) -> str:
        kept, self.fh = self.fh, StringIO()
        try:
            write()
            return str(self.fh.getvalue())
        finally:
            self.fh = kept


class ReadyRows:
    """Kho ô và dòng làm sẵn, of sheets with the same columns in one workbook."""

    def __init__(self, book: BookWriter, widths: Sequence[float]) -> None:
        self._book, self._widths = book, widths
        self._texts: dict[tuple[int, Format, str], Piece] = {}
        self._numbers: dict[tuple[Format, Decimal | None], Piece] = {}
        self._formulas: dict[tuple[Format, str, float | str], Piece] = {}
        self._openings: dict[tuple[int, int], str] = {}
        self._addresses: dict[int, list[str]] = {}

    def sheet(self, title: str) -> ReadySheet:
        """Thêm một trang."""
        return self._book.sheet_of(ReadySheet, title, self._widths)

    def text(self, sheet: ReadySheet, row: int, column: int, text: str, style: Format) -> Piece:
        """Ô chữ."""
        key = (column, style, text)
        found = self._texts.get(key)
        if found is None:
            self._book.text(sheet, row, column, text, style)
            lines = self._book.take_lines(sheet, row)
            found = self._texts[key] = Piece(sheet.taken(row, column), lines)
        return found

    def number(
        self, sheet: ReadySheet, row: int, column: int, value: Decimal | None, style: Format
    ) -> Piece:
        """Ô số."""
        key = (style, value)
        found = self._numbers.get(key)
        if found is None:
            self._book.number(sheet, row, column, value, style)
            found = self._numbers[key] = Piece(sheet.taken(row, column), 1)
        return found

    def formula(
        self, sheet: ReadySheet, row: int, column: int, formula: str, style: Format,
        value: Decimal | int | str,
    ) -> Piece:  # fmt: skip
        """Ô công thức with the app's value beside it."""
        kept = value if isinstance(value, str) else float(value)
        key = (style, formula, kept)
        found = self._formulas.get(key)
        if found is None:
            sheet.write_formula(row, column, formula, style, kept)
            found = self._formulas[key] = Piece(sheet.taken(row, column), 1)
        return found

    def row(self, sheet: ReadySheet, row: int, pieces: Sequence[Piece]) -> str:
        """Dòng gồm các ô này, from the first column on, as tall as its texts need."""
        lines = max([piece.lines for piece in pieces])
        opening = self._openings.get((row, lines))
        if opening is None:
            height = row_height(lines) if lines > 1 else None
            opening = self._openings[row, lines] = sheet.opening(row, height)
        addresses = self._addresses.get(row)
        if addresses is None:
            addresses = [f'<c r="{xl_col_to_name(i)}{row + 1}"' for i in range(len(self._widths))]
            self._addresses[row] = addresses
        cells = [address + piece.xml for address, piece in zip(addresses, pieces, strict=True)]
        return f"{opening}{''.join(cells)}</row>"
