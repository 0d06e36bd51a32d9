"""Trang không được đọc: what stands beside the sheets that are read is never left unsaid."""

from collections.abc import Callable, Iterable

from thidua.domain.ground.finding import Finding, error, warning
from thidua.domain.ground.text import folded
from thidua.domain.scoring.file import STAMP_SHEET
from thidua.files.cells import Book, Sheet
from thidua.files.styles import GUIDE_SHEET, LISTS_SHEET


def is_guide(sheet: Sheet) -> bool:
    """Là trang hướng dẫn của tệp mẫu, whose example is nobody's data."""
    return folded(sheet.title) == folded(GUIDE_SHEET)


def unread_sheets(
    book: Book, read: Iterable[Sheet], same_as: Callable[[Sheet], str] = lambda _: ""
) -> list[Finding]:
    """Các trang không được đọc mà có nội dung, but for those our own templates bring along.

    `same_as` says whose form a sheet has («cột với trang «Bảng điểm»»), or nothing: a second sheet
    of a form that is read is an error, because somebody filled it in to be read.
    """
    passed = {sheet.title for sheet in read}
    return [
        _told(sheet, same_as(sheet))
        for title, sheet in book.sheets.items()
        if title not in passed and not _is_own(sheet) and _has_content(sheet)
    ]


def same_columns(title: str) -> str:
    """Cùng cột với trang này."""
    return f"cột với trang «{title}»"


def _told(sheet: Sheet, same: str) -> Finding:
    place = f"Trang {sheet.title}"
    if same:
        cure = "hãy gộp vào một trang hoặc xóa trang này"
        message = f"trang này có cùng {same} mà không được đọc; {cure}"
        return error("second_sheet", message, place)
    name = "trang ẩn này" if sheet.hidden else "trang này"
    message = f"{name} có nội dung mà không được đọc; nếu là dữ liệu cần nhập thì ghi như tệp mẫu"
    return warning("unread_sheet", message, place)


def _is_own(sheet: Sheet) -> bool:
    return is_guide(sheet) or (sheet.hidden and sheet.title in (STAMP_SHEET, LISTS_SHEET))


def _has_content(sheet: Sheet) -> bool:
    return any(not cell.is_empty for row in sheet.rows.values() for cell in row.values())
