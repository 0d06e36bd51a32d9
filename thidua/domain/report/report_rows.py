"""Sổ báo cáo: its columns, and a row of it as somebody wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from thidua.domain.period.windows import VIETNAM, day_of, end_of

REPORT, UNIT, TERM, DAY, HOUR = "Mã báo cáo", "Mã đơn vị", "Kỳ", "Ngày gửi", "Giờ gửi"
DOCUMENT, NOTE = "Số văn bản", "Ghi chú"
REPORT_COLUMNS = (REPORT, UNIT, TERM, DAY, HOUR, DOCUMENT, NOTE)
REPORT_REQUIRED = (REPORT, UNIT, TERM, DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """Một dòng sổ báo cáo: which came from whom and when; `at` is where each cell is."""

    report: str
    unit: str
    term: str
    day: date
    hour: time | None = None
    document: str = ""
    note: str = ""
    at: Mapping[str, str] = field(default_factory=dict)

    def moment(self, now: datetime) -> datetime:
        """Lúc gửi; without an hour the end of the day, or now where that is still to come."""
        if self.hour is not None:
            return datetime.combine(self.day, self.hour, VIETNAM).astimezone(UTC)
        end = end_of(self.day).replace(microsecond=0)
        return now if day_of(now) == self.day else end
