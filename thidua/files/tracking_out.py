"""Viết phiếu theo dõi điểm: four sheets, enough to reach the total with a pencil.

Every number stands as a value and never as a formula: the paper is to be checked, not believed.
"""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from thidua.domain.ground.points import Exact, as_fraction
from thidua.domain.period.windows import VIETNAM
from thidua.domain.record.recorded import RecordedAct
from thidua.domain.record.tracking_sheet import TrackingSheet
from thidua.domain.scoring.evidence import EvidenceItem
from thidua.domain.verify.tracking import SIGN_WORDS, GivenPoints, TrackedLine, exact_text
from thidua.files.styles import BookWriter

LINES_SHEET, GIVEN_SHEET = "Phiếu theo dõi", "Người chấm"
EVIDENCE_SHEET, CHANGES_SHEET = "Minh chứng", "Thay đổi"
PROVISIONAL = "TẠM TÍNH"
WAITS = "chờ người thứ hai, chưa cộng"
PART_WORDS = {"gốc": "Điểm gốc", "thưởng": "Điểm thưởng", "trừ": "Điểm trừ"}
TOTAL = "Tổng điểm"
HOW_TOTAL = "Điểm gốc + Điểm thưởng − Điểm trừ, không xuống dưới 0"

LINE_COLUMNS = {
    "Mã": 8,
    "Nội dung": 34,
    "Tính vào": 9,
    "Cộng từ": 16,
    "Điểm tối đa": 9,
    "Căn cứ": 18,
    "Trích dẫn": 24,
    "Bản giao ước": 8,
    "Cách chấm": 26,
    "Bên chấm": 13,
    "Tự chấm": 9,
    "Số liệu tự chấm": 18,
    "Số liệu": 22,
    "Công thức đã thay số": 34,
    "Điểm trước làm tròn": 11,
    "Làm tròn": 18,
    "Điểm": 9,
    "Trần": 9,
    "Được cộng": 10,
    "Ghi chú": 24,
    "Minh chứng": 24,
    "Số lần đổi": 7,
    "Ai đã ghi, chấm, xác nhận": 24,
}
GIVEN_COLUMNS = {
    "Mã": 8,
    "Người chấm": 24,
    "Số liệu": 26,
    "Công thức đã thay số": 44,
    "Điểm trước làm tròn": 13,
    "Lý do": 44,
}
EVIDENCE_COLUMNS = {"Mã": 18, "Minh chứng": 80, "Bản": 7, "Người thêm": 24, "Lúc thêm": 20}
CHANGES_COLUMNS = {
    "Mục": 9, "Lúc": 20, "Người làm": 26, "Nhập thay": 16, "Tiêu chí": 10, "Trước": 34, "Sau": 34,
    "Lý do": 34,
}  # fmt: skip


def tracking_workbook(found: TrackingSheet) -> bytes:
    """Sổ phiếu theo dõi điểm của một đơn vị."""
    title = f"Phiếu theo dõi điểm · {found.member.name} · {found.period.when}"
    mark = PROVISIONAL if found.is_provisional else ""
    book = BookWriter(title)
    sheet = book.sheet(LINES_SHEET, tuple(LINE_COLUMNS.values()))
    header = _heading(book, sheet, f"{title} – {mark}" if mark else title, found.facts())
    _lines(book, sheet, found, header)
    book.page(sheet, header, title, mark)
    given = [(line.code, one) for line in found.tracked.lines for one in line.given]
    _table(book, GIVEN_SHEET, GIVEN_COLUMNS, [_given(*one) for one in given], title, mark)
    items = [_evidence(one) for one in found.evidence]
    _table(book, EVIDENCE_SHEET, EVIDENCE_COLUMNS, items, title, mark)
    rows = [_change(one) for one in found.changes]
    if not found.is_whole:
        more = "Còn mục cũ hơn; xem ở trang Nhật ký."
        rows.append(("", "", more, *[""] * (len(CHANGES_COLUMNS) - 3)))
    _table(book, CHANGES_SHEET, CHANGES_COLUMNS, rows, title, mark)
    return book.content()


