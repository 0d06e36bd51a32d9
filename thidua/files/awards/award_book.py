"""Sổ quá trình khen thưởng: the workbook of awards given before, read into rows."""

from thidua.domain.dossier import award_file as words
from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import folded, without_marks
from thidua.files.cell_reading import lack, read_day, read_year
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.table import TableRow

_REQUIRED = (words.SUBJECT_CODE, words.AWARD, words.YEAR)
_OCCASIONS = {without_marks(folded(word)): one for one, word in OCCASION_WORDS.items()}


def read_award_book(book: Book) -> tuple[list[AwardRow], Findings]:
    """Đọc sổ quá trình khen thưởng; the occasion is the year's work where nothing is said."""
    findings = Findings()
    rows = list_rows(
        book,
        words.AWARD_COLUMNS,
        _REQUIRED,
        findings,
        filled_down=(words.SUBJECT_CODE, words.AWARD, words.YEAR, words.AUTHORITY),
        codes=(words.SUBJECT_CODE,),
        names=(words.AWARD, words.DECISION, words.AUTHORITY),
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> AwardRow | None:
    is_lacking = lack(row, _REQUIRED, findings)
    before = len(findings)
    year = read_year(row, words.YEAR, findings)
    day = read_day(row, words.DAY, findings)
    occasion = _occasion(row, findings)
    if is_lacking or len(findings) > before or year is None:
        return None
    return AwardRow(
        row.text(words.SUBJECT_CODE),
        row.text(words.AWARD),
        year,
        row.text(words.DECISION),
        day,
        row.text(words.AUTHORITY),
        occasion,
        {title: row.place(title) for title in words.AWARD_COLUMNS},
        row.unsaid,
    )


def _occasion(row: TableRow, findings: Findings) -> Occasion:
    written = row.text(words.OCCASION)
    found = _OCCASIONS.get(without_marks(folded(written)), Occasion.ANNUAL)
    if written and without_marks(folded(written)) not in _OCCASIONS:
        known = " hoặc ".join(f"«{word}»" for word in OCCASION_WORDS.values())
        message = f"«{written}» phải là {known}"
        findings.error("occasion", message, row.place(words.OCCASION))
    return found
