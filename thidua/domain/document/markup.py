"""Chữ đậm, chữ nghiêng, gạch đầu dòng: the whole of what a person's text may ask for."""

import re
from collections.abc import Iterator

from thidua.domain.document.blocks import Block, Items, Para, Run, Text, Words
from thidua.domain.ground.text import clean

_MARKS = re.compile(r"\*\*(?=\S)(?P<bold>[^*]+?)(?<=\S)\*\*|\*(?=\S)(?P<italic>[^*]+?)(?<=\S)\*")


def runs_of(line: str) -> Words:
    """Các đoạn chữ của một dòng: `**đậm**` and `*nghiêng*`; everything else stays as written."""
    found: list[Run] = []
    place = 0
    for mark in _MARKS.finditer(line):
        if mark.start() > place:
            found.append(Run(line[place : mark.start()]))
        bold, italic = mark["bold"], mark["italic"]
        found.append(Run(bold or italic, bold=bool(bold), italic=bool(italic)))
        place = mark.end()
    if line[place:]:
        found.append(Run(line[place:]))
    return tuple(found)


def blocks_of(text: Text) -> tuple[Block, ...]:
    """Khối nội dung của lời người viết; its gap stands behind it, or in its place."""
    found = list(_blocks(text.text))
    if text.gap is not None:
        found.append(Para((text.gap,)))
    return tuple(found)


def _blocks(written: str) -> Iterator[Block]:
    items: list[Words] = []
    for line in written.split("\n"):
        said = clean(line)
        if said.startswith("- "):
            items.append(runs_of(said[2:]))
            continue
        if items:
            yield Items(tuple(items))
            items = []
        if said:
            yield Para(runs_of(said))
    if items:
        yield Items(tuple(items))
