"""Đọc tệp bất kỳ: a workbook of any kind people keep their tables in, told by what it holds."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from thidua.domain.ground.errors import Refused
from thidua.files.cells import Book, bytes_of, read_book, require_bearable
from thidua.files.reading import apart
from thidua.files.reading.delimited import read_csv
from thidua.files.reading.ods import read_ods
from thidua.files.reading.xls import SIGNATURE, read_xls

TABLE_ENDINGS = ("xlsx", "xls", "ods", "csv")
"""Đuôi của các tệp bảng tính nhận được."""

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
"""Đuôi của các bảng bằng chữ, whose only sheet has no title."""
_PAGE_STARTS = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style", b"mime-version")
_PACKAGE = b"PK"


Found = TypeVar("Found")


def read(reader: Callable[[Book], Found], content: bytes | Path, name: str = "") -> Found:
    """Đọc một tệp của người dùng as this reader understands it, in a process of its own."""
    shown = name or (content.name if isinstance(content, Path) else "tệp tải lên")
    data = bytes_of(content, shown)
    return apart.call(shown, _read, reader, data, shown)


def itself(book: Book) -> Book:
    """Chính sổ ấy, for whoever looks at its sheets later."""
    return book


def _read(reader: Callable[[Book], Found], content: bytes, shown: str) -> Found:
    return reader(read_any(content, shown))


def read_any(content: bytes | Path, name: str = "") -> Book:
    """Đọc sổ .xlsx, .xls, .ods hay .csv; Refused with the reason and the cure otherwise.

    In this very process: what a person brings is read by `read`.
    """
    shown = name or (content.name if isinstance(content, Path) else "tệp tải lên")
    book = _of_its_kind(bytes_of(content, shown), shown)
    require_bearable(book)
    return book


def _of_its_kind(content: bytes, shown: str) -> Book:
    if content.startswith(SIGNATURE):
        return read_xls(content, shown)
    if content.startswith(_PACKAGE):
        return _package(content, shown)
    if content[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_STARTS):
        raise Refused(
            f"Tệp «{shown}» là trang web hoặc XML mang đuôi của bảng tính; hãy mở bằng Excel và "
            "lưu lại kiểu .xlsx"
        )
    if shown.lower().endswith(TEXT_ENDINGS):
        return read_csv(content, shown)
    return read_book(content, shown)


def _package(content: bytes, shown: str) -> Book:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        names = set(package.namelist())
        kind = b""
        if "mimetype" in names:
            with package.open("mimetype") as part:
                kind = part.read(len(_OPEN_DOCUMENT))
    except Exception:  # a damaged package; the reader of workbooks says so
        return read_book(content, shown)
    if kind == _OPEN_DOCUMENT:
        return read_ods(content, shown)
    if "xl/workbook.bin" in names:
        raise Refused(
            f"Tệp «{shown}» là sổ nhị phân .xlsb; hãy mở bằng Excel và lưu lại kiểu .xlsx"
        )
    return read_book(content, shown)
