"""Tên trang, chữ và số trong ô."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.files.nasty import NASTY
from thidua.domain.ground.text import clean_lines, folded
from thidua.files.cells import read_book
from thidua.files.styles import BookWriter, cell_text, sheet_titles

ODD_NAMES = (
    "Sở Nội vụ",
    "SỞ NỘI VỤ",
    "so/noi*vu?[1]:\\",
    "",
    "   ",
    "'",
    "''tên''",
    "History",
    "x" * 40,
    "x" * 31 + "khác",
    "x" * 40,
    "😀" * 20,
    "😀" * 20,
    "Tổng hợp",
    "Bảng điểm",
    "_thidua",
    *NASTY,
)


def test_sheet_titles_are_usable_and_distinct():
    titles = sheet_titles(ODD_NAMES, taken=("Tổng hợp", "Bảng điểm", "_thidua"))
    assert len(titles) == len(ODD_NAMES)
    assert len({folded(title) for title in (*titles, "Tổng hợp", "Bảng điểm", "_thidua")}) == (
        len(titles) + 3
    )
    for title in titles:
        assert 0 < len(title.encode("utf-16-le")) // 2 <= 31
        assert not set(title) & set("[]:*?/\\") and title.strip("'") == title
        assert folded(title) != "history"


def test_a_workbook_with_odd_sheet_names_opens():
    book = BookWriter("Thử")
    for title in sheet_titles(ODD_NAMES):
        book.text(book.sheet(title), 0, 0, "có", book.style("plain"))
    assert len(read_book(book.content()).sheets) == len(ODD_NAMES)


def test_text_enters_a_cell_as_text():
    book = BookWriter("Thử")
    sheet = book.sheet("Trang")
    for row, text in enumerate(NASTY):
        book.text(sheet, row, 0, text, book.style("plain"))
    content = book.content()
    read = load_workbook(BytesIO(content))["Trang"]
    for row, text in enumerate(NASTY, start=1):
        wanted = cell_text(text)
        assert read.cell(row, 1).value == (wanted or None)
        assert read.cell(row, 1).data_type in ("s", "n" if not wanted else "s")
        assert read.cell(row, 1).hyperlink is None
    with zipfile.ZipFile(BytesIO(content)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in page and b"hyperlink" not in page


@pytest.mark.parametrize("text", [text for text in NASTY if "\ud800" not in text])
def test_cleaning_for_a_cell_is_the_cleaning_of_the_reader(text):
    assert cell_text(text) == clean_lines(text)


@pytest.mark.parametrize(
    "value", ["0.1", "12.25", "1234567.89", "0.30000000000000001", "123456789012345678", "-0.05"]
)
def test_a_number_comes_back_exact(value):
    book = BookWriter("Thử")
    sheet = book.sheet("Trang")
    book.text(sheet, 0, 0, "Điểm", book.style("plain"))
    book.number(sheet, 1, 0, Decimal(value), book.style("input"))
    cell = read_book(book.content()).sheets["Trang"].cell(2, 1)
    shown = cell.value
    if isinstance(shown, str):
        from_text = Decimal(shown.replace(".", "").replace(",", "."))
        assert from_text == Decimal(value)
    else:
        assert shown == Decimal(value)


def test_the_same_content_gives_the_same_file():
    def made() -> bytes:
        book = BookWriter("Thử")
        book.text(book.sheet("Trang"), 0, 0, "a", book.style("header"))
        return book.content()

    assert made() == made()
