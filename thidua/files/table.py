"""Bảng trong trang: finds the header row and reads the rows under it by column title."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground import row_account as reasons
from thidua.domain.ground.finding import Finding, Findings, error
from thidua.domain.ground.heading import ORDINALS, Heading, listed
from thidua.domain.ground.row_account import RowAccount, SkippedRow
from thidua.domain.ground.text import (
    LONGEST_CODE,
    LONGEST_NAME,
    Written,
    clean,
    folded,
    length_fault,
)
from thidua.domain.ground.titles import meanings, stand_ins, title_key
from thidua.files.cells import Cell, Sheet
from thidua.files.code_cell import as_code, needs_look
from thidua.files.unseen import unseen_parts

_HEADER_WITHIN = 30
_SIDE_BY_SIDE = 2  # so many known titles in one row are a header row, whatever else is missing
_SAME_FORM = 3  # «Nội dung» and «Giá trị» stand together in tables of every kind
_SUBTOTAL = re.compile(
    r"(tổng|cộng)( (cộng|số|điểm|toàn khối|chung|các tiêu chí|(mục|phần|nhóm) .{1,9}|[ivx]+|\d+))*"
    r"[ :.]*"
)
_NUMBERED = re.compile(r"\d{1,2}|[A-Z]", re.ASCII)
_TWO, _FEW = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """Dòng của bảng: its filled cells by column title; `columns` tells where each title stands."""

    number: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, int]
    sheet: Sheet
    heading: Heading

    def value(self, title: str) -> Written:
        """Giá trị của ô; nothing under a title that the sheet lacks."""
        cell = self.cells.get(title)
        return None if cell is None else cell.value

    def is_faulty(self, title: str) -> bool:
        """Ô có nội dung không dùng được."""
        return title in self.cells and bool(self.cells[title].fault)

    def text(self, title: str) -> str:
        """Chữ của ô: a number is written plainly, as a code must be."""
        value = self.value(title)
        if value is None:
            return ""
        if not isinstance(value, str):
            return f"{value.normalize():f}"
        return clean(value) if "\n" in value else value  # a cell is clean but for its lines

    def is_number(self, title: str) -> bool:
        """Mã là một số mà ô không nói được viết với mấy chữ số."""
        return isinstance(self.value(title), Decimal)

    def place(self, title: str) -> str:
        """Chỗ của ô, for findings."""
        if title in self.unsaid:
            return f"Dòng {self.number} trang {self.sheet.title}"
        cell = self.cells.get(title) or self.sheet.cell(self.number, self.columns[title])
        return self.sheet.place(cell.address)

    @property
    def unsaid(self) -> frozenset[str]:
        """Cột mà trang không có: nothing was said of these, so what is stored of them stays."""
        return self.heading.absent


@dataclass(frozen=True, slots=True)
class Table:
    """Bảng: its header row, the titles found and the filled rows below them."""

    heading: Heading
    titles: frozenset[str]
    rows: tuple[TableRow, ...]


def find_table(
    sheet: Sheet,
    titles: Sequence[str],
    required: Collection[str],
    findings: Findings,
    *,
    filled_down: Collection[str] = (),
    codes: Collection[str] = (),
    names: Collection[str] = (),
    printed: Collection[str] = (),
    untitled_stops: bool = False,
) -> Table | None:
    """Tìm bảng: None, with a finding, where no header row holds the required titles.

    Formulas, error values and over-long texts become findings; `codes` and `names` are the columns
    whose texts are kept as codes and names, and a code is read as its cell shows it. Merged cells
    are read in the columns of `filled_down`, every row of the merge taking its value; elsewhere a
    merge over several rows is refused, because nobody can say which row its number belongs to. Two
    columns of one title are refused for the same reason; a column under any other title is told,
    except those of `printed`, which our own workbooks print for people only. So is a column without
    a title that holds something; with `untitled_stops` it is refused. What became of every filled
    row goes into the account of the findings.
    """
    header = _header(sheet, titles, required)
    if header is None:
        findings.append(_no_header(sheet, titles, required, printed))
        return None
    number, known = header
    columns = {title: known[title] for title in titles if title in known}
    heading = _heading(sheet, number, titles, printed)
    findings += _doubled(sheet, number, titles)
    findings += heading.understood()
    findings += heading.passed_over(untitled_stops=untitled_stops)
    findings += unseen_parts(sheet, number, columns)
    merged = _filled_down(sheet, number, columns, filled_down, findings)
    code_columns = frozenset(columns[title] for title in codes if title in columns)
    across = {
        (merge.top, merge.left)
        for merge in sheet.merges
        if merge.top == merge.bottom and merge.right > merge.left
    }
    rows: list[TableRow] = []
    filled, skipped = 0, []
    for row_number in sorted({*sheet.rows, *(row for row, _ in merged)}):
        found = sheet.rows.get(row_number, {})
        first = next((cell for cell in found.values() if not cell.is_empty), None)
        filled += first is not None
        why = (
            _passed_by(sheet, number, row_number, first, code_columns) if first is not None else ""
        )
        if not why and row_number > number and (row_number, next(iter(found), 0)) in across:
            why = reasons.GROUP if len(found) == 1 else ""
        cells = {} if why or row_number <= number else _cells(found, row_number, columns, merged)
        if not cells:
            if first is not None:
                begins = clean(str(first.value or first.fault))[:60]
                skipped.append(SkippedRow(sheet.title, row_number, why or reasons.BESIDE, begins))
            continue
        for title in codes:
            if (cell := cells.get(title)) is not None and needs_look(cell):
                cells[title] = as_code(cell, sheet, findings)
        row = TableRow(
            number=row_number, cells=cells, columns=columns, sheet=sheet, heading=heading
        )
        findings += _cell_faults(row)
        findings += _long_texts(row, codes, LONGEST_CODE)
        findings += _long_texts(row, names, LONGEST_NAME)
        rows.append(row)
    findings.account += RowAccount(filled, filled - len(skipped), tuple(skipped))
    return Table(heading, frozenset(columns), tuple(rows))


def _cells(
    found: Mapping[int, Cell],
    number: int,
    columns: Mapping[str, int],
    merged: Mapping[tuple[int, int], Cell],
) -> dict[str, Cell]:
    """Các ô có nội dung của dòng, by title; a merged cell stands for all of its rows."""
    cells = {}
    for title, column in columns.items():
        cell = merged.get((number, column)) if merged else None
        if cell is None:
            cell = found.get(column)
        if cell is not None and not cell.is_empty:
            cells[title] = cell
    return cells


def _passed_by(sheet: Sheet, header: int, number: int, first: Cell, codes: Collection[int]) -> str:
    """Vì sao dòng này không phải dữ liệu; nothing where it may be."""
    if number <= header:
        return reasons.HEADING if number == header else reasons.ABOVE
    row = sheet.rows[number]
    if number == header + 1 and _is_numbering(row):
        return reasons.NUMBERING
    if not isinstance(first.value, str):
        return ""
    titles = sheet.rows[header]
    column = next(at for at, cell in row.items() if cell is first)
    if column in titles and titles[column].value == first.value:
        same = [titles[at].value == cell.value for at, cell in row.items() if at in titles]
        if len(same) >= _TWO and all(same):
            return reasons.HEADING
    if first.value[0] in "TtCc" and _SUBTOTAL.fullmatch(folded(first.value)):
        others = [at for at in codes if at != column and at in row and not row[at].is_empty]
        return "" if others else reasons.SUBTOTAL
    return ""


def _is_numbering(row: Mapping[int, Cell]) -> bool:
    """Dòng đánh số cột, as printed tables have it under the titles: A B 1 2 3, or (1) (2) (3).

    Excel takes a typed (1) for minus one. Three bare numbers may be a unit, a criterion and points.
    """
    shown = [
        f"({-cell.value:f})"
        if isinstance(cell.value, Decimal) and cell.value < 0
        else f"{cell.value.normalize():f}"
        if isinstance(cell.value, Decimal)
        else str(cell.value)
        for _, cell in sorted(row.items())
        if not cell.is_empty
    ]
    bare = [text.strip("()").partition("=")[0].strip() for text in shown]
    numbers = [int(text) for text in bare if text.isdecimal()]
    letters = [text for text in bare if not text.isdecimal()]
    return (
        len(shown) > (_TWO if bare != shown else _FEW)
        and all(_NUMBERED.fullmatch(text) for text in bare)
        and numbers == list(range(1, len(numbers) + 1))
        and letters == sorted(set(letters))
        and bare == [*letters, *map(str, numbers)]
    )


def _header(
    sheet: Sheet, titles: Sequence[str], required: Collection[str]
) -> tuple[int, dict[str, int]] | None:
    for number in sorted(sheet.rows)[:_HEADER_WITHIN]:
        columns = {title: cells[0] for title, cells in _titled(sheet, number, titles).items()}
        if all(title in columns for title in required):
            return number, columns
    return None


def _titled(sheet: Sheet, number: int, titles: Sequence[str]) -> dict[str, list[int]]:
    """Các cột mang từng tiêu đề trong dòng này; one merged over several columns has them all.

    A title that only stands in the place of another is one where that other is not there.
    """
    known, instead = meanings(tuple(titles)), stand_ins(tuple(titles))
    across = {
        merge.left: range(merge.left, merge.right + 1)
        for merge in sheet.merges
        if merge.top <= number <= merge.bottom
    }
    found: dict[str, list[int]] = {}
    other: dict[str, list[int]] = {}
    for column, cell in sorted(sheet.rows.get(number, {}).items()):
        key = title_key(cell.value) if isinstance(cell.value, str) else ""
        if (title := known.get(key)) is not None:
            found.setdefault(title, []).extend(across.get(column, (column,)))
        elif (title := instead.get(key)) is not None:
            other.setdefault(title, []).extend(across.get(column, (column,)))
    return {**other, **found}


def _heading(sheet: Sheet, number: int, titles: Sequence[str], printed: Collection[str]) -> Heading:
    """Dòng tiêu đề như nó đứng trong trang."""
    found = _titled(sheet, number, titles)
    read = {column: title for title, columns in found.items() for column in columns}
    passed = {*meanings((*titles, *printed)), *map(title_key, ORDINALS)} - {
        key for key, title in meanings(tuple(titles)).items() if title not in found
    }
    unread, read_as = [], []
    for column, cell in sorted(sheet.rows[number].items()):
        if cell.is_empty:
            continue
        key = title_key(cell.value) if isinstance(cell.value, str) else None
        written = clean(str(cell.value or cell.fault))
        if column in read and key != title_key(read[column]):
            read_as.append((read[column], written, cell.address))
        elif column not in read and key not in passed:
            unread.append((written, cell.address))
    absent = frozenset(title for title in titles if title not in found)
    return Heading(
        sheet=sheet.title,
        row=number,
        absent=absent,
        unread=tuple(unread),
        untitled=tuple(_untitled(sheet, number)),
        read_as=tuple(read_as),
    )


def _untitled(sheet: Sheet, number: int) -> Iterator[str]:
    """Ô tiêu đề trống của những cột có nội dung bên dưới; a title may be merged over several."""
    titled = {column for column, cell in sheet.rows[number].items() if not cell.is_empty}
    for merge in sheet.merges:
        if merge.top == number and merge.left in titled:
            titled.update(range(merge.left, merge.right + 1))
    below = [row for place, row in sheet.rows.items() if place > number]
    for column in sorted({column for row in below for column in row} - titled):
        if any(column in row and not row[column].is_empty for row in below):
            yield sheet.cell(number, column).address


def _doubled(sheet: Sheet, number: int, titles: Sequence[str]) -> Iterator[Finding]:
    """Hai cột một nghĩa: nobody can say which of them is meant."""
    for title, columns in _titled(sheet, number, titles).items():
        if len(columns) > 1:
            cells = [sheet.cell(number, column) for column in columns]
            said = [str(cell.value) for cell in cells if cell.value is not None]
            where = ", ".join(cell.address for cell in cells)
            message = f"{len(columns)} cột cùng mang tiêu đề «{title}» (ô {where}); hãy để một cột"
            if any(title_key(word) != title_key(title) for word in said):
                words = ", ".join(
                    f"«{clean(str(cell.value))}» (ô {cell.address})"
                    for cell in cells
                    if cell.value is not None
                )
                message = (
                    f"{words} đều có nghĩa là cột «{title}», không rõ nhập cột nào; hãy để một cột"
                )
            yield error("two_columns", message, sheet.place(cells[1].address))


def columns_of(sheet: Sheet, row: int, titles: Sequence[str]) -> dict[str, int]:
    """Cột mang mỗi tiêu đề ở dòng tiêu đề này, where exactly one does."""
    found = _titled(sheet, row, titles)
    return {title: columns[0] for title, columns in found.items() if len(columns) == 1}


def looks_like_table(sheet: Sheet, titles: Sequence[str]) -> bool:
    """Giống bảng này: some row has half of its titles; lists of other kinds share one or two."""
    number = _nearest(sheet, titles)
    return number is not None and 2 * len(_titled(sheet, number, titles)) >= len(titles)


def has_form(sheet: Sheet, titles: Sequence[str], required: Collection[str]) -> bool:
    """Cùng mẫu bảng: the required titles are there, or half of all where one is renamed."""
    if _header(sheet, titles, required) is not None:
        return True
    number = _nearest(sheet, titles)
    known = 0 if number is None else len(_titled(sheet, number, titles))
    return known >= _SAME_FORM and 2 * known >= len(titles)


def _nearest(sheet: Sheet, titles: Sequence[str], least: int = _SIDE_BY_SIDE) -> int | None:
    """Dòng giống dòng tiêu đề nhất; None where no row of several cells has so many known titles."""
    scored = [
        (-len(_titled(sheet, number, titles)), number)
        for number in sorted(sheet.rows)[:_HEADER_WITHIN]
        if len(sheet.rows[number]) >= _SIDE_BY_SIDE
    ]
    known, number = min(scored, default=(0, 0))
    return number if -known >= least else None


def _no_header(
    sheet: Sheet, titles: Sequence[str], required: Collection[str], printed: Collection[str]
) -> Finding:
    number = _nearest(sheet, titles, least=1)
    if number is not None:
        heading = _heading(sheet, number, titles, printed)
        return heading.missing(heading.lacks([title for title in titles if title in required]))
    message = f"không tìm thấy dòng tiêu đề có các cột {listed(required)}; hãy dùng tệp mẫu"
    return error("no_header", message, f"Trang {sheet.title}")


def _cell_faults(row: TableRow) -> Iterator[Finding]:
    for cell in row.cells.values():
        if cell.fault:
            yield error("cell", f"ô {cell.fault}", row.sheet.place(cell.address))


def _long_texts(row: TableRow, titles: Collection[str], most: int) -> Iterator[Finding]:
    for title in titles:
        fault = length_fault(row.text(title), most)
        if fault:
            yield error("too_long", f"«{title}» {fault}", row.place(title))


def _filled_down(
    sheet: Sheet,
    header_row: int,
    columns: Mapping[str, int],
    allowed: Collection[str],
    findings: Findings,
) -> dict[tuple[int, int], Cell]:
    by_column = {column: title for title, column in columns.items()}
    filled: dict[tuple[int, int], Cell] = {}
    for merge in sheet.merges:
        if merge.bottom <= header_row:
            continue
        anchor = sheet.cell(merge.top, merge.left)
        touched = [by_column[c] for c in range(merge.left, merge.right + 1) if c in by_column]
        if anchor.is_empty:
            continue
        if merge.right > merge.left and touched and len(sheet.rows[merge.top]) > 1:
            names = ", ".join(f"«{title}»" for title in touched)
            message = (
                f"ô gộp chạm cột {names} nhưng chỉ được tính cho cột đầu của ô gộp; nếu không đúng "
                "hãy bỏ gộp ô"
            )
            findings.warning("merged_across", message, sheet.place(anchor.address))
        if merge.bottom > merge.top:
            title = by_column.get(merge.left)
            place = sheet.place(anchor.address)
            if title in allowed:
                for row in range(merge.top + 1, merge.bottom + 1):
                    filled[row, merge.left] = anchor
                span = f"{merge.top}–{merge.bottom}"
                message = f"ô gộp, «{anchor.value}» được dùng cho các dòng {span}"
                findings.notice("merged", message, place)
            elif touched:
                span = f"{merge.top} đến {merge.bottom}"
                message = f"ô gộp từ dòng {span}, không rõ số này của dòng nào; hãy bỏ gộp ô"
                findings.error("merged", message, place)
    return filled
