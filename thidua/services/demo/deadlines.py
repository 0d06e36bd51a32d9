"""Thời hạn của khối mẫu: every stage has one, and that of the present stage never lies behind."""

from datetime import date, timedelta

from thidua.db import queries
from thidua.domain.covenant.covenant import Combining
from thidua.domain.period.closing import stages_on_the_way
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, Stage
from thidua.domain.period.windows import Window, day_of, end_of, start_of
from thidua.services.covenant import covenants
from thidua.services.demo import people as demo_people
from thidua.services.demo.scribe import Scribe
from thidua.services.ground.work import Work
from thidua.services.period import windows

_BLOCKS = frozenset({"KTD-STC", "KTD-TR", "KTD-TT", "KTD-XA"})
_LENGTH, _BEHIND, _REMINDED = 28, 7, 5
"""Số ngày của một giai đoạn, that have passed of the present one, and from reminder to last day."""


def settle_past(scribe: Scribe, first: date) -> None:
    """Đặt thời hạn của một kỳ đã xong: its stages followed one another from this day on."""
    for place, stage in enumerate(_path(scribe.by(demo_people.HEAD), scribe.period)):
        begun = first + timedelta(days=14 * place)
        _set(scribe.by(demo_people.HEAD), stage, begun, days=14, version=0)


def renew(work: Work) -> None:
    """Dời thời hạn của các khối mẫu where the present stage has none, or one that is over.

    The demo is made once and looked at whenever somebody starts the program; whoever steps into it
    must find time left to try what its stage is for. The caller owns the commit.
    """
    for period in queries.periods(work.session):
        if period.block_code not in _BLOCKS or period.stage in CLOSED:
            continue
        scribe = Scribe(work.session, work.now, period)
        chair = scribe.by(demo_people.HEAD)
        known = windows.windows(chair)
        end = known.get(period.stage, Window()).hard_deadline
        if end is not None and end > work.now:
            continue
        path = _path(chair, period)
        today, here = day_of(work.now), path.index(period.stage)
        for place, stage in enumerate(path):
            begun = today + timedelta(days=_LENGTH * (place - here) - _BEHIND)
            version = known.get(stage, Window()).version
            _set(chair, stage, begun, days=_LENGTH, version=version)


def _path(work: Work, period: BlockPeriod) -> list[Stage]:
    """Các giai đoạn có thời hạn."""
    has_cross = covenants.load(work.session, period).combining is not Combining.CHAIR
    return [
        one for one in stages_on_the_way(period.stage, has_cross=has_cross) if one not in CLOSED
    ]


def _set(work: Work, stage: Stage, begun: date, *, days: int, version: int) -> None:
    last = begun + timedelta(days=days - 1)
    window = Window(
        start_of(begun), end_of(last - timedelta(days=_REMINDED)), end_of(last), version
    )
    windows.set_window(work, stage=stage, window=window, is_past_meant=True)
