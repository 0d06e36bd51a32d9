"""Sổ đơn vị: the unit workbook, read into roster rows."""

from decimal import Decimal

from thidua.domain.ground.codes import code_key, other_case
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import folded
from thidua.domain.period import roster as words
from thidua.domain.period.organiser import LEVEL_WORDS, BlockOrganiser, read_level
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import FIRST_YEAR, LAST_YEAR
from thidua.files.cells import Book, Sheet
from thidua.files.table import TableRow, find_table, has_form, looks_like_table
from thidua.files.unread_sheets import is_guide, same_columns, unread_sheets

_REQUIRED = (words.BLOCK_CODE, words.UNIT_CODE, words.UNIT_NAME, words.YEAR)
_FILLED_DOWN = (
    *(words.BLOCK_CODE, words.BLOCK_NAME, words.KIND, words.YEAR),
    *words.ORGANISER_COLUMNS,
)


def read_roster_book(book: Book) -> tuple[list[RosterRow], Findings]:
    """Đọc sổ đơn vị: the first sheet that has the header; every faulty row is named.

    A sheet before it that looks like the list but lacks a column stops the reading, and so does a
    second list after it; the example of the guide is nobody's data.
    """
    findings = Findings()
    for sheet in book.sheets.values():
        if is_guide(sheet):
            continue
        tried = Findings()
        table = find_table(
            sheet,
            words.ROSTER_COLUMNS,
            _REQUIRED,
            tried,
            filled_down=_FILLED_DOWN,
            codes=(words.BLOCK_CODE, words.UNIT_CODE),
            names=(
                *(words.BLOCK_NAME, words.UNIT_NAME, words.SHORT_NAME, words.KIND),
                *(words.ORGANISER, words.ORGANISER_DOCUMENT),
            ),
        )
        if table is None:
            findings += tried
            if looks_like_table(sheet, words.ROSTER_COLUMNS):
                return [], tried
            continue
        findings = tried
        rows = [found for row in table.rows if (found := _row(row, findings)) is not None]
        findings += _conflicts(rows)
        if not rows and not findings:
            findings.error("empty", "chưa có đơn vị nào", f"Trang {sheet.title}")
        findings += _others(book, sheet)
        return rows, findings
    return [], findings


def _others(book: Book, read: Sheet) -> list[Finding]:
    def same_as(sheet: Sheet) -> str:
        is_list = has_form(sheet, words.ROSTER_COLUMNS, _REQUIRED)
        return same_columns(read.title) if is_list else ""

    return unread_sheets(book, [read], same_as)


def _row(row: TableRow, findings: Findings) -> RosterRow | None:
    missing = [title for title in _REQUIRED if not row.text(title)]
    for title in missing:
        findings.error("missing", f"thiếu «{title}»", row.place(title))
    written = row.value(words.YEAR)
    year = parse_number(written) if isinstance(written, str) else written
    if words.YEAR not in missing and (year is None or not _is_year(year)):
        message = f"năm «{row.text(words.YEAR)}» phải là số như 2025"
        findings.error("not_a_year", message, row.place(words.YEAR))
        return None
    if missing or year is None:
        return None
    return RosterRow(
        block_code=row.text(words.BLOCK_CODE),
        block_name=row.text(words.BLOCK_NAME) or row.text(words.BLOCK_CODE),
        unit_code=row.text(words.UNIT_CODE),
        unit_name=row.text(words.UNIT_NAME),
        short_name=row.text(words.SHORT_NAME) or row.text(words.UNIT_NAME),
        kind=row.text(words.KIND),
        year=int(year),
        organiser=_organiser(row, findings),
        unsaid=row.unsaid,
        at={title: row.place(title) for title in words.ROSTER_COLUMNS},
    )


def _organiser(row: TableRow, findings: Findings) -> BlockOrganiser | None:
    """Nơi tổ chức khối của một dòng; whoever says one of the three says all three."""
    said = {title: row.text(title) for title in words.ORGANISER_COLUMNS}
    if not any(said.values()):
        return None
    for title in words.ORGANISER_COLUMNS:
        if not said[title]:
            message = f"đã ghi nơi tổ chức khối thì cần ghi cả «{title}»"
            findings.error("missing", message, row.place(title))
    level = read_level(said[words.ORGANISER_LEVEL])
    if level is None and said[words.ORGANISER_LEVEL]:
        known = "; ".join(f"«{word}»" for word in LEVEL_WORDS.values())
        message = f"không hiểu «{said[words.ORGANISER_LEVEL]}»; ghi một trong: {known}"
        findings.error("organiser_level", message, row.place(words.ORGANISER_LEVEL))
    if level is None or not all(said.values()):
        return None
    return BlockOrganiser(
        level=level, body=said[words.ORGANISER], document=said[words.ORGANISER_DOCUMENT]
    )


def _is_year(value: Decimal) -> bool:
    return value == int(value) and FIRST_YEAR <= value <= LAST_YEAR


def _conflicts(rows: list[RosterRow]) -> list[Finding]:
    """Mâu thuẫn: a membership listed twice, or one code with two names."""
    findings = Findings()
    members: set[tuple[str, str, int]] = set()
    names: dict[str, str] = {}
    blocks: dict[str, str] = {}
    first = {words.BLOCK_CODE: dict[str, str](), words.UNIT_CODE: dict[str, str]()}
    organisers: dict[str, BlockOrganiser] = {}
    for row in rows:
        for title, code in ((words.BLOCK_CODE, row.block_code), (words.UNIT_CODE, row.unit_code)):
            written = first[title].setdefault(code_key(code), code)
            if (found := other_case(code, written, row.at.get(title, ""))) is not None:
                findings.append(found)
        key = (row.block_code, row.unit_code, row.year)
        if key in members:
            message = f"đơn vị {row.unit_code} được ghi hai lần trong khối {row.block_code}"
            findings.error("twice", message, row.at.get(words.UNIT_CODE, ""))
        members.add(key)
        said = row.organiser
        if said is not None and organisers.setdefault(row.block_code, said) != said:
            known_by = organisers[row.block_code].words
            message = f"khối {row.block_code} đã ghi «{known_by}», dòng này ghi «{said.words}»"
            findings.error("two_organisers", message, row.at.get(words.ORGANISER, ""))
        for known, code, name, title in (
            (names, row.unit_code, row.unit_name, words.UNIT_NAME),
            (blocks, row.block_code, row.block_name, words.BLOCK_NAME),
        ):
            if folded(known.setdefault(code, name)) != folded(name):
                message = f"mã {code} đã mang tên «{known[code]}», dòng này ghi «{name}»"
                findings.error("two_names", message, row.at.get(title, ""))
    return findings
