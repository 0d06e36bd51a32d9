"""Bảng hiển thị của bảng rộng: its picture, what its lines were taken for, what is remembered."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import listed
from thidua.domain.period.windows import vi_moment
from thidua.domain.scoring.wide.grid import Square, column_letters
from thidua.domain.scoring.wide.meaning import RememberedAnswer, SquareKind, WideReading

MOST_ROWS, MOST_COLUMNS = 300, 60
"""Hình lớn nhất: what a person still looks through; the rest is read all the same."""

_MARKS = {SquareKind.SCORE: "✓ ", SquareKind.ASKED: "? ", SquareKind.FAULTY: "✗ "}
"""Dấu trước chữ của ô, for whoever cannot tell the colours apart."""


def picture(reading: WideReading) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hình của trang: what stands in each square with its mark, and of which kind each is."""
    grid = reading.grid
    numbers, columns = grid.numbers[:MOST_ROWS], grid.columns[:MOST_COLUMNS]
    names = [column_letters(column) for column in columns]
    index = [str(number) for number in numbers]
    squares = [[grid.at(number, column) for column in columns] for number in numbers]
    kinds = [
        [None if one is None else reading.kinds[one.address] for one in row] for row in squares
    ]
    shown = [
        [_text(*one) for one in zip(row, of_row, strict=True)]
        for row, of_row in zip(squares, kinds, strict=True)
    ]
    return (
        pd.DataFrame(shown, index=index, columns=names),
        pd.DataFrame(kinds, index=index, columns=names),
    )


def legend(reading: WideReading) -> pd.DataFrame:
    """Chú giải: how many squares are of each kind, and where the first of them stand."""
    counted = Counter(reading.kinds.values())
    kinds = [kind for kind in SquareKind if counted[kind]]
    return pd.DataFrame(
        {
            "Dấu": [_MARKS.get(kind, "").strip() for kind in kinds],
            "Loại ô": [kind.value for kind in kinds],
            "Số ô": [str(counted[kind]) for kind in kinds],
            "Ở đâu": [listed(_addresses(reading, kind), "ô") for kind in kinds],
        }
    )


def taken(readings: Sequence[WideReading]) -> pd.DataFrame:
    """Từng cột, từng dòng được hiểu là gì."""
    rows = [(reading.grid.title, one) for reading in readings for one in reading.taken]
    return pd.DataFrame(
        {
            "Trang": [title for title, _ in rows],
            "Chỗ": [one.place for _, one in rows],
            "Trong bảng": [one.written for _, one in rows],
            "Được hiểu là": [one.meaning for _, one in rows],
        }
    )


def remembered(answers: Sequence[RememberedAnswer]) -> pd.DataFrame:
    """Các câu trả lời đang nhớ."""
    return pd.DataFrame(
        {
            "Về": [one.question for one in answers],
            "Được hiểu là": [one.meaning for one in answers],
            "Người trả lời": [one.set_by for one in answers],
            "Lúc": [vi_moment(one.set_at) for one in answers],
        }
    )


def _addresses(reading: WideReading, kind: SquareKind) -> list[str]:
    return [address for address, one in reading.kinds.items() if one is kind]


def _text(square: Square | None, kind: SquareKind | None) -> str:
    if square is None or kind is None:
        return ""
    value = square.value
    text = square.text if value is None or isinstance(value, str) else vi_number(value)
    return f"{_MARKS.get(kind, '')}{text or '(công thức)'}"
