"""Bảng tính OpenDocument: an .ods workbook read as it streams by, into the same exact cells.

Only the part with the cells is unpacked. A value is taken from what the file states of it, not
from how it is shown, and per cent is a kind of value there, not a look.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from defusedxml.ElementTree import iterparse

from thidua.domain.ground.errors import Refused
from thidua.files.cells import (
    MAX_COLUMNS,
    MAX_MARKS,
    MAX_PARTS,
    MAX_PASSED,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED,
    Book,
    Cell,
    Merge,
)
from thidua.files.reading.values import (
    SheetMaker,
    address,
    damaged,
    day_cell,
    error_cell,
    formula_cell,
    linked,
    locked,
    number_cell,
    text_cell,
    too_many,
    truth_cell,
)

PROGRAM = "LibreOffice"
_CONTENT = "content.xml"
_CHUNK = 1024 * 1024
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_EXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_OFFICE, _TABLE = f"{{{_SPACE}office:1.0}}", f"{{{_SPACE}table:1.0}}"
_TEXT, _STYLE = f"{{{_SPACE}text:1.0}}", f"{{{_SPACE}style:1.0}}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROW, _SHEET = f"{_TABLE}table-row", f"{_TABLE}table"
_FOREIGN = (f"{_TABLE}table-source", f"{_TABLE}dde-link", f"{_OFFICE}dde-source")


def read_ods(data: bytes, shown: str) -> Book:
    """Đọc sổ .ods; Refused with the reason and the cure where it cannot be."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        _check_package(package, shown)
        with package.open(_CONTENT) as content:
            return Book(shown, _Reader(shown).read(content))
    except Refused:
        raise
    except Exception as fault:  # the package and its parser raise whatever a damaged file says
        raise damaged(shown, PROGRAM) from fault


def _check_package(package: zipfile.ZipFile, shown: str) -> None:
    """Gói tệp: no password, no macros, of bearable size."""
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_dense = unpacked > _CHUNK and unpacked / packed > MAX_RATIO
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or too_dense:
        raise Refused(f"Tệp «{shown}» giải nén ra quá lớn nên bị từ chối")
    names = {part.filename for part in parts}
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Refused(f"Tệp «{shown}» có macro; hãy lưu lại không có macro")
    if "META-INF/manifest.xml" in names:
        with package.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(_CHUNK):
                raise locked(shown)
    if _CONTENT not in names:
        raise damaged(shown, PROGRAM)
    with package.open(_CONTENT) as content:
        marks = sum(chunk.count(b"<") for chunk in iter(lambda: content.read(_CHUNK), b""))
    if marks > MAX_MARKS:
        raise too_many(shown)


