"""So với dẫn đầu: whose points move with whom, read only when somebody asks."""

from thidua.db import queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.leaders import Leading, leaders
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.review import reviews
from thidua.services.scoring.sheets import require_one_hand


def leading(work: Work, *, hand: Hand = Hand.VERIFIED) -> tuple[Leading, ...]:
    """Ai dẫn đầu các tiêu chí so với dẫn đầu; none where the covenant has no such criterion."""
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    require_one_hand(hand)
    session, period = work.session, work.period

    def read() -> tuple[Leading, ...]:
        board = standings.unchecked_board(session, period, hand)
        entries = {
            unit: sheet.entries for unit, sheet in standings.sheets_of(session, board).items()
        }
        is_combining = standings.is_combining(board.covenant, hand)
        claims = queries.sheets(session, period, Hand.SELF)
        return leaders(
            board.covenant,
            hand,
            entries,
            {unit: one.entries for unit, one in claims.items() if unit in board.members},
            reviews.unchecked_counted(session, period) if is_combining else {},
        )

    return kept(session, ("leading", period, hand), read)
