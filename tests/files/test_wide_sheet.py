"""Bảng rộng từ sổ thật: formulas by the results their file keeps, whatever kind of file it is."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from thidua.domain.scoring.wide.grid import Span, Square
from thidua.files.cells import read_book
from thidua.files.reading.any_book import read_any
from thidua.files.scoring.wide_sheet import wide_grid

KINDS = Path(__file__).with_name("kinds")
NO_RESULT = (
    "chứa công thức mà tệp không giữ kết quả; hãy mở bằng Excel rồi lưu lại, hoặc dán giá trị"
)


def grid_of(tmp_path, fill):
    file = tmp_path / "bang.xlsx"
    book = xlsxwriter.Workbook(file)
    fill(book, book.add_worksheet("Điểm"))
    book.close()
    return wide_grid(read_book(file).sheets["Điểm"])


def test_a_formula_is_its_kept_result_and_says_that_it_is_one(tmp_path):
    def fill(book, sheet):
        sheet.write_formula("A1", "=B1*2", value=38.5)
        sheet.write_formula("B1", '="Đạt"', value="Đạt")
        sheet.write_formula("C1", "=1/0", value="#DIV/0!")
        sheet.write_formula("D1", "=0.9", book.add_format({"num_format": "0%"}), value=0.9)
        sheet.write("E1", 7)

    row = grid_of(tmp_path, fill).rows[1]

    assert row == {
        1: Square(Decimal("38.5"), "A1", is_computed=True),
        2: Square("Đạt", "B1", is_computed=True),
        3: Square(None, "C1", NO_RESULT, is_computed=True),
        4: Square(Decimal(90), "D1", is_computed=True),
        5: Square(Decimal(7), "E1"),
    }


def test_merged_hidden_and_far_cells_are_in_the_grid(tmp_path):
    def fill(book, sheet):
        sheet.merge_range("A1:C1", "Điểm")
        sheet.write("A2", 1)
        sheet.write("IW2", 1)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("A:A", None, None, {"hidden": True})

    grid = grid_of(tmp_path, fill)

    assert grid.spans == (Span(1, 1, 1, 3),)
    assert (grid.hidden_rows, grid.hidden_columns) == ({2}, {1})
    assert grid.beyond == "IW2"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_every_kind_of_file_keeps_the_results_of_its_formulas(kind):
    book = read_any(KINDS / f"bang.{kind}")

    squares = [one for sheet in book.sheets.values() for one in wide_grid(sheet).squares()]
    assert [(one.address, one.value) for one in squares if one.is_computed] == [
        ("C7", Decimal("12.6")),
        ("D7", None),
    ]
