"""Nội dung văn bản: each block of the paper as Word writes it."""

from collections.abc import Iterator, Sequence

from thidua.domain.document.blocks import (
    Block,
    Cell,
    CellKind,
    Fields,
    Heading,
    Items,
    Para,
    Run,
    Table,
    Text,
    Tick,
    Words,
)
from thidua.domain.document.markup import blocks_of
from thidua.files.word import form
from thidua.files.word.ballot_page import tick_widths
from thidua.files.word.parts import cell, para, pieces, row, run, shared_widths, table

_ALIGNED = {CellKind.TEXT: "left", CellKind.NUMBER: "right", CellKind.CENTER: "center"}
_BOX = "☐"


def body(blocks: Sequence[Block], page: form.Page, *, keeps_end: bool = False) -> Iterator[str]:
    """Các khối của một phần; with `keeps_end` the last of it stays with what follows."""
    flat = [
        inner for one in blocks for inner in (blocks_of(one) if isinstance(one, Text) else (one,))
    ]
    kept = len(flat) - 2 if keeps_end else len(flat)
    for place, one in enumerate(flat):
        yield from _drawn(one, page, keep=place >= kept)


def _drawn(block: Block, page: form.Page, *, keep: bool) -> Iterator[str]:
    if isinstance(block, Heading):
        text = block.text.upper() if block.level == 1 else block.text
        yield para(run(text), style=f"Heading{block.level}")
    elif isinstance(block, Para):
        yield para(
            pieces(block.said),
            align=form.ALIGN[block.align],
            first=form.BODY_INDENT if block.indent else 0,
            keep_next=keep or block.keep_next,
        )
    elif isinstance(block, Fields):
        for label, said in block.rows:
            line = run(f"{label}: ") + pieces(said)
            yield para(line, first=form.BODY_INDENT, keep_next=keep)
    elif isinstance(block, Items):
        yield from _items(block.items, keep=keep)
    elif isinstance(block, Table):
        yield from _table(block, page, keep=keep)
    elif isinstance(block, Tick):
        yield from _tick(block, page)


def _items(items: Sequence[Words], *, keep: bool) -> Iterator[str]:
    for place, said in enumerate(items, start=1):
        end = "." if place == len(items) else ";"
        is_ended = isinstance(said[-1], Run) and said[-1].text.endswith((".", ";", ":"))
        line = run("- ") + pieces(said) + ("" if is_ended else run(end))
        yield para(line, first=form.BODY_INDENT, keep_next=keep)


def _table(block: Table, page: form.Page, *, keep: bool) -> Iterator[str]:
    size = form.TABLE if page.width < page.height else form.WIDE_TABLE
    widths = shared_widths(page.inner, [one.share for one in block.columns])
    if block.title:
        yield para(run(block.title, form.TABLE, bold=True), align="center", first=0, keep_next=True)
    headings = [
        cell(_in_cell(run(one.heading, size, bold=True), "center", keep=True), width)
        for one, width in zip(block.columns, widths, strict=True)
    ]
    rows = [row(headings, is_header=True)]
    last = len(block.rows) - (0 if block.total else 1)
    for place, cells in enumerate(block.rows):
        is_strong = place in block.strong
        held = (keep and place >= last - 1) or (bool(block.note) and place == len(block.rows) - 1)
        rows.append(_row(block, cells, widths, size, is_strong=is_strong, keep=held))
    if block.total:
        held = keep or bool(block.note)
        rows.append(_row(block, block.total, widths, size, is_strong=True, keep=held))
    summary = block.summary or block.title
    yield table(rows, widths, is_ruled=True, title=block.title or summary, summary=summary)
    if block.note:
        note = run(block.note, form.RECIPIENTS, italic=True)
        yield para(note, first=0, before=60, keep_next=keep)
    else:  # two tables without a line between them would become one
        yield para("", after=60, first=0, line=(120, "exact"), keep_next=keep)


def _row(
    block: Table,
    cells: Sequence[Cell],
    widths: Sequence[int],
    size: int,
    *,
    is_strong: bool,
    keep: bool,
) -> str:
    return row(
        [
            cell(_in_cell(_said(one, size, bold=is_strong), _ALIGNED[column.kind], keep=keep), wide)
            for one, column, wide in zip(cells, block.columns, widths, strict=True)
        ]
    )


def _said(one: Cell, size: int, *, bold: bool) -> str:
    return run(one, size, bold=bold) if isinstance(one, str) else pieces(one, size, bold=bold)


def _in_cell(content: str, align: str, *, keep: bool = False) -> str:
    return para(
        content,
        align=align,
        before=20,
        after=20,
        line=(240, "auto"),
        first=0,
        keep_next=keep,
    )


def _tick(block: Tick, page: form.Page) -> Iterator[str]:
    """Bảng đánh dấu: the boxes are letters, so that they print the same everywhere."""
    widths = tick_widths(page, len(block.boxes))
    size = form.TABLE
    names = ["TT", block.heading, *block.boxes]
    rows = [
        row(
            [
                cell(_in_cell(run(one, size - 2, bold=True), "center"), width)
                for one, width in zip(names, widths, strict=True)
            ],
            is_header=True,
        )
    ]
    for place, text in enumerate(block.rows, start=1):
        cells = [(str(place), "center"), (text, "left"), *((_BOX, "center") for _ in block.boxes)]
        rows.append(
            row(
                [
                    cell(_in_cell(run(one, size), align), width)
                    for (one, align), width in zip(cells, widths, strict=True)
                ]
            )
        )
    summary = f"Phiếu đánh dấu: {len(block.rows)} dòng"
    yield table(rows, widths, is_ruled=True, title=summary, summary=summary)
    yield para("", after=60, first=0, line=(120, "exact"))
