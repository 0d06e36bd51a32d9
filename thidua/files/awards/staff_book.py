"""Sổ cá nhân: the workbook of the units' people, read into rows."""

from thidua.domain.dossier import staff as words
from thidua.domain.dossier.facts import NO, YES
from thidua.domain.dossier.reading import said_yes
from thidua.domain.dossier.staff import StaffRow
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.finding import Findings
from thidua.files.cell_reading import lack
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.table import TableRow

_REQUIRED = (words.PERSON_CODE, words.FULL_NAME, words.UNIT_CODE)


def read_staff_book(book: Book) -> tuple[list[StaffRow], Findings]:
    """Đọc sổ cá nhân; every faulty row is named, and a code that stands twice."""
    findings = Findings()
    rows = list_rows(
        book,
        words.STAFF_COLUMNS,
        _REQUIRED,
        findings,
        filled_down=(words.UNIT_CODE,),
        codes=(words.PERSON_CODE, words.UNIT_CODE),
        names=(words.FULL_NAME, words.POSITION),
    )
    found = [one for row in rows if (one := _row(row, findings)) is not None]
    seen: dict[str, StaffRow] = {}
    for one in found:
        if seen.setdefault(code_key(one.code), one) is not one:
            message = f"mã {one.code} được ghi hai lần"
            findings.error("twice", message, one.at[words.PERSON_CODE])
    return found, findings


def _row(row: TableRow, findings: Findings) -> StaffRow | None:
    if lack(row, _REQUIRED, findings):
        return None
    return StaffRow(
        row.text(words.PERSON_CODE),
        row.text(words.FULL_NAME),
        row.text(words.UNIT_CODE),
        row.text(words.POSITION),
        _leads(row, findings),
        {title: row.place(title) for title in words.STAFF_COLUMNS},
        row.unsaid,
    )


def _leads(row: TableRow, findings: Findings) -> bool | None:
    written = row.text(words.LEADER)
    if not written:
        return None
    said = said_yes(written)
    if said is None:
        message = f"«{written}» phải là «{YES}» hoặc «{NO}»; chưa rõ thì để trống"
        findings.error("not_yes_or_no", message, row.place(words.LEADER))
    return said
