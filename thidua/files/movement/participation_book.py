"""Sổ đăng ký tham gia: its template, read into rows, and given out as it is read."""

from collections.abc import Sequence
from datetime import date

from thidua.domain.ground.finding import Findings
from thidua.domain.movement import participation_rows as words
from thidua.domain.movement.participation import Participation, Pledge, Registration
from thidua.domain.movement.participation_rows import ParticipationRow
from thidua.domain.period.windows import vi_day
from thidua.files.cell_reading import lack, read_amount, read_day, read_year
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.list_template import list_template
from thidua.files.table import TableRow

SHEET = "Đăng ký"
_WIDTHS = (28, 14, 8, 22, 16, 24, 40, 12, 14, 14, 14)
_GUIDE = (
    "Mỗi dòng là một nội dung đăng ký; đăng ký nhiều nội dung thì nhắc lại mã, năm và kế hoạch.",
    "Năm để trống là đăng ký cho cả phong trào.",
    "Số kế hoạch và Ngày kế hoạch cần có trước khi gửi; Phụ trách là phòng hoặc người đầu mối.",
    "Nội dung để trống là chưa đăng ký nội dung nào. Mã địa bàn là mã trong sổ địa bàn.",
    "Nhập sổ chỉ ghi nháp; đăng ký đã gửi không đổi bằng tệp.",
)
_EXAMPLE = (
    (
        *("binh-phuoc-nong-thon-moi", "STC", "2025", "KH 15/KH-STC", "14/07/2025"),
        *("Phòng Ngân sách", "Hỗ trợ làm đường ấp 3", "2", "km", "77013", "30/11/2025"),
    ),
)


def participation_book(rows: Sequence[Participation] = ()) -> bytes:
    """Sổ đăng ký tham gia, or with none of them its template."""
    return list_template(
        SHEET,
        words.PARTICIPATION_COLUMNS,
        _WIDTHS,
        _GUIDE,
        _EXAMPLE,
        filled=[texts for one in rows for texts in _texts(one)],
    )


def _texts(one: Participation) -> list[tuple[str, ...]]:
    content = one.content
    head = (
        *(one.movement, one.unit, "" if one.year is None else str(one.year)),
        *(content.document, _day(content.document_day), content.in_charge),
    )
    return [(*head, *_pledge(pledge)) for pledge in content.pledges or (None,)]


def _pledge(pledge: Pledge | None) -> tuple[str, ...]:
    if pledge is None:
        return ("",) * 5
    amount = "" if pledge.amount is None else f"{pledge.amount:f}".replace(".", ",")
    return pledge.content, amount, pledge.unit, pledge.place, _day(pledge.due)


def _day(day: date | None) -> str:
    return "" if day is None else vi_day(day)


def read_participation_book(book: Book) -> tuple[list[ParticipationRow], Findings]:
    """Đọc sổ đăng ký tham gia; every faulty row is named."""
    findings = Findings()
    rows = list_rows(
        book,
        words.PARTICIPATION_COLUMNS,
        words.PARTICIPATION_REQUIRED,
        findings,
        codes=(words.MOVEMENT, words.UNIT, words.PLACE),
        names=(words.DOCUMENT, words.IN_CHARGE),
        is_strict=True,
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> ParticipationRow | None:
    is_lacking = lack(row, words.PARTICIPATION_REQUIRED, findings)
    before = len(findings)
    year = read_year(row, words.YEAR, findings)
    document_day = read_day(row, words.DOCUMENT_DAY, findings)
    pledge = _read_pledge(row, findings)
    if is_lacking or len(findings) > before:
        return None
    return ParticipationRow(
        movement=row.text(words.MOVEMENT),
        unit=row.text(words.UNIT),
        year=year,
        content=Registration(
            document=row.text(words.DOCUMENT),
            document_day=document_day,
            in_charge=row.text(words.IN_CHARGE),
            pledges=() if pledge is None else (pledge,),
        ),
        unsaid=row.unsaid,
        at={title: row.place(title) for title in words.PARTICIPATION_COLUMNS},
    )


def _read_pledge(row: TableRow, findings: Findings) -> Pledge | None:
    amount = read_amount(row, words.AMOUNT, findings)
    due = read_day(row, words.DUE, findings)
    beside = (words.AMOUNT, words.MEASURED_IN, words.PLACE, words.DUE)
    if not row.text(words.CONTENT):
        if any(row.text(title) for title in beside):
            message = f"có chỉ tiêu, địa bàn hoặc hạn thì cần ghi «{words.CONTENT}»"
            findings.error("missing", message, row.place(words.CONTENT))
        return None
    return Pledge(
        content=row.text(words.CONTENT),
        amount=amount,
        unit=row.text(words.MEASURED_IN),
        place=row.text(words.PLACE),
        due=due,
    )
