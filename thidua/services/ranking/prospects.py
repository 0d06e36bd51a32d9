"""Triển vọng của kỳ: while scores are open, who is sure of which award; for the chair's team."""

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, require
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.outlook import Prospects, outlooks
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.ranking import standings


def prospects(work: Work) -> Prospects | None:
    """Ai chắc chắn, ai còn cơ hội; None once every total is final or no award has places.

    Where the vote ranks, points alone make nobody sure of anything: there is none then either.
    """
    require(work.actor, Permission.ANALYSE, work.period)
    return kept(
        work.session, ("prospects", work.period), lambda: _prospects(work.session, work.period)
    )


def _prospects(session: Session, period: BlockPeriod) -> Prospects | None:
    board = standings.unchecked_board(session, period)
    still = board.still
    is_open = board.standings.is_unverified and not still.is_closed
    if not is_open or board.covenant.vote_ranks or not board.covenant.award_lines:
        return None
    stored = standings.sheets_of(session, board)
    sheets = {unit: sheet.entries for unit, sheet in stored.items()}
    awards = tuple(line.award for line in board.covenant.award_lines)
    found = outlooks(board.covenant, sheets, board.standings, len(board.members), still)
    return Prospects(awards, found)
