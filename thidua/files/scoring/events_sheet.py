"""Trang «Từng lượt» của sổ điểm: each event with its day, document, count and evidence."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import folded
from thidua.domain.period.period import Member
from thidua.domain.period.windows import vi_day
from thidua.domain.rules import Field
from thidua.domain.rules.entry import Occurrence
from thidua.domain.scoring import file as words
from thidua.domain.scoring.occurrences import DAY, DOCUMENT, EventRow, may_list
from thidua.domain.scoring.stored import StoredSheet
from thidua.files.cell_reading import read_day
from thidua.files.cells import Book, Sheet
from thidua.files.styles import BookWriter
from thidua.files.table import TableRow, find_table

_WIDTHS = {
    words.UNIT_CODE: 14,
    words.CRITERION_CODE: 12,
    words.KIND: 24,
    Field.NAME.value: 30,
    DAY: 13,
    DOCUMENT: 24,
    Field.COUNT.value: 10,
    words.EVIDENCE: 40,
}
EVENT_COLUMNS = tuple(_WIDTHS)
_REQUIRED = (words.UNIT_CODE, words.CRITERION_CODE, DAY, DOCUMENT, Field.COUNT.value)
_HEADER_ROW = 2
_BLANK_ROWS = 60
_HOW_TO = (
    "Mỗi dòng một lượt (hoặc mấy lượt cùng một văn bản) của tiêu chí tính theo lượt, điểm thưởng, "
    "điểm trừ: ghi ngày dạng 20/03/2026, số văn bản, số lượt (để trống là 1). Loại nào đã kê ở đây "
    "thì ô Số lượt ở bảng điểm phải bằng tổng đã kê, hoặc để trống."
)


def find_events(book: Book) -> Sheet | None:
    """Trang kê từng lượt của một sổ; None where it has none."""
    wanted = folded(words.EVENTS_SHEET)
    return next((one for one in book.sheets.values() if folded(one.title) == wanted), None)


def read_events(sheet: Sheet, findings: Findings) -> tuple[EventRow, ...]:
    """Đọc trang kê từng lượt: every row that holds something, with where its cells stand."""
    table = find_table(
        sheet,
        EVENT_COLUMNS,
        _REQUIRED,
        findings,
        filled_down=(words.UNIT_CODE, words.CRITERION_CODE),
        codes=(words.UNIT_CODE, words.CRITERION_CODE),
        names=(words.KIND, Field.NAME.value, DOCUMENT),
    )
    if table is None:
        return ()
    return tuple(found for row in table.rows if (found := _row(row, findings)) is not None)


def _row(row: TableRow, findings: Findings) -> EventRow | None:
    unit, code = row.text(words.UNIT_CODE), row.text(words.CRITERION_CODE)
    for title, text in ((words.UNIT_CODE, unit), (words.CRITERION_CODE, code)):
        if not text:
            message = f"dòng {row.number} thiếu {title}; mỗi lượt cần cả hai mã"
            findings.error("missing", message, row.place(title))
            return None
    before = len(findings)
    day = read_day(row, DAY, findings)
    if len(findings) > before:
        return None
    return EventRow(
        unit=unit,
        criterion=code,
        kind=row.text(words.KIND),
        name=row.text(Field.NAME.value),
        day=day,
        document=row.text(DOCUMENT),
        count=row.value(Field.COUNT.value),
        evidence=row.text(words.EVIDENCE),
        number=row.number,
        sheet=row.sheet.title,
        at={title: row.place(title) for title in EVENT_COLUMNS},
    )


def write_events(
    book: BookWriter,
    covenant: Covenant,
    members: Sequence[Member],
    sheets: Mapping[str, StoredSheet],
    title: str,
) -> None:
    """Viết trang kê từng lượt, with what is listed already; none where nothing can be listed."""
    codes = [code for code, one in covenant.criteria.items() if may_list(one)]
    if not codes:
        return
    sheet = book.sheet(words.EVENTS_SHEET, tuple(_WIDTHS.values()))
    book.text(sheet, 0, 0, _HOW_TO, book.style("note"))
    book.header(sheet, _HEADER_ROW, EVENT_COLUMNS)
    number = _HEADER_ROW + 1
    for member in members:
        stored = sheets.get(member.code)
        for code in codes:
            line = None if stored is None else stored.lines.get(code)
            for one in () if line is None else line.entry.occurrences:
                _write_row(book, sheet, number, _cells(member.code, code, one), one.count)
                number += 1
    for row in range(number, number + _BLANK_ROWS):
        _write_row(book, sheet, row, {}, None)
    book.drop_down(
        sheet,
        _HEADER_ROW + 1,
        EVENT_COLUMNS.index(words.CRITERION_CODE),
        codes,
        rows=number + _BLANK_ROWS - _HEADER_ROW - 1,
        strict=False,
    )
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    book.page(sheet, _HEADER_ROW, title)


def _cells(unit: str, code: str, one: Occurrence) -> dict[str, str]:
    return {
        words.UNIT_CODE: unit,
        words.CRITERION_CODE: code,
        words.KIND: one.kind or "",
        Field.NAME.value: one.name,
        DAY: "" if one.day is None else vi_day(one.day),
        DOCUMENT: one.document,
        words.EVIDENCE: one.evidence,
    }


def _write_row(
    book: BookWriter,
    sheet: Worksheet,
    row: int,
    cells: Mapping[str, str],
    count: Decimal | None,
) -> None:
    """Một dòng: days are text, so that no program turns day and month about."""
    for column, name in enumerate(EVENT_COLUMNS):
        if name == Field.COUNT.value:
            book.number(sheet, row, column, count, book.style("input"))
        else:
            book.text(sheet, row, column, cells.get(name, ""), book.style("input_text", "@"))
