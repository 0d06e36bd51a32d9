"""Ô và trang: reads a workbook safely into exact cells; nothing above knows of openpyxl.

A file from outside is refused before it is parsed when it is not a plain workbook or would unpack
to more than a block can need. The user's own file is only read, never written back.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import TOO_LONG, is_bearable
from thidua.domain.ground.text import LONGEST_TEXT, Written, clean_lines

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 3000
MAX_SHEETS = 400
MAX_ROWS = 20_000
MAX_COLUMNS = 64
MAX_PASSED = 1_100_000  # rows gone through in all sheets, empty ones included: one whole sheet
MAX_MERGED = 200_000  # rows in all merged areas
MAX_MARKS = 1_500_000  # tags in all parts; each costs the reader time, whatever it holds
MAX_FRAME_MARKS = 100_000  # of those, in the parts that are read whole: the book and its styles
MAX_TEXT = LONGEST_TEXT

_CHUNK = 1024 * 1024
_SHEET_PARTS = ("xl/worksheets/", "xl/sharedstrings")
_MERGE = re.compile(rb'<mergeCell\s+ref="([A-Z]+\d+:[A-Z]+\d+)"')


@dataclass(frozen=True, slots=True)
class Cell:
    """Ô: an exact number, a text, or nothing; `fault` says why its content cannot be used."""

    value: Written
    address: str
    fault: str = ""

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """Trang: its rows by number, each with its filled cells by column number."""

    title: str
    rows: dict[int, dict[int, Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False

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
    data = _bytes_of(content, shown)
    _check_package(data, shown)
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
        merges = _merges(data, workbook, shown)
        passed = count(1)
        sheets = {
            worksheet.title: Sheet(
                worksheet.title,
                dict(_rows(worksheet, shown, passed)),
                merges.get(worksheet.title, ()),
                worksheet.sheet_state != "visible",
            )
            for worksheet in workbook.worksheets
        }
    except Refused:
        raise
    except Exception as fault:
        raise Refused(
            f"Tệp «{shown}» bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại"
        ) from fault
    finally:
        workbook.close()
    return Book(shown, sheets)


def _bytes_of(content: bytes | Path, shown: str) -> bytes:
    if isinstance(content, Path) and not content.is_file():
        raise Refused(f"Không tìm thấy tệp «{content}»")
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    if size > MAX_BYTES:
        raise Refused(f"Tệp «{shown}» lớn hơn 10 MB; hãy xoá hình ảnh hoặc chia nhỏ")
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
    frame = sheets = 0
    try:
        for part in package.infolist():
            with package.open(part) as opened:
                marks = sum(chunk.count(b"<") for chunk in iter(lambda: opened.read(_CHUNK), b""))
            if part.filename.lower().startswith(_SHEET_PARTS):
                sheets += marks
            else:
                frame += marks
            if frame > MAX_FRAME_MARKS or sheets > MAX_MARKS:
                raise Refused(f"Tệp «{shown}» có quá nhiều ô, kiểu hoặc tên; hãy chia nhỏ")
    except Refused:
        raise
    except Exception as fault:  # a damaged part, of whatever kind
        raise Refused(
            f"Tệp «{shown}» bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại"
        ) from fault


def _merges(
    data: bytes,
    workbook: Any,  # noqa: ANN401
    shown: str,
) -> dict[str, tuple[Merge, ...]]:
    """Vùng gộp theo trang: read from the raw parts, which reading row by row leaves out."""
    found: dict[str, tuple[Merge, ...]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for worksheet in workbook.worksheets:
            part = worksheet._worksheet_path.lstrip("/")
            ranges = _MERGE.findall(package.read(part))
            if ranges:
                found[worksheet.title] = tuple(_merge(text.decode("ascii")) for text in ranges)
    merged = sum(one.bottom - one.top + 1 for some in found.values() for one in some)
    if merged > MAX_MERGED:
        raise Refused(f"Tệp «{shown}» có các ô gộp dài {merged} dòng; hãy bỏ gộp ô")
    return found


def _merge(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    return Merge(top, left, bottom, right)


def _rows(
    worksheet: Any,  # noqa: ANN401
    shown: str,
    passed: Iterator[int],
) -> Iterator[tuple[int, dict[int, Cell]]]:
    filled = 0
    for number, cells in enumerate(worksheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        if next(passed) > MAX_PASSED:
            message = f"Trang «{worksheet.title}» của tệp «{shown}» có ô ở dòng rất xa; hãy xoá đi"
            raise Refused(message)
        row = {raw.column: _cell(raw) for raw in cells if raw.value is not None and raw.value != ""}
        if not row:
            continue
        filled += 1
        if filled > MAX_ROWS:
            message = f"Trang «{worksheet.title}» của tệp «{shown}» có hơn {MAX_ROWS} dòng"
            raise Refused(message)
        yield number, row


def _cell(raw: Any) -> Cell:  # noqa: ANN401
    address = f"{get_column_letter(raw.column)}{raw.row}"
    value = raw.value
    if raw.data_type == "f":
        return Cell(None, address, "chứa công thức; hãy chép rồi dán giá trị")
    if raw.data_type == "e":
        return Cell(None, address, f"đang báo lỗi {value}; hãy sửa lại số")
    if isinstance(value, bool):
        return Cell("Đúng" if value else "Sai", address)
    if isinstance(value, int | float):
        number = _exact(value, raw.number_format)
        if not is_bearable(number):
            return Cell(None, address, f"{TOO_LONG.format(value)}")
        return Cell(number, address)
    if isinstance(value, datetime | date):
        value = f"{value:%d/%m/%Y}"
    text = clean_lines(str(value))
    if len(text) > MAX_TEXT:
        return Cell(None, address, f"dài hơn {MAX_TEXT} ký tự; hãy rút gọn")
    return Cell(text or None, address)


def _exact(value: float, number_format: str) -> Decimal:
    """Số trong ô, as Excel shows it: fifteen digits, per cent where the cell is so formatted."""
    number = Decimal(f"{value:.15g}")
    return number * 100 if "%" in number_format else number
