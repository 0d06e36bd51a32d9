"""Bất biến của bỏ phiếu: marks, ballots and counts agree, and a counted vote is as it was."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import PaperCount, SealedBallot
from thidua.domain.vote import Conduct, barred_from, turn_out
from thidua.domain.vote_count import count_faults
from thidua.services import vote_results, votes
from thidua.services.vote_results import ClosedVote
from thidua.services.votes import VoteView

Faults = Iterator[str]


def ballots_and_marks(session: Session) -> Faults:
    """Số phiếu bằng số người đã bỏ: in the box while it is open, on the list once it is counted."""
    for place, vote in _all(session):
        in_box = session.exec(
            select(func.count())
            .select_from(SealedBallot)
            .where(col(SealedBallot.vote_id) == vote.key)
        ).one()
        cast, _ = turn_out(vote.roll)
        expected = cast if vote.is_open else 0
        if in_box != expected:
            yield f"{place}: hòm có {in_box} phiếu, danh sách ghi {expected} người đã bỏ"
    for place, found in _closed(session):
        if found.vote.draft.rules.conduct is Conduct.ELECTRONIC:
            yield from _slips(place, found)


def _slips(place: str, found: ClosedVote) -> Faults:
    counted = Counter(one.candidate for one in found.slips)
    draft = found.vote.draft
    for candidate in draft.candidates:
        expected = sum(
            one.has_cast and not barred_from(draft.rules, one, candidate) for one in found.vote.roll
        )
        if counted[candidate.code] != expected:
            have = counted[candidate.code]
            yield f"{place} · {candidate.text}: có {have} phiếu, đáng lẽ {expected}"


def counts(session: Session) -> Faults:
    """Kết quả đã kiểm: its sums agree, two people counted paper, the fingerprint still fits."""
    for place, found in _closed(session):
        draft, result = found.vote.draft, found.result
        faults = count_faults(draft.rules, draft.candidates, result.present, result.count)
        yield from (f"{place}: {fault}" for fault in faults)
        if not found.is_whole:
            yield f"{place}: dữ liệu khác lúc kiểm phiếu, vân tay không khớp"
        for member in found.vote.roll:
            if member.written_by and member.written_by == member.confirmed_by:
                yield f"{place} · {member.name}: một người vừa nhập vừa xác nhận văn bản"
    for row in session.exec(select(PaperCount)):
        if row.confirmed_by == row.entered_by:
            yield f"cuộc bỏ phiếu {row.vote_id}: {row.entered_by} tự xác nhận số phiếu mình nhập"


def _all(session: Session) -> Iterator[tuple[str, VoteView]]:
    for period in queries.periods(session):
        for vote in votes.fresh(session, period):
            yield f"{period.block_code} {period.year} · {vote.draft.title}", vote


def _closed(session: Session) -> Iterator[tuple[str, ClosedVote]]:
    for period in queries.periods(session):
        for found in vote_results.unchecked_results(session, period):
            yield f"{period.block_code} {period.year} · {found.vote.draft.title}", found
