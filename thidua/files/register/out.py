"""Viết sổ theo dõi: the columns that are read back, every cell as text."""

from collections.abc import Sequence

from thidua.domain.register import register as words
from thidua.domain.register.column import Column
from thidua.domain.register.line import RegisterLine
from thidua.domain.register.register import Register
from thidua.files.list_template import list_template
from thidua.files.styles import GUIDE_SHEET, BookWriter

SHEET = "Sổ"
_WIDTHS = {words.CODE: 18.0, words.YEAR: 8.0, words.UNIT: 14.0}
_WIDTH = 22.0


def register_workbook(
    register: Register, lines: Sequence[RegisterLine], kept_back: int, *, with_secret: bool
) -> bytes:
    """Sổ Excel: what is kept back is told as a count alone."""
    shown = [one for one in register.columns if with_secret or not one.secret]
    titles = (*words.BEFORE, *(one.title for one in shown), *words.AFTER)
    book = BookWriter(register.name)
    sheet = book.sheet(SHEET, [_WIDTHS.get(title, _WIDTH) for title in titles])
    book.header(sheet, 0, titles)
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(_cells(shown, line)):
            book.text(sheet, row, column, text, book.style("locked"))
    sheet.freeze_panes(1, 0)
    book.page(sheet, 0, register.name)
    if register.kept_back:
        guide = book.sheet(GUIDE_SHEET, [60.0])
        said = f"Không xuất nội dung {register.kept_back}: có {kept_back} trong sổ."
        book.text(guide, 0, 0, said, book.style("plain"))
    return book.content()


def _cells(columns: Sequence[Column], line: RegisterLine) -> list[str]:
    own = [line.secret if one.secret else _said(one, line) for one in columns]
    before = [line.code, str(line.year), line.unit]
    return [*before, *own, line.programme, line.evidence, line.note]


def _said(column: Column, line: RegisterLine) -> str:
    text = column.kind.text(line.values.get(column.code)) or ""
    return text.removesuffix(f" {column.kind.unit}") if column.kind.unit else text


def register_template(register: Register, unit: str, year: int) -> bytes:
    """Tệp mẫu của một sổ, with what each column takes."""
    guide = (
        "Mỗi dòng một việc. Để trống Mã thì phần mềm đặt mã; ghi Mã đã có là sửa dòng ấy.",
        "Ngày ghi dd/mm/yyyy. Cột không có trong tệp thì giữ nguyên như đang ghi.",
    )
    widths = [_WIDTHS.get(title, _WIDTH) for title in register.titles]
    example = ["", str(year), unit, *("" for _ in range(len(register.titles) - 3))]
    listed = [
        (one.title, one.help, "; ".join(w.label for w in one.kind.words))
        for one in register.columns
    ]
    return list_template(
        SHEET, register.titles, widths, guide, (example,), ("Cột", "Cách ghi", "Các mức"), listed
    )
