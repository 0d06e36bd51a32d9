"""Sổ báo cáo: its template, read into rows, and given out as it is read."""

import re
from collections.abc import Sequence
from datetime import time
from decimal import Decimal

from thidua.domain.ground.finding import Findings
from thidua.domain.period.windows import in_vietnam, vi_day
from thidua.domain.report import report_rows as words
from thidua.domain.report.hand_in import Due
from thidua.domain.report.report_rows import ReportRow
from thidua.files.cell_reading import lack, read_day
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.list_template import list_template
from thidua.files.table import TableRow

SHEET = "Báo cáo"
_WIDTHS = (34, 14, 14, 14, 12, 24, 40)
_GUIDE = (
    "Mỗi dòng là một báo cáo giấy đã nhận: của đơn vị nào, cho kỳ nào, gửi lúc nào.",
    "Mã báo cáo là mã ở phần «Chế độ báo cáo»; của phong trào thì là mã phong trào/mã báo cáo.",
    "Kỳ ghi như trang: «6 tháng», «quý 1», «tháng 3», «năm».",
    "Giờ gửi ghi 08:30 hoặc 08:30:15, giờ Việt Nam; để trống là hết ngày ấy.",
    "Báo cáo đã nộp không đổi bằng tệp; muốn ghi lại thì trả lại trước.",
)
_EXAMPLE = (("6-thang", "VP", "6 tháng", "14/06/2025", "16:45", "45/BC-VP", "theo dấu văn thư"),)
_CLOCK = re.compile(r"(\d{1,2})[:hg](\d{2})(?::(\d{2}))?")
_DAY_SECONDS = 86400


def report_book(rows: Sequence[Due] = ()) -> bytes:
    """Sổ báo cáo đã nộp, or with none of them its template."""
    return list_template(
        SHEET,
        words.REPORT_COLUMNS,
        _WIDTHS,
        _GUIDE,
        _EXAMPLE,
        filled=[_texts(one) for one in rows],
    )


def _texts(one: Due) -> tuple[str, ...]:
    done = one.hand_in
    if done is None or done.counted_at is None:
        return (one.duty.code, one.unit, one.term.words, "", "", "", "")
    at = in_vietnam(done.counted_at)
    return (
        *(one.duty.code, one.unit, one.term.words, vi_day(at.date()), f"{at:%H:%M:%S}"),
        *(done.document, done.note),
    )


def read_report_book(book: Book) -> tuple[list[ReportRow], Findings]:
    """Đọc sổ báo cáo; every faulty row is named."""
    findings = Findings()
    rows = list_rows(
        book,
        words.REPORT_COLUMNS,
        words.REPORT_REQUIRED,
        findings,
        codes=(words.REPORT, words.UNIT),
        names=(words.DOCUMENT,),
        is_strict=True,
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> ReportRow | None:
    before = len(findings)
    is_lacking = lack(row, words.REPORT_REQUIRED, findings)
    day = read_day(row, words.DAY, findings)
    hour = _hour(row, findings)
    is_faulty = any(row.is_faulty(title) for title in words.REPORT_COLUMNS)
    if is_lacking or is_faulty or day is None or len(findings) > before:
        return None
    return ReportRow(
        report=row.text(words.REPORT),
        unit=row.text(words.UNIT),
        term=row.text(words.TERM),
        day=day,
        hour=hour,
        document=row.text(words.DOCUMENT),
        note=row.text(words.NOTE),
        at={title: row.place(title) for title in words.REPORT_COLUMNS},
    )


def _hour(row: TableRow, findings: Findings) -> time | None:
    """Giờ của một dòng: typed, or a cell of time, which is a part of the day."""
    value = row.value(words.HOUR)
    if value is None or value == "":
        return None
    if isinstance(value, Decimal) and 0 <= value < 1:
        nearest = int(value * _DAY_SECONDS + Decimal("0.5"))
        minutes, seconds = divmod(min(nearest, _DAY_SECONDS - 1), 60)
        return time(*divmod(minutes, 60), seconds)
    found = _CLOCK.fullmatch(str(value).strip())
    if found is not None:
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        if hours < 24 and minutes < 60 and seconds < 60:
            return time(hours, minutes, seconds)
    message = f"«{row.text(words.HOUR)}» phải là giờ, ví dụ 16:45"
    findings.error("not_an_hour", message, row.place(words.HOUR))
    return None
