"""Sổ kiểm phiếu: one sheet a vote for tellers without the program, and the way back.

Labels stand in column B and what is counted beside them; sums that must agree are living formulas.
"""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from thidua.domain.ground.codes import same_code
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.vote.counting import COUNT_WORDS, counted_answers
from thidua.domain.vote.teller_sheet import Counted, CountedCandidate, TellerSheet
from thidua.domain.vote.vote import ANSWER_WORDS, CHOICE_WORDS, Answer, Conduct, VoteDraft, VoteKind
from thidua.files.cells import Book, Cell, Sheet
from thidua.files.styles import BookWriter, sheet_titles

KEY, TITLE, PRESENT = "Mã cuộc bỏ phiếu", "Cuộc bỏ phiếu", "Có mặt theo điểm danh"
CODE, CANDIDATE, SUM, CHECK = "Mã", "Phương án", "Cộng", "Kiểm tra"
AGREES, DIFFERS, UNFILLED = "khớp", "KHÔNG KHỚP", "chưa điền đủ"

_LABEL, _FIRST = 1, 2  # columns B and C
_TOP = 3
_ON_SCREEN = (
    "Cuộc này bỏ phiếu trên phần mềm; tờ này chỉ để đối chiếu, phần mềm không nhận lại số ở đây."
)
_TO_FILL = (
    "Điền các ô có màu, không có thì ghi 0; mọi ô «Kiểm tra» phải là «khớp» rồi mới nhập lại ở "
    "trang «Bình xét»."
)


def teller_book(title: str, held: Sequence[tuple[int, VoteDraft, int | None]]) -> bytes:
    """Sổ kiểm phiếu of these votes: key, what is voted on, and how many are there once known."""
    book = BookWriter(title)
    titles = sheet_titles([draft.title for _, draft, _ in held])
    for name, (key, draft, present) in zip(titles, held, strict=True):
        _sheet(book, name, title, key, draft, present)
    return book.content()


def _sheet(
    book: BookWriter, name: str, title: str, key: int, draft: VoteDraft, present: int | None
) -> None:
    rules = draft.rules
    counted = counted_answers(rules)
    sheet = book.sheet(name, (9.0, 44.0, *[15.0] * len(counted), 12.0, 26.0))
    sheet.set_row(0, 26)
    book.text(sheet, 0, 0, f"Tờ kiểm phiếu · {title}", book.style("title"))
    note = _TO_FILL if rules.conduct is Conduct.PAPER else _ON_SCREEN
    book.text(sheet, 1, 0, note, book.style("note"))
    facts = {TITLE: draft.title, KEY: str(key), "Ngưỡng thông qua": rules.threshold.words()}
    for row, (label, said) in enumerate(facts.items(), start=_TOP):
        book.text(sheet, row, _LABEL, label, book.style("label"))
        book.text(sheet, row, _FIRST, said, book.style("locked"))
    row = _TOP + len(facts)
    book.text(sheet, row, _LABEL, PRESENT, book.style("label"))
    if present is None:
        _inputs(book, sheet, row, 1)
    else:
        book.number(sheet, row, _FIRST, Decimal(present), book.style("number"))
    sums = {name: place for place, name in enumerate(COUNT_WORDS, start=row + 2)}
    _sums(book, sheet, sums, row)
    header = max(sums.values()) + 2
    shown = [rules.answer_words(one).capitalize() for one in counted]
    is_choice = rules.kind is not VoteKind.APPROVAL
    beyond = rules.answer_words(Answer.DISAGREE).capitalize() if is_choice else SUM
    book.header(sheet, header, (CODE, CANDIDATE, *shown, beyond, CHECK))
    valid = xl_rowcol_to_cell(sums["valid"], _FIRST, row_abs=True, col_abs=True)
    first, last = header + 1, header + len(draft.candidates)
    for place, one in enumerate(draft.candidates, start=first):
        book.text(sheet, place, 0, one.code, book.style("locked"))
        book.text(sheet, place, _LABEL, one.text, book.style("locked"))
        _inputs(book, sheet, place, len(counted))
        _candidate(book, sheet, place, len(counted), valid, is_choice=is_choice)
    if rules.most is not None and draft.candidates:
        chosen = f"{xl_rowcol_to_cell(first, _FIRST)}:{xl_rowcol_to_cell(last, _FIRST)}"
        label = f"Tổng lượt chọn, không quá {rules.most} × hợp lệ"
        book.text(sheet, last + 1, _LABEL, label, book.style("label"))
        _formula(book, sheet, last + 1, _FIRST, f"=SUM({chosen})", 0)
        test = f"SUM({chosen})<={rules.most}*{valid}"
        everything = f"COUNT({chosen},{valid})={len(draft.candidates) + 1}"
        _check(book, sheet, last + 1, _FIRST + len(counted) + 1, everything, test)
    book.page(sheet, header, title)
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})


