"""Tiêu đề hai dòng: «Quyết định» over «Số» and «Ngày», as offices print a list, made one line."""

from collections.abc import Sequence
from dataclasses import replace

from thidua.domain.ground.text import clean
from thidua.domain.ground.titles import meanings, stand_ins, title_key
from thidua.files.cells import Book, Cell, Merge, Sheet

_WITHIN = 30
_LEAST = 2


def in_one_line(book: Book, titles: Sequence[str]) -> Book:
    """Sổ với tiêu đề hai dòng viết thành một; the same where no list of these titles has any."""
    sheets = {name: _in_one_line(sheet, titles) for name, sheet in book.sheets.items()}
    return replace(book, sheets=sheets)


def _in_one_line(sheet: Sheet, titles: Sequence[str]) -> Sheet:
    for number in sorted(sheet.rows)[:_WITHIN]:
        groups = [
            one for one in sheet.merges if one.top == one.bottom == number and one.right > one.left
        ]
        row = _joined(sheet, number, groups, titles)
        if row is None or sum(_is_known(cell, titles) for cell in row.values()) < _LEAST:
            continue
        rows = {place: cells for place, cells in sheet.rows.items() if place != number + 1}
        apart = [one for one in sheet.merges if not one.top <= number + 1 or one.bottom < number]
        return replace(sheet, rows={**rows, number: row}, merges=tuple(apart))
    return sheet


def _joined(
    sheet: Sheet, number: int, groups: Sequence[Merge], titles: Sequence[str]
) -> dict[int, Cell] | None:
    """Dòng tiêu đề đã ghép; None where the row below says something that stands under no group.

    What stands alone in its row is the name of the whole list.
    """
    below = {
        column: cell for column, cell in sheet.rows.get(number + 1, {}).items() if not cell.is_empty
    }
    over = {
        column: sheet.cell(number, one.left)
        for one in groups
        for column in range(one.left, one.right + 1)
    }
    said = [cell for cell in sheet.rows[number].values() if not cell.is_empty]
    if len(said) < _LEAST or not below or not set(below) <= set(over):
        return None
    row = {column: cell for column, cell in sheet.rows[number].items() if column not in over}
    for column, cell in below.items():
        row[column] = replace(cell, value=_words(over[column], cell, titles))
    return row


def _words(over: Cell, under: Cell, titles: Sequence[str]) -> str:
    """Tiêu đề của một cột: its own words where they name a column, else with those above them."""
    above, own = clean(str(over.value or "")), clean(str(under.value or ""))
    known = {*meanings(tuple(titles)), *stand_ins(tuple(titles))}
    said = [own, f"{own} {above}", f"{above} {own}"]
    return next((one for one in said if title_key(one) in known), f"{above} {own}")


def _is_known(cell: Cell, titles: Sequence[str]) -> bool:
    known = {*meanings(tuple(titles)), *stand_ins(tuple(titles))}
    return isinstance(cell.value, str) and title_key(cell.value) in known
