"""Sổ Excel 97–2003: an .xls workbook as the same exact cells; nothing above knows of xlrd.

The container is opened by `ole`, since xlrd would follow a chain that bites its own tail for ever.
The stream inside is gone through once before it is parsed: its records are counted, what no cell
needs is struck out — names, pictures, looks of empty cells — and only then is it read. So what a
hostile file brings to the parser is bounded and dull.
"""

import io
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlrd import open_workbook, xldate_as_datetime
from xlrd.biffh import error_text_from_code

from thidua.domain.ground.errors import Refused
from thidua.files.cells import (
    MAX_COLUMNS,
    MAX_FRAME_MARKS,
    MAX_MARKS,
    MAX_MERGED,
    MAX_SHEETS,
    Book,
    Cell,
    Merge,
)
from thidua.files.reading.ole import Container
from thidua.files.reading.values import (
    SheetMaker,
    address,
    damaged,
    day_cell,
    error_cell,
    formula_cell,
    linked,
    locked,
    long_merges,
    many_sheets,
    number_cell,
    text_cell,
    too_many,
    truth_cell,
)

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF8 = 0x0600
_BOF, _EOF, _FORMULA, _BOUNDSHEET, _CONTINUE, _SST = 0x809, 0x0A, 0x06, 0x85, 0x3C, 0xFC
_FILEPASS, _SUPBOOK, _MERGED = 0x2F, 0x1AE, 0xE5
_FRAME = {_BOUNDSHEET, _SST, 0x42, 0x22, 0x41E, 0xE0, 0x31}  # code page, epoch, formats, fonts
_MULRK = 0xBD
_CELLS = {_FORMULA, 0x203, 0xFD, 0x204, 0x27E, 0x205, 0xD6, _MULRK}
_STRING = 0x207
_KEPT = {_BOF, *_CELLS, _STRING, 0x221, 0x4BC, 0x236}  # these stand between a formula and its text
_STRUCK = 0xFFFF
_OWN_BOOK, _ADD_IN = b"\x01\x04", b"\x01\x3a"
_WORKSHEET, _MACRO_SHEETS = 0, (1, 6)
_NUMBER, _DATE, _TRUTH, _ERROR, _WORDS = 2, 3, 4, 5, 1


def read_xls(data: bytes, shown: str) -> Book:
    """Đọc sổ .xls; Refused with the reason and the cure where it cannot be."""
    try:
        return _read(data, shown)
    except Refused:
        raise
    except Exception as fault:  # xlrd lets whatever a damaged file makes it trip over through
        raise damaged(shown) from fault


def _read(data: bytes, shown: str) -> Book:
    container = Container(data)
    names = container.names
    if "EncryptedPackage" in names:
        raise locked(shown)
    if "_VBA_PROJECT_CUR" in names:
        raise Refused(f"Tệp «{shown}» có macro; hãy lưu lại kiểu .xlsx không có macro")
    held = container.part("Workbook")
    if held is None:
        message = f"Tệp «{shown}» không phải sổ Excel; hãy mở bằng Excel và lưu lại kiểu .xlsx"
        if "Book" in names:
            message = f"Tệp «{shown}» lưu kiểu Excel 95; hãy mở bằng Excel và lưu lại kiểu .xlsx"
        raise Refused(message)
    stream = _Stream(bytearray(held), shown)
    stream.sift()
    return Book(shown, _sheets(stream, shown))


