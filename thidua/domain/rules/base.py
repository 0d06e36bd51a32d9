"""Cách chấm: what every scoring rule has in common.

A rule is a pure function of one line's inputs (and, for «so với dẫn đầu», of the same line of the
other units). Each rule has a file of its own: how its Tham số is read and written, what its inputs
must look like, how many points they earn, and the formula with the numbers put in.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from thidua.domain.ground.finding import Severity
from thidua.domain.ground.points import Exact
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.worked import Worked


class Method(StrEnum):
    """Cách chấm: the nine rules; the values are codes, the words stand in `METHOD_WORDS`."""

    JUDGEMENT = "judgement"
    PASS_FAIL = "pass_fail"
    CHOICE = "choice"
    TIERS = "tiers"
    PROPORTIONAL = "proportional"
    LEADER_RELATIVE = "leader_relative"
    PER_EVENT = "per_event"
    START_MINUS = "start_minus"
    PARTS = "parts"


METHOD_WORDS = {
    Method.JUDGEMENT: "Chấm mức",
    Method.PASS_FAIL: "Đạt/không",
    Method.CHOICE: "Chọn mức",
    Method.TIERS: "Theo bậc",
    Method.PROPORTIONAL: "Tỷ lệ hoàn thành",
    Method.LEADER_RELATIVE: "So với dẫn đầu",
    Method.PER_EVENT: "Theo lượt",
    Method.START_MINUS: "Trừ dần",
    Method.PARTS: "Tổng các ý",
}


class Field(StrEnum):
    """Ô nhập: the inputs a line may have; the words are the columns of the score workbook."""

    TARGET = "Kế hoạch"
    ACTUAL = "Kết quả"
    COUNT = "Số lượt"
    CHOICE = "Mức"
    POINTS = "Điểm"


@dataclass(frozen=True, slots=True)
class Problem:
    """Lỗi nhập: what is wrong with one input of a line; an error refuses it."""

    field: Field
    message: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Line:
    """Dòng cần chấm: the inputs of one unit on one criterion and what surrounds them.

    `peers` are the entries of all units of the block on this criterion, this unit's included; only
    `leader_relative` looks at them.
    """

    entry: Entry
    max_points: Decimal
    peers: Sequence[Entry] = ()


class Rule(ABC):
    """Cách chấm: pure, exact; None means chưa chấm, never 0."""

    __slots__ = ()
    method: ClassVar[Method]

    @property
    @abstractmethod
    def fields(self) -> tuple[Field, ...]:
        """Ô nhập: the inputs this rule reads."""

    @abstractmethod
    def parameters(self) -> str:
        """Tham số: the one line that a covenant workbook holds for this rule."""

    @abstractmethod
    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: everything that is wrong with the inputs; a missing input is not wrong."""

    @abstractmethod
    def worked(self, line: Line) -> Worked:
        """Lời giải: the points before rounding and the steps that led there."""

    def exact(self, line: Line) -> Exact | None:
        """Điểm trước khi làm tròn; None while an input is missing or gives no result."""
        return self.worked(line).points

    def is_met(self, line: Line) -> bool:
        """Đạt: whether the line reaches what it was meant to reach, full points unless said."""
        points = self.exact(line)
        return points is not None and points >= line.max_points
