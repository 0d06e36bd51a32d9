"""Danh sách hội đồng: its template of two sheets, read into rows, and given out as it is read."""

from collections.abc import Sequence

from thidua.domain.council import council_rows as words
from thidua.domain.council.council import (
    COUNCIL_KIND_WORDS,
    COUNCIL_LEVEL_WORDS,
    POSITION_WORDS,
    Council,
)
from thidua.domain.council.council_rows import CouncilRow
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import folded
from thidua.domain.period.windows import vi_day
from thidua.domain.vote.vote import BASE_WORDS, share_words
from thidua.files.cell_reading import lack, read_day
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.styles import GUIDE_SHEET, BookWriter
from thidua.files.table import TableRow
from thidua.files.unread_sheets import is_guide

SHEET, MEMBER_SHEET = "Hội đồng", "Thành viên"
_WIDTHS = (14, 40, 26, 12, 12, 22, 13, 13, 13, 26, 30, 14, 10, 22, 12, 12, 40)
_MEMBER_WIDTHS = (14, 28, 26, 14, 16, 14, 13, 13)
_COUNCIL_DAYS = (words.DAY, words.BEGINS, words.ENDS)
_MEMBER_DAYS = (words.BEGINS, words.ENDS)
_GUIDE = (
    "Trang «Hội đồng»: mỗi hội đồng một dòng. Trang «Thành viên»: mỗi thành viên một dòng.",
    f"Loại là một trong: {', '.join(COUNCIL_KIND_WORDS.values())}.",
    f"Cấp là một trong: {', '.join(COUNCIL_LEVEL_WORDS.values())}. Của ghi mã đơn vị; để trống là "
    "của cả khối.",
    f"Chức danh là một trong: {', '.join(POSITION_WORDS.values())}.",
    "Tỷ lệ thông qua, Tỷ lệ có mặt ghi 80 % hoặc 2/3; có tỷ lệ thì ghi Văn bản quy định; chưa có "
    "văn bản thì để trống cả.",
    "Quá bán, Người đi thay ghi có hoặc không. Bỏ một dòng khỏi tệp không bỏ hội đồng, thành viên.",
)
_EXAMPLES = (
    (
        words.COUNCIL_COLUMNS,
        (
            *("HDSK", "Hội đồng xét, công nhận sáng kiến", "sáng kiến", "cơ sở", ""),
            *("12/QĐ-STC", "05/01/2025", "05/01/2025", "31/12/2029", "Văn phòng", ""),
            *("2/3", "không", "tổng số thành viên", "2/3", "không", "Quy chế của hội đồng"),
        ),
    ),
    (
        words.MEMBER_COLUMNS,
        ("HDSK", "Lê Thị An", "Chủ tịch", "", "an.le", "VP", "05/01/2025", ""),
    ),
)


def council_book(found: Sequence[Council] = ()) -> bytes:
    """Danh sách hội đồng, or with none of them its template."""
    book = BookWriter("Hội đồng")
    members = [(one, member) for one in found for member in one.members]
    for name, columns, widths, filled in (
        (SHEET, words.COUNCIL_COLUMNS, _WIDTHS, [_texts(one) for one in found]),
        (
            MEMBER_SHEET,
            words.MEMBER_COLUMNS,
            _MEMBER_WIDTHS,
            [
                (
                    *(of.code, one.name, POSITION_WORDS[one.position]),
                    *(one.person, one.account, one.unit),
                    *("" if day is None else vi_day(day) for day in (one.begins, one.ends)),
                )
                for of, one in members
            ],
        ),
    ):
        sheet = book.sheet(name, widths)
        book.header(sheet, 0, columns)
        for number, texts in enumerate(filled, start=1):
            for column, text in enumerate(texts):
                book.text(sheet, number, column, text, book.style("locked"))
        sheet.freeze_panes(1, 0)
        book.page(sheet, 0, name)
    _guide(book)
    return book.content()


def _guide(book: BookWriter) -> None:
    sheet = book.sheet(GUIDE_SHEET, _WIDTHS)
    book.text(sheet, 0, 0, "Hội đồng", book.style("title"))
    at = 2
    for line in (*_GUIDE, "Ví dụ:"):
        book.text(sheet, at, 0, line, book.style("plain"))
        at += 1
    for header, example in _EXAMPLES:
        book.header(sheet, at, header)
        for column, text in enumerate(example):
            book.text(sheet, at + 1, column, text, book.style("locked"))
        at += 3
    book.page(sheet, None, "Hội đồng")


def _texts(one: Council) -> tuple[str, ...]:
    rule = one.rule
    days = (one.decided, one.begins, one.ends)
    return (
        *(one.code, one.name, COUNCIL_KIND_WORDS[one.kind], COUNCIL_LEVEL_WORDS[one.level]),
        *(one.unit, one.decision),
        *("" if day is None else vi_day(day) for day in days),
        *(one.office, one.helpers),
        "" if rule is None else share_words(rule.threshold.share),
        "" if rule is None else _said(rule.threshold.above),
        "" if rule is None else BASE_WORDS[rule.threshold.base],
        "" if rule is None or rule.quorum is None else share_words(rule.quorum),
        "" if rule is None else _said(rule.substitutes),
        "" if rule is None else rule.threshold.source,
    )


def _said(yes: bool) -> str:
    return "có" if yes else "không"


def read_council_book(book: Book) -> tuple[list[CouncilRow], Findings]:
    """Đọc danh sách hội đồng: both sheets, the one of members may be missing."""
    findings = Findings()
    of_members = {
        title: sheet
        for title, sheet in book.sheets.items()
        if folded(title) == folded(MEMBER_SHEET)
    }
    others = {title: one for title, one in book.sheets.items() if title not in of_members}
    rows: list[CouncilRow] = []
    if any(not is_guide(one) for one in others.values()):
        rows += _rows(Book(book.name, others), findings, is_member=False)
    if of_members:
        rows += _rows(Book(book.name, of_members), findings, is_member=True)
    if not book.sheets:
        findings.error("empty", "tệp không có trang nào", book.name)
    return rows, findings


def _rows(book: Book, findings: Findings, *, is_member: bool) -> list[CouncilRow]:
    titles = words.MEMBER_COLUMNS if is_member else words.COUNCIL_COLUMNS
    required = words.MEMBER_REQUIRED if is_member else words.COUNCIL_REQUIRED
    codes = (words.COUNCIL, words.UNIT) if is_member else (words.CODE, words.OF)
    told = Findings()
    found = list_rows(book, titles, required, told, codes=codes, is_strict=True)
    if is_member:  # a council may be brought in before anybody sits in it
        told[:] = [one for one in told if one.code != "empty"]
    findings += told
    return [
        one
        for row in found
        if (one := _row(row, titles, required, findings, is_member=is_member)) is not None
    ]


def _row(
    row: TableRow,
    titles: tuple[str, ...],
    required: tuple[str, ...],
    findings: Findings,
    *,
    is_member: bool,
) -> CouncilRow | None:
    before = len(findings)
    is_lacking = lack(row, required, findings)
    days = {
        title: read_day(row, title, findings)
        for title in (_MEMBER_DAYS if is_member else _COUNCIL_DAYS)
    }
    if is_lacking or len(findings) > before or any(row.is_faulty(one) for one in titles):
        return None
    return CouncilRow(
        is_member=is_member,
        cells={title: row.text(title) for title in titles if title not in days},
        days=days,
        at={title: row.place(title) for title in titles},
    )
