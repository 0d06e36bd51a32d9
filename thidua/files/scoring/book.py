"""Sổ điểm: the score workbook — one flat sheet, or a sheet per unit — read into rows."""

from collections.abc import Iterator, Mapping, Sequence

from thidua.domain.ground.finding import Finding, Findings, error
from thidua.domain.ground.text import clean, folded
from thidua.domain.ground.titles import STANDS_FOR, meanings, title_key
from thidua.domain.rules import Field
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring import file as words
from thidua.domain.scoring.file import PrintedText, ScoreFile, ScoreRow, Stamp
from thidua.domain.scoring.occurrences import EventRow
from thidua.domain.scoring.wide.title import title_text
from thidua.files.cells import Book, Sheet
from thidua.files.reading.any_book import TEXT_ENDINGS
from thidua.files.scoring.events_sheet import find_events, read_events
from thidua.files.table import TableRow, columns_of, find_table, has_form
from thidua.files.unread_sheets import is_guide, same_columns, unread_sheets

_TARGET, _ACTUAL, _COUNT, _CHOICE, _POINTS, _NAME = (name.value for name in Field)
INPUT_COLUMNS = (
    words.KIND,
    _TARGET,
    _ACTUAL,
    _COUNT,
    _CHOICE,
    _POINTS,
    words.EXPLANATION,
    words.EVIDENCE,
)
_COLUMNS = (words.UNIT_CODE, words.CRITERION_CODE, *INPUT_COLUMNS, _NAME)
_FILLED_DOWN = (words.UNIT_CODE, words.CRITERION_CODE)
_TEXT, _UNIT_NAME = "Nội dung", "Tên đơn vị"
PRINTED_COLUMNS = (_TEXT, "Điểm tối đa", "Cách nhập", _UNIT_NAME)
"""Cột in sẵn của tệp mẫu, for people only."""


def read_score_book(book: Book) -> tuple[ScoreFile | None, Findings]:
    """Đọc sổ điểm: all rows with an input, and the stamp of a template if it carries one."""
    findings = Findings()
    stamp = _stamp(book, findings)
    rows: list[ScoreRow] = []
    flat = next(
        (s for s in book.sheets.values() if folded(s.title) == folded(words.FLAT_SHEET)), None
    )
    if flat is None:
        flat = _of_text(book)
    listed = find_events(book)
    beside = [] if listed is None else [listed]
    if flat is not None:
        rows += _rows(flat, None, stamp, findings)
        same = same_columns(flat.title)
        findings += unread_sheets(
            book, [flat, *beside], lambda sheet: same if _has_scores(sheet) else ""
        )
        found = ScoreFile(tuple(rows), stamp, _events(listed, findings), _titles([flat], rows))
        return found, findings
    unit_sheets = [
        (sheet, unit)
        for sheet in book.sheets.values()
        if sheet is not listed and (unit := _unit_of(sheet))
    ]
    for sheet, unit in unit_sheets:
        rows += _rows(sheet, unit, stamp, findings)
    if unit_sheets:
        read = [*(sheet for sheet, _ in unit_sheets), *beside]
        titles = {sheet.title for sheet in read}
        nameless = [
            sheet
            for sheet in book.sheets.values()
            if sheet.title not in titles and not is_guide(sheet) and _has_scores(sheet)
        ]
        findings += map(_without_unit, nameless)
        findings += unread_sheets(book, [*read, *nameless])
    else:
        present = ", ".join(f"«{name}»" for name in book.sheets)
        message = (
            f"tệp thiếu trang «{words.FLAT_SHEET}» (chỉ có {present}) và không có trang nào ghi "
            f"«{words.UNIT_CODE}»; hãy dùng tệp mẫu"
        )
        findings.error("no_sheet", message, f"Trang {words.FLAT_SHEET}")
        return None, findings
    titles_above = _titles([sheet for sheet, _ in unit_sheets], rows)
    return ScoreFile(tuple(rows), stamp, _events(listed, findings), titles_above), findings


def _titles(sheets: Sequence[Sheet], rows: Sequence[ScoreRow]) -> tuple[tuple[str, str], ...]:
    """Chữ phía trên từng bảng, by the place of its sheet."""
    heads = {row.heading.sheet: row.heading.row for row in rows if row.heading is not None}
    above = {
        sheet.title: [
            str(cell.value)
            for number, cells in sheet.rows.items()
            if number < heads.get(sheet.title, 0)
            for cell in cells.values()
            if isinstance(cell.value, str)
        ]
        for sheet in sheets
    }
    return tuple((f"Trang {name}", title_text([name, *said])) for name, said in above.items())


def _events(sheet: Sheet | None, findings: Findings) -> tuple[EventRow, ...] | None:
    return None if sheet is None else read_events(sheet, findings)


def _of_text(book: Book) -> Sheet | None:
    """Trang duy nhất của một tệp .csv, which has no title of its own, where its rows name units."""
    if not book.name.lower().endswith(TEXT_ENDINGS):
        return None
    return next(
        (one for one in book.sheets.values() if has_form(one, _COLUMNS, _FILLED_DOWN)),
        None,
    )


def _stamp(book: Book, findings: Findings) -> Stamp | None:
    sheet = book.sheets.get(words.STAMP_SHEET)
    if sheet is None:
        return None
    pieces = [
        str(cell.value)
        for _, row in sorted(sheet.rows.items())
        for cell in row.values()
        if cell.value
    ]
    stamp = Stamp.read("".join(pieces))
    if stamp is None:
        message = "dấu của tệp mẫu đã bị sửa; hãy tải lại tệp mẫu rồi điền"
        findings.error("damaged", message, f"Trang {words.STAMP_SHEET}")
    return stamp


