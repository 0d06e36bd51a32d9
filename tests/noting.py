"""Dựng thẳng trong bảng: what a test puts there without a service, and yet on the record."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlmodel import Session

from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.db.tables import BlockYear
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import Stage
from thidua.services.ground.audit import Act, record
from thidua.services.record import replay

NOTED = "thử.dựng"
"""Việc của chính lần thử, which no service has."""


@contextmanager
def noting(url: str | None = None) -> Iterator[Session]:
    """Phiên ghi: one entry takes all that was changed, so that data and record stay as one."""
    with writing(url) as session:
        yield session
        record(session, actor=PROGRAM, now=datetime.now(UTC), acts=[Act(NOTED)])


def move(period: BlockPeriod, stage: Stage) -> None:
    """Đưa kỳ tới một giai đoạn, without what a real period is asked for."""
    with noting() as session:
        session.get_one(BlockYear, period.id).stage = stage


def assert_as_recorded() -> None:
    """Khẳng định dữ liệu đúng như nhật ký: every value is the one that was recorded last."""
    with reading() as session:
        assert replay.mismatches(session) == []
