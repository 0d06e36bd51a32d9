"""Đọc ô: what a workbook says is read cell by cell, however the file writes it down."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from thidua.domain.ground.errors import Refused
from thidua.files.cells import MAX_COLUMNS, Cell, Merge, Unseen, read_book

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


def in_row(number, value, column="A"):
    return f'<row r="{number}"><c r="{column}{number}"><v>{value}</v></c></row>'


def test_rows_out_of_their_order_are_all_read():
    rows = "".join(in_row(number, number) for number in (4, 2, 5, 1))

    assert list(only_sheet(f"<sheetData>{rows}</sheetData>").rows.items()) == [
        (number, {1: Cell(Decimal(number), f"A{number}")}) for number in (1, 2, 4, 5)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        in_row(4, 1) + in_row(2, 2) + in_row(4, 3),
        in_row(4, 1) + in_row(4, 3, "B"),
        '<row r="4"><c r="A4"><v>1</v></c><c r="A4"><v>2</v></c></row>',
    ],
)
def test_a_row_or_cell_written_twice_is_refused(rows):
    with pytest.raises(Refused, match="ghi dòng 4 hai lần nên không rõ lần nào đúng"):
        only_sheet(f"<sheetData>{rows}</sheetData>")


def test_an_empty_row_beside_the_same_one_filled_is_no_doubt():
    rows = '<row r="4"><c r="A4" s="0"/></row>' + in_row(4, 3)

    assert only_sheet(f"<sheetData>{rows}</sheetData>").rows == {4: {1: Cell(Decimal(3), "A4")}}


def cells_of(inside, change=None):
    content = with_sheet(f'<sheetData><row r="1">{inside}</row></sheetData>')
    (sheet,) = read_book(content if change is None else change(content)).sheets.values()
    return [cell.value or cell.fault for cell in sheet.rows[1].values()]


def renamed(prefix="", space=_SPACE):
    """The same package with its sheet in other words: a prefix, or the strict namespaces."""

    def change(content):
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                text = old.read(name)
                if prefix and name == _SHEET:
                    text = re.sub(rb"<(/?)(\w)", rb"<\1" + prefix.encode() + rb":\2", text)
                    text = text.replace(b"xmlns=", f"xmlns:{prefix}=".encode())
                if space != _SPACE:
                    text = text.replace(_SPACE.encode(), space.encode())
                    text = text.replace(
                        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                    )
                new.writestr(name, text)
        return changed.getvalue()

    return change


@pytest.mark.parametrize(
    "change",
    [
        renamed(prefix="x"),
        renamed(space="http://purl.oclc.org/ooxml/spreadsheetml/main"),
        renamed(prefix="x", space="http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ],
    ids=["prefixed", "strict", "strict and prefixed"],
)
def test_a_sheet_in_other_names_is_the_same_sheet(change):
    inside = '<c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>Điểm</t></is></c>'

    assert cells_of(inside, change) == [Decimal(1), "Điểm"]


def test_every_kind_of_cell_is_read_as_what_it_shows():
    rich = "<is><r><t>Điểm </t></r><r><rPr><b/></rPr><t>chuẩn</t></r><rPh sb='0' eb='1'>"
    inside = (
        '<c t="str"><v>kết quả</v></c>'
        f'<c t="inlineStr">{rich}<t>đọc</t></rPh></is></c>'
        '<c t="b"><v>1</v></c><c t="b"><v>0</v></c>'
        '<c t="e"><v>#REF!</v></c>'
        "<c><f>1+1</f><v>2</v></c>"
        '<c t="d"><v>2026-03-20</v></c>'
        '<c t="inlineStr"><is><t>dòng một_x000D_\ndòng hai</t></is></c>'
        "<c><v>-2.5</v></c><c><v>1E-2</v></c>"
    )

    assert cells_of(inside) == [
        "kết quả", "Điểm chuẩn", "Đúng", "Sai", "đang báo lỗi #REF!; hãy sửa lại số",
        "chứa công thức; hãy chép rồi dán giá trị", "20/03/2026", "dòng một\ndòng hai",
        Decimal("-2.5"), Decimal("0.01"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("epoch", "day"), [(WINDOWS_EPOCH, "20/03/2026"), (MAC_EPOCH, "20/03/2026")]
)
def test_a_day_is_the_same_day_in_both_calendars(epoch, day):
    book = Workbook()
    book.epoch = epoch
    book.active["A1"] = date(2026, 3, 20)
    content = io.BytesIO()
    book.save(content)
    (sheet,) = read_book(content.getvalue()).sheets.values()

    assert (sheet.rows[1][1].value, sheet.rows[1][1].look.is_date) == (day, True)


def test_what_nobody_sees_is_read_and_said():
    head = '<cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>'
    rows = "".join(
        f'<row r="{row}"{hidden}><c r="A{row}"><v>1</v></c><c r="C{row}"><v>2</v></c></row>'
        for row, hidden in ((1, ""), (2, ' hidden="1"'), (3, ' hidden="true"'), (5, ' hidden="0"'))
    )
    empty = '<row r="4" hidden="1"><c r="A4" s="0"/></row>'
    filters = '<autoFilter ref="A1:C5"><filterColumn colId="0"/></autoFilter>'

    assert only_sheet(f"{head}<sheetData>{rows}{empty}</sheetData>{filters}").unseen == Unseen(
        rows=frozenset({2, 3}), columns=frozenset({3}), is_filtered=True
    )


def test_a_cell_past_the_last_column_is_named():
    rows = '<row r="1"><c r="IV1"><v>1</v></c><c r="IW1" s="0"/></row>'
    far = '<row r="2"><c r="IW2"><v>2</v></c><c r="XFD2"><v>3</v></c></row>'
    sheet = only_sheet(f"<sheetData>{rows}{far}</sheetData>")

    assert (sheet.rows, sheet.unseen) == (
        {1: {MAX_COLUMNS: Cell(Decimal(1), "IV1")}}, Unseen(beyond="IW2"),
    )  # fmt: skip


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
