"""Chế độ báo cáo của khối: from a plan or set by the block, its terms of a year, their last day."""

import calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.domain.ground.text import folded
from thidua.domain.movement.deadline import Bound, Deadline
from thidua.domain.movement.plan import REPORT_KIND_WORDS, ReportDuty, ReportKind
from thidua.domain.period.period import Member
from thidua.domain.period.unit_kind import unit_kind

EVERY_UNIT = "mọi đơn vị"
_WEEK_DAYS = 5
_BY_THE_MONTH = {ReportKind.MONTH: 1, ReportKind.QUARTER: 3}
"""Kỳ lặp lại trong năm, with how many months each lasts."""

PERIODIC = frozenset(_BY_THE_MONTH)
CALLED = frozenset({ReportKind.SUDDEN, ReportKind.AS_TOLD})
"""Kỳ không tự đến: whoever receives the report calls for it with a day."""


def report_code(programme: str, code: str) -> str:
    """Mã báo cáo dùng trong sổ và lệnh: of a movement's plan its code first."""
    return f"{programme}/{code}" if programme else code


@dataclass(frozen=True, slots=True)
class ReportTerm:
    """Một kỳ báo cáo trong năm: its code, in words, and the month in which it ends."""

    code: str
    words: str
    last_month: int = 12


_PLAIN_CODES = {
    ReportKind.HALF: "6-thang",
    ReportKind.NINE_MONTHS: "9-thang",
    ReportKind.YEAR: "nam",
    ReportKind.MIDWAY: "so-ket",
    ReportKind.FINAL: "tong-ket",
    ReportKind.SUDDEN: "dot-xuat",
    ReportKind.AS_TOLD: "theo-chi-dao",
}
_LAST_MONTHS = {ReportKind.HALF: 6, ReportKind.NINE_MONTHS: 9}


def terms_of(kind: ReportKind) -> tuple[ReportTerm, ...]:
    """Các kỳ của loại báo cáo này trong một năm, in their order."""
    if kind is ReportKind.MONTH:
        return tuple(
            ReportTerm(f"thang-{month}", f"tháng {month}", month) for month in range(1, 13)
        )
    if kind is ReportKind.QUARTER:
        return tuple(
            ReportTerm(f"quy-{number}", f"quý {number}", 3 * number) for number in range(1, 5)
        )
    last = _LAST_MONTHS.get(kind, 12)
    return (ReportTerm(_PLAIN_CODES[kind], REPORT_KIND_WORDS[kind], last),)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDuty:
    """Một chế độ báo cáo mà đơn vị của khối phải theo.

    `programme` is the movement whose plan states it, empty for the block's own; `set_version` that
    of the row the block keeps about it, 0 where there is none. A last day on a weekend stays where
    it is unless `moves_to_workday`.
    """

    duty: ReportDuty
    programme: str = ""
    movement: str = ""
    moves_to_workday: bool = False
    is_set_here: bool = False
    set_version: int = 0

    @property
    def code(self) -> str:
        """Mã dùng trong sổ và lệnh: of a plan's duty that of the movement first."""
        return report_code(self.programme, self.duty.code)

    @property
    def name(self) -> str:
        """Tên, with the movement it is about."""
        return f"{self.duty.name} («{self.movement}»)" if self.movement else self.duty.name

    @property
    def when(self) -> str:
        """Hạn bằng lời."""
        rule = self.duty.rule
        if rule is None or rule.bound is None:
            return "chưa đặt hạn"
        if self.duty.kind in PERIODIC and rule.day is not None:
            said = "trước ngày" if rule.bound is Bound.BEFORE else "chậm nhất ngày"
            words = f"{said} {rule.day} của tháng liền sau kỳ"
        else:
            words = rule.words()
        return f"{words}, rơi vào cuối tuần thì lùi tới thứ Hai" if self.moves_to_workday else words

    def last_day(self, term: ReportTerm, year: int) -> date | None:
        """Ngày cuối còn đúng hạn của kỳ này; None where nobody has set a day."""
        rule = self.duty.rule
        if rule is None:
            return None
        found = self._by_the_month(rule, term, year)
        if found is None:
            found = rule.last_day(year)
        if found is not None and self.moves_to_workday and found.weekday() >= _WEEK_DAYS:
            found += timedelta(days=7 - found.weekday())
        return found

    def _by_the_month(self, rule: Deadline, term: ReportTerm, year: int) -> date | None:
        """Hạn của kỳ tháng, quý: the day of the month that follows it, or its last."""
        if self.duty.kind not in PERIODIC or rule.day is None or rule.bound is None:
            return None
        year, month = (year, term.last_month + 1) if term.last_month < 12 else (year + 1, 1)
        day = min(rule.day, calendar.monthrange(year, month)[1])
        return date(year, month, day) - timedelta(days=rule.bound is Bound.BEFORE)

    def terms_in(self, year: int, years: Collection[int]) -> tuple[ReportTerm, ...]:
        """Các kỳ phải báo cáo trong năm này; `years` are those of the movement.

        What is called for is owed once it has a day; a review with a year of its own in that year
        alone, one without in the last year of the movement.
        """
        kind, rule = self.duty.kind, self.duty.rule
        if kind in CALLED and (rule is None or rule.bound is None):
            return ()
        if rule is not None and rule.year is not None and rule.year != year:
            return ()
        is_final = self.programme and kind is ReportKind.FINAL and not self.is_set_here
        is_final = is_final and (rule is None or rule.year is None)
        if is_final and years and year != max(years):
            return ()
        if self.programme and kind is ReportKind.MIDWAY and rule is None:
            return ()
        return terms_of(kind)

    def is_owed_by(self, member: Member) -> bool:
        """Đơn vị này phải báo cáo: by its kind, its code or its name; the block's own says whom."""
        if not self.duty.owed_by:
            return not self.programme
        return is_named(member, self.duty.owed_by)


def is_named(member: Member, owed_by: Iterable[str]) -> bool:
    """Đơn vị này ở trong những nơi được nêu: by its kind, its code or its name."""
    names = {folded(one) for one in (member.code, member.name, member.short_name) if one}
    kind = unit_kind(member.kind)
    for said in owed_by:
        plain = folded(said)
        if plain == EVERY_UNIT or plain in names or plain.split(" - ")[0] in names:
            return True
        if kind and unit_kind(said) == kind:
            return True
    return False