def _inputs(book: BookWriter, sheet: Worksheet, row: int, count: int) -> None:
    for column in range(_FIRST, _FIRST + count):
        sheet.write_blank(row, column, None, book.style("input"))
        book.guard(
            sheet,
            xl_rowcol_to_cell(row, column),
            {
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_title": "Số phiếu",
                "error_message": "Số phiếu là số nguyên từ 0 trở lên.",
            },
        )


def _sums(book: BookWriter, sheet: Worksheet, rows: dict[str, int], present: int) -> None:
    cell = {name: xl_rowcol_to_cell(row, _FIRST) for name, row in rows.items()}
    there = xl_rowcol_to_cell(present, _FIRST)
    for name, row in rows.items():
        book.text(sheet, row, _LABEL, COUNT_WORDS[name], book.style("label"))
        _inputs(book, sheet, row, 1)
    issued, returned, away = cell["issued"], cell["returned"], cell["not_returned"]
    valid, invalid = cell["valid"], cell["invalid"]
    _check(
        book,
        sheet,
        rows["issued"],
        _FIRST + 1,
        f"COUNT({issued},{returned},{away})=3",
        f"{issued}={returned}+{away}",
    )
    everybody = f"COUNT({there},{issued})=2"
    _check(book, sheet, present, _FIRST + 1, everybody, f"{issued}<={there}")
    _check(
        book,
        sheet,
        rows["returned"],
        _FIRST + 1,
        f"COUNT({returned},{valid},{invalid})=3",
        f"{returned}={valid}+{invalid}",
    )


def _candidate(
    book: BookWriter, sheet: Worksheet, row: int, count: int, valid: str, *, is_choice: bool
) -> None:
    given = f"{xl_rowcol_to_cell(row, _FIRST)}:{xl_rowcol_to_cell(row, _FIRST + count - 1)}"
    is_full = f"COUNT({given},{valid})={count + 1}"
    beyond = f"{valid}-SUM({given})" if is_choice else f"SUM({given})"
    _formula(book, sheet, row, _FIRST + count, f'=IF({is_full},{beyond},"")', "")
    test = f"SUM({given})<={valid}" if is_choice else f"SUM({given})={valid}"
    _check(book, sheet, row, _FIRST + count + 1, is_full, test)


def _check(
    book: BookWriter, sheet: Worksheet, row: int, column: int, is_full: str, test: str
) -> None:
    said = f'=IF({is_full},IF({test},"{AGREES}","{DIFFERS}"),"{UNFILLED}")'
    _formula(book, sheet, row, column, said, UNFILLED)


def _formula(
    book: BookWriter, sheet: Worksheet, row: int, column: int, formula: str, value: str | int
) -> None:
    sheet.write_formula(row, column, formula, book.style("centred"), value)


