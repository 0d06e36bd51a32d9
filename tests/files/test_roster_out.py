"""Danh sách đơn vị viết ra: read again it gives the same rows."""

import openpyxl
import pytest

from tests.files.nasty import NASTY
from thidua.domain.ground.text import LONGEST_CODE, LONGEST_NAME, clean
from thidua.domain.period.organiser import BlockOrganiser, OrganiserLevel, read_level
from thidua.domain.period.roster import ROSTER_COLUMNS, RosterRow
from thidua.files.cells import read_book
from thidua.files.roster.book import read_roster_book
from thidua.files.roster.out import SHEET, roster_template, roster_workbook


def test_rows_come_back():
    cleaned = [clean(text) for text in NASTY if "\ud800" not in text]
    texts = [text for text in cleaned if len(text) <= LONGEST_NAME]
    assert len(texts) == len(cleaned) - 1
    rows = [
        RosterRow("01", "Khối 01", f"{n:03}", text, text[:60] or text, "", 2025)
        for n, text in enumerate(texts)
    ]
    read, findings = read_roster_book(read_book(roster_workbook(rows)))
    assert findings == [] and read == rows


def test_codes_and_names_longer_than_are_kept_are_named_with_their_cell():
    code, name = "D" * (LONGEST_CODE + 1), "Sở " * LONGEST_NAME
    rows = [RosterRow("01", "Khối 01", code, name, "Sở", "", 2025)]

    _, findings = read_roster_book(read_book(roster_workbook(rows)))

    assert [(one.place, one.message) for one in findings] == [
        ("Ô C2 trang Đơn vị", "«Mã đơn vị» dài 65 ký tự, nhiều nhất 64; hãy rút gọn"),
        ("Ô D2 trang Đơn vị", "«Tên đơn vị» dài 899 ký tự, nhiều nhất 300; hãy rút gọn"),
    ]


def test_the_template_holds_the_header_and_no_unit():
    book = read_book(roster_template())
    assert [cell.value for cell in book.sheets[SHEET].rows[1].values()] == list(ROSTER_COLUMNS)
    rows, findings = read_roster_book(book)
    assert rows == [] and [one.code for one in findings] == ["empty"]


BY = BlockOrganiser(level=OrganiserLevel.PROVINCE, body="UBND tỉnh", document="QĐ 1770/QĐ-UBND")


def test_who_organises_the_block_comes_back():
    rows = [
        RosterRow("01", "Khối 01", "A", "Sở A", "A", "", 2025, organiser=BY),
        RosterRow("02", "Khối 02", "A", "Sở A", "A", "", 2025),
    ]

    assert read_roster_book(read_book(roster_workbook(rows))) == (rows, [])


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("tỉnh", OrganiserLevel.PROVINCE),
        ("Bộ, ban, ngành, tỉnh", OrganiserLevel.PROVINCE),
        ("TRUNG ƯƠNG", OrganiserLevel.CENTRE),
        ("Sở", OrganiserLevel.BELOW),
        ("liên xã", None),
        ("", None),
    ],
)
def test_a_level_is_read_as_people_write_it(said, level):
    assert read_level(said) is level


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ([("tỉnh", "UBND tỉnh", "QĐ 1")], []),
        ([("tỉnh", "UBND tỉnh", None)], ["missing"]),
        ([("liên xã", "UBND tỉnh", "QĐ 1")], ["organiser_level"]),
        ([("tỉnh", "UBND tỉnh", "QĐ 1"), ("sở", "Sở A", "QĐ 2")], ["two_organisers"]),
    ],
)
def test_an_organiser_that_is_not_clear_is_told_at_its_cell(tmp_path, cells, codes):
    book = openpyxl.Workbook()
    book.active.append(ROSTER_COLUMNS)
    for number, organiser in enumerate(cells):
        book.active.append(("01", "Khối", f"A{number}", f"Sở {number}", "", "", 2025, *organiser))
    book.save(tmp_path / "don-vi.xlsx")

    _, findings = read_roster_book(read_book(tmp_path / "don-vi.xlsx"))

    assert [one.code for one in findings] == codes
