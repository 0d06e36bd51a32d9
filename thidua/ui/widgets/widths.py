"""Bề rộng cột: where a table is wider than a laptop, its words go on in the next line of the cell.

A grid measures letters as it draws them and cuts what is too long, so letters are counted here.
"""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

_LETTERS = {**dict.fromkeys("iìíỉĩịjl.,;:'|!", 3.7), **dict.fromkeys("ftr ()-–/ỉ", 5.0)}
_BROAD, _LETTER = 10.2, 7.7
_PADDING, LINE = 18, 20
LOW = 35
"""Dòng thấp: one line of text, as high as a grid draws it by itself."""
WRAPS = 66  # a grid breaks lines only in rows higher than four letters
ROOM = 940
"""Chỗ cho một bảng trên máy tính xách tay, in pixels."""
STANDS_WHOLE = 15
"""Bảng ngắn: one of so many lines is drawn whole."""
_SHORT, _NARROWEST, _MOST_LINES, _MOST_LINES_OF_MANY = 170, 110, 8, 3
_READABLE = 220
"""Cột chữ của một bảng dù sao cũng rộng hơn màn hình."""
_SPARE = 1.1
_MEASURED = 3
"""Số ô dài nhất của một cột được đo."""


def longest(texts: Iterable[str]) -> int:
    """Chữ dài nhất chiếm mấy điểm ảnh, as near as letters can be counted."""
    return max((ceil(sum(map(_width, text))) for text in texts), default=0)


def _width(letter: str) -> float:
    return _LETTERS.get(letter, _BROAD if letter.isupper() or letter in "mw" else _LETTER)


def fitted(frame: pd.DataFrame, room: int = ROOM) -> dict[str, Any]:
    """Bề rộng cột và chiều cao dòng để đọc trọn bảng này; nothing where it fits by itself.

    The lines of a long table are lower: what is cut there is read by opening the cell.
    """
    natural = {str(name): _natural(str(name), frame[name]) for name in frame.columns}
    if sum(natural.values()) <= room:
        return {}
    long = {name: width for name, width in natural.items() if width > _SHORT}
    if not long:
        return {}
    left = room - sum(width for name, width in natural.items() if name not in long)
    most = _MOST_LINES if len(frame) <= STANDS_WHOLE else _MOST_LINES_OF_MANY
    if left < _NARROWEST * len(long):
        left = _READABLE * len(long)
    lines, shares = _shares(long, left, most)
    return {
        "column_config": {
            name: st.column_config.Column(width=shares.get(name, width))
            for name, width in natural.items()
        },
        "row_height": max(WRAPS, LINE * lines + 8),
    }


def _natural(name: str, cells: Iterable[object]) -> int:
    said = sorted((_said(cell) for cell in cells), key=len, reverse=True)[:_MEASURED]
    return ceil(longest([f"{name}  ", *said]) * _SPARE) + _PADDING


def _said(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text.partition("#")[2] if text.startswith("/") else text


def _shares(long: Mapping[str, int], left: int, most: int) -> tuple[int, dict[str, int]]:
    """Chia chỗ cho các cột chữ: as few lines as all of them can be read in."""
    for lines in range(2, most + 1):
        # a line breaks between words, so it is not filled to its end
        least = {name: max(_NARROWEST, ceil(width * 1.15 / lines)) for name, width in long.items()}
        rest = left - sum(least.values())
        if rest >= 0:
            break
    else:
        rest, least = 0, _evenly(least, left)
    total = sum(least.values())
    return lines, {name: width + rest * width // total for name, width in least.items()}


def _evenly(wanted: Mapping[str, int], left: int) -> dict[str, int]:
    """Chia đều, where not all can be read: nobody has more than it wants, the longest wait."""
    found: dict[str, int] = {}
    for name, width in sorted(wanted.items(), key=lambda one: one[1]):
        found[name] = min(width, left // (len(wanted) - len(found)))
        left -= found[name]
    return found