@dataclass(slots=True)
class _SheetParts:
    """Phần của một trang told by its records before it is parsed."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)


class _Stream:
    """Dòng bản ghi của sổ: sifted in place, every kept record where it was."""

    def __init__(self, held: bytearray, shown: str) -> None:
        self.held, self._shown = held, shown
        self.parts: dict[int, _SheetParts] = defaultdict(_SheetParts)
        self.offsets: list[int] = []
        self._marks = self._merged = 0

    def sift(self) -> None:
        """Sàng: only the frame and the worksheets' cells stay."""
        end = self._sift_frame()
        if len(self.offsets) > MAX_SHEETS:
            raise many_sheets(self._shown)
        for offset in sorted(self.offsets):
            if offset < end:  # two sheets out of one place
                raise damaged(self._shown)
            end = self._sift_sheet(offset)

    def _records(self, position: int) -> Iterator[tuple[int, int, int]]:
        while True:
            code, length = struct.unpack_from("<HH", self.held, position)
            yield position, code, length
            self._marks += 1
            if self._marks > MAX_MARKS:
                raise too_many(self._shown)
            position += 4 + length

    def _strike(self, position: int) -> None:
        struct.pack_into("<H", self.held, position, _STRUCK)

    def _sift_frame(self) -> int:
        kept = 0
        before = 0
        for position, code, length in self._records(0):
            body = memoryview(self.held)[position + 4 : position + 4 + length]
            if position == 0:
                if code != _BOF or struct.unpack_from("<H", body)[0] != _BIFF8:
                    raise damaged(self._shown)
            elif code == _EOF:
                return position + 4 + length
            elif code == _FILEPASS:
                raise locked(self._shown)
            elif code == _SUPBOOK and bytes(body[2:4]) not in (_OWN_BOOK, _ADD_IN):
                raise linked(self._shown)
            elif code in _FRAME or (code == _CONTINUE and before == _SST):
                kept += code != _CONTINUE
                if kept > MAX_FRAME_MARKS:
                    raise too_many(self._shown)
                if code == _BOUNDSHEET:
                    self._note_sheet(body)
            else:
                self._strike(position)
            before = before if code == _CONTINUE else code
        raise damaged(self._shown)

    def _note_sheet(self, body: memoryview) -> None:
        offset, _, kind = struct.unpack_from("<IBB", body)
        if kind in _MACRO_SHEETS:
            raise Refused(f"Tệp «{self._shown}» có macro; hãy lưu lại kiểu .xlsx không có macro")
        if kind == _WORKSHEET:
            self.offsets.append(offset)

    def _sift_sheet(self, offset: int) -> int:
        """Sàng một trang; charts lie inside as streams of their own and are struck out whole."""
        parts, depth, before = self.parts[offset], 0, 0
        for position, code, length in self._records(offset):
            if code == _BOF:
                depth += 1
            if depth == 1 and code == _EOF:
                return position + 4 + length
            if depth == 1 and code == _MERGED:
                self._note_merges(parts, position, length)
            is_rest = code == _CONTINUE and before == _STRING
            if depth > 1 or not (code in _KEPT or is_rest):
                self._strike(position)
            elif code in _CELLS:
                row, column = struct.unpack_from("<HH", self.held, position + 4)
                if column >= MAX_COLUMNS:
                    self._strike(position)
                elif code == _FORMULA:
                    parts.formulas.add((row, column))
                elif code == _MULRK:
                    self._marks += length // 6
            depth -= code == _EOF
            before = before if code == _CONTINUE else code
        raise damaged(self._shown)

    def _note_merges(self, parts: _SheetParts, position: int, length: int) -> None:
        (count,) = struct.unpack_from("<H", self.held, position + 4)
        if count > length // 8:
            raise damaged(self._shown)
        for number in range(count):
            place = position + 6 + 8 * number
            top, bottom, left, right = struct.unpack_from("<HHHH", self.held, place)
            if top > bottom or left > right:
                raise damaged(self._shown)
            self._merged += bottom - top + 1
            parts.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
        if self._merged > MAX_MERGED:
            raise long_merges(self._shown, self._merged)


def _sheets(stream: _Stream, shown: str) -> dict[str, Any]:
    maker = SheetMaker(shown)
    book = open_workbook(
        file_contents=bytes(stream.held),
        logfile=io.StringIO(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )
    percents = _percent_looks(book)
    for index, (title, offset) in enumerate(zip(book.sheet_names(), stream.offsets, strict=True)):
        sheet = book.sheet_by_index(index)
        maker.begin(title)
        parts = stream.parts[offset]
        for row in range(sheet.nrows):
            for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
                kind = sheet.cell_type(row, column)
                cell = None
                if _WORDS <= kind <= _ERROR:
                    cell = _cell(book, sheet, row, column, percents)
                if (row, column) in parts.formulas:
                    result = None if cell is None else cell.value
                    cell = formula_cell(address(row + 1, column + 1), result)
                if cell is not None:
                    maker.put(row + 1, column + 1, cell)
        maker.finish(parts.merges, hidden=sheet.visibility != 0)
        book.unload_sheet(index)
    return maker.sheets


def _percent_looks(book: Any) -> set[int]:  # noqa: ANN401
    formats = book.format_map
    return {
        index
        for index, look in enumerate(book.xf_list)
        if look.format_key in formats and "%" in formats[look.format_key].format_str
    }


def _cell(book: Any, sheet: Any, row: int, column: int, percents: set[int]) -> Cell:  # noqa: ANN401
    place = address(row + 1, column + 1)
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == _WORDS:
        return text_cell(place, value)
    if kind == _TRUTH:
        return truth_cell(place, bool(value))
    if kind == _ERROR:
        return error_cell(place, error_text_from_code.get(value, "#N/A"))
    if kind == _DATE:
        moment = xldate_as_datetime(value, book.datemode)
        return day_cell(place, moment if value >= 1 else moment.time())
    percent = sheet.cell_xf_index(row, column) in percents
    return number_cell(place, Decimal(f"{value:.15g}"), percent=percent)
