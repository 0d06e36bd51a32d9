"""Cách chấm: what every scoring rule has in common.

A rule is a pure function of one line's inputs (and, for «so với dẫn đầu», of the same line of the
other units). Each rule has a file of its own: how its Tham số is read and written, what its inputs
must look like, how many points they earn, and the formula with the numbers put in.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from thidua.domain.ground.finding import Finding, Severity
from thidua.domain.ground.points import ZERO, Exact
from thidua.domain.period.part import YearKind
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.rules.once import Once
from thidua.domain.rules.rows import FormRow, RowReader
from thidua.domain.rules.worked import Worked


class Method(StrEnum):
    """Cách chấm: the rules; the values are codes, the words stand in `METHOD_WORDS`."""

    JUDGEMENT = "judgement"
    PASS_FAIL = "pass_fail"
    CHOICE = "choice"
    TIERS = "tiers"
    PROPORTIONAL = "proportional"
    LEADER_RELATIVE = "leader_relative"
    PER_EVENT = "per_event"
    START_MINUS = "start_minus"
    PARTS = "parts"
    FROM_PERIODS = "from_periods"


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
    Method.FROM_PERIODS: "Từ các kỳ",
}


class SingleNumber(StrEnum):
    """Một số vào dòng điểm: as what a rule takes it."""

    ANSWER = "answer"
    AMOUNT = "amount"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Problem:
    """Lỗi nhập: what is wrong with one input of a line; an error refuses it."""

    field: Field
    message: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Là lỗi: the entry is refused."""
        return self.severity is Severity.ERROR


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
    compares_units: ClassVar[bool] = False
    """So các đơn vị: the points depend on the same line of the other units."""
    takes: ClassVar[SingleNumber | None] = None
    """Nhận một số từ nguồn làm gì; None where one number does not make an entry."""
    starts_full: ClassVar[bool] = False
    """Đủ điểm khi làm tốt: as a deduction it would take the most from the best."""

    @property
    @abstractmethod
    def fields(self) -> tuple[Field, ...]:
        """Ô nhập: the inputs this rule reads."""

    @property
    def own_bonus(self) -> Decimal | None:
        """Thưởng riêng: the most that a line may earn beyond its maximum; None without limit."""
        return ZERO

    @property
    def step(self) -> Decimal | None:
        """Bước điểm, where the rule has one of its own."""
        return None

    @property
    def event_kinds(self) -> tuple[str, ...]:
        """Các loại lượt có tên; none where all occurrences are of one kind."""
        return ()

    def known_kind(self, kind: str | None) -> str | None:
        """Loại lượt như giao ước viết, however it was spelled; as given where none is known."""
        return kind

    @property
    def adds(self) -> YearKind | None:
        """Loại kỳ mà dòng lấy điểm từ đó; None where somebody scores it."""
        return None

    @property
    def adds_stated(self) -> int | None:
        """Số kỳ mà giao ước ghi là lấy; None where it does not say how many."""
        return None

    @property
    def is_computed(self) -> bool:
        """Không ai chấm: the entry is made of other periods whenever it is read."""
        return self.adds is not None

    def entry_from(self, totals: Sequence[tuple[str, Decimal | None]]) -> Entry:
        """Dòng điểm từ tổng điểm của từng kỳ; nothing where somebody scores the line."""
        return Entry()

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

    def has_bonus(self, line: Line) -> bool:
        """Có phần thưởng: some of the points are more than the maximum, or earned as a bonus."""
        points = self.exact(line)
        return points is not None and points > line.max_points

    def rests_on(self, entry: Entry, others: Mapping[str, Entry]) -> tuple[str, ...]:
        """Phụ thuộc số liệu của ai: those of `others` whose better figure would move these points.

        None where units are not compared.
        """
        return ()

    def leading(self, entries: Mapping[str, Entry]) -> Mapping[str, str]:
        """Ai dẫn đầu: the units with which the others are compared, each with its figure in words.

        None where units are not compared.
        """
        return {}

    def is_met(self, line: Line) -> bool:
        """Đạt: whether the line reaches what it was meant to reach, full points unless said."""
        points = self.exact(line)
        return points is not None and points >= line.max_points

    def for_maximum(self, most: Decimal) -> "Rule":
        """Cách chấm của dòng có điểm tối đa này, where the maximum decides between two readings."""
        return self

    def as_meant(self, *, is_deduction: bool, is_bonus: bool = False) -> "Rule":
        """Hiểu dấu trừ: the same rule with each minus sign as people mean it, «takes so much».

        In a deduction every level is what it takes, so a minus before it says it once more. In a
        line that is a bonus as a whole «thưởng tối đa» is its own limit.
        """
        return self

    def named_points(self, most: Decimal) -> tuple[Decimal, ...]:
        """Những mức điểm mà cách chấm nêu sẵn; none where any number of points is possible."""
        return ()

    def zero_entry(self) -> Entry | None:
        """Không phát sinh: the entry that says so; None where nothing but an input can say it."""
        return None

    def has_kind(self, kind: str) -> bool:
        """Có loại lượt này không."""
        return False

    def words_for(self, kind: str) -> tuple[str, ...]:
        """Những chữ được ghi ở cột Mức của dòng mang tên in sẵn này; none where none is asked."""
        return ()

    @property
    def asks_name(self) -> bool:
        """Cần tên thành tích hoặc lỗi của từng lượt."""
        return False

    def counting_once(self, once: frozenset[Once], *, is_deduction: bool) -> "Rule":
        """Cách chấm của giao ước không tính trùng; the same where events have no names."""
        return self

    def weight_of(self, event: Event) -> tuple[Once, Decimal] | None:
        """Thành tích hay lỗi, and how much one of it weighs; None where it is neither."""
        return None

    def counted_events(self, entry: Entry) -> tuple[Event, ...]:
        """Các lượt được tính: all that were entered, unless some of one name count once."""
        return entry.events

    def gains_written(self, parts: Sequence[str]) -> list[str]:
        """Các phần tham số ghi là được cộng, for a deduction, where nothing is."""
        return []

    def faults_of(self, entry: Entry) -> Entry:
        """Dòng điểm không kể việc được thưởng, for a count of what occurred."""
        return entry

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Kiểm tra tham số của một tiêu chí có điểm tối đa `most`."""
        return iter(())

    def means_same(self, new: "Rule", entry: Entry) -> bool:
        """Số liệu này còn nói cùng một điều dưới cách chấm mới: not whether it earns as much.

        Another way of scoring asks another thing, whatever columns the two share.
        """
        return new.method is self.method

    @abstractmethod
    def form_rows(self, most: Decimal, scored: Entry | None) -> list[FormRow]:
        """Dòng của biểu mẫu, filled with what is scored; read back as that same entry."""

    @abstractmethod
    def entry_of(self, reader: RowReader) -> Entry | None:
        """Dòng điểm từ các dòng nhập; None where they hold no input or cannot be understood."""

    def events_text(self, entry: Entry) -> str:
        """Lượt bằng lời; empty for a rule that counts none."""
        return ""
