"""Lần nộp báo cáo: when it was handed in, whether it was received, and how late to the second."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from thidua.domain.period.windows import day_of, vi_moment
from thidua.domain.report.duty import PERIODIC, BlockDuty, ReportTerm

NEAR_DAYS = 7
FIRST_REMINDED = 30


class HandInState(StrEnum):
    """Tình trạng lần nộp: here or on paper, received, given back to be completed, or excused."""

    HANDED_IN = "handed_in"
    RECEIVED = "received"
    RETURNED = "returned"
    EXCUSED = "excused"


HAND_IN_WORDS = {
    HandInState.HANDED_IN: "đã nộp",
    HandInState.RECEIVED: "đã nhận",
    HandInState.RETURNED: "trả lại",
    HandInState.EXCUSED: "được miễn",
}

IN = frozenset({HandInState.HANDED_IN, HandInState.RECEIVED})
"""Báo cáo đang ở chỗ người nhận."""


class DueState(StrEnum):
    """Mức của một báo cáo phải nộp."""

    NO_DAY = "no_day"
    AHEAD = "ahead"
    NEAR = "near"
    LATE = "late"
    HANDED_IN = "handed_in"
    RECEIVED = "received"
    RETURNED = "returned"
    EXCUSED = "excused"


DUE_WORDS = {
    DueState.NO_DAY: "chưa đặt hạn",
    DueState.AHEAD: "chưa đến hạn",
    DueState.NEAR: "sắp đến hạn",
    DueState.LATE: "quá hạn",
    DueState.HANDED_IN: "đã nộp, chờ nhận",
    DueState.RECEIVED: "đã nhận",
    DueState.RETURNED: "trả lại, chờ nộp lại",
    DueState.EXCUSED: "được miễn",
}
DUE_SIGNS = {
    DueState.NO_DAY: "–",
    DueState.AHEAD: "·",
    DueState.NEAR: "◷",
    DueState.LATE: "!",
    DueState.HANDED_IN: "…",
    DueState.RECEIVED: "✓",
    DueState.RETURNED: "↩",
    DueState.EXCUSED: "○",
}
OPEN = frozenset({DueState.NO_DAY, DueState.AHEAD, DueState.NEAR, DueState.LATE, DueState.RETURNED})
"""Mức mà đơn vị còn phải nộp."""

PRESSING = frozenset({DueState.NEAR, DueState.LATE, DueState.RETURNED})
"""Mức phải nhắc."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """Lần nộp của một báo cáo.

    `counted_at` is the moment that says whether it was on time: the first, though it was given back
    and handed in again; None where none counts. `last_at` is the latest.
    """

    state: HandInState
    counted_at: datetime | None = None
    last_at: datetime | None = None
    document: str = ""
    note: str = ""
    reason: str = ""
    on_paper: bool = False
    file_name: str = ""
    media_type: str = ""
    handed_by: str = ""
    received_by: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Một báo cáo một đơn vị phải nộp, with what became of it as of `today`."""

    unit: str
    duty: BlockDuty
    term: ReportTerm
    last: date | None
    today: date
    hand_in: HandIn | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Đơn vị, báo cáo, kỳ."""
        return self.unit, self.duty.code, self.term.code

    @property
    def title(self) -> str:
        """Tên báo cáo và kỳ."""
        return f"{self.duty.name}, {self.term.words}"

    @property
    def version(self) -> int:
        """Bản đang xem; 0 where nothing was handed in."""
        return 0 if self.hand_in is None else self.hand_in.version

    @property
    def state(self) -> DueState:
        """Mức hiện nay."""
        if self.hand_in is not None and self.hand_in.state is not HandInState.RETURNED:
            return DueState(self.hand_in.state.value)
        if self.hand_in is not None and self.hand_in.counted_at is not None:
            return DueState.RETURNED
        if self.last is None:
            return DueState.RETURNED if self._came else DueState.NO_DAY
        if self.today > self.last:
            return DueState.LATE
        if self._came:
            return DueState.RETURNED
        is_near = (self.last - self.today).days <= NEAR_DAYS
        return DueState.NEAR if is_near else DueState.AHEAD

    @property
    def _came(self) -> bool:
        """Đã có lần nộp; of one that was excused and is owed again perhaps none."""
        return self.hand_in is not None and self.hand_in.last_at is not None

    @property
    def is_open(self) -> bool:
        """Đơn vị còn phải nộp."""
        return self.state in OPEN

    @property
    def is_to_remind(self) -> bool:
        """Phải nhắc; what is owed once or twice a year already a month before its day."""
        if self.state is not DueState.AHEAD or self.last is None:
            return self.state in PRESSING
        is_rare = self.duty.duty.kind not in PERIODIC
        return is_rare and (self.last - self.today).days <= FIRST_REMINDED

    @property
    def is_in(self) -> bool:
        """Đã nộp, received or not yet."""
        return self.hand_in is not None and self.hand_in.state in IN

    @property
    def is_excused(self) -> bool:
        """Được miễn."""
        return self.hand_in is not None and self.hand_in.state is HandInState.EXCUSED

    @property
    def is_missing(self) -> bool:
        """Quá hạn mà chưa có lần nộp nào được tính."""
        return self.days_late > 0 and self._counted is None

    @property
    def _counted(self) -> date | None:
        moment = None if self.hand_in is None else self.hand_in.counted_at
        return None if moment is None else day_of(moment)

    @property
    def days_late(self) -> int:
        """Số ngày chậm, calendar days past the last on time; one still missing counts to today."""
        if self.last is None or self.is_excused:
            return 0
        return max(0, ((self._counted or self.today) - self.last).days)

    @property
    def until(self) -> str:
        """Hạn bằng lời."""
        return "chưa đặt hạn" if self.last is None else f"{self.last:%d/%m/%Y}"

    @property
    def words(self) -> str:
        """Mức bằng lời: how late, or how many days are left."""
        return self._told("hôm nay")

    @property
    def dated_words(self) -> str:
        """Mức bằng lời trên giấy, where today is a date."""
        return self._told(f"{self.today:%d/%m/%Y}")

    def _told(self, today: str) -> str:
        said = DUE_WORDS[self.state]
        late = self.days_late
        if self.is_missing:
            return f"{said} {late} ngày (đến {today})"
        if late:
            return f"{said}, chậm {late} ngày"
        if self.state in (DueState.NEAR, DueState.AHEAD) and self.last is not None:
            left = (self.last - self.today).days
            return f"{said}, còn {left} ngày" if left else f"{said}, hạn {today}"
        if self.is_in and self.last is not None:
            return f"{said}, đúng hạn"
        return said

    @property
    def said(self) -> str:
        """Dấu và lời, never a colour alone."""
        return f"{DUE_SIGNS[self.state]} {self.words}"

    @property
    def handed_words(self) -> str:
        """Lúc nộp bằng lời, on paper or here, again where it was given back."""
        found = self.hand_in
        if found is None or found.last_at is None:
            return ""
        said = vi_moment(found.counted_at or found.last_at)
        if found.counted_at is not None and found.counted_at != found.last_at:
            said = f"{said}; nộp lại {vi_moment(found.last_at)}"
        return f"{said}, bản giấy" if found.on_paper else said
