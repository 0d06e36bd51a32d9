"""Bảng đo: the rows as people read them, and as a table that a document can hold."""

import os
import platform
import sqlite3
from collections.abc import Sequence

from thidua.bench.row import Measure, Row
from thidua.bench.words import decimal_comma

_TITLES = ("Dòng đo", "Tỷ số", "Mốc", "Kết quả", "Trung vị hai bên", "So sánh")
_RESULTS = {True: "đạt", False: "CHƯA ĐẠT"}


def table(rows: Sequence[Row]) -> str:
    """Bảng: one line for each row, then what was compared with what, and on which machine."""
    notes = list(dict.fromkeys(row.compared for row in rows))
    cells_of_rows = [(*_cells(row), f"({notes.index(row.compared) + 1})") for row in rows]
    lines = [_TITLES, tuple("---" for _ in _TITLES), *cells_of_rows]
    met = sum(row.met is True for row in rows)
    missed = sum(row.met is False for row in rows)
    rest = len(rows) - met - missed
    return "\n".join(
        [
            *("| " + " | ".join(cells) + " |" for cells in lines),
            "",
            *(f"({number}) {note}." for number, note in enumerate(notes, start=1)),
            "",
            f"Đạt {met}, chưa đạt {missed}, không có số {rest}. {machine()}",
        ]
    )


def _cells(row: Row) -> tuple[str, ...]:
    """Năm ô đầu of a row."""
    sign = "=" if row.measure is Measure.STATEMENTS else "≤"
    target = f"{sign} {decimal_comma(row.target)}"
    if row.ratio is None or row.met is None:
        word = f"LỖI: {row.fault}" if row.fault else f"bỏ qua: {row.skipped}"
        return (row.name, "–", target, word, "–")
    medians = " ÷ ".join(_median(row, value) for value in (row.ours, row.theirs))
    result = _RESULTS[row.met]
    return (row.name, decimal_comma(row.ratio), target, result, medians)


def _median(row: Row, value: int | None) -> str:
    if row.measure is Measure.STATEMENTS:
        return str(value)
    return f"{decimal_comma(f'{(value or 0) / 1_000_000:.1f}')} ms"


def machine() -> str:
    """Máy đo, in one sentence."""
    return (
        f"Máy: {os.cpu_count()} nhân, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )
