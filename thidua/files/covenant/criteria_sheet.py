"""Trang bảng tiêu chí: finds the table that people drew up and reads its rows as they stand."""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.table import CriteriaLine
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.text import Written, clean, folded
from thidua.files.cells import MAX_COLUMNS, Book, Cell, Sheet

_HEADER_WITHIN = 30


class _Column(StrEnum):
    """Cột của bảng tiêu chí."""

    LABEL = words.CODE
    TEXT = words.TEXT
    POINTS = words.MAX_POINTS
    SCORING = words.METHOD
    EVIDENCE = words.EVIDENCE
    NOTE = words.NOTE


_TITLES = (
    (_Column.LABEL, re.compile(r"tt|stt|số tt|số thứ tự|mã|mã số|mục|mã tiêu chí")),
    (
        _Column.POINTS,
        re.compile(
            r"(?:số |thang |mức )?điểm(?: (?:tối đa|chuẩn|số|quy định|tiêu chí))*|chuẩn|tối đa"
            r"|thang điểm(?: .*)?"
        ),
    ),
    (
        _Column.SCORING,
        re.compile(
            r"(?:phương pháp|cách|hướng dẫn|cách thức|phương thức|quy định|căn cứ)(?: \w+)* "
            r"?(?:chấm|tính|đánh giá)(?: .*)?|cách tính|cách chấm|tham số"
        ),
    ),
    (_Column.EVIDENCE, re.compile(r".*(?:minh chứng|kiểm chứng|chứng minh).*")),
    (_Column.NOTE, re.compile(r"ghi chú")),
    (
        _Column.TEXT,
        re.compile(
            r"(?:nội dung|tiêu chí|tiêu chuẩn|các tiêu chí|chỉ tiêu|tên tiêu chí|nhiệm vụ)(?: .*)?"
        ),
    ),
)
_MORE_SCORING = re.compile(r".*\b(?:trừ|thưởng|cộng thêm|điểm cộng)\b.*")
_NEEDED = {_Column.TEXT}
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[A-D])\)?")


def criteria_sheets(book: Book) -> list[str]:
    """Các trang có bảng tiêu chí, those shown before those hidden."""
    found = [sheet for sheet in book.sheets.values() if _header(sheet) is not None]
    return [sheet.title for sheet in sorted(found, key=lambda sheet: sheet.hidden)]


def read_criteria_sheet(book: Book, title: str = "") -> tuple[list[CriteriaLine], list[Finding]]:
    """Đọc bảng tiêu chí of the sheet named, or of the first that has one."""
    findings = Findings()
    known = criteria_sheets(book)
    wanted = title or next(iter(known), "")
    sheet = next((one for name, one in book.sheets.items() if folded(name) == folded(wanted)), None)
    header = None if sheet is None else _header(sheet)
    if sheet is None or header is None:
        present = ", ".join(f"«{name}»" for name in book.sheets)
        message = (
            f"không tìm thấy bảng tiêu chí ở trang «{title}»"
            if title
            else "không trang nào có bảng tiêu chí"
        )
        message += (
            f"; cần một dòng tiêu đề có cột «Nội dung» và cột «Điểm tối đa» (tệp có {present})"
        )
        findings.error("no_header", message)
        return [], findings
    if not title and len(known) > 1:
        others = ", ".join(f"«{name}»" for name in known if name != sheet.title)
        message = f"chỉ đọc trang này; trang {others} cũng có bảng tiêu chí"
        findings.warning("other_sheets", message, f"Trang {sheet.title}")
    last, columns = header
    findings += _unread(sheet, last, columns)
    return list(_lines(sheet, last, columns, findings)), findings


def _header(sheet: Sheet) -> tuple[int, dict[int, _Column]] | None:
    """Dòng tiêu đề cuối cùng and what each column holds; titles may stand on two levels."""
    for number in sorted(sheet.rows)[:_HEADER_WITHIN]:
        columns = {column: _role(cell) for column, cell in sheet.rows[number].items()}
        spans = [m for m in sheet.merges if m.top == number and m.right > m.left]
        last = max((m.bottom for m in sheet.merges if m.top == number), default=number)
        below = sheet.rows.get(number + 1, {})
        for merge in spans:
            for column in range(merge.left, min(merge.right, MAX_COLUMNS) + 1):
                role = _role(below[column]) if column in below else None
                if role is not None:
                    columns[column] = role
                    last = max(last, number + 1)
        found = _once({column: role for column, role in columns.items() if role is not None})
        roles = set(found.values())
        if roles >= _NEEDED and roles & {_Column.POINTS, _Column.SCORING}:
            return last, found
    return None


def _once(columns: dict[int, _Column]) -> dict[int, _Column]:
    """Mỗi vai trò một cột, the first of them."""
    found: dict[int, _Column] = {}
    for column, role in sorted(columns.items()):
        if role not in found.values():
            found[column] = role
    return found


def _role(cell: Cell) -> _Column | None:
    if not isinstance(cell.value, str):
        return None
    title = re.sub(r"\s*\(.*\)$", "", folded(cell.value)).strip(" .:*")
    return next((role for role, form in _TITLES if form.fullmatch(title)), None)


