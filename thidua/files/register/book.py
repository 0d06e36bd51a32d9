"""Đọc sổ theo dõi: a sheet with the columns of one register, a cell of no known column refused."""

from thidua.domain.ground.finding import Findings
from thidua.domain.register import register as words
from thidua.domain.register.column import Holds
from thidua.domain.register.register import Register
from thidua.domain.register.registers import register_of
from thidua.domain.register.wish import RegisterWish
from thidua.files.cell_reading import lack, read_year
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.table import TableRow


def read_register_book(register: Register, book: Book) -> tuple[list[RegisterWish], Findings]:
    """Đọc tệp một sổ; every faulty row is named, and every column that is not of this register."""
    findings = Findings()
    people = [one.title for one in register.columns if one.holds is Holds.PERSON]
    rows = list_rows(
        book,
        register.titles,
        register.required,
        findings,
        filled_down=(words.YEAR, words.UNIT),
        codes=(words.CODE, words.UNIT, *people),
        is_strict=True,
    )
    found = [one for row in rows if (one := _row(register, row, findings)) is not None]
    return found, findings


def read_book_of(code: str, book: Book) -> tuple[list[RegisterWish], Findings]:
    """Đọc tệp của sổ mang mã này."""
    return read_register_book(register_of(code), book)


def _row(register: Register, row: TableRow, findings: Findings) -> RegisterWish | None:
    is_lacking = lack(row, (words.YEAR, words.UNIT), findings)
    before = len(findings)
    year = read_year(row, words.YEAR, findings)
    is_faulty = any(row.is_faulty(title) for title in register.titles)
    if is_lacking or is_faulty or len(findings) > before:
        return None
    said = [one for one in register.columns if one.title not in row.unsaid]
    return RegisterWish(
        code=row.text(words.CODE),
        year=year,
        unit=row.text(words.UNIT),
        cells={one.code: row.value(one.title) for one in said},
        programme=_text(row, words.PROGRAMME),
        evidence=_text(row, words.EVIDENCE),
        note=_text(row, words.NOTE),
        at={title: row.place(title) for title in register.titles},
    )


def _text(row: TableRow, title: str) -> str | None:
    return None if title in row.unsaid else row.text(title)