def _unit_of(sheet: Sheet) -> str | None:
    """Đơn vị của trang: the cell right of «Mã đơn vị» in the first rows.

    A row of column titles names no unit: that is a flat sheet under another name.
    """
    found = _beside(sheet, (words.UNIT_CODE,))
    if found is None and _has_scores(sheet):
        found = _beside(sheet, STANDS_FOR[words.UNIT_CODE])
    return found or None


def _beside(sheet: Sheet, labels: Sequence[str]) -> str | None:
    """Chữ bên phải nhãn này; empty where that is a column's title, None where no such label is."""
    titles, wanted = meanings(_COLUMNS), {title_key(label) for label in labels}
    for number in sorted(sheet.rows)[:10]:
        row = sheet.rows[number]
        for column, cell in row.items():
            if isinstance(cell.value, str) and title_key(cell.value) in wanted:
                beside = sheet.cell(number, column + 1).value
                unit = "" if beside is None else clean(str(beside))
                return "" if title_key(unit) in titles else unit
    return None


def _has_scores(sheet: Sheet) -> bool:
    """Có bảng điểm: criteria with units or with any input, of one unit or of all."""
    beside = (words.UNIT_CODE, *INPUT_COLUMNS)
    return any(has_form(sheet, _COLUMNS, (words.CRITERION_CODE, one)) for one in beside)


def _without_unit(sheet: Sheet) -> Finding:
    """Trang điểm không rõ của đơn vị nào: its rows must not be left out unsaid."""
    message = (
        f"trang này có bảng điểm nhưng không có ô «{words.UNIT_CODE}» ghi mã bên cạnh; hãy ghi như "
        f"tệp mẫu, hoặc đặt tên trang là «{words.FLAT_SHEET}» nếu mỗi dòng có mã đơn vị"
    )
    return error("no_unit", message, f"Trang {sheet.title}")


def _rows(
    sheet: Sheet, unit: str | None, stamp: Stamp | None, findings: Findings
) -> list[ScoreRow]:
    required = [words.CRITERION_CODE] if unit else [words.UNIT_CODE, words.CRITERION_CODE]
    if stamp is not None:  # of a template an empty cell takes back what was given out
        required += INPUT_COLUMNS
    table = find_table(
        sheet,
        _COLUMNS,
        required,
        findings,
        filled_down=_FILLED_DOWN,
        codes=(words.UNIT_CODE, words.CRITERION_CODE),
        names=(_CHOICE,),
        printed=PRINTED_COLUMNS,
    )
    if table is None:
        return []
    found = []
    beside = columns_of(sheet, table.heading.row, (_TEXT, _UNIT_NAME))
    above = None if unit is None else _name_above(sheet)
    for row in table.rows:
        entry = _input_row(row)
        code = row.text(words.CRITERION_CODE)
        owner = unit or row.text(words.UNIT_CODE)
        if not code or not owner:
            if not entry.is_blank or (code or row.text(words.UNIT_CODE)):
                title = words.CRITERION_CODE if owner else words.UNIT_CODE
                message = f"dòng {row.number} thiếu {title}; mỗi dòng điểm cần cả hai mã"
                findings.error("missing", message, row.place(title))
            continue
        unit_place = sheet.place("B2") if unit else row.place(words.UNIT_CODE)
        code_place = row.place(words.CRITERION_CODE)
        numbers = frozenset(title for title in _FILLED_DOWN if row.is_number(title))
        found.append(
            ScoreRow(
                owner,
                code,
                entry,
                unit_place,
                code_place,
                table.heading,
                row.number,
                numbers,
                _printed(sheet, row.number, beside.get(_TEXT)),
                above if unit else _printed(sheet, row.number, beside.get(_UNIT_NAME)),
            )
        )
    return found


def _printed(sheet: Sheet, row: int, column: int | None) -> PrintedText | None:
    """Chữ ở cột in sẵn của dòng này; a formula or an error says nothing."""
    cell = None if column is None else sheet.rows[row].get(column)
    if cell is None or not isinstance(cell.value, str):
        return None
    return PrintedText(clean(cell.value) if "\n" in cell.value else cell.value, cell.address)


def _name_above(sheet: Sheet) -> PrintedText | None:
    """Tên đơn vị ghi trên bảng của một đơn vị, beside its label."""
    wanted = title_key(_UNIT_NAME)
    for number in sorted(sheet.rows)[:10]:
        for column, cell in sheet.rows[number].items():
            if isinstance(cell.value, str) and title_key(cell.value) == wanted:
                return _printed(sheet, number, column + 1)
    return None


class _Places(Mapping[Field, str]):
    """Chỗ của các ô trong một dòng, put into words only for a finding."""

    __slots__ = ("_row",)

    def __init__(self, row: TableRow) -> None:
        self._row = row

    def __getitem__(self, name: Field) -> str:
        return self._row.place(name.value)

    def __iter__(self) -> Iterator[Field]:
        return iter(Field)

    def __len__(self) -> int:
        return len(Field)


def _input_row(row: TableRow) -> InputRow:
    return InputRow(
        target=row.value(_TARGET),
        actual=row.value(_ACTUAL),
        count=row.value(_COUNT),
        choice=row.text(_CHOICE),
        points=row.value(_POINTS),
        kind=row.text(words.KIND),
        name=row.text(_NAME),
        explanation=_lines(row, words.EXPLANATION),
        evidence=_lines(row, words.EVIDENCE),
        at=_Places(row),
        place=f"Dòng {row.number} trang {row.sheet.title}",
    )


def _lines(row: TableRow, title: str) -> str:
    """Chữ nhiều dòng, with the line breaks a person typed."""
    value = row.value(title)
    return value if isinstance(value, str) else row.text(title)
