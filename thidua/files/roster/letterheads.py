"""Sổ tên cơ quan: its template, and read into lines; «Nơi nhận» are parted by a semicolon."""

from thidua.domain.document import letterhead_rows as words
from thidua.domain.document.letterhead import AUTHORITIES, OWNER_WORDS, Letterhead
from thidua.domain.document.letterhead_rows import LetterheadLine, read_owner
from thidua.domain.ground.finding import Findings
from thidua.files.cell_reading import lack, read_day
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.list_template import list_template
from thidua.files.table import TableRow

_REQUIRED = (words.CODE, words.OWNER, words.BODY, words.STARTS)


_WIDTHS = (12, 10, 26, 34, 14, 16, 12, 18, 24, 30, 34, 14, 14)
_GUIDE = (
    "Mỗi dòng là tên cơ quan của khối hoặc của một đơn vị thành viên, có hiệu lực từ một ngày.",
    "Mã, Thuộc, Cơ quan ban hành và Từ ngày là bắt buộc; Thuộc ghi «Khối» hoặc «Đơn vị».",
    f"Thẩm quyền là một trong {', '.join(filter(None, AUTHORITIES))}, hoặc để trống.",
    "Nơi nhận: mỗi nơi cách nhau dấu chấm phẩy. Đến ngày để trống là còn hiệu lực.",
)
_EXAMPLE = (
    (
        *("KTD-5", "Khối", "UBND tỉnh", "Khối thi đua số 5", "KTĐ", "Tây Ninh", "TM."),
        *("KHỐI TRƯỞNG", "Lê Văn An", "Chủ tịch UBND tỉnh", "Như trên; Lưu: VT", "01/01/2026", ""),
    ),
)


def letterhead_template() -> bytes:
    """Tệp mẫu sổ tên cơ quan."""
    return list_template("Tên cơ quan", words.LETTERHEAD_COLUMNS, _WIDTHS, _GUIDE, _EXAMPLE)


def read_letterhead_book(book: Book) -> tuple[list[LetterheadLine], Findings]:
    """Đọc sổ tên cơ quan; every faulty row is named."""
    findings = Findings()
    rows = list_rows(
        book,
        words.LETTERHEAD_COLUMNS,
        _REQUIRED,
        findings,
        codes=(words.CODE,),
        names=(words.PARENT, words.BODY, words.PLACE, words.POSITION, words.SIGNER),
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> LetterheadLine | None:
    is_lacking = lack(row, _REQUIRED, findings)
    before = len(findings)
    starts = read_day(row, words.STARTS, findings)
    ends = read_day(row, words.ENDS, findings)
    owner = read_owner(row.text(words.OWNER))
    if owner is None and row.text(words.OWNER):
        known = " hoặc ".join(f"«{word}»" for word in OWNER_WORDS.values())
        message = f"«{row.text(words.OWNER)}» phải là {known}"
        findings.error("owner", message, row.place(words.OWNER))
    authority = row.text(words.AUTHORITY)
    if authority not in AUTHORITIES:
        known = ", ".join(filter(None, AUTHORITIES))
        message = f"«{authority}» phải là một trong {known}, hoặc để trống"
        findings.error("authority", message, row.place(words.AUTHORITY))
    if is_lacking or len(findings) > before or starts is None or owner is None:
        return None
    return LetterheadLine(
        owner=owner,
        code=row.text(words.CODE),
        content=Letterhead(
            parent=row.text(words.PARENT),
            body=row.text(words.BODY),
            symbol=row.text(words.SYMBOL),
            place=row.text(words.PLACE),
            authority=authority,
            position=row.text(words.POSITION),
            signer=row.text(words.SIGNER),
            addressee=row.text(words.ADDRESSEE),
            recipients=tuple(
                filter(None, (one.strip() for one in row.text(words.RECIPIENTS).split(";")))
            ),
        ),
        starts=starts,
        ends=ends,
        at=row.place(words.CODE),
    )
