"""Ô và trang: reads a workbook safely into exact cells; nothing above knows of openpyxl.

A file from outside is refused before it is parsed when it is not a plain workbook or would unpack
to more than a block can need. The user's own file is only read, never written back.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from string import digits
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.worksheet._reader import (
    COL_TAG,
    FILTER_TAG,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.xml.functions import iterparse

from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import TOO_LONG, is_bearable
from thidua.domain.ground.text import LONGEST_TEXT, Written, clean_lines
from thidua.files.number_look import DAY, PLAIN, NumberLook
from thidua.files.strict_package import as_usual

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 3000
MAX_SHEETS = 400
MAX_ROWS = 20_000
MAX_COLUMNS = 256
MAX_PASSED = 1_100_000  # rows gone through in all sheets, empty ones included: one whole sheet
MAX_MERGED = 200_000  # rows in all merged areas
MAX_MARKS = 1_500_000  # tags in all parts; each costs the reader time, whatever it holds
MAX_FRAME_MARKS = 100_000  # of those, in the parts that are read whole: the book and its styles
MAX_SAID = (
    3_000_000  # what tags say of themselves, in all parts; a tag may say any number of things
)
MAX_TEXT = LONGEST_TEXT
MAX_SIGNS = 24_000_000  # of the texts in all cells, one that comes again counted again
MAX_AREAS = 20_000  # merged areas in one book
_MOST_LINES = 1_000  # of a text: each is cleaned by itself

_CHUNK = 1024 * 1024
_SHEET_PARTS = ("xl/worksheets/", "xl/sharedstrings")
_ASIDE = frozenset((COL_TAG, FILTER_TAG))
AREA_TAG = MERGE_TAG.removesuffix("s")
_TRUE = ("1", "true")
_ESCAPED = re.compile("_x(000[9AD])_", re.IGNORECASE)  # a line break, as some programs write it
_PILED = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{31}")
"""Dấu chồng: no letter bears so many, and to put them in order takes the square of their number."""
_MERGE = re.compile(r"[A-Z]+\d+:[A-Z]+\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """Ô: an exact number, a text, or nothing; `fault` says why its content cannot be used.

    `look` is how its number is shown, which a column of codes is read by. A formula has a fault;
    `computed` is the result that the file keeps beside it, None where it keeps none.
    """

    value: Written
    address: str
    fault: str = ""
    look: NumberLook = field(default=PLAIN, compare=False, repr=False)
    _: KW_ONLY
    is_formula: bool = False
    computed: Written = None

    @property
    def is_empty(self) -> bool:
        """Ô trống."""
        return self.value is None and not self.fault


@dataclass(frozen=True, slots=True)
class Merge:
    """Vùng ô gộp, by row and column numbers, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """Phần không thấy của trang: what nobody sees who looks at it, though it is read.

    `rows` and `columns` are those hidden that hold something; `is_filtered` where a filter is set.
    `beyond` is the first filled cell past the last column, which is not read.
    """

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    is_filtered: bool = False
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Trang: its rows by number, each with its filled cells by column number."""

    title: str
    rows: dict[int, dict[int, Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    _: KW_ONLY
    unseen: Unseen = Unseen()

    def place(self, address: str) -> str:
        """Chỗ trong tệp, as people look for it: «Ô F7 trang Tiêu chí»."""
        return f"Ô {address} trang {self.title}"

    def cell(self, row: int, column: int) -> Cell:
        """Ô ở dòng và cột này; an empty one where nothing is written."""
        found = self.rows.get(row, {}).get(column)
        return found or Cell(None, f"{get_column_letter(column)}{row}")


@dataclass(frozen=True, slots=True)
class Book:
    """Sổ: the sheets of one workbook, by title."""

    name: str
    sheets: dict[str, Sheet] = field(default_factory=dict)


def read_book(content: bytes | Path, name: str = "") -> Book:
    """Đọc sổ: every sheet within the limits; Refused with the reason and the cure otherwise."""
    shown = name or (content.name if isinstance(content, Path) else "tệp tải lên")
    data = bytes_of(content, shown)
    _check_package(data, shown)
    data = as_usual(data)
    try:
        workbook = load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
    except Exception as fault:  # openpyxl lets whatever its parsers raise through
        raise Refused(
            f"Tệp «{shown}» bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại"
        ) from fault
    try:
        if len(workbook.worksheets) > MAX_SHEETS:
            raise Refused(f"Tệp «{shown}» có hơn {MAX_SHEETS} trang; hãy chia nhỏ")
        sheets = _sheets(workbook, shown)
    except Refused:
        raise
    except Exception as fault:
        raise Refused(
            f"Tệp «{shown}» bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại"
        ) from fault
    finally:
        workbook.close()
    return Book(shown, sheets)


def _sheets(workbook: Any, shown: str) -> dict[str, Sheet]:  # noqa: ANN401
    texts, known = dict[str, str](), dict[tuple[str, str, str], Cell | None]()
    sheets: dict[str, Sheet] = {}
    left, merged = MAX_PASSED, _Merged(shown)
    for worksheet in workbook.worksheets:
        title = worksheet.title
        reader = _Reader(worksheet, texts, known, merged)
        sheets[title], left = _sheet(reader, title, shown, left)
    return sheets


def require_bearable(book: Book) -> None:
    """Yêu cầu dùng được: a text that stands in many cells is handled once for each of them."""
    signs = 0
    for sheet in book.sheets.values():
        for row in sheet.rows.values():
            for cell in row.values():
                if isinstance(cell.value, str):
                    signs += len(cell.value)
        if signs > MAX_SIGNS:
            raise Refused(
                f"Tệp «{book.name}» có chữ trong các ô dài tổng cộng hơn {MAX_SIGNS} ký tự; hãy bỏ "
                "các cột không cần nhập hoặc chia nhỏ"
            )


def bytes_of(content: bytes | Path, shown: str) -> bytes:
    """Nội dung tệp; Refused for one that is not there or is too large."""
    if isinstance(content, Path) and not content.is_file():
        raise Refused(f"Không tìm thấy tệp «{content}»")
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    if size > MAX_BYTES:
        raise Refused(f"Tệp «{shown}» lớn hơn 10 MB; hãy xóa hình ảnh hoặc chia nhỏ")
    return content.read_bytes() if isinstance(content, Path) else content


def _check_package(data: bytes, shown: str) -> None:
    """Gói tệp: a workbook without macros or links to other files, of bearable size."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except Exception as fault:  # a damaged package raises whatever its fields happen to say
        message = (
            f"Tệp «{shown}» không phải sổ Excel .xlsx; hãy mở bằng Excel và lưu lại kiểu .xlsx"
        )
        raise Refused(message) from fault
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_dense = unpacked > 1024 * 1024 and unpacked / packed > MAX_RATIO
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or too_dense:
        raise Refused(f"Tệp «{shown}» giải nén ra quá lớn nên bị từ chối")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(f"Tệp «{shown}» có macro; hãy lưu lại kiểu .xlsx không có macro")
    if any("externallinks/" in name.lower() for name in names):
        raise Refused(f"Tệp «{shown}» có liên kết tới tệp khác; hãy dán giá trị rồi lưu lại")
    if "xl/workbook.xml" not in names:
        raise Refused(f"Tệp «{shown}» không phải sổ Excel .xlsx; hãy lưu lại kiểu .xlsx")
    _check_marks(package, shown)