def read_teller_book(book: Book) -> tuple[list[TellerSheet], Findings]:
    """Đọc sổ kiểm phiếu; what is no number of ballots becomes a finding at its cell."""
    findings = Findings()
    found = [one for sheet in book.sheets.values() if (one := _read(sheet, findings)) is not None]
    if not found and not findings:
        said = f"không trang nào có dòng «{KEY}»; hãy dùng sổ kiểm phiếu tải ở trang «Bình xét»"
        findings.error("no_sheet", said)
    keys = [one.vote for one in found]
    for one in found:
        if keys.count(one.vote) > 1:
            findings.error("double", "hai trang cùng một cuộc bỏ phiếu; hãy bỏ bớt một", one.place)
    return found, findings


def _read(sheet: Sheet, findings: Findings) -> TellerSheet | None:
    numbers: dict[str, Counted] = {}
    title, key, key_place = "", None, ""
    words = {folded(word): name for name, word in COUNT_WORDS.items()}
    header = None
    for row in sorted(sheet.rows):
        label = folded(_text(sheet.cell(row, _LABEL + 1)))
        beside = sheet.cell(row, _FIRST + 1)
        if (folded(_text(sheet.cell(row, 1))), label) == (folded(CODE), folded(CANDIDATE)):
            header = row
            break
        if label == folded(TITLE):
            title = _text(beside)
        elif label == folded(KEY):
            key, key_place = _key(_text(beside)), sheet.place(beside.address)
        elif label in words:
            numbers[words[label]] = _counted(sheet, beside, findings)
    if not key_place:
        return None
    if key is None or header is None:
        lack = f"«{KEY}» phải là số" if key is None else f"thiếu bảng «{CODE}, {CANDIDATE}»"
        findings.error("not_a_sheet", f"{lack}; hãy tải lại sổ kiểm phiếu", key_place)
        return None
    return TellerSheet(
        vote=key,
        title=title,
        place=key_place,
        numbers=numbers,
        candidates=_candidates(sheet, header, findings),
    )


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _candidates(sheet: Sheet, header: int, findings: Findings) -> dict[str, CountedCandidate]:
    columns = _answer_columns(sheet, header)
    found: dict[str, CountedCandidate] = {}
    for row in (one for one in sorted(sheet.rows) if one > header):
        code = _text(sheet.cell(row, 1))
        if not code:
            continue
        place = sheet.place(sheet.cell(row, 1).address)
        if same_code(code, found) is not None:
            findings.error("double", f"phương án «{code}» có hai dòng", place)
            continue
        found[code] = CountedCandidate(
            _text(sheet.cell(row, _LABEL + 1)),
            place,
            {
                answer: _counted(sheet, sheet.cell(row, column), findings)
                for answer, column in columns.items()
            },
        )
    return found


def _answer_columns(sheet: Sheet, header: int) -> dict[Answer, int]:
    """Cột của mỗi ý kiến; «Không chọn» is worked out, so it is no column to read."""
    words = {folded(word): answer for answer, word in ANSWER_WORDS.items()}
    words[folded(CHOICE_WORDS[Answer.AGREE])] = Answer.AGREE
    named = {column: folded(_text(cell)) for column, cell in sheet.rows[header].items()}
    return {words[name]: column for column, name in named.items() if name in words}


def _counted(sheet: Sheet, cell: Cell, findings: Findings) -> Counted:
    place = sheet.place(cell.address)
    if cell.fault:
        findings.error("not_a_count", cell.fault, place)
        return Counted(None, place)
    written = parse_number(cell.value) if isinstance(cell.value, str) else cell.value
    if cell.value is not None and not _is_count(written):
        said = f"«{_text(cell)}» phải là số phiếu: số nguyên từ 0 trở lên"
        findings.error("not_a_count", said, place)
        return Counted(None, place)
    return Counted(None if written is None else int(written), place)


_MOST = 1_000_000


def _is_count(value: Decimal | None) -> bool:
    return value is not None and 0 <= value <= _MOST and value == int(value)


def _text(cell: Cell) -> str:
    if isinstance(cell.value, Decimal):
        return f"{cell.value.normalize():f}"
    return clean(cell.value or "")
