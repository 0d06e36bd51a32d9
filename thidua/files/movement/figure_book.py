"""Sổ số liệu mục tiêu: its template, read into rows, and given out as it is read."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from thidua.domain.ground.finding import Findings
from thidua.domain.movement import figure_rows as words
from thidua.domain.movement.figure_rows import FigureRow
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.period.windows import vi_day
from thidua.files.cell_reading import lack, read_amount, read_day
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.list_template import list_template
from thidua.files.table import TableRow

SHEET = "Mục tiêu"
_WIDTHS = (28, 18, 16, 14, 12, 12, 12, 34)
_GUIDE = (
    "Mỗi dòng là số liệu của một mục tiêu tới một ngày: Tử số và Mẫu số, hoặc chỉ Giá trị.",
    "Mã địa bàn chỉ ghi ở mục tiêu «mỗi địa bàn»; khi ấy Giá trị là số của riêng nơi ấy.",
    "Ghi lại một ngày đã có số liệu là sửa; bản cũ vẫn còn trong lịch sử.",
    "Bỏ một dòng khỏi tệp không bỏ số liệu ấy.",
)
_EXAMPLE = (
    ("binh-phuoc-nong-thon-moi", "xa-kieu-mau", "30/06/2025", "", "", "", "4", "Báo cáo 12"),
    ("binh-phuoc-nong-thon-moi", "khu-dan-cu", "30/06/2025", "77013", "", "", "1", "Báo cáo 12"),
)


def figure_book(figures: Mapping[tuple[str, str], Sequence[TargetFigure]] | None = None) -> bytes:
    """Sổ số liệu, by movement and target, or with none its template."""
    filled = [
        (
            *(movement, target, vi_day(one.as_of), one.place),
            *map(_text, (one.numerator, one.denominator, one.value)),
            one.source,
        )
        for (movement, target), rows in (figures or {}).items()
        for one in rows
    ]
    return list_template(SHEET, words.FIGURE_COLUMNS, _WIDTHS, _GUIDE, _EXAMPLE, filled=filled)


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}".replace(".", ",")


def read_figure_book(book: Book) -> tuple[list[FigureRow], Findings]:
    """Đọc sổ số liệu; every faulty row is named."""
    findings = Findings()
    rows = list_rows(
        book,
        words.FIGURE_COLUMNS,
        words.FIGURE_REQUIRED,
        findings,
        codes=(words.MOVEMENT, words.TARGET, words.PLACE),
        names=(words.SOURCE,),
        is_strict=True,
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> FigureRow | None:
    is_lacking = lack(row, words.FIGURE_REQUIRED, findings)
    before = len(findings)
    as_of = read_day(row, words.AS_OF, findings)
    numbers = [
        read_amount(row, title, findings)
        for title in (words.NUMERATOR, words.DENOMINATOR, words.VALUE)
    ]
    if is_lacking or len(findings) > before or as_of is None:
        return None
    return FigureRow(
        movement=row.text(words.MOVEMENT),
        target=row.text(words.TARGET),
        as_of=as_of,
        place=row.text(words.PLACE),
        numerator=numbers[0],
        denominator=numbers[1],
        value=numbers[2],
        source=row.text(words.SOURCE),
        at={title: row.place(title) for title in words.FIGURE_COLUMNS},
    )
