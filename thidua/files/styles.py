"""Kiểu trang tính: one calm look, and the one way in which text and numbers enter a cell.

Whatever people typed is written as text: it never becomes a formula or a link, and control marks
are left out. Numbers stay exact until they enter the cell.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from thidua import palette
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import clean, clean_lines, folded

_Kind = TypeVar("_Kind", bound=Worksheet)

MAX_CELL = 32_000
MAX_TITLE = 31
MAX_DIGITS = 15
GUIDE_SHEET = "Hướng dẫn"
LISTS_SHEET = "_danh_muc"

_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # always the same: equal content makes an equal file

_FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_BOX: dict[str, Any] = {"border": 1, "border_color": palette.LINE, "text_wrap": True}
_UNUSED = "#E4E2DE"
_LINE_HEIGHT = 16.5
_TALLEST = 400.0
_MOST_GUARDED = 200
_CENTRED: dict[str, Any] = {"align": "center"}
_RIGHT: dict[str, Any] = {"align": "right", "indent": 1, "text_wrap": False}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": palette.LACQUER, "valign": "vcenter"},
    "subtitle": {"bold": True},
    "plain": {},
    "wrapped": {"text_wrap": True},
    "note": {"italic": True, "font_color": palette.NEUTRAL},
    "header": _BOX | _CENTRED | {"bold": True, "font_color": "#FFFFFF", "bg_color": palette.LACQUER}
    | {"valign": "vcenter"},
    "locked": _BOX,
    "left": _BOX | {"align": "left"},
    "label": _BOX | {"bold": True},
    "hint": _BOX | {"italic": True, "font_color": palette.NEUTRAL},
    "number": _BOX | _RIGHT,
    "centred": _BOX | _CENTRED,
    "unused": _BOX | {"bg_color": _UNUSED},
    "input": _BOX | {"bg_color": palette.SEQUENTIAL[0], "locked": False},
    "input_text": _BOX | {"bg_color": palette.SEQUENTIAL[0], "locked": False, "num_format": "@"},
    "option": _BOX | {"locked": False, "num_format": "@"},
    "group": _BOX | {"bold": True, "bg_color": palette.SIDEBAR},
    "group_number": _BOX | {"bold": True, "bg_color": palette.SIDEBAR} | _RIGHT,
    "total": _BOX | {"bold": True, "font_color": palette.LACQUER, "bg_color": palette.PANEL},
    "total_number": _BOX
    | {"bold": True, "font_color": palette.LACQUER, "bg_color": palette.PANEL} | _RIGHT,
    "waiting": _BOX | {"italic": True, "font_color": palette.WARNING} | _RIGHT,
}  # fmt: skip


def cell_text(text: str) -> str:
    """Chữ trong ô: cleaned, without anything a workbook cannot hold, cut to what a cell takes."""
    return clean_lines(_NOT_XML.sub("", text))[:MAX_CELL]


def sheet_titles(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Tên trang: one for each name — 31 signs, none forbidden, no two alike, none of `taken`."""
    used = {folded(name) for name in taken} | {"history"}  # Excel keeps «History» for itself
    titles = []
    for number, name in enumerate(names, start=1):
        plain = clean(_NOT_IN_TITLE.sub(" ", _NOT_XML.sub("", name))).strip("' ")
        wanted = _cut(plain, MAX_TITLE) or f"Đơn vị {number}"
        title, copy = wanted, 2
        while folded(title) in used:
            ending = f" ({copy})"
            title, copy = _cut(wanted, MAX_TITLE - len(ending)) + ending, copy + 1
        used.add(folded(title))
        titles.append(title)
    return titles


def _cut(text: str, most: int) -> str:
    """Cắt theo cách Excel đếm: a sign outside the basic plane counts twice."""
    while len(text.encode("utf-16-le")) // 2 > most:
        text = text[:-1]
    return text.strip("' ")


def quoted(title: str) -> str:
    """Tên trang trong công thức."""
    return "'" + title.replace("'", "''") + "'"


