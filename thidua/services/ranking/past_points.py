"""Điểm các năm trước: what a unit gave itself and was given, beside the field it is filling now."""

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, require
from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.ground.text import folded
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED
from thidua.domain.scoring.past import PastPoints
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings

YEARS = 3


def past_points(work: Work, *, unit: str) -> dict[str, tuple[PastPoints, ...]]:
    """Điểm các năm trước theo tiêu chí, latest first; of years that are locked.

    Whoever may see the unit's sheet now may see what it has been before.
    """
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    return kept(
        work.session,
        ("past points", work.period, unit),
        lambda: _read(work.session, work.period, unit),
    )


def _read(session: Session, period: BlockPeriod, unit: str) -> dict[str, tuple[PastPoints, ...]]:
    covenant = covenants.load(session, period)
    found: dict[str, tuple[PastPoints, ...]] = {}
    for past in _years_before(session, period):
        board = standings.unchecked_board(session, past)
        if unit not in board.members:
            continue
        own = standings.unchecked_board(session, past, Hand.SELF).standings.of(unit).score
        settled = board.standings.of(unit).score
        entries = standings.sheet_of(session, board, unit).entries
        for code, criterion in board.covenant.criteria.items():
            if code not in covenant.criteria:
                continue
            entry = entries.get(code)
            point = PastPoints(
                year=past.year,
                own=own.lines.get(code),
                settled=settled.lines.get(code),
                max_points=criterion.max_points,
                reason="" if entry is None else entry.explanation,
                is_same=_is_same(covenant, criterion),
            )
            found[code] = (*found.get(code, ()), point)
    return found


def _years_before(session: Session, period: BlockPeriod) -> list[BlockPeriod]:
    listed = [
        one
        for one in rosters.all_periods(session)
        if (one.block_code, one.part.code) == (period.block_code, period.part.code)
        and period.year - YEARS <= one.year < period.year
        and one.covenant_version is not None
        and one.stage in CLOSED
    ]
    return sorted(listed, key=lambda one: -one.year)


def _is_same(covenant: Covenant, before: Criterion) -> bool:
    now = covenant.criteria[before.code]
    return now.max_points == before.max_points and folded(now.text) == folded(before.text)
