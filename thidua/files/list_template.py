"""Tệp mẫu danh sách: a sheet to fill, beside it the guide with an example."""

from collections.abc import Sequence

from thidua.files.styles import GUIDE_SHEET, BookWriter


def list_template(
    title: str,
    columns: Sequence[str],
    widths: Sequence[float],
    guide: Sequence[str],
    example: Sequence[Sequence[str]],
    listed: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
    filled: Sequence[Sequence[str]] = (),
) -> bytes:
    """Tệp mẫu một danh sách: a sheet with its heading, a guide, an example, a catalogue.

    The sheet is empty but for the `filled` lines, those of a list that is given out.
    """
    book = BookWriter(title)
    sheet = book.sheet(title, tuple(widths))
    book.header(sheet, 0, tuple(columns))
    for number, texts in enumerate(filled, start=1):
        for column, text in enumerate(texts):
            book.text(sheet, number, column, text, book.style("locked"))
    sheet.freeze_panes(1, 0)
    book.page(sheet, 0, title)
    help_sheet = book.sheet(GUIDE_SHEET, tuple(widths))
    book.text(help_sheet, 0, 0, title, book.style("title"))
    at = 2
    for line in (*guide, "Ví dụ:"):
        book.text(help_sheet, at, 0, line, book.style("plain"))
        at += 1
    for header, lines in ((columns, example), (listed, rows)):
        if header:
            book.header(help_sheet, at, tuple(header))
            for number, texts in enumerate(lines, start=at + 1):
                for column, text in enumerate(texts):
                    book.text(help_sheet, number, column, text, book.style("locked"))
            at += len(lines) + 2
    book.page(help_sheet, None, title)
    return book.content()
