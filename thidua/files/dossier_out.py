"""Viết tệp mẫu hồ sơ khen thưởng: the workbooks that the three list readers read, with a guide."""

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.domain import award_file, fact_file, staff
from thidua.domain.facts import FACT_TYPE_WORDS, RECIPIENT_WORDS, Catalogue, FactKind, FactType
from thidua.files.styles import GUIDE_SHEET, BookWriter

_CATALOGUE_SHEET = "Danh mục dữ kiện"
_CATALOGUE_COLUMNS = ("Mã", "Tên", "Dùng cho", "Kiểu", "Giá trị ghi được", "Từng năm")


@dataclass(frozen=True, slots=True)
class _List:
    """Một danh sách: its sheet, columns, and how to fill them."""

    title: str
    sheet: str
    columns: Sequence[str]
    widths: Sequence[float]
    guide: Sequence[str]
    examples: Sequence[Sequence[str]]


_STAFF = _List(
    "Danh sách cá nhân",
    "Cá nhân",
    staff.STAFF_COLUMNS,
    (14, 34, 16, 34, 12),
    (
        "Mỗi dòng là một người. Mã, Họ tên và Mã đơn vị là bắt buộc; mã không trùng mã đơn vị.",
        "Lãnh đạo ghi «có» hoặc «không»; chưa rõ thì để trống.",
        "Bỏ một dòng khỏi tệp không đưa người ấy ra khỏi danh sách.",
    ),
    (
        ("STC-001", "Nguyễn Thị Hoa", "STC", "Trưởng phòng", "có"),
        ("STC-002", "Trần Văn Bình", "STC", "Chuyên viên", "không"),
    ),
)
_FACTS = _List(
    "Dữ kiện xét khen thưởng",
    "Dữ kiện",
    fact_file.FACT_COLUMNS,
    (14, 44, 8, 30, 40),
    (
        "Mã là mã đơn vị hoặc mã cá nhân. Dữ kiện ghi theo mã hoặc tên trong trang danh mục.",
        "Dữ kiện từng năm cần ghi Năm. Có hay không thì ghi «có» hoặc «không».",
        "Giá trị để trống thì giữ nguyên như đang có.",
        "Minh chứng ghi số văn bản; cùng một minh chứng chỉ được tính một lần.",
    ),
    (
        ("STC", "so_nguoi", "2025", "42", ""),
        ("STC-001", "Mức xếp loại", "2025", "HTXS", "Quyết định 12/QĐ-STC"),
    ),
)
_AWARDS = _List(
    "Quá trình khen thưởng",
    "Khen thưởng",
    award_file.AWARD_COLUMNS,
    (14, 44, 8, 20, 14, 30, 18),
    (
        "Mỗi dòng là một lần khen. Mã, Danh hiệu và Năm (năm được xét khen) là bắt buộc.",
        "Danh hiệu ghi tên đầy đủ hoặc mã. Ngày ghi như 20/03/2026.",
        "Dịp khen là «hằng năm» hoặc «theo chuyên đề»; để trống là hằng năm.",
    ),
    (
        ("STC", "Tập thể lao động xuất sắc", "2024", "15/QĐ-UBND", "10/02/2025", "UBND tỉnh", ""),
        ("STC-001", "chien-si-thi-dua-co-so", "2024", "8/QĐ-STC", "05/01/2025", "Sở Tài chính", ""),
    ),
)


def staff_template() -> bytes:
    """Tệp mẫu danh sách cá nhân."""
    return _started(_STAFF).content()


def award_template() -> bytes:
    """Tệp mẫu quá trình khen thưởng."""
    return _started(_AWARDS).content()


def fact_template(catalogue: Catalogue) -> bytes:
    """Tệp mẫu dữ kiện, with a sheet of every fact that can be stated."""
    book = _started(_FACTS)
    widths = (28, 52, 20, 20, 60, 12)
    sheet = book.sheet(_CATALOGUE_SHEET, widths)
    book.header(sheet, 0, _CATALOGUE_COLUMNS)
    for number, kind in enumerate(catalogue, start=1):
        for column, text in enumerate(_told(kind)):
            book.text(sheet, number, column, text, book.style("locked"))
    sheet.freeze_panes(1, 0)
    book.page(sheet, 0, _CATALOGUE_SHEET)
    return book.content()


def _told(kind: FactKind) -> tuple[str, ...]:
    values = "; ".join(f"{word.code} ({word.label})" for word in kind.words)
    if kind.type is FactType.YES_NO:
        values = "có; không"
    who = ", ".join(RECIPIENT_WORDS[one] for one in sorted(kind.recipients))
    yearly = "có" if kind.yearly else "không"
    return (kind.code, kind.name, who, FACT_TYPE_WORDS[kind.type], values or kind.unit, yearly)


def _started(what: _List) -> BookWriter:
    book = BookWriter(what.title)
    sheet = book.sheet(what.sheet, what.widths)
    book.header(sheet, 0, what.columns)
    sheet.freeze_panes(1, 0)
    book.page(sheet, 0, what.title)
    guide = book.sheet(GUIDE_SHEET, what.widths)
    guide.set_row(0, 26)
    book.text(guide, 0, 0, what.title, book.style("title"))
    for number, line in enumerate(what.guide, start=2):
        book.text(guide, number, 0, line, book.style("plain"))
    header = 3 + len(what.guide)
    book.header(guide, header, what.columns)
    for number, texts in enumerate(what.examples, start=header + 1):
        for column, text in enumerate(texts):
            book.text(guide, number, column, text, book.style("locked"))
    book.page(guide, None, what.title)
    return book