def _check_marks(package: zipfile.ZipFile, shown: str) -> None:
    """Số thẻ trong các phần: counted, not parsed, since parsing them is what takes the time."""
    frame = sheets = said = 0
    try:
        for part in package.infolist():
            marks, says = _marks(package, part)
            said += says
            if part.filename.lower().startswith(_SHEET_PARTS):
                sheets += marks
            else:
                frame += marks
            if frame > MAX_FRAME_MARKS or sheets > MAX_MARKS or said > MAX_SAID:
                raise Refused(f"Tệp «{shown}» có quá nhiều ô, kiểu hoặc tên; hãy chia nhỏ")
    except Refused:
        raise
    except Exception as fault:  # a damaged part, of whatever kind
        raise Refused(
            f"Tệp «{shown}» bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại"
        ) from fault


def _marks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Số thẻ của một phần, and how many things they say of themselves."""
    marks = says = 0
    with package.open(part) as opened:
        for chunk in iter(lambda: opened.read(_CHUNK), b""):
            marks += chunk.count(b"<")
            says += chunk.count(b"=")
    return marks, says


class _Merged:
    """Vùng ô gộp đã gặp in all sheets, counted as they are met: in number, and in rows."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._areas = self._rows = 0

    def count(self, area: Merge) -> None:
        """Đếm thêm một vùng; Refused when they are more than a book of people has."""
        self._areas += 1
        self._rows += area.bottom - area.top + 1
        if self._areas > MAX_AREAS:
            raise Refused(f"Tệp «{self._shown}» có hơn {MAX_AREAS} vùng ô gộp; hãy bỏ gộp ô")
        if self._rows > MAX_MERGED:
            raise Refused(f"Tệp «{self._shown}» có các ô gộp dài {self._rows} dòng; hãy bỏ gộp ô")