class BookWriter:
    """Sổ đang viết: sheets are added in order, `content` closes the workbook."""

    def __init__(self, title: str) -> None:
        self._output = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.workbook = Workbook(self._output, options)
        self.workbook.set_properties(
            {"title": cell_text(title)[:255], "author": "thidua", "created": _MADE}
        )
        self._styles: dict[tuple[str, str], Format] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._guards: dict[tuple[Worksheet, tuple[tuple[str, str | float], ...]], list[str]] = {}
        self._cleaned: dict[str, str] = {}
        self._widths: dict[Worksheet, Sequence[float]] = {}
        self._lines: dict[tuple[Worksheet, int], int] = {}

    def style(self, name: str, num_format: str = "") -> Format:
        """Định dạng theo tên, made once for the workbook."""
        key = (name, num_format)
        if key not in self._styles:
            shape = _FONT | _STYLES[name]
            if num_format:
                shape = shape | {"num_format": num_format}
            self._styles[key] = self.workbook.add_format(shape)
        return self._styles[key]

    def sheet(self, title: str, widths: Sequence[float] = ()) -> Worksheet:
        """Thêm một trang with these column widths."""
        return self.sheet_of(Worksheet, title, widths)

    def sheet_of(self, kind: type[_Kind], title: str, widths: Sequence[float]) -> _Kind:
        """Thêm một trang of this kind."""
        sheet: _Kind = self.workbook.add_worksheet(title, kind)
        sheet.hide_gridlines(2)
        self.widths(sheet, widths)
        return sheet

    def widths(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        """Độ rộng cột, which also tells how tall a row of wrapped text must be."""
        self._widths[sheet] = widths
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def text(self, sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
        """Ghi chữ: as text, whatever sign it begins with."""
        if not text:
            sheet.write_blank(row, column, None, style)
            return
        written = self._cleaned.get(text)
        if written is None:
            written = self._cleaned[text] = cell_text(text)
        if written:
            sheet.write_string(row, column, written, style)
            if style.text_wrap:
                self._make_room(sheet, row, column, written)
        else:
            sheet.write_blank(row, column, None, style)

    def _make_room(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        """Chỗ cho chữ xuống dòng: not every program fits the rows when it opens a workbook."""
        widths = self._widths.get(sheet, ())
        width = widths[column] if column < len(widths) else 9
        lines = sum(1 + int(len(line) * 0.9 / width) for line in text.split("\n"))
        if lines > self._lines.get((sheet, row), 1):
            self._lines[sheet, row] = lines

    def take_lines(self, sheet: Worksheet, row: int) -> int:
        """Số dòng chữ of this row so far, which its writer makes room for himself."""
        return self._lines.pop((sheet, row), 1)

    def number(
        self, sheet: Worksheet, row: int, column: int, value: Decimal | None, style: Format
    ) -> None:
        """Ghi số: as text where it has more digits than a cell keeps; nothing stays empty."""
        if value is None:
            sheet.write_blank(row, column, None, style)
        elif _digits(value) > MAX_DIGITS:
            sheet.write_string(row, column, vi_number(value), style)
        else:
            sheet.write_number(row, column, float(value), style)

    def header(self, sheet: Worksheet, row: int, titles: Sequence[str]) -> None:
        """Dòng tiêu đề."""
        for column, title in enumerate(titles):
            self.text(sheet, row, column, title, self.style("header"))

    def page(self, sheet: Worksheet, header_row: int | None, name: str, mark: str = "") -> None:
        """Trang in: A4 ngang, one page wide, the header repeated, page x/y; `mark` stands out."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        if header_row is not None:
            sheet.repeat_rows(header_row)
        sheet.set_header(f"&L{_in_margin(name)}" + (f"&R&B{mark}" if mark else ""))
        sheet.set_footer((f"&L&B{mark}" if mark else "") + "&RTrang &P/&N")

    def word_list(self, words: Sequence[str]) -> str:
        """Vùng chứa danh sách chọn, for a drop-down; kept on a hidden sheet of its own."""
        letter = xl_col_to_name(len(self._lists))
        place = f"={LISTS_SHEET}!${letter}$1:${letter}${len(words)}"
        return self._lists.setdefault(tuple(words), place)

    def drop_down(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        words: Sequence[str],
        *,
        rows: int = 1,
        strict: bool = True,
    ) -> None:
        """Ô chọn: offers these words, in `rows` cells downward; a strict one takes no other."""
        rule: dict[str, str | float] = {
            "validate": "list",
            "source": self.word_list(words),
            "error_type": "stop" if strict else "warning",
            "error_title": "Từ ngoài danh sách",
            "error_message": "Hãy chọn một từ trong danh sách của ô này.",
        }
        self.guard(sheet, xl_range(row, column, row + rows - 1, column), rule)

    def guard(self, sheet: Worksheet, cells: str, rule: dict[str, str | float]) -> None:
        """Chặn nhập sai ngay trong Excel; cells under one rule are written together."""
        self._guards.setdefault((sheet, tuple(rule.items())), []).append(cells)

    def _write_guards(self) -> None:
        for (sheet, rule), cells in self._guards.items():
            for start in range(0, len(cells), _MOST_GUARDED):
                places = cells[start : start + _MOST_GUARDED]
                first = places[0].partition(":")[0]
                sheet.data_validation(first, dict(rule) | {"multi_range": " ".join(places)})

    def content(self) -> bytes:
        """Nội dung tệp."""
        for (sheet, row), lines in self._lines.items():
            sheet.set_row(row, row_height(lines))
        self._write_guards()
        if self._lists:
            sheet = self.workbook.add_worksheet(LISTS_SHEET)
            for column, words in enumerate(self._lists):
                for row, word in enumerate(words):
                    self.text(sheet, row, column, word, self.style("plain"))
            sheet.very_hidden()
        self.workbook.close()
        return self._output.getvalue()


def row_height(lines: int) -> float:
    """Chiều cao dòng for this many lines of text."""
    return min(_TALLEST, lines * _LINE_HEIGHT)


def _digits(value: Decimal) -> int:
    return len("".join(map(str, value.as_tuple().digits)).strip("0"))


def _in_margin(text: str) -> str:
    """Chữ ở lề trang: «&» begins a code there, so it is doubled; at most 100 signs."""
    return cell_text(text).replace("\n", " ")[:100].replace("&", "&&")


def number_format(places: int) -> str:
    """Dạng số with this many decimals."""
    return "#,##0" + ("." + "0" * places if places else "")
