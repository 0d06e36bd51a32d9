"""Sổ giao ước: the covenant workbook, read into a draft and written from one."""

from collections.abc import Sequence

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.setting_rows import TITLE
from thidua.domain.ground.codes import LOST_ZERO
from thidua.domain.ground.finding import Finding, Findings, error, warning
from thidua.domain.ground.heading import Heading
from thidua.domain.ground.row_account import HEADING, RowAccount, SkippedRow
from thidua.domain.ground.text import LONGEST_NAME, clean, folded, length_fault
from thidua.files.cells import Book, Cell, Sheet
from thidua.files.table import Table, TableRow, find_table, has_form
from thidua.files.unread_sheets import is_guide, same_columns, unread_sheets
from thidua.files.unseen import beyond

_FILLED_DOWN = (words.CLAUSE, words.QUOTATION, words.EVIDENCE, words.NOTE, words.METHOD, words.SIGN)
_DECIDING = (words.PARAMETERS, words.SIGN, words.GATE)
_CRITERIA_NEEDED = (words.CODE, words.TEXT, words.MAX_POINTS, words.METHOD)
_RANKING_NEEDED = (words.KIND, words.CONTENT)
_SETTING_TITLES = ("Mục", "Giá trị")
_SAME_SETTINGS = 2  # «Năm» alone is in many a note


def read_covenant_book(book: Book) -> tuple[CovenantDraft | None, Findings]:
    """Đọc sổ giao ước: its three sheets as written; None where a sheet or its header is missing."""
    findings = Findings()
    settings_sheet = _sheet(book, words.SETTINGS_SHEET, findings)
    criteria_sheet = _sheet(book, words.CRITERIA_SHEET, findings)
    ranking_sheet = _optional(book, words.RANKING_SHEET)
    if settings_sheet is not None and criteria_sheet is not None:
        findings += _others(book, settings_sheet, criteria_sheet, ranking_sheet)
    criteria = None if criteria_sheet is None else _criteria_table(criteria_sheet, findings)
    ranking = None
    if ranking_sheet is not None and ranking_sheet.rows:
        ranking = _ranking_table(ranking_sheet, findings)
        if ranking is None:
            return None, findings
    if settings_sheet is None or criteria is None:
        return None, findings
    findings += _lost_zeros(criteria)
    headings = {words.CRITERIA_SHEET: criteria.heading}
    if ranking_sheet is not None:
        empty = Heading(sheet=ranking_sheet.title, row=1)
        headings[words.RANKING_SHEET] = empty if ranking is None else ranking.heading
    draft = CovenantDraft(
        tuple(_settings(settings_sheet, findings)),
        tuple(_criteria(criteria)),
        () if ranking is None else tuple(_ranking(ranking)),
        headings,
    )
    return draft, findings


def _others(book: Book, settings: Sheet, criteria: Sheet, ranking: Sheet | None) -> list[Finding]:
    """Các trang khác: a second one of a form is refused, and a ranking sheet under another name."""
    read = [sheet for sheet in (settings, criteria, ranking) if sheet is not None]
    misnamed = []
    if ranking is None:
        titles = {sheet.title for sheet in read}
        misnamed = [
            sheet
            for sheet in book.sheets.values()
            if sheet.title not in titles
            and not is_guide(sheet)
            and has_form(sheet, words.RANKING_COLUMNS, _RANKING_NEEDED)
        ]
    names = _setting_names(settings)

    def same_as(sheet: Sheet) -> str:
        if has_form(sheet, words.CRITERIA_COLUMNS, _CRITERIA_NEEDED):
            return same_columns(criteria.title)
        if ranking is not None and has_form(sheet, words.RANKING_COLUMNS, _RANKING_NEEDED):
            return same_columns(ranking.title)
        shared = names & _setting_names(sheet)
        if len(shared) >= _SAME_SETTINGS or has_form(sheet, _SETTING_TITLES, _SETTING_TITLES):
            return f"mục với trang «{settings.title}»"
        return ""

    others = unread_sheets(book, [*read, *misnamed], same_as)
    return [*map(_misnamed_ranking, misnamed), *others]


def _setting_names(sheet: Sheet) -> set[str]:
    filled = (_filled(sheet, number) for number in sheet.rows)
    named = [cells[0][1].value for cells in filled if cells]
    return {folded(name.rstrip(": ")) for name in named if isinstance(name, str)}


def _misnamed_ranking(sheet: Sheet) -> Finding:
    """Trang xếp hạng dưới tên khác: left out unsaid, the covenant would rank by nothing."""
    message = (
        f"trang này có các cột của trang «{words.RANKING_SHEET}» nhưng mang tên khác nên không "
        f"được đọc; hãy đặt tên trang là «{words.RANKING_SHEET}»"
    )
    return error("sheet_name", message, f"Trang {sheet.title}")


def _optional(book: Book, title: str) -> Sheet | None:
    wanted = folded(title)
    return next((sheet for name, sheet in book.sheets.items() if folded(name) == wanted), None)


def _sheet(book: Book, title: str, findings: Findings) -> Sheet | None:
    sheet = _optional(book, title)
    if sheet is None:
        present = ", ".join(f"«{name}»" for name in book.sheets)
        message = f"tệp thiếu trang «{title}» (chỉ có {present}); hãy dùng tệp mẫu giao ước"
        findings.error("no_sheet", message, f"Trang {title}")
    return sheet


def _filled(sheet: Sheet, number: int) -> list[tuple[int, Cell]]:
    """Các ô có nội dung của dòng, from the left."""
    return [(at, cell) for at, cell in sorted(sheet.rows[number].items()) if not cell.is_empty]


def _settings(sheet: Sheet, findings: Findings) -> list[SettingRow]:
    """Các mục: the first two filled cells of a row, a name and its value; any other is told."""
    rows = []
    read, skipped = 0, []
    if sheet.unseen.beyond:
        findings.append(beyond(sheet))
    for number in sorted(sheet.rows):
        filled = _filled(sheet, number)
        if not filled:
            continue
        read += 1
        (column, first), *values = filled
        name = first.value
        if not isinstance(name, str):
            findings.append(_nameless(sheet, first, has_value=bool(values)))
            continue
        if folded(name) in ("mục", "thông tin", "nội dung"):
            skipped.append(SkippedRow(sheet.title, number, HEADING, name))
            continue
        cell = values[0][1] if values else sheet.cell(number, column + 1)
        if cell.fault:
            findings.error("cell", f"ô {cell.fault}", sheet.place(cell.address))
        findings += _long_setting(clean(name), cell, sheet)
        findings += [_beside(sheet, clean(name), other) for _, other in values[1:]]
        rows.append(
            SettingRow(clean(name).rstrip(":").strip(), cell.value, sheet.place(cell.address))
        )
    findings.account += RowAccount(read, read - len(skipped), tuple(skipped))
    return rows


def _nameless(sheet: Sheet, first: Cell, *, has_value: bool) -> Finding:
    """Dòng không bắt đầu bằng tên mục: where a value stands beside, a setting would be lost."""
    message = (
        f"ô đầu dòng {_shown(first)} không phải tên mục nên dòng này không được đọc; hãy ghi tên "
        "mục rồi đến giá trị"
    )
    told = error if has_value or first.fault else warning
    return told("nameless", message, sheet.place(first.address))


def _beside(sheet: Sheet, name: str, cell: Cell) -> Finding:
    message = (
        f"{_shown(cell)} không được đọc; mục «{name[:40]}» chỉ lấy một giá trị, là ô đầu tiên sau "
        "tên mục"
    )
    return warning("beside", message, sheet.place(cell.address))


def _shown(cell: Cell) -> str:
    if cell.fault:
        return f"({cell.fault})"
    if isinstance(cell.value, str):
        return f"«{clean(cell.value)[:40]}»"
    return "" if cell.value is None else f"«{cell.value.normalize():f}»".replace(".", ",")


def _long_setting(name: str, cell: Cell, sheet: Sheet) -> list[Finding]:
    """Mục quá dài: its name, and the title of the covenant, are kept as names."""
    texts = [name, cell.value] if folded(name) == folded(TITLE) else [name]
    faults = [length_fault(text, LONGEST_NAME) for text in texts if isinstance(text, str)]
    return [
        error("too_long", f"mục «{name[:40]}» {fault}", sheet.place(cell.address))
        for fault in faults
        if fault
    ]


def _criteria_table(sheet: Sheet, findings: Findings) -> Table | None:
    table = find_table(
        sheet,
        words.CRITERIA_COLUMNS,
        _CRITERIA_NEEDED,
        findings,
        untitled_stops=True,
        filled_down=_FILLED_DOWN,
        codes=(words.CODE,),
        names=(words.METHOD, words.SIGN),
    )
    return None if table is None else _unless_renamed(table, _DECIDING, findings)


def _ranking_table(sheet: Sheet, findings: Findings) -> Table | None:
    table = find_table(
        sheet,
        words.RANKING_COLUMNS,
        _RANKING_NEEDED,
        findings,
        untitled_stops=True,
        filled_down=(words.KIND,),
        names=(words.KIND, words.ORDER),
        printed=(words.CLAUSE,),
    )
    return None if table is None else _unless_renamed(table, (words.VALUE,), findings)


def _unless_renamed(table: Table, deciding: Sequence[str], findings: Findings) -> Table | None:
    """Bảng, unless one of its unknown columns may be one that decides about points."""
    lost = table.heading.lacks(deciding)
    if not lost or not table.heading.unread:
        return table
    findings.append(table.heading.missing(lost))
    return None


def _lost_zeros(table: Table) -> list[Finding]:
    """Mã là số đã mất chữ số 0: 1.10 became 1,1 and now meets the other 1.1."""
    first: dict[str, TableRow] = {}
    found = []
    for row in table.rows:
        code = row.text(words.CODE)
        other = first.setdefault(code, row)
        if other is not row and row.is_number(words.CODE):
            message = f"mã {code} trong ô là số; {LOST_ZERO}"
            found.append(warning("number_code", message, row.place(words.CODE)))
    return found


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
            quotation=row.text(words.QUOTATION),
            source=row.text(words.SOURCE),
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
