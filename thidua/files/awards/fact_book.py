"""Sổ dữ kiện: the workbook of what is stated about units and people, read into rows."""

from thidua.domain.dossier import fact_file as words
from thidua.domain.dossier.fact_file import FactRow
from thidua.domain.ground.finding import Findings
from thidua.files.cell_reading import lack, read_year
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.table import TableRow

_REQUIRED = (words.SUBJECT_CODE, words.FACT, words.VALUE)
_NEEDED = (words.SUBJECT_CODE, words.FACT)


def read_fact_book(book: Book) -> tuple[list[FactRow], Findings]:
    """Đọc sổ dữ kiện; a row without a value comes along, since saying nothing is no fault."""
    findings = Findings()
    rows = list_rows(
        book,
        words.FACT_COLUMNS,
        _REQUIRED,
        findings,
        filled_down=(words.SUBJECT_CODE, words.FACT, words.YEAR),
        codes=(words.SUBJECT_CODE,),
        names=(words.FACT,),
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> FactRow | None:
    is_lacking = lack(row, _NEEDED, findings)
    before = len(findings)
    year = read_year(row, words.YEAR, findings)
    if is_lacking or len(findings) > before or row.is_faulty(words.VALUE):
        return None
    return FactRow(
        row.text(words.SUBJECT_CODE),
        row.text(words.FACT),
        year,
        row.value(words.VALUE),
        row.text(words.EVIDENCE),
        {title: row.place(title) for title in words.FACT_COLUMNS},
        row.unsaid,
    )
