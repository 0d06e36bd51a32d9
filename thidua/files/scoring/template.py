"""Tệp mẫu nhập điểm: filled with what is stored, to be completed offline and read back.

Reading an untouched template changes nothing. The stamp says what it was made from.
"""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.ground.points import vi_number
from thidua.domain.period.period import Member
from thidua.domain.rules import Field
from thidua.domain.rules.rows import FormRow
from thidua.domain.scoring import file as words
from thidua.domain.scoring.file import Stamp
from thidua.domain.scoring.form_rows import form_rows
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.stored import StoredSheet
from thidua.files.scoring.book import PRINTED_COLUMNS
from thidua.files.scoring.events_sheet import write_events
from thidua.files.styles import GUIDE_SHEET, BookWriter, sheet_titles

STAMP_PIECE = 9_000
"""Dấu được chia vào nhiều ô: a reader takes at most 10 000 signs from one."""

_TEXT, _MOST, _HINT, _ = PRINTED_COLUMNS
_HEADER_ROW = 5
_INPUTS = {
    words.KIND: 20,
    Field.TARGET.value: 11,
    Field.ACTUAL.value: 11,
    Field.COUNT.value: 9,
    Field.CHOICE.value: 16,
    Field.POINTS.value: 9,
    words.EXPLANATION: 32,
    words.EVIDENCE: 24,
}
_UNIT_COLUMNS = {words.CRITERION_CODE: 10, _TEXT: 40, _MOST: 9, _HINT: 32} | _INPUTS
_FLAT_COLUMNS = (
    {words.UNIT_CODE: 14, words.CRITERION_CODE: 10} | _INPUTS | {_TEXT: 46, _MOST: 8, _HINT: 40}
)
_NUMBERS = (Field.TARGET, Field.ACTUAL, Field.COUNT, Field.POINTS)
_HOW_TO = (
    "Chỉ ghi vào ô tô màu; dùng dấu phẩy cho phần thập phân; ô chưa chấm để trống, không ghi 0. "
    "Có thể chọn «Để trống» ở cột Mức kèm lý do ở cột Giải trình."
)
_GUIDE = (
    "Mỗi dòng là một đơn vị và một tiêu chí. Tiêu chí theo lượt, trừ dần có mỗi loại một dòng; "
    "tiêu chí tổng các ý có mỗi ý một dòng. Cột Loại in sẵn tên loại hoặc tên ý, xin giữ nguyên.",
    "Cột Cách nhập cho biết tiêu chí ấy dùng ô nào. Ô không dùng thì để trống.",
    "Chưa chấm thì để trống, không ghi 0. Không có lượt nào thì ghi 0 ở cột Số lượt.",
    "Cột Mức: ghi tên mức, «Đạt», «Không đạt», hoặc «Để trống» kèm lý do ở cột Giải trình; "
    "«Không giao» chỉ khối trưởng hoặc cơ quan thường trực được ghi.",
    "Số thập phân dùng dấu phẩy: 12,5. Không ghi công thức.",
    "Xong thì lưu tệp .xlsx rồi nhập lại; phần mềm cho xem trước mọi thay đổi rồi mới ghi.",
)


def _columns(covenant: Covenant, columns: Mapping[str, int]) -> dict[str, int]:
    """Các cột: the name of an achievement or a fault only where the covenant asks for it."""
    if not any(criterion.rule.asks_name for criterion in covenant.criteria.values()):
        return dict(columns)
    found = {}
    for title, width in columns.items():
        found[title] = width
        if title == Field.COUNT.value:
            found[Field.NAME.value] = 26
    return found


def score_template(
    covenant: Covenant,
    members: Sequence[Member],
    sheets: Mapping[str, StoredSheet],
    stamp: Stamp,
    title: str,
) -> bytes:
    """Tệp mẫu mỗi đơn vị một trang: only what may be filled in is unlocked."""
    book = BookWriter(title)
    taken = (words.FLAT_SHEET, words.EVENTS_SHEET, words.STAMP_SHEET, GUIDE_SHEET)
    titles = sheet_titles([member.code for member in members], taken)
    columns = _columns(covenant, _UNIT_COLUMNS)
    for member, name in zip(members, titles, strict=True):
        sheet = book.sheet(name, tuple(columns.values()))
        _write_unit(book, sheet, covenant, member, sheets.get(member.code), stamp, title)
    write_events(book, covenant, members, sheets, title)
    _write_stamp(book, stamp)
    return book.content()


def flat_template(
    covenant: Covenant,
    members: Sequence[Member],
    sheets: Mapping[str, StoredSheet],
    stamp: Stamp,
    title: str,
) -> bytes:
    """Tệp mẫu một trang cho mọi đơn vị, unprotected so that columns can be pasted into it."""
    book = BookWriter(title)
    columns = _columns(covenant, _FLAT_COLUMNS)
    sheet = book.sheet(words.FLAT_SHEET, tuple(columns.values()))
    book.header(sheet, 0, tuple(columns))
    number = 1
    for member in members:
        stored = sheets.get(member.code)
        for criterion in covenant.criteria.values():
            line = None if stored is None else stored.lines.get(criterion.code)
            entry = None if line is None else line.entry
            for form in form_rows(criterion, entry, Hand(stamp.hand)):
                place = _Place(book, sheet, number, tuple(columns))
                place.text(words.UNIT_CODE, member.code, "locked")
                _write_form(place, criterion, form)
                number += 1
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, number - 1), len(columns) - 1)
    book.page(sheet, 0, title)
    write_events(book, covenant, members, sheets, title)
    guide = book.sheet(GUIDE_SHEET, (110,))
    book.text(guide, 0, 0, title, book.style("title"))
    for row, sentence in enumerate(_GUIDE, start=2):
        book.text(guide, row, 0, sentence, book.style("wrapped"))
    book.page(guide, None, title)
    _write_stamp(book, stamp)
    return book.content()