class _Reader:
    """Người đọc: keeps the place it has come to, and drops each cell once it is read."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._maker = SheetMaker(shown)
        self._hidden_looks: set[str] = set()
        self._depth = self._row = self._column = self._again = 0
        self._merges: list[Merge] = []
        self._is_hidden = False

    def read(self, content: Any) -> dict[str, Any]:  # noqa: ANN401
        """Đọc mọi trang of the content part."""
        open_now: list[Any] = []
        for event, element in iterparse(content, events=("start", "end")):
            if event == "start":
                open_now.append(element)
                self._enter(element)
                continue
            open_now.pop()
            self._leave(element)
            if element.tag in _FOREIGN:
                raise linked(self._shown)
            if self._depth <= 1 and element.tag in (*_CELLS, _ROW, _SHEET):
                del open_now[-1][-1]
        return self._maker.sheets

    def _enter(self, element: Any) -> None:  # noqa: ANN401
        if element.tag == _SHEET:
            self._depth += 1
            if self._depth == 1:
                self._maker.begin(element.get(f"{_TABLE}name", ""))
                self._is_hidden = element.get(f"{_TABLE}style-name") in self._hidden_looks
                self._row, self._merges = 1, []
        elif element.tag == _ROW and self._depth == 1:
            self._column = 1
            self._again = _repeats(element, "rows")

    def _leave(self, element: Any) -> None:  # noqa: ANN401
        if element.tag == f"{_STYLE}style":
            look = element.find(f"{_STYLE}table-properties")
            if look is not None and look.get(f"{_TABLE}display") == "false":
                self._hidden_looks.add(element.get(f"{_STYLE}name", ""))
        elif element.tag == _SHEET:
            if self._depth == 1:
                self._maker.finish(self._merges, hidden=self._is_hidden)
            self._depth -= 1
        elif self._depth == 1 and element.tag == _ROW:
            self._row += self._again
        elif self._depth == 1 and element.tag in _CELLS:
            self._read_cell(element)

    def _read_cell(self, element: Any) -> None:  # noqa: ANN401
        width = _repeats(element, "columns")
        if element.tag == _CELLS[0]:
            self._read_merge(element)
            if len(element) or len(element.attrib) > 1:
                self._put(element, width)
        self._column += width

    def _read_merge(self, element: Any) -> None:  # noqa: ANN401
        across = int(element.get(f"{_TABLE}number-columns-spanned", 1))
        down = int(element.get(f"{_TABLE}number-rows-spanned", 1))
        if across > 1 or down > 1:
            if across < 1 or down < 1 or self._row + down > MAX_PASSED:
                raise damaged(self._shown, PROGRAM)
            bottom, right = self._row + down - 1, self._column + across - 1
            self._merges.append(Merge(self._row, self._column, bottom, right))

    def _put(self, element: Any, width: int) -> None:  # noqa: ANN401
        first = address(1, min(self._column, MAX_COLUMNS))
        read = _cell(element, first)
        if read.is_empty or self._column > MAX_COLUMNS:
            return
        if self._row + self._again - 1 > MAX_PASSED:
            title = self._maker.title
            raise Refused(f"Trang «{title}» của tệp «{self._shown}» có ô ở dòng rất xa; hãy xóa đi")
        last = min(self._column + width, MAX_COLUMNS + 1)
        for row in range(self._row, self._row + min(self._again, MAX_ROWS + 1)):
            for column in range(self._column, last):
                cell = replace(read, address=address(row, column))
                self._maker.put(row, column, cell)


def _repeats(element: Any, what: str) -> int:  # noqa: ANN401
    found = int(element.get(f"{_TABLE}number-{what}-repeated", 1))
    if found < 1:
        raise ValueError(found)
    return found


def _cell(element: Any, place: str) -> Cell:  # noqa: ANN401
    shown = _shown_cell(element, place)
    return formula_cell(place, shown.value) if element.get(f"{_TABLE}formula") else shown


def _shown_cell(element: Any, place: str) -> Cell:  # noqa: ANN401
    """Ô như nó hiện ra, the result of its formula where it has one."""
    kind = element.get(f"{_OFFICE}value-type")
    if element.get(f"{_EXT}value-type") == "error":
        return error_cell(place, "".join(_words(element))[:40])
    stated = element.get(f"{_OFFICE}value")
    match kind:
        case "float" | "percentage" | "currency":
            return _number(place, stated, percent=kind == "percentage")
        case "boolean":
            return truth_cell(place, element.get(f"{_OFFICE}boolean-value") == "true")
        case "date":
            return day_cell(place, datetime.fromisoformat(element.get(f"{_OFFICE}date-value", "")))
    written = element.get(f"{_OFFICE}string-value")
    return text_cell(place, "".join(_words(element)) if written is None else written)


def _number(place: str, stated: str | None, *, percent: bool) -> Cell:
    try:
        value = Decimal(stated or "")
    except InvalidOperation as fault:
        raise ValueError(stated) from fault
    return number_cell(place, value, percent=percent)


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401
    """Chữ trong ô: its paragraphs, one a line; not what hangs on the cell, its note or picture."""
    paragraphs = [one for one in element if one.tag == f"{_TEXT}p"]
    for number, paragraph in enumerate(paragraphs):
        yield "\n" if number else ""
        yield from _flat(paragraph)


def _flat(paragraph: Any) -> Iterator[str]:  # noqa: ANN401
    """Chữ của một đoạn, walked without recursion since a file may nest as deep as it likes."""
    waiting: list[Any] = [paragraph]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if one.tag == f"{_OFFICE}annotation":
            continue
        if one.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            yield " "
        elif one.tag == f"{_TEXT}line-break":
            yield "\n"
        for child in reversed(one):
            waiting += [child.tail or "", child]
        waiting.append(one.text or "")
