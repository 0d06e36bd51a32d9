"""Khối nội dung: the parts of which a paper is made; each face draws them in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Canh dòng."""

    JUSTIFY = "both"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """Đoạn chữ cùng kiểu."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Chỗ trống: what nobody has said yet, shown as such; `code` is the field that fills it."""

    label: str
    code: str = ""

    @property
    def text(self) -> str:
        """Chữ hiện ở chỗ trống."""
        return f"[Chưa có: {self.label}]"


Piece = Run | Gap
Words = tuple[Piece, ...]
"""Lời: runs and gaps in a row."""


def words(*parts: str | Piece | Words) -> Words:
    """Ghép lời, plain text among them."""
    found: list[Piece] = []
    for one in parts:
        if isinstance(one, str):
            found += [Run(one)] if one else []
        elif isinstance(one, tuple):
            found += one
        else:
            found.append(one)
    return tuple(found)


def or_gap(text: str, label: str, code: str = "") -> Words:
    """Lời đã có, or the gap where there is none."""
    return (Run(text),) if text else (Gap(label, code),)


def plain(said: Words) -> str:
    """Lời không kiểu chữ."""
    return "".join(one.text for one in said)


@dataclass(frozen=True, slots=True)
class Heading:
    """Đề mục: level 1 «I.», 2 «1.», 3 «a)»; `code` is by what an own template asks for it."""

    level: int
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """Đoạn văn; without `indent` its first line stands at the margin."""

    said: Words
    align: Align = Align.JUSTIFY
    indent: bool = True
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Dòng nhãn và giá trị: «Thời gian bắt đầu: …»."""

    rows: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """Danh sách gạch đầu dòng: each ends with «;», the last with «.»."""

    items: tuple[Words, ...]


class CellKind(StrEnum):
    """Loại cột: how its cells are set."""

    TEXT = "text"
    NUMBER = "number"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Column:
    """Cột của bảng; `share` is its width beside the others'."""

    heading: str
    share: int
    kind: CellKind = CellKind.TEXT


Cell = str | Words
"""Ô: plain text, or words with gaps among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Bảng: numbers stand in it as text, ready to be read.

    `strong` are the places of the rows in bold. `summary` says in a sentence what the table shows,
    for who cannot see it; `note` stands below.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    summary: str = ""
    note: str = ""
    total: tuple[Cell, ...] = ()
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Lời người viết ở một mục: its text in the closed markup, or a gap while there is none.

    `copied_from` is the year it was taken from and not touched since, which counts as a gap.
    """

    code: str
    label: str
    text: str = ""
    copied_from: int | None = None

    @property
    def gap(self) -> Gap | None:
        """Chỗ trống của mục này; None once somebody has written it."""
        if not self.text:
            return Gap(self.label, self.code)
        if self.copied_from is not None:
            return Gap(f"{self.label}, chép từ năm {self.copied_from}, chưa sửa", self.code)
        return None


@dataclass(frozen=True, slots=True)
class Tick:
    """Bảng để đánh dấu: one row a subject, one empty box an answer."""

    heading: str
    rows: tuple[str, ...]
    boxes: tuple[str, ...]


Block = Heading | Para | Fields | Items | Table | Text | Tick


def gaps_in(blocks: Sequence[Block]) -> list[Gap]:
    """Các chỗ trống của nội dung, in the order they are met."""
    found: list[Gap] = []
    for one in blocks:
        if isinstance(one, Para):
            found += gaps_of(one.said)
        elif isinstance(one, Fields):
            found += [gap for _, said in one.rows for gap in gaps_of(said)]
        elif isinstance(one, Items):
            found += [gap for said in one.items for gap in gaps_of(said)]
        elif isinstance(one, Table):
            cells = [cell for row in (*one.rows, one.total) for cell in row]
            found += [gap for cell in cells if isinstance(cell, tuple) for gap in gaps_of(cell)]
        elif isinstance(one, Text) and one.gap is not None:
            found.append(one.gap)
    return found


def gaps_of(said: Words) -> list[Gap]:
    """Các chỗ trống trong một lời."""
    return [one for one in said if isinstance(one, Gap)]


def with_end(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Kết thúc văn bản: «./.» behind the last sentence."""
    *before, last = blocks
    if not isinstance(last, Para):
        return (*blocks, Para((Run("./."),)))
    *said, end = last.said
    if isinstance(end, Gap):
        closed: Words = (*said, end, Run("./."))
    else:
        closed = (*said, Run(f"{end.text.rstrip('. ')}./.", end.bold, end.italic))
    return (*before, Para(closed, last.align, last.indent))
