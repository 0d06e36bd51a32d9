"""Phần không thấy của trang: read like the rest, so whoever brings the file is told of it."""

from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter

from thidua.domain.ground.finding import Finding, error, notice
from thidua.domain.ground.text import listed
from thidua.files.cells import MAX_COLUMNS, Sheet


def unseen_parts(sheet: Sheet, header: int, columns: Mapping[str, int]) -> Iterator[Finding]:
    """Trang, dòng và cột ẩn được đọc; what lies past the last column is not, which stops."""
    place, unseen = f"Trang {sheet.title}", sheet.unseen
    if unseen.beyond:
        yield beyond(sheet)
    if sheet.hidden:
        yield notice("hidden", "trang ẩn này cũng được đọc", place)
    rows = sorted(row for row in unseen.rows if row > header)
    if rows:
        by_filter = " do đang lọc" if unseen.is_filtered else ""
        numbers = listed([str(row) for row in rows])
        message = f"{len(rows)} dòng ẩn{by_filter} cũng được đọc (dòng {numbers})"
        yield notice("hidden", message, place)
    for title, column in columns.items():
        if column in unseen.columns:
            message = f"cột ẩn «{title}» cũng được đọc"
            yield notice("hidden", message, sheet.place(sheet.cell(header, column).address))


def beyond(sheet: Sheet) -> Finding:
    """Ô quá cột cuối được đọc: left out unsaid, a column of points would be lost."""
    last = get_column_letter(MAX_COLUMNS)
    message = f"ô này ở quá cột {last} nên không được đọc; hãy xóa hoặc chia bảng thành nhiều trang"
    return error("too_wide", message, sheet.place(sheet.unseen.beyond))
