"""Sổ giao ước: the covenant workbook, read into a draft and written from one."""

from collections.abc import Sequence

from thidua.domain import covenant_draft as words
from thidua.domain.covenant_draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant_reading import TITLE
from thidua.domain.finding import Finding, error
from thidua.domain.heading import Heading
from thidua.domain.text import LONGEST_NAME, clean, folded, length_fault
from thidua.files.cells import Book, Cell, Sheet
from thidua.files.styles import GUIDE_SHEET
from thidua.files.table import Table, find_table

_FILLED_DOWN = (words.CLAUSE, words.EVIDENCE, words.NOTE, words.METHOD, words.SIGN)
_DECIDING = (words.PARAMETERS, words.SIGN, words.GATE)


def read_covenant_book(book: Book) -> tuple[CovenantDraft | None, list[Finding]]:
    """Đọc sổ giao ước: its three sheets as written; None where a sheet or its header is missing."""
    findings: list[Finding] = []
    settings_sheet = _sheet(book, words.SETTINGS_SHEET, findings)
    criteria_sheet = _sheet(book, words.CRITERIA_SHEET, findings)
    ranking_sheet = _optional(book, words.RANKING_SHEET)
    criteria = None if criteria_sheet is None else _criteria_table(criteria_sheet, findings)
    ranking = None
    if ranking_sheet is not None and ranking_sheet.rows:
        ranking = _ranking_table(ranking_sheet, findings)
        if ranking is None:
            return None, findings
    if ranking_sheet is None:
        findings += _misnamed_ranking(book)
    if settings_sheet is None or criteria is None:
        return None, findings
    headings = {words.CRITERIA_SHEET: criteria.heading}
    if ranking_sheet is not None:
        empty = Heading(ranking_sheet.title, 1)
        headings[words.RANKING_SHEET] = empty if ranking is None else ranking.heading
    draft = CovenantDraft(
        tuple(_settings(settings_sheet, findings)),
        tuple(_criteria(criteria)),
        () if ranking is None else tuple(_ranking(ranking)),
        headings,
    )
    return draft, findings


def _misnamed_ranking(book: Book) -> list[Finding]:
    """Trang xếp hạng dưới tên khác: left out unsaid, the covenant would rank by nothing."""
    known = map(folded, (words.SETTINGS_SHEET, words.CRITERIA_SHEET, GUIDE_SHEET))
    others = [sheet for name, sheet in book.sheets.items() if folded(name) not in [*known]]
    message = (
        f"trang này có các cột của trang «{words.RANKING_SHEET}» nhưng mang tên khác nên không "
        f"được đọc; hãy đặt tên trang là «{words.RANKING_SHEET}»"
    )
    return [
        error("sheet_name", message, f"Trang {sheet.title}")
        for sheet in others
        if find_table(sheet, words.RANKING_COLUMNS, words.RANKING_COLUMNS, []) is not None
    ]


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


def _criteria_table(sheet: Sheet, findings: list[Finding]) -> Table | None:
    table = find_table(
        sheet,
        words.CRITERIA_COLUMNS,
        (words.CODE, words.TEXT, words.MAX_POINTS, words.METHOD),
        findings,
        filled_down=_FILLED_DOWN,
        codes=(words.CODE,),
        names=(words.METHOD, words.SIGN),
    )
    return None if table is None else _unless_renamed(table, _DECIDING, findings)


def _ranking_table(sheet: Sheet, findings: list[Finding]) -> Table | None:
    table = find_table(
        sheet,
        words.RANKING_COLUMNS,
        (words.KIND, words.CONTENT),
        findings,
        filled_down=(words.KIND,),
        names=(words.KIND, words.ORDER),
        printed=(words.CLAUSE,),
    )
    return None if table is None else _unless_renamed(table, (words.VALUE,), findings)


def _unless_renamed(table: Table, deciding: Sequence[str], findings: list[Finding]) -> Table | None:
    """Bảng, unless one of its unknown columns may be one that decides about points."""
    lost = table.heading.lacks(deciding)
    if not lost or not table.heading.unread:
        return table
    findings.append(table.heading.missing(lost))
    return None


def _criteria(table: Table) -> list[CriterionRow]:
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


def _ranking(table: Table) -> list[RankingRow]:
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
