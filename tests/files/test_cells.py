"""Đọc ô: what a workbook says is read cell by cell, however the file writes it down."""

import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook

from thidua.files.cells import Cell, Merge, read_book

_SHEET = "xl/worksheets/sheet1.xml"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheet(inside: str) -> bytes:
    plain, changed = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            whole = f'<worksheet xmlns="{_SPACE}">{inside}</worksheet>'
            after.writestr(name, whole if name == _SHEET else before.read(name))
    return changed.getvalue()


def only_sheet(inside: str):
    (sheet,) = read_book(with_sheet(inside)).sheets.values()
    return sheet


def test_cells_without_addresses_stand_one_after_another():
    first = '<row><c r="B1" s="0"/><c><v>1</v></c><c s="0"/><c><v>2</v></c></row>'
    second = "<row><c><v>3</v></c></row>"

    assert only_sheet(f"<sheetData>{first}{second}</sheetData>").rows == {
        1: {3: Cell(Decimal(1), "C1"), 5: Cell(Decimal(2), "E1")},
        2: {1: Cell(Decimal(3), "A2")},
    }


@pytest.mark.parametrize("said", ["A1", "A1:A1", "A1:C9", "A1:XFD1048576"])
def test_what_the_file_says_of_its_size_hides_no_row(said):
    rows = '<row r="2"><c r="C2"><v>1</v></c></row><row r="12"><c r="D12"><v>2</v></c></row>'
    sheet = only_sheet(f'<dimension ref="{said}"/><sheetData>{rows}</sheetData>')

    assert sheet.rows == {2: {3: Cell(Decimal(1), "C2")}, 12: {4: Cell(Decimal(2), "D12")}}


def test_of_a_row_written_twice_the_first_is_read():
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{value}</v></c></row>'
        for number, value in ((4, 1), (2, 2), (4, 3), (5, 4))
    )

    assert only_sheet(f"<sheetData>{rows}</sheetData>").rows == {
        4: {1: Cell(Decimal(1), "A4")},
        5: {1: Cell(Decimal(4), "A5")},
    }


def test_merged_areas_are_read_with_the_cells():
    merges = '<mergeCells><mergeCell ref="B2:D3"/><mergeCell ref="A1"/><mergeCell/></mergeCells>'
    sheet = only_sheet(f'<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>{merges}')

    assert sheet.merges == (Merge(2, 2, 3, 4),)


def test_what_stands_round_the_cells_may_be_anything():
    inside = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    rules = '<dataValidations><dataValidation type="no such" sqref="?"/></dataValidations>'

    assert only_sheet(inside + rules).rows == {1: {1: Cell(Decimal(1), "A1")}}


def test_a_number_is_a_share_only_where_its_own_cell_shows_one():
    book = Workbook()
    for column, shape in enumerate(("0%", "General", "0.00 %", "#,##0"), start=1):
        book.active.cell(1, column, 0.5).number_format = shape
    content = io.BytesIO()
    book.save(content)
    (sheet,) = read_book(content.getvalue()).sheets.values()

    assert [cell.value for cell in sheet.rows[1].values()] == [
        Decimal(50), Decimal("0.5"), Decimal(50), Decimal("0.5"),
    ]  # fmt: skip
