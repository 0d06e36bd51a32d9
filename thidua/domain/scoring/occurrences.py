"""Lượt kê riêng: events of a line listed one by one, which add up to what its rule counts.

A kind of which nothing is listed keeps the count that was typed for it, so lines from before any
list stay what they were.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from thidua.domain.covenant.covenant import Criterion, Sign
from thidua.domain.ground.finding import Finding, error
from thidua.domain.ground.points import ZERO, number_problem, parse_number, vi_number
from thidua.domain.ground.text import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Written,
    clean,
    folded,
    length_fault,
)
from thidua.domain.rules import Field
from thidua.domain.rules.entry import Entry, Event, LineState, Occurrence
from thidua.domain.rules.rows import InputRow

DAY, DOCUMENT = "Ngày", "Số văn bản"
"""Cột riêng của danh sách lượt; the others are those of the score workbook."""

MOST_LISTED = 500
"""Số lượt nhiều nhất của một dòng."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFault:
    """Lỗi của danh sách lượt: at which of them, None for the list, under which column."""

    column: str
    message: str
    number: int | None = None
    key: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """Dòng của trang «Từng lượt»: whose event, its cells as filled, and where each stands."""

    unit: str
    criterion: str
    kind: str = ""
    name: str = ""
    day: date | None = None
    document: str = ""
    count: Written = None
    evidence: str = ""
    number: int = field(default=0, compare=False)
    sheet: str = field(default="", compare=False)
    at: Mapping[str, str] = field(default_factory=dict, compare=False)

    def where(self, column: str) -> str:
        """Chỗ của một ô."""
        return self.at.get(column, f"Dòng {self.number} trang {self.sheet}")

    def occurrence(self, findings: list[Finding]) -> Occurrence | None:
        """Lượt của dòng này; None, with a finding, where the count is no number.

        An empty count is one: who lists an event says that it happened.
        """
        count = self.count
        if isinstance(count, str) and count.strip():
            count = parse_number(count)
            if count is None:
                message = f"{self.criterion}: {number_problem(str(self.count))}"
                findings.append(error("not_a_number", message, self.where(Field.COUNT)))
                return None
        return Occurrence(
            kind=clean(self.kind) or None,
            name=clean(self.name),
            day=self.day,
            document=clean(self.document),
            count=count if isinstance(count, Decimal) else Decimal(1),
            evidence=clean(self.evidence),
        )


def may_list(criterion: Criterion) -> bool:
    """Kê được từng lượt: whatever is counted, and every bonus and deduction."""
    if criterion.rule.is_computed:
        return False
    return Field.COUNT in criterion.rule.fields or criterion.sign is not Sign.BASE


def is_counted(criterion: Criterion) -> bool:
    """Số lượt đã kê là số mà cách chấm đọc; else the list only shows what the points are for."""
    return Field.COUNT in criterion.rule.fields