class _Reader(WorkSheetParser):  # type: ignore[misc] # openpyxl says nothing of its types
    """Người đọc một trang: its filled cells and merged areas, each looked at once.

    What else a sheet holds — rules, views, printing — is passed over unread. A text or a number
    that comes again anywhere in the book is looked at once.
    """

    def __init__(
        self,
        worksheet: Any,  # noqa: ANN401
        texts: dict[str, str],
        known: dict[tuple[str, str, str], Cell | None],
        merged: _Merged,
    ) -> None:
        book = worksheet.parent
        self.col_counter: int
        super().__init__(
            worksheet._get_source(),
            worksheet._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self._worksheet, self._texts, self._known = worksheet, texts, known
        self._merged = merged
        self._looks: dict[int, NumberLook] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[range] = []
        self.is_filtered = False
        self.beyond = ""
        self.hidden = worksheet.sheet_state != "visible"

    def parse(self) -> Iterator[tuple[int, list[tuple[int, Cell] | None]]]:
        """Đọc từng dòng, as the file lists them."""
        with self.source:
            for _, element in iterparse(self.source):
                tag = element.tag
                if tag == AREA_TAG:
                    self._merge(element.get("ref", ""))
                    element.clear()
                elif tag == ROW_TAG:
                    row = self.parse_row(element)
                    if element.get("hidden") in _TRUE:
                        self.hidden_rows.add(row[0])
                    yield row
                    element.clear()
                elif tag in _ASIDE:
                    self._aside(tag, element)

    def _aside(self, tag: str, element: Any) -> None:  # noqa: ANN401
        """Điều ghi bên cạnh các ô: merged areas, hidden columns, a filter that is set."""
        if tag == FILTER_TAG:
            self.is_filtered = len(element) > 0
        elif element.get("hidden") in _TRUE:
            first, last = int(element.get("min", 0)), int(element.get("max", 0))
            self.hidden_columns.append(range(first, min(last, MAX_COLUMNS) + 1))

    def _merge(self, reference: str) -> None:
        if _MERGE.fullmatch(reference):
            area = _merge(reference)
            self._merged.count(area)
            self.merges.append(area)

    def parse_cell(self, element: Any) -> tuple[int, Cell] | None:  # noqa: ANN401
        """Ô có nội dung with its column; None for one that only has a look."""
        address = element.get("r")
        if len(element) == 0:
            self.col_counter = _column(address.rstrip(digits)) if address else self.col_counter + 1
            return None
        if address and len(element) == 1 and element[0].tag == VALUE_TAG:
            kind = element.get("t", "n")
            key = (kind, element.get("s", "0") if kind == "n" else "", element[0].text or "")
            like = self._known[key] if key in self._known else self._like(key)
            if like is not None:
                column = self.col_counter = _column(address.rstrip(digits))
                if column > MAX_COLUMNS:
                    self.beyond = self.beyond or address
                    return None
                return column, Cell(like.value, address, like.fault, like.look)
        raw = super().parse_cell(element)
        value, column = raw["value"], raw["column"]
        if value is None or value == "":
            return None
        address = address or f"{get_column_letter(column)}{raw['row']}"
        if column > MAX_COLUMNS:
            self.beyond = self.beyond or address
            return None
        cell = self._cell(value, raw["data_type"], address, raw["style_id"])
        if raw["data_type"] == "f":
            result = self._kept_result(element, address, raw["style_id"])
            cell = replace(cell, is_formula=True, computed=result)
        return column, cell

    def _like(self, key: tuple[str, str, str]) -> Cell | None:
        """Ô của một chữ, một số như vậy, wherever it stands; None where it has to be read whole."""
        kind, style, written = key
        found = None
        if kind == "s" and written:
            text = self.shared_strings[int(written)]
            found = None if text == "" else self._cell(text, kind, "", 0)
        elif kind == "n" and written and int(style) not in self.date_formats:
            found = self._cell(_number(written), kind, "", int(style))
        self._known[key] = found
        return found

    def _kept_result(self, element: Any, address: str, look: int) -> Written:  # noqa: ANN401
        """Kết quả mà tệp giữ cạnh công thức; None for none, and for an error."""
        written, kind = element.findtext(VALUE_TAG), element.get("t", "n")
        if written and kind == "str":
            return self._cell(written, "s", address, look).value
        try:
            number = float(written) if written and kind == "n" else None
        except ValueError:
            return None
        return None if number is None else self._cell(number, "n", address, look).value

    def _cell(self, value: Any, kind: str, address: str, look: int) -> Cell:  # noqa: ANN401
        if kind == "f":
            return Cell(None, address, "chứa công thức; hãy chép rồi dán giá trị")
        if kind == "e":
            return Cell(None, address, f"đang báo lỗi {value}; hãy sửa lại số")
        if isinstance(value, bool):
            return Cell("Đúng" if value else "Sai", address)
        if isinstance(value, int | float):
            number, shape = Decimal(f"{value:.15g}"), self._look(look)
            if shape is not PLAIN:
                number *= shape.times(number)
            if not is_bearable(number):
                return Cell(None, address, f"{TOO_LONG.format(value)}")
            return Cell(number, address, "", shape)
        if isinstance(value, datetime | date):
            return Cell(f"{value:%d/%m/%Y}", address, "", DAY)
        written = str(value)
        # Measured before it is cleaned: cleaning takes as long as the text is.
        if len(written) > 4 * MAX_TEXT:
            return Cell(None, address, f"dài hơn {MAX_TEXT} ký tự; hãy rút gọn")
        if written.count("\n") > _MOST_LINES:
            return Cell(None, address, f"có hơn {_MOST_LINES} dòng chữ; hãy rút gọn")
        if _PILED.search(written):
            return Cell(None, address, "có chữ mang quá nhiều dấu chồng lên nhau; hãy gõ lại")
        text = self._texts.get(written)
        if text is None:
            text = self._texts[written] = clean_lines(_ESCAPED.sub(_unescaped, written))
        if len(text) > MAX_TEXT:
            return Cell(None, address, f"dài hơn {MAX_TEXT} ký tự; hãy rút gọn")
        return Cell(text or None, address)

    def _look(self, style: int) -> NumberLook:
        """Dạng số của kiểu ô: fifteen digits are what Excel shows, the format says the rest."""
        found = self._looks.get(style)
        if found is None:
            cell = ReadOnlyCell(self._worksheet, 1, 1, None, style_id=style)
            found = self._looks[style] = NumberLook.of(cell.number_format)
        return found


def _number(written: str) -> int | float:
    return float(written) if any(sign in written for sign in ".eE") else int(written)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters))


