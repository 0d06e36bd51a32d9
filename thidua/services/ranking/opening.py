"""Số điểm lúc bỏ phiếu: the points a vote is held on are kept with it."""

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.by_vote import MovedSince, OtherFigures, RankingVote
from thidua.domain.ranking.tie_votes import figures_of, no_longer_tied
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.services.vote import results as vote_results
from thidua.services.vote.votes import VoteView


def figures_now(session: Session, period: BlockPeriod) -> dict[str, str]:
    """Số điểm đang có của mọi đơn vị, whoever asks; none without a covenant."""
    if period.covenant_version is None:
        return {}
    return _figures(standings.unchecked_board(session, period))


def _figures(board: Board) -> dict[str, str]:
    return figures_of(board.covenant, {row.unit: row.score for row in board.standings.rows})


def moved_since(work: Work, *, vote: VoteView) -> tuple[MovedSince, ...]:
    """Các đơn vị đã đổi điểm từ khi mở cuộc này; none for who may not see the standings."""
    if not vote.figures or not is_allowed(work.actor, Permission.VIEW_STANDINGS, work.period):
        return ()
    held = RankingVote(vote.draft.title, (), figures=vote.figures)
    return held.moved(figures_now(work.session, work.period))


def unchecked_other_figures(session: Session, board: Board) -> tuple[OtherFigures, ...]:
    """Mọi cuộc đã bỏ phiếu trên số điểm khác, whether its result still ranks or not any more."""
    ranks = {row.unit: row.rank for row in board.standings.rows}
    ties = vote_results.unchecked_ties(session, board.period)
    return (*board.standings.other_figures, *no_longer_tied(ties, _figures(board), ranks))
