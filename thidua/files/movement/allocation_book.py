"""Sổ phân bổ chỉ tiêu: its template, read into rows, and given out as it is read."""

from collections.abc import Sequence

from thidua.domain.awards import allocation as words
from thidua.domain.awards.allocation import AllocationRow, QuotaShare
from thidua.domain.ground.finding import Findings
from thidua.files.cell_reading import lack, read_amount, read_year
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.list_template import list_template
from thidua.files.table import TableRow

SHEET = "Phân bổ"
_WIDTHS = (28, 14, 8, 12, 14, 10)
_GUIDE = (
    "Mỗi dòng là số suất của một đơn vị ở một nhóm; tổng các đơn vị không vượt hạn mức của nhóm.",
    "Đợt là mã đợt khen của kế hoạch, ví dụ hang-nam. Nhóm không giới hạn thì không phân bổ.",
    "Đơn vị không có trong tệp giữ số suất đang có; muốn bỏ thì ghi 0.",
)
_EXAMPLE = (("binh-phuoc-nong-thon-moi", "hang-nam", "2025", "1.1", "STC", "1"),)


def allocation_book(rows: Sequence[QuotaShare] = (), year: int = 0) -> bytes:
    """Sổ phân bổ, or with no rows its template."""
    return list_template(
        SHEET,
        words.ALLOCATION_COLUMNS,
        _WIDTHS,
        _GUIDE,
        _EXAMPLE,
        filled=[
            (one.programme, one.round, str(year), one.group, one.unit, str(one.places))
            for one in rows
        ],
    )


def read_allocation_book(book: Book) -> tuple[list[AllocationRow], Findings]:
    """Đọc sổ phân bổ; every faulty row is named."""
    findings = Findings()
    rows = list_rows(
        book,
        words.ALLOCATION_COLUMNS,
        words.ALLOCATION_COLUMNS,
        findings,
        codes=(words.MOVEMENT, words.ROUND, words.GROUP, words.UNIT),
        is_strict=True,
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> AllocationRow | None:
    is_lacking = lack(row, words.ALLOCATION_COLUMNS, findings)
    before = len(findings)
    year = read_year(row, words.YEAR, findings)
    places = read_amount(row, words.PLACES, findings)
    if places is not None and (places != places.to_integral_value() or places < 0):
        message = f"«{row.text(words.PLACES)}» phải là số nguyên từ 0"
        findings.error("number", message, row.place(words.PLACES))
    if is_lacking or len(findings) > before or year is None or places is None:
        return None
    return AllocationRow(
        movement=row.text(words.MOVEMENT),
        round=row.text(words.ROUND),
        year=year,
        group=row.text(words.GROUP),
        unit=row.text(words.UNIT),
        places=int(places),
        at={title: row.place(title) for title in words.ALLOCATION_COLUMNS},
    )
