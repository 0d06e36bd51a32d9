"""Kiểm phiếu: the box is opened once, counted and frozen; the result as anybody may check it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from thidua.db.tables import (
    BallotSlip,
    PaperCount,
    PersonalValue,
    RoomCount,
    SealedBallot,
    VoteOption,
    VoteRoll,
)
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import mentions
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.by_vote import RankingVote, VoteShare
from thidua.domain.ranking.tie_votes import is_tie_vote
from thidua.domain.vote.ballot import Slip, unpacked
from thidua.domain.vote.counting import (
    BallotCount,
    CandidateResult,
    Tally,
    VoteResult,
    count_faults,
    minutes,
    result_of,
    tallied,
)
from thidua.domain.vote.room import hands_words, joint_count
from thidua.domain.vote.vote import Answer, Conduct, Subject, VoteStatus, barred_from, turn_out
from thidua.services.ground import personal
from thidua.services.ground.audit import Act, canonical_json, row_of
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import offices
from thidua.services.vote import own_interest, room_counts, votes
from thidua.services.vote.votes import VoteView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedVote:
    """Cuộc bỏ phiếu đã kiểm: its result, the slips anybody may check, and the text to read aloud.

    `is_whole` is false where what lies in the database is no longer what was counted. `hands` says
    who counted what was cast on paper, empty where nothing was.
    """

    vote: VoteView
    result: VoteResult
    slips: tuple[Slip, ...]
    lines: tuple[str, ...]
    is_whole: bool
    hands: str = ""


def unchecked_results(session: Session, period: BlockPeriod) -> tuple[ClosedVote, ...]:
    """Kết quả các cuộc đã kiểm phiếu của kỳ này, latest first, whoever asks."""
    return tuple(
        _closed(session, one)
        for one in votes.fresh(session, period)
        if one.status is VoteStatus.CLOSED
    )


def unchecked_ranking(session: Session, period: BlockPeriod) -> RankingVote | None:
    """Phiếu xếp hạng của kỳ này: the latest counted vote on the units that had its quorum.

    None where that one is no longer as it was counted.
    """
    ranking = [
        one
        for one in votes.fresh(session, period)
        if one.status is VoteStatus.CLOSED and one.draft.subject is Subject.RANKING
    ]
    for view in sorted(ranking, key=_counted_last):
        found = _closed(session, view)
        if found.result.has_quorum:
            ranking_vote = RankingVote(view.draft.title, _shares(found), figures=view.figures)
            return ranking_vote if found.is_whole else None
    return None


def unchecked_ties(session: Session, period: BlockPeriod) -> tuple[RankingVote, ...]:
    """Các cuộc suy tôn đơn vị bằng điểm của kỳ này that had their quorum, the latest first.

    One that is no longer as it was counted chose nobody; no earlier one takes its place.
    """
    found = []
    for view in sorted(votes.fresh(session, period), key=_counted_last):
        if view.status is not VoteStatus.CLOSED or not is_tie_vote(view.draft, dict(view.figures)):
            continue
        closed = _closed(session, view)
        if closed.result.has_quorum:
            chosen = closed.result.passed if closed.is_whole else ()
            found.append(
                RankingVote(
                    view.draft.title,
                    _shares(closed),
                    tuple(one.unit for one in chosen),
                    view.figures,
                )
            )
    return tuple(found)


def _shares(found: ClosedVote) -> tuple[VoteShare, ...]:
    return tuple(
        VoteShare(one.candidate.unit, one.votes, one.base) for one in found.result.candidates
    )


def _counted_last(view: VoteView) -> tuple[float, int]:
    return (-(view.closed_at.timestamp() if view.closed_at else 0), -view.key)


def close(work: Work, *, vote: int, seen: int) -> None:
    """Đóng và kiểm phiếu: opens the box, counts once, freezes the result with its fingerprint.

    Nobody casts while this is done. The key of the box is destroyed once all of it is written.
    Refused while a written answer or a paper count waits for its second person. When it is over is
    said by nobody who stands on the ballot.
    """
    work = work.require(Permission.SET_UP_VOTE)
    row, view = votes.held_open(work.session, work.period, vote, seen)
    own_interest.require_none(work, view.draft.candidates)
    waiting = [one.name for one in view.roll if one.written_by and not one.confirmed_by]
    if waiting:
        raise Refused(f"Ý kiến bằng văn bản chờ người thứ hai nhập lại: {', '.join(waiting)}.")
    _reveal_letters(work.session, view)
    if view.draft.rules.conduct is Conduct.ELECTRONIC:
        paper = room_counts.join(work.session, row, view) if row.allows_paper else []
        _empty_box(work.session, view, paper)
    else:
        _require_count(work.session, view)
    row.closed_by, row.closed_at, row.fingerprint = work.actor.name, work.now, ""
    votes.move(work.session, row, VoteStatus.CLOSED)
    if row.allows_paper:
        votes.rewrite_roll(work.session, view.key)
    found = _closed(work.session, votes.view_from(work.session, row))
    row.fingerprint = _fingerprint(work.session, found)
    work.session.add(row)
    work.session.flush()
    detail = {**result_values(work.session, found), "cast": have_cast(work.session, view.key)}
    acts = [Act("vote.closed", rows=[row_of(row)], detail=detail)]
    acts += _elected(work, found)
    work.record(*acts)
    votes.destroy_when_written(work.session, row.box)


def _reveal_letters(session: Session, view: VoteView) -> None:
    rows = [row for row in votes.roll_rows(session, view.key) if row.written]
    contents = votes.unsealed(session, view, [row.written for row in rows])
    if contents is None:
        raise Refused(votes.NO_KEY)
    for row, content in zip(rows, contents, strict=True):
        row.written = content.decode()
        session.add(row)
    session.flush()


def _empty_box(session: Session, view: VoteView, paper: Sequence[Slip]) -> None:
    contents = votes.ballots_in(session, view)
    if contents is None:
        raise Refused(votes.NO_KEY)
    slips = [one for content in contents for one in unpacked(view.draft.candidates, content)]
    slips += paper
    session.connection().execute(delete(SealedBallot).where(col(SealedBallot.vote_id) == view.key))
    # By their marks, which are as good as random: the order tells nothing of who came first.
    session.add_all(
        BallotSlip(
            vote_id=view.key,
            candidate=one.candidate,
            answer=one.answer,
            salt=one.salt,
            mark=one.mark,
        )
        for one in sorted(slips, key=lambda one: one.mark)
    )
    session.flush()


def _require_count(session: Session, view: VoteView) -> None:
    kept_count = session.exec(select(PaperCount).where(PaperCount.vote_id == view.key)).first()
    if kept_count is None or not kept_count.confirmed_by:
        raise Refused("Số phiếu giấy chưa được nhập và người thứ hai chưa xác nhận.")
    faults = paper_faults(view, paper_figures(kept_count))
    if faults:
        raise Refused(" ".join(faults))


def paper_figures(row: PaperCount) -> BallotCount:
    """Số phiếu giấy đã nhập."""
    tallies = {code: Tally(*numbers) for code, numbers in json.loads(row.tallies).items()}
    return BallotCount(
        issued=row.issued,
        returned=row.returned,
        not_returned=row.not_returned,
        valid=row.valid,
        invalid=row.invalid,
        tallies=tallies,
    )


def paper_faults(view: VoteView, count: BallotCount) -> tuple[str, ...]:
    """Chỗ số phiếu giấy không khớp."""
    _, there = turn_out(view.roll)
    return count_faults(view.draft.rules, view.draft.candidates, there, count)


def result(work: Work, *, vote: int) -> ClosedVote:
    """Kết quả một cuộc bỏ phiếu, which stands still; Refused until it has been counted."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    session = work.session
    view = _counted(votes.unchecked(session, work.period), vote)
    return kept(session, ("counted vote", vote, view.version), lambda: _closed(session, view))