def cleaned(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Các lượt với chữ đã chuẩn hóa."""
    return tuple(
        replace(
            one,
            kind=clean(one.kind or "") or None,
            name=clean(one.name),
            document=clean(one.document),
            evidence=clean(one.evidence),
        )
        for one in occurrences
    )


def key_of(criterion: Criterion, kind: str | None, name: str) -> Key:
    """Một loại lượt, and its name where the covenant asks for one, however they are spelled."""
    rule = criterion.rule
    return folded(rule.known_kind(kind) or ""), folded(name) if rule.asks_name else ""


def _totals(criterion: Criterion, listed: Iterable[Event | Occurrence]) -> dict[Key, Event]:
    """Số lượt theo loại, in the order in which the kinds came."""
    found: dict[Key, Event] = {}
    for one in listed:
        key = key_of(criterion, one.kind, one.name)
        before = found.get(key)
        name = one.name if criterion.rule.asks_name else ""
        found[key] = (
            Event(one.kind, one.count, name)
            if before is None
            else replace(before, count=before.count + one.count)
        )
    return found


def with_listed(
    criterion: Criterion, entry: Entry | None, occurrences: Sequence[Occurrence]
) -> Entry | None:
    """Dòng điểm với danh sách này: kinds that are listed, or were, count as the list says.

    A line of which nothing is left and nobody chose anything else is none.
    """
    before = entry or Entry()
    listed = cleaned(occurrences)
    if not is_counted(criterion):
        return None if entry is None else replace(before, occurrences=listed)
    counts = _totals(criterion, listed)
    gone = set(_totals(criterion, before.occurrences))
    kept = [
        one
        for one in before.events
        if key_of(criterion, one.kind, one.name) not in gone | set(counts)
    ]
    return replace(
        before,
        state=LineState.SCORED,
        points=None,
        events=(*kept, *counts.values()),
        occurrences=listed,
    )


def with_occurrences(entry: Entry, occurrences: Sequence[Occurrence]) -> Entry:
    """Dòng vừa gõ giữ danh sách đang có; what is left out or blank has none."""
    kept = tuple(occurrences) if entry.state is LineState.SCORED else ()
    return replace(entry, occurrences=kept)


def occurrence_problems(criterion: Criterion, entry: Entry) -> list[ListFault]:
    """Mọi lỗi của danh sách lượt, a disagreement with the counts included."""
    listed = entry.occurrences
    if not listed:
        return []
    if entry.state is not LineState.SCORED:
        return [ListFault(column=Field.CHOICE, message="dòng không có điểm thì không kê lượt")]
    if not may_list(criterion):
        message = "cách chấm này không tính theo lượt nên không kê từng lượt"
        return [ListFault(column=Field.COUNT, message=message, number=0)]
    if len(listed) > MOST_LISTED:
        message = f"kê {len(listed)} lượt, nhiều nhất {MOST_LISTED}"
        return [ListFault(column=Field.COUNT, message=message)]
    found = [fault for place, one in enumerate(listed) for fault in _of_one(criterion, place, one)]
    return found or disagreements(criterion, entry)


def _of_one(criterion: Criterion, place: int, one: Occurrence) -> Iterable[ListFault]:
    nth = f"lượt thứ {place + 1}"
    if one.count <= 0:
        message = f"{nth} ghi {vi_number(one.count)} lượt; số lượt phải lớn hơn 0"
        yield ListFault(column=Field.COUNT, message=message, number=place)
    if one.day is None:
        yield ListFault(column=DAY, message=f"{nth} chưa ghi ngày", number=place)
    if is_counted(criterion) and not criterion.rule.has_kind(one.kind or ""):
        said = f"không có loại «{one.kind}»" if one.kind else "chưa ghi loại"
        yield ListFault(column="Loại", message=f"{nth} {said} trong giao ước", number=place)
    for column, text, most in (
        (Field.NAME, one.name, LONGEST_NAME),
        (DOCUMENT, one.document, LONGEST_NAME),
        ("Minh chứng", one.evidence, LONGEST_TEXT),
        ("Loại", one.kind or "", LONGEST_NAME),
    ):
        fault = length_fault(text, most)
        if fault:
            yield ListFault(column=column, message=f"{nth}: «{column}» {fault}", number=place)


def disagreements(criterion: Criterion, entry: Entry) -> list[ListFault]:
    """Số lượt ghi ở ô khác số lượt đã kê: of each kind of which something is listed."""
    if not is_counted(criterion) or not entry.occurrences:
        return []
    typed = _totals(criterion, entry.events)
    found = []
    for key, listed in _totals(criterion, entry.occurrences).items():
        count = typed[key].count if key in typed else ZERO
        if count != listed.count:
            what = " ".join(filter(None, [listed.kind, f"«{listed.name}»" if listed.name else ""]))
            of = f" {what}" if what else ""
            message = (
                f"ô Số lượt ghi {vi_number(count)} lượt{of} nhưng danh sách từng lượt cộng được "
                f"{vi_number(listed.count)}; hãy sửa danh sách hoặc ô cho khớp"
            )
            found.append(ListFault(column=Field.COUNT, message=message, key=key))
    return found


def count_findings(criterion: Criterion, entry: Entry) -> list[Finding]:
    """Ô đã gõ khác danh sách đang có, as findings of the grid."""
    return [
        error("events_disagree", f"{criterion.code}: {one.message}")
        for one in disagreements(criterion, entry)
    ]


def with_counts(
    criterion: Criterion, rows: Sequence[InputRow], occurrences: Sequence[Occurrence]
) -> list[InputRow]:
    """Các dòng nhập với ô Số lượt còn trống lấy từ danh sách; what was typed stays as typed."""
    filled = list(rows)
    if not is_counted(criterion) or any(row.state_word for row in rows):
        return filled
    for key, listed in _totals(criterion, occurrences).items():
        at = next(
            (
                place
                for place, row in enumerate(filled)
                if (row.kind or not criterion.rule.has_kind("") or not row.choice)
                and key_of(criterion, row.kind or row.choice, row.name) == key
            ),
            None,
        )
        if at is None:
            kind = listed.kind or ""
            first = filled[0] if filled else InputRow()
            new = InputRow(count=listed.count, kind=kind, name=listed.name, place=first.place)
            filled.append(new)
        elif filled[at].count is None or filled[at].count == "":
            filled[at] = replace(filled[at], count=listed.count)
    return filled
