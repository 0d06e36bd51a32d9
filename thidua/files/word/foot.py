"""Phần cuối văn bản: who signs on the right, where it goes on the left, never alone on a page."""

from collections.abc import Sequence

from thidua.domain.document.blocks import Words
from thidua.domain.document.document import Document, Signature
from thidua.files.word import form
from thidua.files.word.parts import cell, pieces, row, run, small, table


def foot(document: Document, page: form.Page, *, with_recipients: bool = True) -> str:
    """Chỗ ký và nơi nhận, in one row that no page splits; empty where nobody signs.

    An own template may have put the recipients elsewhere.
    """
    signatures = document.signatures
    if not signatures:
        return ""
    if len(signatures) == 1:
        widths = _halves(page.inner, 2)
        left = recipient_lines(document) if with_recipients else small("")
        cells = [left, _signature(signatures[0], 0)]
        return table([row(_cells(cells, widths))], widths, is_ruled=False)
    across = min(len(signatures), 3)
    widths = _halves(page.inner, across)
    rows = [
        row(_cells(_level(signatures[at : at + across]), widths))
        for at in range(0, len(signatures), across)
    ]
    made = table(rows, widths, is_ruled=False)
    if document.recipients and with_recipients:
        made += small("") + recipient_lines(document)
    return made


def _halves(width: int, count: int) -> list[int]:
    each = width // count
    return [*([each] * (count - 1)), width - each * (count - 1)]


def _cells(contents: Sequence[str], widths: Sequence[int]) -> list[str]:
    filled = [*contents, *(small("") for _ in widths)][: len(widths)]
    return [cell(one, width) for one, width in zip(filled, widths, strict=True)]


def _level(row_of: Sequence[Signature]) -> list[str]:
    """Các chỗ ký của một hàng, the names on one line whatever stands over them."""
    most = max(len(one.capacity) for one in row_of)
    return [_signature(one, most - len(one.capacity)) for one in row_of]


def _signature(one: Signature, more: int) -> str:
    lines: list[Words | None] = [*one.capacity, *([None] * (form.SIGNING_LINES + more))]
    made = "".join(
        small("" if said is None else pieces(said, form.SIGNING, bold=True), keep_next=True)
        for said in lines
    )
    return made + small(pieces(one.name, form.SIGNING, bold=True))


def recipient_lines(document: Document) -> str:
    """Nơi nhận."""
    lines = document.recipients
    if not lines:
        return small("")
    label = run("Nơi nhận:", form.RECIPIENTS_LABEL, bold=True, italic=True)
    made = [small(label, align="left", keep_next=True)]
    for place, line in enumerate(lines, start=1):
        end = "." if place == len(lines) else ";"
        said = run(f"- {line.lstrip('- ').rstrip('.; ')}{end}", form.RECIPIENTS)
        made.append(small(said, align="left"))
    return "".join(made)
