"""Việc còn lại ở các báo cáo: what units owe soon or late, what waits to be received."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.work import Work
from thidua.services.report import dues


def unchecked_owed(session: Session, period: BlockPeriod, today: date) -> Iterator[tuple[str, str]]:
    """Đơn vị nào sắp đến hạn, quá hạn hoặc phải nộp lại báo cáo nào, in words, whoever asks."""
    for due in dues.unchecked(session, period, today):
        if due.is_to_remind:
            until = "" if due.last is None else f" (hạn {due.until})"
            yield due.unit, f"báo cáo «{due.title}»: {due.words}{until}"


def to_receive(work: Work) -> tuple[int, tuple[str, ...]]:
    """Bao nhiêu báo cáo chờ chính người này nhận, and from which units."""
    found = dues.to_receive(work)
    return len(found), tuple(sorted({one.unit for one in found}))
