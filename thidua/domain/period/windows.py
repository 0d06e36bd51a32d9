"""Thời hạn: when a stage is open, on the clock of Vietnam."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from thidua.domain.period.stage import FIRST_YEAR

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Giờ Việt Nam: seven hours ahead of UTC all year."""


def start_of(day: date) -> datetime:
    """Đầu ngày: its first moment."""
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Cuối ngày: its last moment; 23:59:59 still belongs to the day."""
    return datetime.combine(day, time.max, VIETNAM).astimezone(UTC)


def in_vietnam(moment: datetime) -> datetime:
    """Giờ Việt Nam of a moment; at the end of all days, where none is, it stands as written."""
    try:
        return moment.astimezone(VIETNAM)
    except OverflowError:
        return moment.replace(tzinfo=VIETNAM)


def day_of(moment: datetime) -> date:
    """Ngày of a moment, as people in Vietnam count it."""
    return in_vietnam(moment).date()


def vi_moment(moment: datetime) -> str:
    """Thời điểm in words: «17:05 ngày 20/03/2026»."""
    return f"{in_vietnam(moment):%H:%M ngày %d/%m/%Y}"


def vi_clock(moment: datetime) -> str:
    """Giờ phút: «17:05», of a moment whose day is known."""
    return f"{in_vietnam(moment):%H:%M}"


def vi_day(day: date) -> str:
    """Ngày in words: «20/03/2026»."""
    return f"{day:%d/%m/%Y}"


def parse_day(written: str) -> date | None:
    """Ngày như người ta gõ, day before month: «20/03/2026», «20-3-2026»; None where it is none."""
    for form in _DAY_FORMS:
        try:
            found = datetime.strptime(written.strip(), form).date()  # noqa: DTZ007 (no zone)
        except ValueError:
            continue
        if found.year >= FIRST_YEAR:
            return found
    return None


_DAY_FORMS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Window:
    """Khung thời hạn của một giai đoạn; None where nothing was set.

    The soft deadline only warns; after the hard one nothing is written. `version` is what a later
    change must name, 0 where there is no window yet.
    """

    opens_at: datetime | None = None
    soft_deadline: datetime | None = None
    hard_deadline: datetime | None = None
    version: int = 0

    def fault(self) -> str | None:
        """Chỗ sai: the sentence for whoever set moments that do not follow one another."""
        moments = [
            one
            for one in (self.opens_at, self.soft_deadline, self.hard_deadline)
            if one is not None
        ]
        if moments != sorted(moments):
            return "Ngày mở phải trước hạn nhắc, hạn nhắc không sau hạn cuối."
        return None

    @property
    def a_year_on(self) -> "Window":
        """Khung này của năm sau: the same days, of which there is none yet."""
        opens, soft, hard = map(_a_year_on, (self.opens_at, self.soft_deadline, self.hard_deadline))
        return Window(opens, soft, hard)

    def is_past(self, now: datetime) -> bool:
        """Hạn cuối đã qua."""
        return self.hard_deadline is not None and self.hard_deadline < now

    def refusal(self, now: datetime, until: datetime | None = None) -> str | None:
        """Lý do không nhận: None while open; `until` is the unit's own extension."""
        if self.opens_at is not None and now < self.opens_at:
            return f"Giai đoạn này mở lúc {vi_moment(self.opens_at)}."
        end = self.hard_deadline
        if end is None or now <= end:
            return None
        if until is not None and now <= until:
            return None
        last = vi_moment(max(end, until) if until is not None else end)
        return f"Đã hết hạn lúc {last}; muốn ghi tiếp cần được gia hạn."


def _a_year_on(moment: datetime | None) -> datetime | None:
    """Cùng ngày giờ của năm sau; of 29 February the day before."""
    if moment is None:
        return None
    local = in_vietnam(moment)
    is_leap_day = (local.month, local.day) == (2, 29)
    day = 28 if is_leap_day else local.day
    return local.replace(year=local.year + 1, day=day).astimezone(UTC)
