"""Viết danh sách đơn vị: the workbook that `read_roster_book` reads, filled or empty."""

from collections.abc import Sequence
from decimal import Decimal

from thidua.domain.period import roster as words
from thidua.domain.period.organiser import LEVEL_WORDS
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.unit_kind import UNIT_KINDS
from thidua.files.styles import GUIDE_SHEET, BookWriter

SHEET = "Đơn vị"
_TITLE = "Danh sách đơn vị của khối thi đua"
_WIDTHS = (14, 36, 16, 44, 24, 24, 8, 24, 30, 36)
_BY = ("Bộ, ban, ngành, tỉnh", "UBND tỉnh", "Quyết định 1770/QĐ-UBND ngày 15/8/2019")
_EXAMPLE = (
    ("KTD-5", "Khối thi đua số 5", "SNV", "Sở Nội vụ", "Nội vụ", "Sở, ngành", "2026", *_BY),
    ("KTD-5", "Khối thi đua số 5", "STC", "Sở Tài chính", "Tài chính", "Sở, ngành", "2026", *_BY),
)
_GUIDE = (
    "Ghi vào trang «Đơn vị», mỗi dòng là một đơn vị thuộc một khối trong một năm.",
    "Mã khối, Mã đơn vị, Tên đơn vị và Năm là bắt buộc. Một mã chỉ mang một tên.",
    "Tên ngắn để trống thì dùng tên đầy đủ; Loại để trống cũng được.",
    f"Kế hoạch phong trào xếp nhóm theo Loại: {', '.join(UNIT_KINDS)}.",
    "Ba cột cuối nói cấp nào, nơi nào tổ chức khối, theo văn bản nào; để trống là chưa nói.",
    "Cờ thi đua của bộ, tỉnh chỉ xét cho khối do bộ, ban, ngành, tỉnh tổ chức.",
    "Bỏ một dòng khỏi tệp không đưa đơn vị ra khỏi khối.",
    "Ví dụ:",
)


def roster_template() -> bytes:
    """Tệp mẫu danh sách đơn vị: the header, and a guide with an example."""
    return roster_workbook(())


def roster_workbook(rows: Sequence[RosterRow]) -> bytes:
    """Sổ đơn vị; read again it gives the same rows."""
    book = BookWriter(_TITLE)
    sheet = book.sheet(SHEET, _WIDTHS)
    book.header(sheet, 0, words.ROSTER_COLUMNS)
    for number, row in enumerate(rows, start=1):
        texts = (
            row.block_code, row.block_name, row.unit_code, row.unit_name, row.short_name, row.kind,
        )  # fmt: skip
        for column, text in enumerate(texts):
            book.text(sheet, number, column, text, book.style("locked"))
        book.number(sheet, number, len(texts), Decimal(row.year), book.style("number"))
        for column, text in enumerate(_organiser(row), start=len(texts) + 1):
            book.text(sheet, number, column, text, book.style("locked"))
    sheet.freeze_panes(1, 0)
    book.page(sheet, 0, _TITLE)
    _write_guide(book)
    return book.content()


def _organiser(row: RosterRow) -> tuple[str, ...]:
    said = row.organiser
    return () if said is None else (LEVEL_WORDS[said.level], said.body, said.document)


def _write_guide(book: BookWriter) -> None:
    sheet = book.sheet(GUIDE_SHEET, _WIDTHS)
    sheet.set_row(0, 26)
    book.text(sheet, 0, 0, _TITLE, book.style("title"))
    for number, line in enumerate(_GUIDE, start=2):
        book.text(sheet, number, 0, line, book.style("plain"))
    header = 2 + len(_GUIDE)
    book.header(sheet, header, words.ROSTER_COLUMNS)
    for number, texts in enumerate(_EXAMPLE, start=header + 1):
        for column, text in enumerate(texts):
            book.text(sheet, number, column, text, book.style("locked"))
    book.page(sheet, None, _TITLE)
