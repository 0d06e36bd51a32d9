"""Bất biến của bỏ phiếu: what no entry may hold is as it was sealed, counted and recorded.

The rows of a vote, its roll and its paper counts are compared with the record like all others.
Here is what stands beside the record: ballots, slips, marks and written answers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import AuditEntry, BallotSlip, PaperCount, RoomPaper, SealedBallot, Vote
from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.counting import count_faults
from thidua.domain.vote.vote import Conduct, VoteStatus, barred_from, turn_out
from thidua.services.ground.audit import read_content
from thidua.services.vote import results as vote_results
from thidua.services.vote import seals as vote_seals
from thidua.services.vote import votes
from thidua.services.vote.results import ClosedVote
from thidua.services.vote.votes import VoteView

Faults = Iterator[str]

_TOLD = ("vote.opened", "vote.reset", "vote.cast", "vote.paper_in_box", "vote.closed")


@dataclass(slots=True)
class _Recorded:
    """Điều nhật ký ghi về một cuộc bỏ phiếu: ballots since it was opened, and its count."""

    cast: int = 0
    papers: int = 0
    closed: Mapping[str, Any] = field(default_factory=dict)


def ballots_and_marks(session: Session, only: BlockPeriod | None = None) -> Faults:
    """Phiếu, dấu đã bỏ và ý kiến bằng văn bản đúng như lần ghi cuối, and as many as recorded.

    Of all periods, or of `only` one.
    """
    recorded = _recorded(session, only)
    places = dict(_places(session, only))
    for key, (place, vote) in places.items():
        known = recorded.get(key, _Recorded())
        if vote.is_open:
            fault = vote_seals.fault(session, session.get_one(Vote, key))
            if fault:
                yield f"{place}: {fault}"
        cast, _ = turn_out(vote.roll)
        told = known.cast + known.papers
        if cast != told:
            yield f"{place}: danh sách ghi {cast} người đã bỏ, nhật ký ghi {told} lượt"
        if vote.status is VoteStatus.CLOSED:
            yield from _marks(session, place, key, known)
    yield from _strays(session, places, only)
    for place, found in _closed(session, only):
        if found.vote.draft.rules.conduct is Conduct.ELECTRONIC:
            yield from _slips(place, found)


def _marks(session: Session, place: str, key: int, known: _Recorded) -> Faults:
    """Ai đã bỏ phiếu: those who had when the votes were counted, and nobody else."""
    had, have = set(known.closed.get("cast", ())), set(vote_results.have_cast(session, key))
    names = {row.id: row.name for row in votes.roll_rows(session, key)}
    for row in sorted(had ^ have):
        now, then = ("đã bỏ", "chưa bỏ") if row in have else ("chưa bỏ", "đã bỏ")
        name = names.get(row, "người không còn trong danh sách")
        yield f"{place} · {name}: danh sách ghi {now}, lúc kiểm phiếu là {then}"


def _strays(
    session: Session, places: Mapping[int, tuple[str, VoteView]], only: BlockPeriod | None
) -> Faults:
    """Phiếu nằm nhầm chỗ: a sealed one where nothing is open, a slip where nothing was counted."""
    for table, status, word in (
        (SealedBallot, VoteStatus.OPEN, "ngăn phiếu còn niêm"),
        (RoomPaper, VoteStatus.OPEN, "phiếu giấy đang phát"),
        (BallotSlip, VoteStatus.CLOSED, "mảnh phiếu đã mở"),
    ):
        counted = select(table.vote_id, func.count()).group_by(col(table.vote_id))
        if only is not None:
            counted = counted.where(col(table.vote_id).in_(places))
        for key, number in session.exec(counted.order_by(col(table.vote_id))):
            place, vote = places.get(key, (f"cuộc bỏ phiếu {key} không còn", None))
            if vote is None or vote.status is not status:
                yield f"{place}: có {number} {word} mà đáng lẽ không có"


def _slips(place: str, found: ClosedVote) -> Faults:
    counted = Counter(one.candidate for one in found.slips)
    draft, invalid = found.vote.draft, found.result.count.invalid
    cast, _ = turn_out(found.vote.roll)
    for candidate in draft.candidates:
        barred = sum(
            one.has_cast and barred_from(draft.rules, one, candidate) for one in found.vote.roll
        )
        have, most = counted[candidate.code], cast - invalid
        # A paper ballot that is not valid may be one of the own unit.
        least, highest = max(0, most - barred), most - max(0, barred - invalid)
        if not least <= have <= highest:
            yield f"{place} · {candidate.text}: có {have} phiếu, đáng lẽ {least}"


def counts(session: Session, only: BlockPeriod | None = None) -> Faults:
    """Kết quả đã kiểm: its sums agree, it is the one recorded, the fingerprint still fits."""
    recorded = _recorded(session, only)
    for place, found in _closed(session, only):
        draft, result = found.vote.draft, found.result
        faults = count_faults(draft.rules, draft.candidates, result.present, result.count)
        yield from (f"{place}: {fault}" for fault in faults)
        if not found.is_whole:
            yield f"{place}: dữ liệu khác lúc kiểm phiếu, mã đối chiếu không khớp"
        counted = {**recorded.get(found.vote.key, _Recorded()).closed}
        counted.pop("cast", None)
        if not found.vote.fingerprint or vote_results.result_values(session, found) != counted:
            yield f"{place}: kết quả khác kết quả nhật ký ghi lúc kiểm phiếu"
    yield from _single_hands(session, only)


def _single_hands(session: Session, only: BlockPeriod | None) -> Faults:
    for key, (place, vote) in _places(session, only):
        for member in vote.roll:
            if member.written_by and member.written_by == member.confirmed_by:
                yield f"{place} · {member.name}: một người vừa nhập vừa xác nhận văn bản"
        paper = session.exec(select(PaperCount).where(PaperCount.vote_id == key)).first()
        if paper is not None and paper.confirmed_by == paper.entered_by:
            yield f"{place}: {paper.entered_by} tự xác nhận số phiếu mình nhập"


def _recorded(session: Session, only: BlockPeriod | None) -> dict[int, _Recorded]:
    found: dict[int, _Recorded] = {}
    told = select(AuditEntry.action, AuditEntry.content).where(col(AuditEntry.action).in_(_TOLD))
    if only is not None:
        told = told.where(AuditEntry.block_code == only.block_code, AuditEntry.year == only.year)
    for action, text in session.exec(told.order_by(col(AuditEntry.position))):
        content = read_content(text)
        detail = content.get("detail", {})
        key = next(
            (one["key"] for one in content.get("rows", ()) if one["table"] == Vote.__tablename__),
            detail.get("vote", 0),
        )
        if action in ("vote.opened", "vote.reset"):
            found[key] = _Recorded()
        elif action == "vote.cast":
            found.setdefault(key, _Recorded()).cast += 1
        elif action == "vote.paper_in_box":
            found.setdefault(key, _Recorded()).papers = detail["in_box"]
        else:
            found.setdefault(key, _Recorded()).closed = detail
    return found


def _places(
    session: Session, only: BlockPeriod | None
) -> Iterator[tuple[int, tuple[str, VoteView]]]:
    for period in [only] if only else queries.periods(session):
        for vote in votes.fresh(session, period):
            yield vote.key, (f"{period.place} · {vote.draft.title}", vote)


def _closed(session: Session, only: BlockPeriod | None) -> Iterator[tuple[str, ClosedVote]]:
    for period in [only] if only else queries.periods(session):
        for found in vote_results.unchecked_results(session, period):
            yield f"{period.place} · {found.vote.draft.title}", found
