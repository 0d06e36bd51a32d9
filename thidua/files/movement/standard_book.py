"""Sổ mức đạt chuẩn: its template, read into rows, and given out as it is read."""

from collections.abc import Sequence

from thidua.domain.ground.finding import Findings
from thidua.domain.movement import place_rows as words
from thidua.domain.movement.place_rows import StandardRow
from thidua.domain.movement.standard import (
    PLACE_LEVEL_WORDS,
    PlaceLevel,
    StandardDecision,
    place_level,
)
from thidua.domain.period.windows import vi_day
from thidua.files.cell_reading import lack, read_day
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.list_template import list_template
from thidua.files.table import TableRow

SHEET = "Mức đạt chuẩn"
_WIDTHS = (14, 34, 24, 16, 24, 24, 16)
_LEVELS = ", ".join(f"«{word}»" for word in PLACE_LEVEL_WORDS.values())
_GUIDE = (
    "Mỗi dòng là một quyết định công nhận của một địa bàn đã có trong sổ địa bàn.",
    f"Mức là một trong: {_LEVELS}; mức cuối là của thị xã, thành phố.",
    "Bị thu hồi thì ghi cả Số quyết định thu hồi và Ngày thu hồi; mức giữ tới ngày trước đó.",
    "Dòng vừa nhập chỉ được đếm sau khi người thứ hai xác nhận.",
    "Bỏ một dòng khỏi tệp không bỏ quyết định ấy.",
)
_EXAMPLE = (
    ("77013", "nông thôn mới", "QĐ 210/QĐ-UBND", "15/01/2023", "Chủ tịch UBND tỉnh", "", ""),
    (
        *("77014", "nông thôn mới kiểu mẫu", "QĐ 98/QĐ-UBND", "12/12/2024", "Chủ tịch UBND tỉnh"),
        *("QĐ 1500/QĐ-UBND", "01/09/2025"),
    ),
)


def standard_book(decisions: Sequence[StandardDecision] = ()) -> bytes:
    """Sổ mức đạt chuẩn, or with no decision its template."""
    filled = [standard_texts(one) for one in decisions]
    return list_template(SHEET, words.STANDARD_COLUMNS, _WIDTHS, _GUIDE, _EXAMPLE, filled=filled)


def standard_texts(one: StandardDecision) -> tuple[str, ...]:
    """Các ô của một quyết định, in the order of the columns."""
    return (
        *(one.place, PLACE_LEVEL_WORDS[one.level], one.number, vi_day(one.day), one.signer),
        *(one.revocation, "" if one.revoked_on is None else vi_day(one.revoked_on)),
    )


def read_standard_book(book: Book) -> tuple[list[StandardRow], Findings]:
    """Đọc sổ mức đạt chuẩn; every faulty row is named."""
    findings = Findings()
    rows = list_rows(
        book,
        words.STANDARD_COLUMNS,
        words.STANDARD_REQUIRED,
        findings,
        codes=(words.CODE,),
        names=(words.NUMBER, words.SIGNER, words.REVOCATION),
        is_strict=True,
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> StandardRow | None:
    is_lacking = lack(row, words.STANDARD_REQUIRED, findings)
    before = len(findings)
    level = _level(row, findings)
    day = read_day(row, words.DAY, findings)
    revoked_on = read_day(row, words.REVOKED_ON, findings)
    revocation = row.text(words.REVOCATION)
    if bool(row.text(words.REVOKED_ON)) is not bool(revocation):
        message = f"ghi cả «{words.REVOCATION}» và «{words.REVOKED_ON}», hoặc để trống cả hai"
        findings.error("revocation", message, row.place(words.REVOKED_ON))
    if is_lacking or level is None or day is None or len(findings) > before:
        return None
    return StandardRow(
        decision=StandardDecision(
            place=row.text(words.CODE),
            level=level,
            number=row.text(words.NUMBER),
            day=day,
            signer=row.text(words.SIGNER),
            revocation=revocation,
            revoked_on=revoked_on,
        ),
        unsaid=row.unsaid,
        at={title: row.place(title) for title in words.STANDARD_COLUMNS},
    )


def _level(row: TableRow, findings: Findings) -> PlaceLevel | None:
    written = row.text(words.LEVEL)
    found = place_level(written) if written else None
    if written and found is None:
        message = f"«{written}» phải là một trong: {_LEVELS}"
        findings.error("level", message, row.place(words.LEVEL))
    return found
