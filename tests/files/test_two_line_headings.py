"""Tiêu đề hai dòng: joined where the second line stands under the first, else left alone."""

import pytest

from thidua.files.cells import Book, Cell, Merge, Sheet
from thidua.files.two_line_headings import in_one_line

TITLES = ("Mã", "Danh hiệu", "Số quyết định", "Ngày")
GROUP = Merge(1, 3, 1, 4)


def row(number, *words):
    return {
        column: Cell(word, f"{'ABCDE'[column - 1]}{number}")
        for column, word in enumerate(words, 1)
        if word is not None
    }


def joined(first, second, *merges):
    rows = {1: row(1, *first), 2: row(2, *second), 3: row(3, "A", "Giấy khen", "5", "1/1/2025")}
    sheet = Sheet("Trang", rows, merges)
    found = in_one_line(Book("sổ", {"Trang": sheet}), TITLES).sheets["Trang"]
    return sheet, found


def test_what_stands_under_a_group_becomes_the_title_of_its_column():
    upright = Merge(1, 1, 2, 1)
    _, found = joined(
        ("Mã", "Danh hiệu", "Quyết định"), (None, None, "Số", "Ngày ký"), GROUP, upright
    )

    assert {
        number: [cell.value for cell in cells.values()] for number, cells in found.rows.items()
    } == {
        1: ["Mã", "Danh hiệu", "Số Quyết định", "Ngày ký"],
        3: ["A", "Giấy khen", "5", "1/1/2025"],
    }
    assert found.merges == ()
    assert found.rows[1][3].address == "C2"


@pytest.mark.parametrize(
    ("first", "second", "merges"),
    [
        (("Mã", "Danh hiệu", "Số quyết định", "Ngày"), ("A", "B", "1", "2"), ()),
        (("Mã", "Danh hiệu", "Quyết định"), ("A", "Giấy khen", "5", "Ngày"), (GROUP,)),
        (("Tên", "Loại", "Quyết định"), (None, None, "Số", "Nơi"), (GROUP,)),
        (("SỔ",), ("Mã", "Danh hiệu", "Số", "Ngày"), (Merge(1, 1, 1, 4),)),
    ],
    ids=["no group", "a row of data below", "a table of another kind", "the name of the list"],
)
def test_other_rows_stay_as_they_are(first, second, merges):
    sheet, found = joined(first, second, *merges)

    assert found == sheet
