"""Dòng điểm: what one hand recorded for one criterion, before any rule is applied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


class Field(StrEnum):
    """Ô nhập: the inputs a line may have; the words are the columns of the score workbook."""

    TARGET = "Kế hoạch"
    ACTUAL = "Kết quả"
    COUNT = "Số lượt"
    CHOICE = "Mức"
    POINTS = "Điểm"
    NAME = "Tên thành tích/lỗi"


class LineState(StrEnum):
    """Tình trạng dòng điểm: scored, not assigned to this unit, or left blank with a reason.

    `COMBINED` and `AGREED` hold points that no rule computes: what the covenant's way of combining
    makes of several reviewers, and what was settled between hands instead, with a reason.
    `CLEARED` withdraws an earlier value: the line is chưa chấm again and its history stays.
    """

    SCORED = "scored"
    NOT_ASSIGNED = "not_assigned"
    LEFT_BLANK = "left_blank"
    COMBINED = "combined"
    AGREED = "agreed"
    CLEARED = "cleared"


LINE_STATE_WORDS: Mapping[LineState, str] = MappingProxyType(
    {
        LineState.SCORED: "có điểm",
        LineState.NOT_ASSIGNED: "không giao",
        LineState.LEFT_BLANK: "để trống có chủ ý",
        LineState.COMBINED: "tổng hợp",
        LineState.AGREED: "thống nhất",
        LineState.CLEARED: "chưa chấm",
    }
)
"""Tình trạng dòng điểm bằng chữ."""

GIVEN = frozenset({LineState.COMBINED, LineState.AGREED})
"""Dòng cho điểm thẳng: its points stand as they are, the rule is not asked."""


@dataclass(frozen=True, slots=True)
class Event:
    """Lượt: one kind of event and how often it happened; `kind` is None where there is one price.

    `name` is which achievement or fault it was, where a covenant counts each of them once. For the
    rule «tổng các ý» each achieved part is an event of that name with count 1.
    """

    kind: str | None
    count: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Lượt kê riêng: one event, or several of one document, with its day, paper and evidence.

    `evidence` is a word for it as a person writes one, or the title of what is attached.
    """

    kind: str | None = None
    name: str = ""
    day: date | None = None
    document: str = ""
    count: Decimal = Decimal(1)
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Dòng điểm: the inputs of one criterion, as typed; which are used is the rule's business.

    `target` (kế hoạch), `actual` (kết quả) and `points` (điểm) are exact; `choice` is the word in
    column Mức; `events` are lượt. A criterion nobody scored has no entry at all, so a missing
    score can never be read as 0. `confirmed` is False while a bonus or deduction waits for its
    second person. `occurrences`, where events are listed one by one, add up to `events`.
    """

    target: Decimal | None = None
    actual: Decimal | None = None
    choice: str | None = None
    points: Decimal | None = None
    events: tuple[Event, ...] = field(default=())
    state: LineState = LineState.SCORED
    explanation: str = ""
    evidence: str = ""
    confirmed: bool = True
    occurrences: tuple[Occurrence, ...] = ()