def unchecked_result(session: Session, period: BlockPeriod, vote: int) -> ClosedVote:
    """Kết quả một cuộc như đang lưu, also where it was changed behind the program, whoever asks."""
    return _closed(session, _counted(votes.fresh(session, period), vote))


def _counted(found: Sequence[VoteView], vote: int) -> VoteView:
    for one in found:
        if one.key == vote:
            if one.status is not VoteStatus.CLOSED:
                raise Refused(votes.NOT_IN[VoteStatus.CLOSED])
            return one
    raise NotFound


def slips_with(found: ClosedVote, words: str) -> tuple[Slip, ...]:
    """Mảnh phiếu công bố có các chữ này in the name of its candidate, its answer, salt or mark."""
    rules = found.vote.draft.rules
    names = {one.code: one.text for one in found.vote.draft.candidates}
    return tuple(
        one
        for one in found.slips
        if mentions(words, names[one.candidate], rules.answer_words(one.answer), one.salt, one.mark)
    )


def _closed(session: Session, view: VoteView) -> ClosedVote:
    slips = tuple(
        Slip(row.candidate, row.answer, row.salt, row.mark)
        for row in session.exec(
            select(BallotSlip).where(BallotSlip.vote_id == view.key).order_by(BallotSlip.mark)
        )
    )
    draft = view.draft
    kept_count = session.exec(select(PaperCount).where(PaperCount.vote_id == view.key)).first()
    tellers = room_counts.of_vote(session, view.key) if draft.rules.allows_paper else None
    if draft.rules.conduct is Conduct.PAPER and kept_count is not None:
        count = paper_figures(kept_count)
    elif tellers is None or tellers.invalid is None:
        count = _electronic_count(view, slips)
    else:
        answers = [(one.candidate, one.answer) for one in slips]
        count = joint_count(draft.rules, draft.candidates, view.roll, answers, tellers.invalid)
    letters = tallied(
        draft.candidates,
        [
            (code, answer)
            for text in _letters(session, view).values()
            for code, answer in answers_of(text).items()
        ],
        {},
    )
    found = result_of(draft.rules, draft.candidates, view.roll, count, letters)
    hands = _hands(tellers)
    lines = minutes(draft.title, draft.subject, found)
    closed = ClosedVote(
        vote=view,
        result=found,
        slips=slips,
        lines=(*lines, hands) if hands else lines,
        is_whole=True,
        hands=hands,
    )
    is_whole = not view.fingerprint or _fingerprint(session, closed) == view.fingerprint
    return replace(closed, is_whole=is_whole)