def _heading(
    book: BookWriter, sheet: Worksheet, title: str, facts: Sequence[tuple[str, str]]
) -> int:
    """Đầu phiếu; says in which row the table begins."""
    sheet.set_row(0, 26)
    book.text(sheet, 0, 0, title, book.style("title"))
    for row, (name, said) in enumerate(facts, start=1):
        book.text(sheet, row, 0, f"{name}: {said}", book.style("subtitle"))
    return len(facts) + 2


def _lines(book: BookWriter, sheet: Worksheet, found: TrackingSheet, header: int) -> None:
    book.header(sheet, header, tuple(LINE_COLUMNS))
    sheet.freeze_panes(header + 1, 2)
    row = header
    for line in found.tracked.lines:
        row += 1
        _row(book, sheet, row, _cells(found, line), "group" if line.is_group else "locked")
    blank: dict[str, str | Decimal | None] = dict.fromkeys(LINE_COLUMNS, "")
    for part in found.tracked.parts:
        row += 1
        word = SIGN_WORDS[part.sign]
        said = {
            "Nội dung": PART_WORDS[word],
            "Cộng từ": ", ".join(part.adds),
            "Được cộng": part.points,
        }
        _row(book, sheet, row, list({**blank, **said}.values()), "total")
    said = {"Nội dung": TOTAL, "Công thức đã thay số": HOW_TOTAL, "Được cộng": found.tracked.total}
    _row(book, sheet, row + 1, list({**blank, **said}.values()), "total")


def _cells(found: TrackingSheet, line: TrackedLine) -> list[str | Decimal | None]:
    said, code = line.said, line.code
    note = "; ".join(part for part in (WAITS if line.waits else "", said.note) if part)
    return [
        code,
        said.text,
        SIGN_WORDS[said.sign],
        ", ".join(line.adds),
        said.max_points,
        said.basis,
        said.quotation,
        "" if line.is_group else str(line.covenant_version),
        said.clause,
        line.hand,
        line.claim,
        line.claim_inputs,
        line.inputs,
        line.formula,
        _number(line.exact),
        line.rounding,
        None if line.is_group else line.points,
        line.ceiling,
        line.counted,
        note,
        found.evidence_of(code),
        "" if line.is_group else str(found.changes_of(code)),
        "; ".join(found.seen_by(code)),
    ]


def _number(value: Exact | None) -> str | Decimal | None:
    """Số đúng: a number where decimals end, else the fraction as text."""
    if value is None:
        return None
    said = exact_text(value)
    if "/" in said:
        return said
    whole = as_fraction(value)
    return Decimal(whole.numerator) / Decimal(whole.denominator)


def _row(
    book: BookWriter,
    sheet: Worksheet,
    row: int,
    cells: Sequence[str | Decimal | None],
    style: str,
) -> None:
    numbers = {"locked": "number", "group": "group_number", "total": "total_number"}[style]
    for column, value in enumerate(cells):
        if isinstance(value, str):
            book.text(sheet, row, column, value, book.style(style))
        else:
            book.number(sheet, row, column, value, book.style(numbers))


def _table(
    book: BookWriter,
    name: str,
    columns: dict[str, int],
    rows: Sequence[Sequence[str | Decimal | None]],
    title: str,
    mark: str,
) -> None:
    sheet = book.sheet(name, tuple(columns.values()))
    book.header(sheet, 0, tuple(columns))
    for number, cells in enumerate(rows, start=1):
        _row(book, sheet, number, cells, "locked")
    sheet.freeze_panes(1, 0)
    book.page(sheet, 0, title, mark)


def _given(code: str, one: GivenPoints) -> list[str | Decimal | None]:
    return [code, one.reviewer, one.inputs, one.formula, _number(one.value), one.reason]


def _evidence(one: EvidenceItem) -> list[str]:
    when = f"{one.added_at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}"
    return [", ".join(one.criteria), one.words(), str(one.version), one.added_by, when]


def _change(one: RecordedAct) -> tuple[str, ...]:
    when = f"{one.at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}"
    at = (str(one.position), when, one.actor, one.on_behalf_of, one.criterion)
    return (*at, one.old, one.new, one.reason)