class _Place:
    """Dòng đang viết: cells are named by column title."""

    def __init__(
        self, book: BookWriter, sheet: Worksheet, row: int, columns: Sequence[str]
    ) -> None:
        self.book, self.sheet, self.row = book, sheet, row
        self._columns = columns

    def column(self, title: str) -> int:
        return self._columns.index(title)

    def has(self, title: str) -> bool:
        return title in self._columns

    def text(self, title: str, text: str, style: str) -> None:
        self.book.text(self.sheet, self.row, self.column(title), text, self.book.style(style))


def _write_unit(
    book: BookWriter,
    sheet: Worksheet,
    covenant: Covenant,
    member: Member,
    stored: StoredSheet | None,
    stamp: Stamp,
    title: str,
) -> None:
    sheet.set_row(0, 26)
    for row, (label, text, style) in enumerate(
        (
            (title, "", "title"),
            (words.UNIT_CODE, member.code, "subtitle"),
            ("Tên đơn vị", member.name, "subtitle"),
            (_HOW_TO, "", "note"),
        )
    ):
        book.text(sheet, row, 0, label, book.style(style if row in (0, 3) else "plain"))
        if text:
            book.text(sheet, row, 1, text, book.style(style))
    columns = tuple(_columns(covenant, _UNIT_COLUMNS))
    book.header(sheet, _HEADER_ROW, columns)
    number = _HEADER_ROW + 1
    for node in covenant.nodes:
        place = _Place(book, sheet, number, columns)
        if not isinstance(node, Criterion):
            for column in columns:
                place.text(column, "", "group")
            place.text(words.CRITERION_CODE, node.code, "group")
            place.text(_TEXT, node.text, "group")
            style = book.style("group_number")
            book.number(sheet, number, place.column(_MOST), node.max_points, style)
            number += 1
            continue
        line = None if stored is None else stored.lines.get(node.code)
        for form in form_rows(node, None if line is None else line.entry, Hand(stamp.hand)):
            _write_form(_Place(book, sheet, number, columns), node, form)
            number += 1
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    book.page(sheet, _HEADER_ROW, f"{title} · {member.code}")


def _write_form(place: _Place, criterion: Criterion, form: FormRow) -> None:
    book, sheet, row = place.book, place.sheet, place.row
    place.text(words.CRITERION_CODE, criterion.code, "locked" if form.is_first else "hint")
    place.text(_TEXT, form.label if form.is_first else f"– {form.label}", "locked")
    most = criterion.max_points if form.is_first else None
    book.number(sheet, row, place.column(_MOST), most, book.style("number"))
    place.text(_HINT, form.hint, "hint")
    place.text(words.KIND, form.kind, "locked")
    for name in _NUMBERS:
        value = form.number(name)
        is_open = name in form.asked or value is not None
        style = book.style("input" if is_open else "unused")
        book.number(sheet, row, place.column(name.value), value, style)
    _guard_numbers(place, criterion, form)
    if place.has(Field.NAME.value):
        is_named = Field.NAME in form.asked or bool(form.name)
        place.text(Field.NAME.value, form.name, "option" if is_named else "unused")
    if Field.CHOICE in form.asked:
        place.text(Field.CHOICE.value, form.choice, "input_text")
    else:
        place.text(Field.CHOICE.value, form.choice, "option" if form.choices else "unused")
    if form.choices:
        book.drop_down(sheet, row, place.column(Field.CHOICE.value), form.choices)
    notes = ((words.EXPLANATION, form.explanation), (words.EVIDENCE, form.evidence))
    for title, text in notes:
        place.text(title, text, "option" if form.is_first else "unused")


def _guard_numbers(place: _Place, criterion: Criterion, form: FormRow) -> None:
    """Chặn số ngoài khoảng ngay trong Excel; the import checks again, and says more."""

    def guard(name: Field, rule: dict[str, str | float], message: str) -> None:
        cell = xl_rowcol_to_cell(place.row, place.column(name.value))
        told: dict[str, str | float] = {"error_title": "Số chưa đúng", "error_message": message}
        place.book.guard(place.sheet, cell, {"validate": "decimal"} | rule | told)

    if Field.POINTS in form.asked:
        most = criterion.most_points
        if most is None:
            guard(Field.POINTS, {"criteria": ">=", "value": 0}, "Điểm phải từ 0 trở lên.")
        else:
            limits: dict[str, str | float] = {
                "criteria": "between",
                "minimum": 0,
                "maximum": float(most),
            }
            guard(Field.POINTS, limits, f"Điểm phải từ 0 đến {vi_number(most)}.")
    if Field.COUNT in form.asked:
        guard(Field.COUNT, {"criteria": ">=", "value": 0}, "Số lượt phải là số từ 0 trở lên.")


def _write_stamp(book: BookWriter, stamp: Stamp) -> None:
    sheet = book.workbook.add_worksheet(words.STAMP_SHEET)
    for row, piece in enumerate(pieces(stamp.written(), STAMP_PIECE)):
        book.text(sheet, row, 0, piece, book.style("plain"))
    sheet.very_hidden()


def pieces(text: str, most: int) -> list[str]:
    """Chia chữ: pieces that together are the text, none with a gap at its ends to lose."""
    found = []
    while len(text) > most:
        cut = most
        while cut > 1 and (text[cut - 1].isspace() or text[cut].isspace()):
            cut -= 1
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]
