"""Đánh số: the code of each row of a table whose numbers start anew inside every group."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.domain.covenant.tree import is_prefix
from thidua.domain.ground.text import clean

_ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
_HEADING = "heading"
_LABEL = re.compile(r"(?:mục |phần )?([A-ZĐ]|[IVX]+|\d+|[a-zđ])", re.IGNORECASE)
_PATH = re.compile(r"[A-ZĐ\d]+[a-zđ]?(?:[.\-/][A-Za-zĐđ\d]+)*|[A-ZĐ]\d+|\d+[a-zđ]")
_IN_TEXT = re.compile(
    r"([IVX]+|[A-ZĐ]|\d+(?:\.\d+)*|[a-zđ])(?:[.)/:]|\.\)| -)\s+(?=\S)|(\d+(?:\.\d+)+)\s+(?=\D)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Chỗ của một dòng: its code and the index of the row that it stands under."""

    code: str
    parent: int | None
    is_made: bool = False
    """Mã đặt thêm: the row had no number of its own."""


def label_of(written: str) -> str:
    """Số thứ tự không dấu quanh nó: «1.», «a)» and «(2)» are 1, a and 2."""
    bare = clean(written).strip("().:-/ ")
    found = _LABEL.fullmatch(bare)
    return found[1] if found else bare


def split_label(text: str) -> tuple[str, str]:
    """Số thứ tự đứng đầu nội dung, and what follows: «1. Nộp báo cáo»; none where there is none."""
    found = _IN_TEXT.match(text)
    return (found[1] or found[2], text[found.end() :]) if found else ("", text)


def places(rows: Sequence[tuple[str, bool]]) -> list[Place]:
    """Chỗ của từng dòng, from its number as written and whether it is a heading without one.

    A number whose kind is open already goes on at that level; one of another kind, or the first of
    its kind right after another of it, opens a level below; «1.1» belongs to the open row that it
    extends. A row without a number stands under the last row that has one and is counted there.
    """
    found: list[Place] = []
    open_rows: list[tuple[int, str, str]] = []
    unnumbered: dict[int | None, int] = {}
    headings = 0
    taken = {label for label, _ in rows}
    for index, (label, is_heading) in enumerate(rows):
        if is_heading:
            headings += 1
            open_rows = [(index, _HEADING, "")]
            found.append(Place(_heading_code(headings, taken), None, is_made=True))
            continue
        if not label:
            parent = open_rows[-1][0] if open_rows else None
            unnumbered[parent] = unnumbered.get(parent, 0) + 1
            above = f"{found[parent].code}." if parent is not None else ""
            found.append(Place(f"{above}{unnumbered[parent]}", parent, is_made=True))
            continue
        kind = _open_level(open_rows, label)
        parent = open_rows[-1][0] if open_rows else None
        found.append(Place(_code(label, open_rows, found), parent))
        open_rows.append((index, kind, label))
    return found


def _heading_code(number: int, taken: set[str]) -> str:
    letter = chr(ord("A") + number - 1) if number <= 26 else ""
    return letter if letter and "A" not in taken else f"P{number}"


def _open_level(open_rows: list[tuple[int, str, str]], label: str) -> str:
    """Kiểu của số này, with the levels closed that it does not stand in."""
    above = [at for at, row in enumerate(open_rows) if row[2] and is_prefix(row[2], label)]
    if above:
        del open_rows[above[-1] + 1 :]
        return f"{open_rows[-1][1]}+"
    kind = _kind(open_rows, label)
    same = [at for at, row in enumerate(open_rows) if row[1] == kind]
    if not same:
        return kind
    value = _value(kind, label)
    goes_on = [at for at in same if value == _value(kind, open_rows[at][2]) + 1]
    starts_anew = value == 1 and same[-1] == len(open_rows) - 1
    if goes_on or not starts_anew:
        del open_rows[(goes_on or same)[-1] :]
    return kind


def _value(kind: str, label: str) -> int:
    """Thứ tự của số trong kiểu của nó, from one on; nought where the kind has no order."""
    if kind == "number":
        return int(label)
    if kind == "roman":
        return _ROMAN.index(label) + 1
    if kind in ("upper", "lower"):
        return ord(label) - ord("A" if kind == "upper" else "a") + 1
    return 0


def _kind(open_rows: list[tuple[int, str, str]], label: str) -> str:
    if label.isdigit():
        return "number"
    if label in _ROMAN:
        before = [row[2] for row in open_rows if row[1] == "upper"]
        goes_on = len(label) == 1 and before and ord(before[-1]) + 1 == ord(label)
        return "upper" if goes_on else "roman"
    if len(label) == 1:
        return "upper" if label.isupper() else "lower"
    return "path" if _PATH.fullmatch(label) else "word"


def _code(label: str, open_rows: list[tuple[int, str, str]], found: list[Place]) -> str:
    """Mã đầy đủ: that of the group and the number in it."""
    if not open_rows:
        return label
    index, _, own = open_rows[-1]
    above = found[index].code
    if own and is_prefix(own, label):
        rest = label[len(own) :]
        return f"{above}{rest}"
    return label if is_prefix(above, label) else f"{above}.{label}"
