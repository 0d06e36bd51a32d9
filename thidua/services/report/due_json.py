"""Báo cáo phải nộp dạng JSON, exact for a machine."""

from datetime import datetime
from typing import Any

from thidua.domain.period.windows import end_of, in_vietnam
from thidua.domain.report.hand_in import Due


def of(due: Due) -> dict[str, Any]:
    """Một báo cáo phải nộp: until when, when it came, how late."""
    done = due.hand_in
    last = None if due.last is None else end_of(due.last).replace(microsecond=0)
    return {
        "unit": due.unit,
        "report": due.duty.code,
        "term": due.term.code,
        "due": _moment(last),
        "handed_in": _moment(None if done is None else done.counted_at),
        "days_late": due.days_late,
        "state": due.state.value,
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else in_vietnam(moment).isoformat(timespec="seconds")
