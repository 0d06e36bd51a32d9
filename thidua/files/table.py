"""Bảng trong trang: finds the header row and reads the rows under it by column title."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from thidua.domain.covenant_draft import Written
from thidua.domain.finding import Finding, error, notice
from thidua.domain.text import LONGEST_CODE, LONGEST_NAME, clean, folded, length_fault
from thidua.files.cells import Cell, Sheet

_HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class TableRow:
    """Dòng của bảng: its cells by column title; a title the sheet lacks gives an empty cell."""

    number: int
    cells: Mapping[str, Cell]
    sheet: Sheet

    def value(self, title: str) -> Written:
        """Giá trị của ô."""
        return self.cells[title].value

    def text(self, title: str) -> str:
        """Chữ của ô: a number is written plainly, as a code must be."""
        value = self.cells[title].value
        if value is None:
            return ""
        return clean(value) if isinstance(value, str) else f"{value.normalize():f}"

    def place(self, title: str) -> str:
        """Chỗ của ô, for findings."""
        return self.sheet.place(self.cells[title].address)


@dataclass(frozen=True, slots=True)
class Table:
    """Bảng: the titles found and the filled rows below them."""

    header_row: int
    titles: frozenset[str]
    rows: tuple[TableRow, ...]


def find_table(
    sheet: Sheet,
    titles: Sequence[str],
    required: Collection[str],
    findings: list[Finding],
    *,
    filled_down: Collection[str] = (),
    codes: Collection[str] = (),
    names: Collection[str] = (),
) -> Table | None:
    """Tìm bảng: None, with a finding, where no header row holds the required titles.

    Formulas, error values and over-long texts become findings; `codes` and `names` are the columns
    whose texts are kept as codes and names. Merged cells are read in the columns
    of `filled_down`, every row of the merge taking its value; elsewhere a merge over several rows
    is refused, because nobody can say which row its number belongs to.
    """
    header = _header(sheet, titles, required)
    if header is None:
        listed = ", ".join(f"«{title}»" for title in required)
        message = f"không tìm thấy dòng tiêu đề có các cột {listed}; hãy dùng tệp mẫu"
        findings.append(error("no_header", message, f"Trang {sheet.title}"))
        return None
    number, columns = header
    merged = _filled_down(sheet, number, columns, filled_down, findings)
    rows = []
    for row_number in sorted({*sheet.rows, *(row for row, _ in merged)}):
        if row_number <= number:
            continue
        cells = {
            title: merged.get((row_number, columns[title]), sheet.cell(row_number, columns[title]))
            if title in columns
            else Cell(None, f"dòng {row_number}")
            for title in titles
        }
        if all(cell.is_empty for cell in cells.values()):
            continue
        row = TableRow(row_number, cells, sheet)
        findings += _cell_faults(row)
        findings += _long_texts(row, codes, LONGEST_CODE)
        findings += _long_texts(row, names, LONGEST_NAME)
        rows.append(row)
    return Table(number, frozenset(columns), tuple(rows))


def _header(
    sheet: Sheet, titles: Sequence[str], required: Collection[str]
) -> tuple[int, dict[str, int]] | None:
    known = {folded(title): title for title in titles}
    for number in sorted(sheet.rows)[:_HEADER_WITHIN]:
        columns: dict[str, int] = {}
        for column, cell in sorted(sheet.rows[number].items()):
            title = known.get(folded(cell.value)) if isinstance(cell.value, str) else None
            if title is not None:
                columns.setdefault(title, column)
        if all(title in columns for title in required):
            return number, columns
    return None


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
    findings: list[Finding],
) -> dict[tuple[int, int], Cell]:
    by_column = {column: title for title, column in columns.items()}
    filled: dict[tuple[int, int], Cell] = {}
    for merge in sheet.merges:
        if merge.bottom <= header_row:
            continue
        anchor = sheet.cell(merge.top, merge.left)
        touched = [by_column[c] for c in range(merge.left, merge.right + 1) if c in by_column]
        if merge.bottom > merge.top and not anchor.is_empty:
            title = by_column.get(merge.left)
            place = sheet.place(anchor.address)
            if title in allowed:
                for row in range(merge.top + 1, merge.bottom + 1):
                    filled[row, merge.left] = anchor
                span = f"{merge.top}–{merge.bottom}"
                message = f"ô gộp, «{anchor.value}» được dùng cho các dòng {span}"
                findings.append(notice("merged", message, place))
            elif touched:
                span = f"{merge.top} đến {merge.bottom}"
                message = f"ô gộp từ dòng {span}, không rõ số này của dòng nào; hãy bỏ gộp ô"
                findings.append(error("merged", message, place))
    return filled
