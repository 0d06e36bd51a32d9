"""Sổ giao ước: the covenant workbook, read into a draft and written from one."""

from collections.abc import Sequence

from thidua.domain import covenant_draft as words
from thidua.domain.covenant_draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant_reading import TITLE
from thidua.domain.finding import Finding, error
from thidua.domain.text import LONGEST_NAME, clean, folded, length_fault
from thidua.files.cells import Book, Cell, Sheet
from thidua.files.table import find_table

_FILLED_DOWN = (words.CLAUSE, words.EVIDENCE, words.NOTE, words.METHOD, words.SIGN)


def read_covenant_book(book: Book) -> tuple[CovenantDraft | None, list[Finding]]:
    """Đọc sổ giao ước: its three sheets as written; None where a sheet or its header is missing."""
    findings: list[Finding] = []
    settings_sheet = _sheet(book, words.SETTINGS_SHEET, findings)
    criteria_sheet = _sheet(book, words.CRITERIA_SHEET, findings)
    ranking_sheet = _optional(book, words.RANKING_SHEET)
    criteria = None if criteria_sheet is None else _criteria(criteria_sheet, findings)
    ranking: Sequence[RankingRow] | None = ()
    if ranking_sheet is not None and ranking_sheet.rows:
        ranking = _ranking(ranking_sheet, findings)
    if settings_sheet is None or criteria is None or ranking is None:
        return None, findings
    settings = _settings(settings_sheet, findings)
    return CovenantDraft(tuple(settings), tuple(criteria), tuple(ranking)), findings


def _optional(book: Book, title: str) -> Sheet | None:
    wanted = folded(title)
    return next((sheet for name, sheet in book.sheets.items() if folded(name) == wanted), None)


def _sheet(book: Book, title: str, findings: list[Finding]) -> Sheet | None:
    sheet = _optional(book, title)
    if sheet is None:
        present = ", ".join(f"«{name}»" for name in book.sheets)
        message = f"tệp thiếu trang «{title}» (chỉ có {present}); hãy dùng tệp mẫu giao ước"
        findings.append(error("no_sheet", message, f"Trang {title}"))
    return sheet


def _settings(sheet: Sheet, findings: list[Finding]) -> list[SettingRow]:
    rows = []
    for number in sorted(sheet.rows):
        filled = sorted(sheet.rows[number].items())
        name = filled[0][1].value
        if not isinstance(name, str) or folded(name) in ("mục", "thông tin", "nội dung"):
            continue
        column = filled[0][0]
        cell = next((cell for place, cell in filled if place > column), None)
        cell = cell or sheet.cell(number, column + 1)
        if cell.fault:
            findings.append(error("cell", f"ô {cell.fault}", sheet.place(cell.address)))
        findings += _long_setting(clean(name), cell, sheet)
        rows.append(
            SettingRow(clean(name).rstrip(":").strip(), cell.value, sheet.place(cell.address))
        )
    return rows


def _long_setting(name: str, cell: Cell, sheet: Sheet) -> list[Finding]:
    """Mục quá dài: its name, and the title of the covenant, are kept as names."""
    texts = [name, cell.value] if folded(name) == folded(TITLE) else [name]
    faults = [length_fault(text, LONGEST_NAME) for text in texts if isinstance(text, str)]
    return [
        error("too_long", f"mục «{name[:40]}» {fault}", sheet.place(cell.address))
        for fault in faults
        if fault
    ]


def _criteria(sheet: Sheet, findings: list[Finding]) -> list[CriterionRow] | None:
    table = find_table(
        sheet,
        words.CRITERIA_COLUMNS,
        (words.CODE, words.TEXT, words.MAX_POINTS, words.METHOD),
        findings,
        filled_down=_FILLED_DOWN,
        codes=(words.CODE,),
        names=(words.METHOD, words.SIGN),
    )
    if table is None:
        return None
    return [
        CriterionRow(
            code=row.text(words.CODE),
            text=row.text(words.TEXT),
            max_points=row.value(words.MAX_POINTS),
            method=row.text(words.METHOD),
            parameters=row.text(words.PARAMETERS),
            sign=row.text(words.SIGN),
            evidence=row.text(words.EVIDENCE),
            gate=row.text(words.GATE),
            clause=row.text(words.CLAUSE),
            note=row.text(words.NOTE),
            at={title: row.place(title) for title in words.CRITERIA_COLUMNS},
        )
        for row in table.rows
    ]


def _ranking(sheet: Sheet, findings: list[Finding]) -> list[RankingRow] | None:
    table = find_table(
        sheet,
        words.RANKING_COLUMNS,
        (words.KIND, words.CONTENT),
        findings,
        filled_down=(words.KIND,),
        names=(words.KIND, words.ORDER),
    )
    if table is None:
        return None
    return [
        RankingRow(
            kind=row.text(words.KIND),
            order=row.text(words.ORDER),
            content=row.text(words.CONTENT),
            value=row.text(words.VALUE),
            at={title: row.place(title) for title in words.RANKING_COLUMNS},
        )
        for row in table.rows
    ]
