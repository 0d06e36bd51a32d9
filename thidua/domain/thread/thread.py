"""Giải trình và kiến nghị: a thread about one criterion of one unit, from question to outcome."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import day_of, vi_day

LONGEST_WORDS = 4000
"""Chỗ cho một lời: how many signs one question, answer or outcome may have."""


class ThreadKind(StrEnum):
    """Loại luồng: the judges ask the unit to explain, or the unit asks for its score to change."""

    EXPLAIN = "explain"
    PETITION = "petition"


class ThreadStatus(StrEnum):
    """Tình trạng luồng: waits for an answer, waits for a decision, is settled."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


THREAD_STATUS_WORDS = {
    ThreadStatus.OPEN: "Chờ đơn vị trả lời",
    ThreadStatus.ANSWERED: "Chờ kết luận",
    ThreadStatus.CLOSED: "Đã kết thúc",
}
"""Tình trạng luồng bằng chữ."""

FIRST_STATUS = {ThreadKind.EXPLAIN: ThreadStatus.OPEN, ThreadKind.PETITION: ThreadStatus.ANSWERED}
"""Tình trạng lúc mở: a petition waits for a decision at once, the unit has spoken first."""

KIND_WORDS = {ThreadKind.EXPLAIN: "yêu cầu giải trình", ThreadKind.PETITION: "kiến nghị"}
"""Loại luồng bằng lời."""


class Side(StrEnum):
    """Bên phải làm tiếp: the unit must answer, or the chair's team must decide."""

    UNIT = "unit"
    CHAIR = "chair"


class Step(StrEnum):
    """Việc tiếp theo của luồng: what one person may do with it."""

    ANSWER = "answer"
    NOTE = "note"
    CLOSE = "close"
    ASK_AGAIN = "ask_again"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Message:
    """Lời trong luồng: `said_for` is the unit it speaks for, empty for the chair's team."""

    body: str
    said_by: str
    said_for: str
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Luồng: giải trình hoặc kiến nghị, about one criterion of one unit.

    `due` is the last day for the unit's answer. `old_points` and `new_points` are those in force
    when it was opened and when it was closed, None where the criterion had none. A thread closed
    without an `outcome` was withdrawn. `version` is what the next step must name.
    """

    id: int
    unit: str
    criterion: str
    kind: ThreadKind
    status: ThreadStatus
    question: str
    due: date | None
    opened_by: str
    opened_at: datetime
    messages: tuple[Message, ...] = ()
    old_points: Decimal | None = None
    new_points: Decimal | None = None
    outcome: str = ""
    closed_by: str = ""
    closed_at: datetime | None = None
    version: int = 1

    @property
    def is_closed(self) -> bool:
        """Đã kết thúc, with an outcome or withdrawn."""
        return self.status is ThreadStatus.CLOSED

    @property
    def is_withdrawn(self) -> bool:
        """Đã rút trước khi có ai trả lời."""
        return self.is_closed and not self.outcome

    @property
    def turn(self) -> Side | None:
        """Đến lượt ai; None once it is closed."""
        turns = {ThreadStatus.OPEN: Side.UNIT, ThreadStatus.ANSWERED: Side.CHAIR}
        return turns.get(self.status)

    @property
    def is_unanswered(self) -> bool:
        """Chưa ai đáp lời: nobody of the other side has written yet."""
        asked_of_unit = self.kind is ThreadKind.EXPLAIN
        return not any(bool(one.said_for) is asked_of_unit for one in self.messages)

    def days_late(self, now: datetime) -> int:
        """Số ngày quá hạn trả lời; 0 while the unit is in time, and when it is not its turn."""
        if self.turn is not Side.UNIT or self.due is None:
            return 0
        return max(0, (day_of(now) - self.due).days)

    def due_words(self, now: datetime) -> str:
        """Hạn trả lời bằng lời: «hạn 20/03/2026, quá hạn 2 ngày»; empty where none was set."""
        if self.due is None:
            return ""
        late = self.days_late(now)
        return f"hạn {vi_day(self.due)}" + (f", quá hạn {late} ngày" if late else "")

    def words(self, now: datetime) -> str:
        """Tình trạng bằng lời: «chờ đơn vị trả lời, hạn 20/03/2026, quá hạn 2 ngày»."""
        if self.turn is Side.CHAIR:
            return "chờ tổ thẩm định kết luận"
        if self.turn is Side.UNIT:
            return ", ".join(["chờ đơn vị trả lời", *filter(None, [self.due_words(now)])])
        return "đã rút" if self.is_withdrawn else f"đã kết thúc, {self.result()}"

    def result(self) -> str:
        """Kết quả về điểm: the points before and after, in words."""
        if self.new_points == self.old_points:
            return f"giữ nguyên {points_words(self.old_points)}"
        return f"từ {points_words(self.old_points)} thành {points_words(self.new_points)}"


def points_words(points: Decimal | None) -> str:
    """Điểm bằng lời; missing is not 0."""
    return "chưa có điểm" if points is None else f"{vi_number(points)} điểm"


def in_order(threads: Iterable[Thread], now: datetime) -> tuple[Thread, ...]:
    """Thứ tự xem: what is late first, then what waits, by its day; the settled last, newest first.

    A thread without a day comes after those with one.
    """
    found = sorted(threads, key=lambda one: one.id, reverse=True)
    return tuple(
        sorted(
            found,
            key=lambda one: (one.is_closed, -one.days_late(now), one.due or date.max),
        )
    )
