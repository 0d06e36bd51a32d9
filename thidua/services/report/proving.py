"""Dữ kiện từ báo cáo: what the reports of a year say for certain about the units."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of
from thidua.domain.report.hand_in import Due
from thidua.domain.report.proof import ReportFact, facts_of
from thidua.services.report import dues


def today() -> date:
    """Hôm nay: the day up to which a report that is missing counts as late."""
    return day_of(datetime.now(UTC))


def of_units(session: Session, period: BlockPeriod, on: date) -> dict[str, list[ReportFact]]:
    """Dữ kiện của từng đơn vị tới ngày này."""
    owed: dict[str, list[Due]] = {}
    for one in dues.unchecked(session, period, on):
        owed.setdefault(one.unit, []).append(one)
    return {unit: facts_of(found) for unit, found in owed.items()}