def _hands(tellers: RoomCount | None) -> str:
    """Ai đã kiểm phiếu giấy; empty where no paper ballot was counted."""
    if tellers is None or tellers.invalid is None:
        return ""
    return hands_words((tellers.teller_one, tellers.teller_two), tellers.recounts)


def _electronic_count(view: VoteView, slips: Sequence[Slip]) -> BallotCount:
    rules, candidates = view.draft.rules, view.draft.candidates
    cast, there = turn_out(view.roll)
    barred = {
        one.code: sum(member.has_cast and barred_from(rules, member, one) for member in view.roll)
        for one in candidates
    }
    answers = [(one.candidate, one.answer) for one in slips]
    return BallotCount(
        issued=there,
        returned=cast,
        not_returned=there - cast,
        valid=cast,
        invalid=0,
        tallies=tallied(candidates, answers, barred),
    )


def _letters(session: Session, view: VoteView) -> Mapping[str, str]:
    """Ý kiến bằng văn bản của người vắng mặt, as the second person confirmed it, by who sent it."""
    return {
        row.code: row.written
        for row in votes.roll_rows(session, view.key)
        if row.written and votes.roll_member(row).has_written
    }


def answers_of(text: str) -> dict[str, Answer]:
    """Ý kiến trong một văn bản đã mở."""
    return {code: Answer(answer) for code, answer in json.loads(text)["answers"].items()}


def _fingerprint(session: Session, found: ClosedVote) -> str:
    """Vân tay: the question, the rules, the roll, every slip and every figure give these signs.

    Names stand there by what is left of them once they are erased.
    """
    view = found.vote
    letters = _letters(session, view)
    names = {
        *(one.code for one in view.roll),
        *(one.text for one in view.draft.candidates),
    }
    lasting = _lasting(session, names)
    question = votes.columns(view.draft)
    if not question["allows_paper"]:
        del question["allows_paper"]  # no part of what was counted before it could be said
    content = {
        "box": view.box,
        "question": question,
        "candidates": [[one.code, lasting[one.text], one.unit] for one in view.draft.candidates],
        "roll": sorted(
            [
                lasting[one.code],
                one.presence,
                one.has_cast,
                hashlib.sha256(letters.get(one.code, "").encode()).hexdigest(),
                *sorted(one.kept_from),  # nothing where nobody keeps out of anything
            ]
            for one in view.roll
        ),
        "slips": [[one.candidate, one.answer, one.salt, one.mark] for one in found.slips],
        "count": asdict(found.result.count),
        "outcomes": [_candidate_values(one) for one in found.result.candidates],
    }
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def _lasting(session: Session, names: set[str]) -> dict[str, str]:
    """Tên như còn lại sau khi xóa tên: the sign of its token, which stands there afterwards too."""
    digests = {personal.lookup(name): name for name in names}
    found = session.exec(
        select(PersonalValue.lookup, PersonalValue.token).where(
            col(PersonalValue.lookup).in_(digests)
        )
    )
    marks = {digests[digest or ""]: personal.mark(token) for digest, token in found}
    return {name: marks.get(name, name) for name in names}


def result_values(session: Session, found: ClosedVote) -> dict[str, Any]:
    """Kết quả bằng giá trị, as the record keeps it."""
    keys = dict(
        session.exec(
            select(VoteOption.code, VoteOption.id).where(VoteOption.vote_id == found.vote.key)
        ).all()
    )
    result, count = found.result, found.result.count
    return {
        "members": result.members,
        "present": result.present,
        "written": result.written,
        "quorum": result.quorum,
        "count": [count.issued, count.returned, count.not_returned, count.valid, count.invalid],
        "candidates": [
            [keys[one.candidate.code], *_candidate_values(one)[1:]] for one in result.candidates
        ],
    }


def _candidate_values(one: CandidateResult) -> list[Any]:
    return [
        one.candidate.code,
        list(astuple(one.tally)),
        list(astuple(one.written)),
        one.votes,
        one.base,
        one.needed,
        one.outcome.value,
    ]


def have_cast(session: Session, vote: int) -> list[int]:
    """Các dòng của danh sách đã bỏ phiếu, in the order of their keys, which says nothing of when.

    Recorded once, when the votes are counted and nobody casts any more.
    """
    marked = select(VoteRoll.id).where(VoteRoll.vote_id == vote, col(VoteRoll.has_cast))
    return [key or 0 for key in session.exec(marked.order_by(col(VoteRoll.id)))]


def _elected(work: Work, found: ClosedVote) -> list[Act]:
    """Chức vụ năm sau, where the vote was about one."""
    draft = found.vote.draft
    if draft.subject is not Subject.OFFICE or draft.office is None:
        return []
    return [
        act
        for one in found.result.passed
        if one.unit
        for act in offices.write(
            work, year=work.period.year + 1, office=draft.office, unit=one.unit, source=draft.title
        )
    ]
