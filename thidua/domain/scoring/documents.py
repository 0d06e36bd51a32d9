"""Số văn bản kê hai lần: one paper that stands for events in two places, told and never refused."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thidua.domain.ground.text import folded, without_marks
from thidua.domain.period.windows import vi_day
from thidua.domain.rules.entry import Occurrence
from thidua.domain.scoring.sheet import Hand

_BEFORE = re.compile(r"^(?:van ban|quyet dinh|bang khen|qd|vb)?\s*(?:so\b[ :.]*|[ :.]*(?=\d))")
_DATED = re.compile(r"[\s,;(]*\bngay\s*\d.*$")
_ZEROS = re.compile(r"\b0+(?=\d)")
_DASHES = re.compile("[‐‑‒–—−]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvent:
    """Lượt đã kê ở một nơi: whose, in which period, on which criterion and sheet."""

    unit: str
    period: int
    when: str
    criterion: str
    hand: Hand
    occurrence: Occurrence

    @property
    def kind(self) -> str:
        """Loại lượt as it is compared: a criterion without kinds is a kind of its own."""
        return folded(self.occurrence.kind or "") or self.criterion


def document_key(written: str) -> str:
    """Số văn bản để so: «Số 05/QĐ-UBND ngày 2/3/2025» and «5 / qđ–ubnd» are one."""
    text = _DATED.sub("", _DASHES.sub("-", without_marks(folded(written))))
    return _ZEROS.sub("", _BEFORE.sub("", text).replace(" ", ""))


def by_document(listed: Iterable[ListedEvent]) -> Mapping[str, Sequence[ListedEvent]]:
    """Các lượt theo số văn bản; an event without one is in no place."""
    found: dict[str, list[ListedEvent]] = {}
    for one in listed:
        key = document_key(one.occurrence.document)
        if key:
            found.setdefault(key, []).append(one)
    return found


def repeated(
    one: ListedEvent, own: Sequence[ListedEvent], known: Mapping[str, Sequence[ListedEvent]]
) -> tuple[ListedEvent, ...]:
    """Nơi khác kê cùng số văn bản: of the same kind on this sheet, at another unit, another time.

    `own` is the sheet on which `one` stands, itself included; `known` are those of the whole block,
    whose own unit and period are passed over: another hand that judges a claim repeats it.
    """
    key = document_key(one.occurrence.document)
    if not key:
        return ()
    here = [
        other
        for other in own
        if other is not one
        and other.kind == one.kind
        and document_key(other.occurrence.document) == key
    ]
    place = (one.unit, one.period)
    away = {
        (other.unit, other.period, other.criterion): other
        for other in reversed(known.get(key, ()))
        if (other.unit, other.period) != place
    }
    ordered = sorted(away.values(), key=lambda other: (other.when, other.unit, other.criterion))
    return (*here[:1], *ordered)


def repeat_words(one: ListedEvent, other: ListedEvent, *, may_name: bool) -> str:
    """Nơi khác bằng lời; a unit whose sheet this person may not see is not named."""
    day = other.occurrence.day
    dated = "" if day is None else f" (ngày {vi_day(day)})"
    if (other.unit, other.period) == (one.unit, one.period):
        return f"kê hai lần trong đơn vị, tiêu chí {other.criterion}{dated}"
    if other.unit == one.unit:
        return f"đã kê ở {other.when}, tiêu chí {other.criterion}{dated}"
    if not may_name:
        return f"một đơn vị khác của khối cũng kê, {other.when}"
    return f"{other.unit} cũng kê, {other.when}, tiêu chí {other.criterion}{dated}"
