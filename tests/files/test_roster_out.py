"""Danh sách đơn vị viết ra: read again it gives the same rows."""

from tests.files.nasty import NASTY
from thidua.domain.roster import ROSTER_COLUMNS, RosterRow
from thidua.domain.text import clean
from thidua.files.cells import read_book
from thidua.files.roster_book import read_roster_book
from thidua.files.roster_out import SHEET, roster_template, roster_workbook


def test_rows_come_back():
    texts = [clean(text) for text in NASTY if "\ud800" not in text]
    rows = [
        RosterRow("01", "Khối 01", f"{n:03}", text, text[:60] or text, "", 2025)
        for n, text in enumerate(texts)
    ]
    read, findings = read_roster_book(read_book(roster_workbook(rows)))
    assert findings == [] and read == rows


def test_the_template_holds_the_header_and_no_unit():
    book = read_book(roster_template())
    assert [cell.value for cell in book.sheets[SHEET].rows[1].values()] == list(ROSTER_COLUMNS)
    rows, findings = read_roster_book(book)
    assert rows == [] and [one.code for one in findings] == ["empty"]