def _more_columns(sheet: Sheet, last: int, columns: dict[int, _Column]) -> dict[int, str]:
    """Cột khác nói về điểm thưởng, điểm trừ, by column with their titles."""
    found: dict[int, str] = {}
    for number, row in sorted(sheet.rows.items()):
        for column, cell in row.items():
            said = clean(_text(cell.value))
            if number <= last and column not in columns and _MORE_SCORING.fullmatch(folded(said)):
                found[column] = said
    return found


def _unread(sheet: Sheet, last: int, columns: dict[int, _Column]) -> Iterator[Finding]:
    """Cột không được đọc: each is told once, with what stands at its head."""
    findings = Findings()
    more = _more_columns(sheet, last, columns)
    filled = sorted(
        {column for number, row in sheet.rows.items() if number > last for column in row}
    )
    for column in filled:
        if column in columns or column in more:
            continue
        heads = [
            clean(str(row[column].value))
            for number, row in sorted(sheet.rows.items())
            if number <= last and column in row and not row[column].is_empty
        ]
        named = f"«{heads[-1][:60]}»" if heads else "không có tiêu đề"
        first = next(
            row[column].address
            for number, row in sorted(sheet.rows.items())
            if number > last and column in row
        )
        findings.notice("unread", f"cột {named} không được đọc", sheet.place(first))
    return iter(findings)


def _lines(
    sheet: Sheet, last: int, columns: dict[int, _Column], findings: Findings
) -> Iterator[CriteriaLine]:
    by_role = {role: column for column, role in columns.items()}
    extra = _more_columns(sheet, last, columns)
    merged = _merged_scoring(sheet, last, by_role.get(_Column.SCORING), extra)
    for number in sorted(sheet.rows):
        if number <= last or _is_numbering(sheet.rows[number]):
            continue
        row = sheet.rows[number]
        for role, column in by_role.items():
            if role is not _Column.POINTS and column in row and row[column].fault:
                cell = row[column]
                findings.warning("open_cell", f"ô {cell.fault}", sheet.place(cell.address))
        values = {role: row[column].value for role, column in by_role.items() if column in row}
        more = {title: row[column] for column, title in extra.items() if column in row}
        at = {
            role.value: sheet.place(sheet.cell(number, column).address)
            for role, column in by_role.items()
        }
        at.setdefault(words.METHOD, at[words.TEXT])
        at.setdefault(words.MAX_POINTS, at[words.TEXT])
        at.setdefault(words.CODE, at[words.TEXT])
        at[words.PARAMETERS] = at[words.SIGN] = at[words.METHOD]
        yield CriteriaLine(
            number=number,
            label=_text(values.get(_Column.LABEL)),
            text=clean(_text(values.get(_Column.TEXT))),
            points=values.get(_Column.POINTS),
            points_fault=_fault(row, by_role.get(_Column.POINTS)),
            scoring=_scoring(values.get(_Column.SCORING), more),
            shared=merged.get(number, ""),
            evidence=_text(values.get(_Column.EVIDENCE)),
            note=_text(values.get(_Column.NOTE)),
            at=at,
        )


def _fault(row: dict[int, Cell], column: int | None) -> str:
    """Vì sao ô điểm không dùng được."""
    return row[column].fault if column is not None and column in row else ""


def _scoring(written: Written, more: dict[str, Cell]) -> str:
    """Cách tính; what columns for bonus and deductions hold is part of what it says."""
    said = [_text(written)]
    for title, cell in more.items():
        held = _text(cell.value)
        if held not in ("", "0", "-", "–"):
            said.append(
                f"{title}: {held.replace('.', ',') if isinstance(cell.value, Decimal) else held}"
            )
    return "\n".join(part for part in said if part)


def _merged_scoring(
    sheet: Sheet, last: int, scoring: int | None, extra: dict[int, str]
) -> dict[int, str]:
    """Cách tính ở ô gộp từ dòng trên, by row: what stands in the first cell is of all its rows."""
    found: dict[int, str] = {}
    for merge in sorted(sheet.merges, key=lambda one: (one.top, one.left)):
        anchor = sheet.rows.get(merge.top, {}).get(merge.left)
        is_way = merge.left == scoring or merge.left in extra
        if anchor is None or not is_way or merge.top <= last:
            continue
        written = anchor.value if merge.left == scoring else None
        said = _scoring(written, {extra[merge.left]: anchor} if merge.left in extra else {})
        for number in range(merge.top + 1, min(merge.bottom, max(sheet.rows)) + 1):
            found[number] = "\n".join(filter(None, [found.get(number), said]))
    return found


def _text(value: Written) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return value or ""


def _is_numbering(row: dict[int, Cell]) -> bool:
    """Dòng đánh số cột: «(1) (2) (3)» under the titles."""
    said = [_text(cell.value) for _, cell in sorted(row.items()) if not cell.is_empty]
    numbers = [one.strip("()") for one in said if _NUMBERED.fullmatch(one)]
    return len(said) > 2 and len(numbers) == len(said) and len(set(numbers)) == len(said)
