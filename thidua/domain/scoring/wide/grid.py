"""Lưới ô của bảng rộng: what stands where, whichever way the criteria run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from thidua.domain.ground.points import parse_number
from thidua.domain.ground.text import Written, clean

LONGEST_LINE = 1_000
"""Chữ dài nhất được xem: longer than the text of a criterion; the rest of a text is not."""

LONGEST_HEADING = 30
"""Tiêu đề dài nhất: so many rows from the top may hold the title and the headings of a sheet."""


@lru_cache(maxsize=8192)
def _one_line(text: str) -> str:
    return clean(text[:LONGEST_LINE])


@dataclass(frozen=True, slots=True)
class Square:
    """Ô của bảng: its value, or the result that the file keeps where it holds a formula."""

    value: Written
    address: str
    fault: str = ""
    is_computed: bool = False

    @property
    def text(self) -> str:
        """Chữ của ô, on one line, to know it by; a number as a code is written."""
        if self.value is None:
            return ""
        return (
            _one_line(self.value) if isinstance(self.value, str) else f"{self.value.normalize():f}"
        )

    @property
    def number(self) -> Decimal | None:
        """Số của ô, also one typed as text."""
        return self.value if isinstance(self.value, Decimal) else parse_number(self.text)


@dataclass(frozen=True, slots=True)
class Span:
    """Vùng gộp, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


Rows = Mapping[int, Mapping[int, Square]]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Bảng: its filled squares by row and column; `is_turned` once rows and columns changed places.

    A square keeps the address of its cell however the sheet is turned. `beyond` is the first filled
    cell that lies too far to the right to be read.
    """

    title: str
    rows: Rows
    spans: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_turned: bool = False
    beyond: str = ""

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Số các dòng có ô, from the top."""
        return tuple(sorted(self.rows))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Số các cột có ô, from the left."""
        return tuple(sorted({column for row in self.rows.values() for column in row}))

    def at(self, row: int, column: int) -> Square | None:
        """Ô ở dòng và cột này, where something stands."""
        return self.rows.get(row, {}).get(column)

    def squares(self) -> Iterator[Square]:
        """Mọi ô có nội dung."""
        for row in self.rows.values():
            yield from row.values()

    def turned(self) -> "Grid":
        """Xoay bảng: rows become columns."""
        rows: dict[int, dict[int, Square]] = {}
        for number in self.numbers:
            for column, square in self.rows[number].items():
                rows.setdefault(column, {})[number] = square
        return Grid(
            title=self.title,
            rows=rows,
            spans=tuple(Span(one.left, one.top, one.right, one.bottom) for one in self.spans),
            hidden_rows=self.hidden_columns,
            hidden_columns=self.hidden_rows,
            is_turned=not self.is_turned,
        )

    def spread(self, rows: range) -> dict[tuple[int, int], Square]:
        """Ô gộp rải ra: what each place of these rows is covered by, beside its own square."""
        found: dict[tuple[int, int], Square] = {}
        last = self.columns[-1] if self.columns else 0
        for span in self.spans:
            anchor = self.at(span.top, span.left)
            if anchor is None or span.bottom < rows.start or span.top >= rows.stop:
                continue
            for row in range(max(span.top, rows.start), min(span.bottom + 1, rows.stop)):
                for column in range(span.left, min(span.right, last) + 1):
                    found[row, column] = anchor
        return found

    def place(self, square: Square) -> str:
        """Chỗ của ô, as people look for it."""
        return f"Ô {square.address} trang {self.title}"


def column_letters(column: int) -> str:
    """Chữ của cột, as a workbook names it."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
