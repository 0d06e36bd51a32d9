"""Dòng làm sẵn: a workbook of repeated cells is the one that writing every cell gives."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.builders import NOT_ASSIGNED, make_covenant, make_criterion, make_entry, make_group
from tests.files.nasty import NASTY
from tests.files.test_summary_out import written
from thidua.domain.covenant.covenant import NotAssigned, Sign
from thidua.files.styles import BookWriter
from thidua.files.summary import units as summary_units
from thidua.files.summary.ready_rows import ReadyRows, ReadySheet

LONG = "Đã làm xong từng việc được giao theo kế hoạch năm. " * 12
BY_WHOLE_BOOK = ("xl/sharedStrings.xml", "xl/styles.xml")
"""Numbered by who came first, so compared through the cells that name them."""


class WrittenRows(ReadyRows):
    """Ghi từng ô của từng trang, the slow way."""

    def text(self, sheet, row, column, text, style):
        return lambda own: self._book.text(own, row, column, text, style)

    def number(self, sheet, row, column, value, style):
        return lambda own: self._book.number(own, row, column, value, style)

    def formula(self, sheet, row, column, formula, style, value):
        kept = value if isinstance(value, str) else float(value)
        return lambda own: own.write_formula(row, column, formula, style, kept)

    def row(self, sheet, row, pieces):
        for write in pieces:
            write(sheet)
        return ""


def block():
    """A block with every kind of row: ceilings, waiting, missing, not assigned, hostile, tall."""
    covenant = make_covenant(
        make_group(
            "I",
            make_criterion("I.1", "0.1", text=LONG),
            make_criterion("I.2", 5, sign=Sign.BONUS),
            make_group(
                "I.3",
                make_criterion("I.3.1", 3, sign=Sign.DEDUCTION),
                make_criterion("I.3.2", 4),
                sign=Sign.DEDUCTION,
                is_ceiling=True,
                most=2,
            ),
            is_ceiling=True,
            most="4.125",
        ),
        make_group("II", *(make_criterion(f"II.{n}", text=text) for n, text in enumerate(NASTY))),
        make_criterion("Điểm gốc", 10),
        make_criterion("total", 10),
        not_assigned=NotAssigned.RATIO,
    )
    covenant = replace(covenant, title=NASTY[0])
    whole = {
        "I.1": make_entry(points="0.1", explanation=LONG, evidence="một\nhai\nba"),
        "I.2": make_entry(points=5),
        "I.3.1": make_entry(points=3),
        "I.3.2": make_entry(points=4),
        "Điểm gốc": make_entry(points="9.99"),
        "total": make_entry(points=1),
    } | {
        f"II.{n}": make_entry(points=1, explanation=text, evidence=text)
        for n, text in enumerate(NASTY)
    }
    return covenant, {
        "đủ": whole,
        "đủ hai": whole,
        "chờ": whole | {"I.2": make_entry(points=5, confirmed=False)},
        "không giao": whole | {"I.3.2": NOT_ASSIGNED, "total": NOT_ASSIGNED},
        "thiếu": {code: entry for code, entry in whole.items() if code != "I.3.1"},
        "chưa thẩm định": whole,
        "trắng": {},
    }


def summary() -> bytes:
    covenant, sheets = block()
    names = dict(zip(sheets, NASTY, strict=False))
    not_verified = frozenset({"chưa thẩm định"})
    return written(covenant, sheets, names=names, not_verified=not_verified, title=NASTY[1])[0]


def looks(content: bytes) -> list[object]:
    """Every cell with its content, the value its formula keeps and its look; every row's height."""
    book, kept = (load_workbook(BytesIO(content), data_only=one) for one in (False, True))
    return [
        (
            sheet.title,
            [
                (
                    (cell.coordinate, cell.data_type, cell.value, values[cell.coordinate].value),
                    (cell.number_format, repr(cell.font), repr(cell.fill), repr(cell.border)),
                    (repr(cell.alignment), cell.protection.locked, cell.hyperlink, cell.comment),
                )
                for row in sheet.iter_rows()
                for cell in row
            ],
            {number: row.height for number, row in sheet.row_dimensions.items()},
        )
        for sheet, values in zip(book.worksheets, kept.worksheets, strict=True)
    ]


def round_the_rows(content: bytes) -> dict[str, bytes]:
    """Every part of the file without the rows of its sheets."""
    with ZipFile(BytesIO(content)) as package:
        return {
            name: re.sub(rb"<sheetData>.*</sheetData>", b"", package.read(name), flags=re.DOTALL)
            for name in package.namelist()
            if name not in BY_WHOLE_BOOK
        }


def texts(content: bytes) -> tuple[str, list[str]]:
    with ZipFile(BytesIO(content)) as package:
        shared = package.read(BY_WHOLE_BOOK[0]).decode()
    head, *found = shared.split("<si>")
    return head, sorted(one.removesuffix("</sst>") for one in found)


def test_the_summary_is_what_writing_every_cell_gives(monkeypatch):
    repeated = summary()
    monkeypatch.setattr(summary_units, "ReadyRows", WrittenRows)
    monkeypatch.delattr(ReadySheet, "_prepare_formula")
    plain = summary()

    assert looks(repeated) == looks(plain)
    assert round_the_rows(repeated) == round_the_rows(plain)
    assert texts(repeated) == texts(plain)


def test_a_row_stands_in_the_file_as_xlsxwriter_writes_it():
    def rows(kind):
        book = BookWriter("Sổ")
        ready = kind(book, (9, 40, 12, 12))
        for name in ("Một", "Hai"):
            sheet = ready.sheet(name)
            locked, number = book.style("locked"), book.style("number", "#,##0.00")
            book.text(sheet, 0, 0, f"Đầu trang {name}", locked)
            cells = (
                ready.text(sheet, 3, 0, "<&>\"'_x0041_ ", locked),
                ready.text(sheet, 3, 1, LONG, locked),
                ready.number(sheet, 3, 2, Decimal("12.50"), number),
                ready.formula(sheet, 3, 3, '=IF(A1<2,"",SUM(B1:B3)&"x")', number, "chưa đủ"),
            )
            empty = (
                ready.text(sheet, 4, 0, "", locked),
                ready.text(sheet, 4, 1, "\u200b", locked),
                ready.number(sheet, 4, 2, None, number),
                ready.number(sheet, 4, 3, Decimal("1234567890123456.5"), number),
            )
            sheet.add([ready.row(sheet, 3, cells), ready.row(sheet, 4, empty)], 4, 3)
        with ZipFile(BytesIO(book.content())) as package:
            return [
                re.sub(' spans="[^"]*"', "", package.read(f"xl/worksheets/sheet{n}.xml").decode())
                for n in (1, 2)
            ]

    ready, plain = rows(ReadyRows), rows(WrittenRows)

    assert ready == plain
    assert all(one.count("<row ") == 3 for one in ready)


@pytest.mark.parametrize(
    "formula",
    [
        '=IF(COUNT(F5:F9,F11)<6,"chưa đủ",ROUND(MIN(SUM(F5:F9),D4),2))',
        "=ROUND(MAX(0,F70+F71-F72),2)",
        "='Tên, có dấu'!F73",
        '=IF(COUNT(M5)=0,"",COUNTIF($M$5:$M$19,">"&M5)+1)',
    ],
)
def test_no_formula_of_ours_needs_what_xlsxwriter_looks_for(formula):
    assert ReadySheet()._prepare_formula(formula) == Worksheet()._prepare_formula(formula)


def test_a_cell_taken_out_leaves_nothing_behind():
    with Workbook(BytesIO()) as book:
        sheet = book.add_worksheet("Một", ReadySheet)
        sheet.write_string(2, 1, "chữ")
        assert sheet.taken(2, 1) == ' t="s"><v>0</v></c>'
        assert sheet.str_table.count == 0
        assert not sheet.table[2]
