"""Ước độ dài chữ: how wide a text stands in Arial, so that rows are split before they overflow."""

from collections.abc import Sequence
from functools import lru_cache

from thidua.domain.document.deck.blocks import Cell, SlideTable, Tone
from thidua.files.slides import form

_NARROW = frozenset("iljtfrIí ì ỉ ĩ ị.,;:'|!()[]/- ")
_WIDE = frozenset("mwMWƯ%@…—→▲▼✓✗")
_CENTIMETRES = 2.54 / 72


_BOLD, _SLACK = 1.13, 0.12


@lru_cache(maxsize=4096)
def text_width(text: str, size: int, *, is_bold: bool = False) -> float:
    """Bề rộng một dòng, rather too wide than too narrow."""
    ems = 0.0
    for letter in text:
        if letter in _NARROW:
            ems += 0.33
        elif letter in _WIDE:
            ems += 0.92
        elif letter.isupper() or ord(letter) > 0x2FFF:
            ems += 0.72
        else:
            ems += 0.57
    return ems * size * _CENTIMETRES * (_BOLD if is_bold else 1)


def line_count(text: str, size: int, width: float, *, is_bold: bool = False) -> int:
    """Số dòng khi xuống dòng theo từ; a word that is too long is broken."""
    count, used = 1, 0.0
    space = text_width(" ", size, is_bold=is_bold)
    for word in text.split(" "):
        wide = text_width(word, size, is_bold=is_bold)
        if used and used + space + wide <= width:
            used += space + wide
            continue
        if used:
            count += 1
        more, used = divmod(wide, width)
        count += int(more)
    return count


def line_height(size: int) -> float:
    """Cao một dòng."""
    return 1.2 * size * _CENTIMETRES


def column_widths(table: SlideTable, width: float) -> list[float]:
    """Bề rộng các cột: numbers never break, the text shares what is left."""
    own = [_unbroken(table, place) for place in range(len(table.columns))]
    shares = sum(column.share for column in table.columns if not column.is_number)
    if not shares:
        return [wide * width / sum(own) for wide in own]
    rest = width - numbers_width(table)
    return [
        wide if column.is_number else rest * column.share / shares
        for column, wide in zip(table.columns, own, strict=True)
    ]


def numbers_width(table: SlideTable) -> float:
    """Bề rộng mà các cột số cần."""
    places = [place for place, column in enumerate(table.columns) if column.is_number]
    return sum(_unbroken(table, place) for place in places)


def _unbroken(table: SlideTable, place: int) -> float:
    words = table.columns[place].heading.split(" ")
    cells = [row[place] for row in table.rows]
    widest = max(
        [text_width(word, form.TABLE_SIZE, is_bold=True) for word in words]
        + [text_width(cell.text, form.TABLE_SIZE, is_bold=cell.is_bold) for cell in cells]
    )
    return widest + 2 * form.CELL_SIDE + _SLACK


def heading_height(table: SlideTable, widths: Sequence[float]) -> float:
    """Cao của dòng đầu."""
    return row_height([Cell(one.heading, Tone.FIRST) for one in table.columns], widths)


def row_height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Cao của một dòng bảng."""
    lines = max(
        line_count(
            cell.text,
            form.TABLE_SIZE,
            width - 2 * form.CELL_SIDE,
            is_bold=cell.is_bold,
        )
        for cell, width in zip(cells, widths, strict=True)
    )
    return max(form.LEAST_ROW, lines * line_height(form.TABLE_SIZE) + 2 * form.CELL_TOP)
