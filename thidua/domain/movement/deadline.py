"""Thời hạn của một kế hoạch: its last moment on time, and how late something is."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thidua.domain.movement.reading import PlanReading


class Bound(StrEnum):
    """Mốc của thời hạn: before a day, on it at the latest, or within a month or a year."""

    BEFORE = "before"
    BY = "by"
    WITHIN = "within"


BOUND_WORDS = {Bound.BEFORE: "trước", Bound.BY: "chậm nhất", Bound.WITHIN: "trong"}
"""Mốc bằng lời, as a plan writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Thời hạn: a day of every year, or of one; only the month or the year may be known.

    `year_after` years after the year of the deeds it falls due. Without a `bound`, as in the
    files of earlier releases, nobody said whether the day itself is still on time.
    """

    code: str
    text: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    bound: Bound | None = None
    year_after: int = 0
    who: str = ""
    to: str = ""
    article: str = ""
    note: str = ""
    readings: tuple[PlanReading["Deadline"], ...] = ()

    @property
    def whole_text(self) -> str:
        """Việc cần làm, with who does it and to whom, where the plan says so."""
        road = " → ".join(one for one in (self.who, self.to) if one)
        return f"{self.text}: {road}" if road else self.text

    def _falls_in(self, year: int) -> int | None:
        """Năm mà hạn của năm thành tích này rơi vào; None where it has none."""
        falls = year + self.year_after
        return falls if self.year in (None, falls) else None

    def on(self, year: int) -> date | None:
        """Ngày văn bản ghi, for the deeds of this year; None where the day is not said."""
        falls = self._falls_in(year)
        if self.day is None or self.month is None or falls is None:
            return None
        return date(falls, self.month, self.day)

    def last_day(self, year: int) -> date | None:
        """Ngày cuối còn đúng hạn, for the deeds of this year; None where the text does not say."""
        falls, stated = self._falls_in(year), self.on(year)
        if self.bound is None or falls is None:
            return None
        if stated is not None:
            return stated - timedelta(days=self.bound is Bound.BEFORE)
        month = self.month or 12
        return date(falls, month, calendar.monthrange(falls, month)[1])

    def words(self) -> str:
        """Bằng lời: «trước ngày 20/03 hằng năm», «trong tháng 7/2022»; empty where nothing is."""
        if self.month is None:
            said = "" if self.year is None else f"năm {self.year}"
        else:
            day = f"tháng {self.month}" if self.day is None else f"{self.day:02}/{self.month:02}"
            said = f"{day} hằng năm" if self.year is None else f"{day}/{self.year}"
        if self.bound is None or not said:
            return said
        of = "ngày " if self.day is not None else ""
        after = " của năm sau năm thành tích" if self.year_after else ""
        return f"{BOUND_WORDS[self.bound]} {of}{said}{after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Hạn rơi vào một ngày: which deadline, for the deeds of which year."""

    deadline: Deadline
    year: int
    last: date

    def days_left(self, today: date) -> int:
        """Còn bao nhiêu ngày; negative once it is over."""
        return (self.last - today).days


def falling_due(
    deadlines: Iterable[Deadline], years: Iterable[int], first: date, last: date
) -> list[Due]:
    """Các hạn rơi vào khoảng ngày này, of the years given, the nearest first."""
    found = [
        due for deadline in deadlines for due in _each(deadline, years) if first <= due.last <= last
    ]
    return sorted(found, key=lambda due: (due.last, due.deadline.code))


def _each(deadline: Deadline, years: Iterable[int]) -> Iterator[Due]:
    for year in years:
        last = deadline.last_day(year)
        if last is not None:
            yield Due(deadline=deadline, year=year, last=last)
