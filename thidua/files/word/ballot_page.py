"""Khổ của phiếu: A5 while one side holds it, else A4; a ballot is one sheet for everybody."""

from collections.abc import Iterator

from thidua.domain.document.blocks import Para, Text, Tick, plain
from thidua.domain.document.document import Document
from thidua.domain.document.markup import blocks_of
from thidua.files.word import form
from thidua.files.word.parts import shared_widths
from thidua.files.word.widths import width_of

TICK_SHARES = (3, 20, 5)
"""Phần bề rộng của số thứ tự, tên, và mỗi ô đánh dấu."""

_LETTER_LINE = 23
"""Cao một dòng chữ so với cỡ chữ, in twentieths of a point for every half point of size."""

_WASTE = 1.1
"""Bề rộng mất đi where a line is broken between words."""

_SIGNING = (form.SIGNING_LINES + 3) * _LETTER_LINE * form.SIGNING // 2
_AROUND_TITLE, _GAP_BELOW, _CELL_EDGES = 500, 120, 60


def ballot_page(document: Document) -> form.Page:
    """Khổ giấy của phiếu này."""
    height = form.SMALL.height - form.SMALL.top - form.SMALL.bottom
    return form.SMALL if sum(_heights(document, form.SMALL)) <= height else form.BALLOT


def tick_widths(page: form.Page, boxes: int) -> list[int]:
    """Bề rộng các cột của bảng đánh dấu."""
    number, name, box = TICK_SHARES
    return shared_widths(page.inner, [number, name, *(box for _ in range(boxes))])


def _heights(document: Document, page: form.Page) -> Iterator[int]:
    yield _AROUND_TITLE + _text(document.title, form.TITLE, page.inner)
    flat = [
        inner
        for one in document.body
        for inner in (blocks_of(one) if isinstance(one, Text) else (one,))
    ]
    for one in flat:
        if isinstance(one, Para):
            yield form.BODY_AFTER + _text(plain(one.said), form.BODY, page.inner)
        elif isinstance(one, Tick):
            widths = tick_widths(page, len(one.boxes))
            sides = 2 * form.CELL_SIDE
            heads = (_text(box, form.TABLE - 2, widths[2] - sides) for box in one.boxes)
            yield _CELL_EDGES + max(heads) + _GAP_BELOW
            for row in one.rows:
                yield _CELL_EDGES + _text(row, form.TABLE, widths[1] - sides)
    yield _SIGNING if document.signatures else 0


def _text(text: str, size: int, width: int) -> int:
    """Cao của một lời: lines of it, at the spacing of the body."""
    lines = max(1, -(-int(width_of(text, size) * _WASTE) // width))
    spacing = form.LINE if size == form.BODY else 240
    return lines * _LETTER_LINE * size // 2 * spacing // 240
