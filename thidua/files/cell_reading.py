"""Đọc ô: years and days as lists write them, with a finding at the cell where they are not."""

from datetime import date
from decimal import Decimal

from thidua.domain.ground.finding import Findings, error
from thidua.domain.ground.points import number_problem, parse_number
from thidua.domain.period.stage import FIRST_YEAR, LAST_YEAR
from thidua.domain.period.windows import parse_day
from thidua.files.table import TableRow


def read_year(row: TableRow, title: str, findings: Findings) -> int | None:
    """Năm của một dòng; None where the cell is empty, or with a finding where it is no year."""
    written = row.value(title)
    if written is None:
        return None
    year = parse_number(written) if isinstance(written, str) else written
    if year is None or year != int(year) or not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"năm «{row.text(title)}» phải là số như 2025"
        findings.error("not_a_year", message, row.place(title))
        return None
    return int(year)


def read_day(row: TableRow, title: str, findings: Findings) -> date | None:
    """Ngày của một dòng, a date of the workbook or typed as dd/mm/yyyy."""
    written = row.text(title)
    if not written:
        return None
    found = parse_day(written)
    if found is None:
        message = f"«{written}» phải là ngày, ví dụ 20/03/2026"
        findings.error("not_a_day", message, row.place(title))
    return found


def read_amount(row: TableRow, title: str, findings: Findings) -> Decimal | None:
    """Số của một ô; None where it is empty, or with a finding where it is no number."""
    written = row.value(title)
    if written is None or isinstance(written, Decimal):
        return written
    found = parse_number(written)
    if found is None:
        findings.error("not_a_number", f"{number_problem(written)}", row.place(title))
    return found


def lack(row: TableRow, titles: tuple[str, ...], findings: Findings) -> bool:
    """Thiếu ô bắt buộc: a finding for each, True where there is any."""
    missing = [title for title in titles if not row.text(title)]
    findings += [error("missing", f"thiếu «{title}»", row.place(title)) for title in missing]
    return bool(missing)
