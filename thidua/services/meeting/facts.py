"""Đọc dữ liệu của cuộc họp: whoever asks, since the screen shows what its leader chose."""

from dataclasses import replace

from sqlmodel import Session

from thidua.domain.access.permissions import administrator
from thidua.domain.document.deck.facts import DeckFacts, YearRanks
from thidua.domain.ground.errors import NoCovenant, Refused
from thidua.domain.meeting.facts import Done, MeetingFacts, RoomVote
from thidua.domain.meeting.position import Position
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, STAGE_WORDS
from thidua.domain.ranking.ranking import floor_words
from thidua.domain.ranking.tie_votes import is_tie_vote
from thidua.domain.scoring.sheet import Hand
from thidua.domain.vote.vote import Conduct, Subject, VoteStatus, turn_out
from thidua.services.document import deck
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.meeting import points
from thidua.services.period import offices, rosters
from thidua.services.progress import overview
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.services.thread import threads
from thidua.services.vote import results, votes
from thidua.services.vote.votes import VoteView

_READER = administrator("Màn chiếu")
"""Người đọc cho màn chiếu: what is read is cut down to what was revealed before it is sent."""


def read(
    session: Session, period: BlockPeriod, position: Position, *, with_deck: bool = False
) -> MeetingFacts:
    """Dữ liệu của cuộc họp này, at this position; NoCovenant while there is nothing to score by."""
    if period.covenant_version is None:
        raise NoCovenant
    found = kept(
        session,
        ("meeting", period, with_deck),
        lambda: _read(session, period, with_deck=with_deck),
    )
    return replace(found, position=position)


def _read(session: Session, period: BlockPeriod, *, with_deck: bool) -> MeetingFacts:
    work = Work(session, _READER, period)
    board = standings.unchecked_board(session, period)
    return MeetingFacts(
        period=period,
        covenant=board.covenant,
        members=board.members,
        standings=board.standings,
        is_provisional=board.provisional,
        position=Position(),
        said=ranking_words(board),
        work_done=_work_done(session, period),
        last=_last_year(session, period),
        threads=threads.unchecked(session, period),
        votes=tuple(_vote(work, one) for one in votes.unchecked_of_the_block(session, period)),
        offices=offices.past(work),
        next_year=_next_year(session, period),
        points=points.unchecked(session, period),
        deck=_deck(work) if with_deck else None,
    )


def _deck(work: Work) -> DeckFacts | None:
    try:
        return deck.facts(work)
    except Refused:
        return None


def ranking_words(board: Board) -> tuple[str, ...]:
    """Lời đi cùng xếp hạng: by which vote, that one is to come, or that its points have moved."""
    said = []
    if board.standings.vote is not None:
        said.append(f"Xếp hạng theo phiếu của cuộc «{board.standings.vote}»")
    awaited = board.standings.awaited
    if awaited is not None:
        floor = floor_words(board.covenant)
        whom = f"các đơn vị {floor}" if floor else "các đơn vị được xét"
        said.append(
            f"Đang xếp theo điểm, theo giao ước phiếu sẽ xếp hạng {whom}; "
            f"{awaited.words(board.short_name)}"
        )
    for one in board.standings.other_figures:
        words = one.words(board.name)
        said.append(f"{words[:1].upper()}{words[1:]}; nên bỏ phiếu lại.")
    return tuple(said)


def _work_done(session: Session, period: BlockPeriod) -> tuple[Done, ...]:
    rows = overview.unchecked_progress(session, period)
    sheets = [row for row in rows if row.lines]
    given = [row.to_give for row in rows]
    return (
        Done("Đơn vị đã nộp bảng tự chấm", sum(row.is_claimed for row in sheets), len(sheets)),
        Done(
            "Phiếu chấm chéo đã nộp",
            sum(one.done for one in given),
            sum(one.whole for one in given),
        ),
        Done("Đơn vị đã thẩm định xong", sum(row.is_verified for row in sheets), len(sheets)),
    )


def _same_part(session: Session, period: BlockPeriod, year: int) -> BlockPeriod | None:
    return next(
        (
            one
            for one in rosters.all_periods(session)
            if (one.block_code, one.part.code, one.year)
            == (period.block_code, period.part.code, year)
        ),
        None,
    )


def _last_year(session: Session, period: BlockPeriod) -> YearRanks | None:
    """Hạng năm trước; None while that year is not closed, since its ranking may still move."""
    before = _same_part(session, period, period.year - 1)
    if before is None or before.stage not in CLOSED or before.covenant_version is None:
        return None
    board = standings.unchecked_board(session, before, Hand.VERIFIED)
    ranks = {row.unit: row.rank for row in board.standings.rows if row.rank is not None}
    return YearRanks(before.year, ranks)


def _next_year(session: Session, period: BlockPeriod) -> str:
    following = _same_part(session, period, period.year + 1)
    if following is None:
        return "Chưa lập kỳ của năm sau."
    if following.covenant_version is None:
        return "Đã lập kỳ, chưa có giao ước."
    return f"Đã có giao ước, bản {following.covenant_version}; {STAGE_WORDS[following.stage]}."


def _vote(work: Work, one: VoteView) -> RoomVote:
    draft = one.draft
    cast, there = turn_out(one.roll)
    closed = results.result(work, vote=one.key) if one.status is VoteStatus.CLOSED else None
    return RoomVote(
        key=one.key,
        title=draft.title,
        subject=draft.subject,
        is_open=one.is_open,
        is_paper=draft.rules.conduct is Conduct.PAPER,
        cast=cast,
        there=there,
        threshold=draft.rules.threshold.words(),
        office=draft.office,
        ranks=draft.subject is Subject.RANKING or is_tie_vote(draft, dict(one.figures)),
        result=None if closed is None else closed.result,
        is_whole=closed is None or closed.is_whole,
    )