def _merge(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    return Merge(top, left, bottom, right)


def _sheet(reader: _Reader, title: str, shown: str, left: int) -> tuple[Sheet, int]:
    """Trang and how many of the rows `left` it leaves; one that is written twice is refused."""
    rows: dict[int, dict[int, Cell]] = {}
    last = 0
    for number, cells in reader.parse():
        if number > left:
            raise Refused(f"Trang «{title}» của tệp «{shown}» có ô ở dòng rất xa; hãy xóa đi")
        last = max(last, number)
        filled = [cell for cell in cells if cell is not None]
        if not filled:
            continue
        row = dict(filled)
        if number in rows or len(row) < len(filled):
            raise Refused(
                f"Trang «{title}» của tệp «{shown}» ghi dòng {number} hai lần nên không rõ lần nào "
                "đúng; hãy mở bằng Excel và lưu lại"
            )
        rows[number] = row
        if len(rows) > MAX_ROWS:
            raise Refused(f"Trang «{title}» của tệp «{shown}» có hơn {MAX_ROWS} dòng")
    ordered = rows if list(rows) == sorted(rows) else dict(sorted(rows.items()))
    merges = tuple(reader.merges)
    return Sheet(title, ordered, merges, reader.hidden, unseen=_unseen(reader, rows)), left - last


def _unseen(reader: _Reader, rows: dict[int, dict[int, Cell]]) -> Unseen:
    hidden = {column for columns in reader.hidden_columns for column in columns}
    return Unseen(
        rows=frozenset(reader.hidden_rows & rows.keys()),
        columns=frozenset(hidden & {column for row in rows.values() for column in row})
        if hidden
        else frozenset(),
        is_filtered=reader.is_filtered,
        beyond=reader.beyond,
    )
