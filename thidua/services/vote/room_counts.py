"""Kiểm phiếu giấy trong phòng: two people count alone, and what they agree on joins the others.

What each counted is sealed to the box, so that neither sees the other's and no copy of the
database tells it. Two that differ are destroyed and both count again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_bytes, token_hex

from sqlalchemy import delete
from sqlmodel import Session, col, select

from thidua import ballot_box
from thidua.db.tables import RoomCount, RoomPaper, Vote
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.vote.ballot import RECEIPT_LENGTH, Slip, receipt, slip
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.room import (
    answers_in,
    closing_fault,
    counting_fault,
    differing,
    differing_words,
    paper_count,
    papers_out,
    room_faults,
    settled,
    sides_fault,
)
from thidua.domain.vote.vote import Answer, Paper
from thidua.services.access import interests
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.work import Work
from thidua.services.vote import own_interest, votes
from thidua.services.vote import seals as vote_seals
from thidua.services.vote.votes import VoteView

_WIDTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomState:
    """Kiểm phiếu giấy tới đâu: who counts, who is through, where the last two counts differed.

    What was counted is not here.
    """

    tellers: tuple[str, str]
    done: frozenset[str]
    recounts: int
    differing: tuple[str, ...]

    @property
    def is_still(self) -> bool:
        """Đã có người đếm: from then on the papers stay as they are."""
        return bool(self.done or self.recounts)

    @property
    def has_agreed(self) -> bool:
        """Hai lần đếm đã khớp nhau."""
        return len(self.done) == len(self.tellers)


def state(work: Work, *, vote: int) -> RoomState | None:
    """Kiểm phiếu giấy tới đâu; None while no tellers are named."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    found = votes.unchecked(work.session, work.period)
    view = next((one for one in found if one.key == vote), None)
    if view is None:
        raise NotFound
    row = of_vote(work.session, vote)
    if row is None:
        return None
    pairs = ((row.teller_one, row.sealed_one), (row.teller_two, row.sealed_two))
    return RoomState(
        tellers=(row.teller_one, row.teller_two),
        done=frozenset(name for name, sealed_count in pairs if sealed_count),
        recounts=row.recounts,
        differing=differing_words(
            view.draft.rules, view.draft.candidates, row.differing.splitlines()
        ),
    )


def of_vote(session: Session, vote: int) -> RoomCount | None:
    """Tổ kiểm phiếu của cuộc này, as it is stored."""
    return session.exec(select(RoomCount).where(RoomCount.vote_id == vote)).first()


def held(session: Session, row: Vote) -> RoomCount | None:
    """Tổ kiểm phiếu của cuộc đang giữ; None where the vote has no paper."""
    return of_vote(session, row.id or 0) if row.allows_paper else None


def sealed(row: RoomCount | None) -> list[str]:
    """Các lần đếm còn niêm."""
    return [] if row is None else [one for one in (row.sealed_one, row.sealed_two) if one]


def keep(session: Session, row: RoomCount | None, letters: Sequence[str]) -> None:
    """Giữ các lần đếm niêm lại bằng khóa mới, in the order of `sealed`."""
    if row is None or not letters:
        return
    new = iter(letters)
    row.sealed_one = next(new) if row.sealed_one else ""
    row.sealed_two = next(new) if row.sealed_two else ""
    session.add(row)


def possible_tellers(work: Work) -> tuple[str, ...]:
    """Ai có thể vào tổ kiểm phiếu: those of the block and its standing office who may count."""
    require(work.actor, Permission.SET_UP_VOTE, work.period)
    found = interests.leaders(work)
    return tuple(dict.fromkeys(one.name for one in found))


def name_tellers(work: Work, *, vote: int, tellers: tuple[str, str]) -> None:
    """Cử tổ kiểm phiếu: two people, not of one unit on the ballot.

    Earlier counts are destroyed and made again, which the number of recounts says.
    """
    work = work.require(Permission.SET_UP_VOTE)
    row, view = _open(work, vote)
    own_interest.require_none(work, view.draft.candidates)
    first, second = tellers
    if first == second:
        raise Refused("Tổ kiểm phiếu cần hai người khác nhau.")
    if not {first, second} <= set(possible_tellers(work)):
        raise Refused("Chỉ cử người giữ việc của khối hoặc cơ quan thường trực kiểm phiếu.")
    own_interest.require_apart(work, view.draft.candidates, tellers)
    tellers_row = of_vote(work.session, vote)
    if tellers_row is None:
        tellers_row = RoomCount(vote_id=vote, teller_one=first, teller_two=second)
    papers = [one for one in view.roll if one.paper is not Paper.NONE]
    fault = sides_fault(view.roll, papers, _logins(tellers)) if papers else ""
    if fault:
        raise Refused(f"{fault} Hoặc cử người không bỏ phiếu kiểm phiếu.")
    if sealed(tellers_row):
        tellers_row.recounts += 1
    tellers_row.teller_one, tellers_row.teller_two = first, second
    _forget(tellers_row)
    _write(work, row, tellers_row)
    work.record(Act("vote.tellers_named", rows=[row_of(tellers_row), row_of(row)]))


def _open(work: Work, vote: int) -> tuple[Vote, VoteView]:
    row, view = votes.held_open(work.session, work.period, vote)
    if not view.draft.rules.allows_paper:
        raise Refused("Thể lệ của cuộc bỏ phiếu này không có phiếu giấy kiểm chung.")
    return row, view


def _forget(row: RoomCount) -> None:
    row.sealed_one = row.sealed_two = row.differing = ""


def _write(work: Work, row: Vote, tellers: RoomCount) -> None:
    work.session.add(tellers)
    vote_seals.renew(work.session, row)


def was_counted(session: Session, vote: int) -> bool:
    """Đã có người đếm: from then on the papers stay as they are.

    Whoever knows the sum of some papers would know another one that came or went by the next sum.
    """
    row = of_vote(session, vote)
    return row is not None and bool(sealed(row) or row.recounts)


def tellers_of(session: Session, vote: int) -> frozenset[str]:
    """Tên đăng nhập của tổ kiểm phiếu; nobody while none are named."""
    row = of_vote(session, vote)
    return frozenset() if row is None else _logins((row.teller_one, row.teller_two))


def _logins(names: Sequence[str]) -> frozenset[str]:
    return frozenset(one.rpartition(" (")[2].removesuffix(")") for one in names)


def enter(
    work: Work,
    *,
    vote: int,
    returned: int,
    valid: int,
    invalid: int,
    numbers: Mapping[str, Sequence[int]],
) -> bool | None:
    """Nhập một lần đếm, each teller their own; whether both agree, None while one is missing.

    Refused where the sums do not agree. Two that differ are destroyed, and which lines differ is
    kept, never the figures.
    """
    work = work.require(Permission.CONFIRM_COUNT)
    row, view = _open(work, vote)
    tellers = of_vote(work.session, vote)
    if tellers is None:
        raise Refused("Chưa cử tổ kiểm phiếu cho cuộc bỏ phiếu này.")
    name = work.actor.name
    if name not in (tellers.teller_one, tellers.teller_two):
        raise NotPermitted("Chỉ hai người trong tổ kiểm phiếu mới nhập số đếm phiếu giấy.")
    is_first = name == tellers.teller_one
    if tellers.sealed_one if is_first else tellers.sealed_two:
        raise Refused("Bạn đã nhập số đếm; chờ người kia, hai lần khác nhau thì cả hai đếm lại.")
    _require_countable(view, _logins((tellers.teller_one, tellers.teller_two)))
    if votes.ballots_in(work.session, view) is None:
        raise Refused(votes.NO_KEY)
    rules, candidates = view.draft.rules, view.draft.candidates
    known = {one.code for one in candidates}
    count = paper_count(
        rules,
        view.roll,
        returned=returned,
        valid=valid,
        invalid=invalid,
        numbers={code: row for code, row in numbers.items() if code in known},
    )
    faults = room_faults(rules, candidates, view.roll, count)
    if faults:
        raise Refused(" ".join(faults))
    [letter] = ballot_box.seal(row.public_key, [_content(view, count)])
    if is_first:
        tellers.sealed_one = letter
    else:
        tellers.sealed_two = letter
    return _compare(work, row, view, tellers)


def _require_no_void(view: VoteView) -> None:
    pending = [one.name for one in view.roll if one.void_by]
    if pending:
        raise Refused(f"Đề nghị hủy phiếu giấy chờ người thứ hai: {', '.join(pending)}.")


def _require_countable(view: VoteView, tellers: frozenset[str]) -> None:
    _require_no_void(view)
    fault = counting_fault(view.roll, tellers)
    if fault:
        raise Refused(fault)
    if not papers_out(view.roll)[1]:
        raise Refused("Chưa có phiếu giấy nào vào hòm nên chưa có gì để đếm.")


def _compare(work: Work, row: Vote, view: VoteView, tellers: RoomCount) -> bool | None:
    rules, candidates = view.draft.rules, view.draft.candidates
    action, has_agreed = "vote.room_counted", None
    if tellers.sealed_one and tellers.sealed_two:
        first, second = _counts(work.session, view, tellers)
        apart = differing(rules, candidates, first, second)
        action, has_agreed = "vote.room_agreed", not apart
        if apart:
            action = "vote.room_differed"
            _forget(tellers)
            tellers.recounts += 1
        tellers.differing = "\n".join(apart)
    _write(work, row, tellers)
    detail = {"differing": tellers.differing.count("\n") + 1} if has_agreed is False else {}
    work.record(Act(action, rows=[row_of(tellers), row_of(row)], detail=detail))
    return has_agreed


def _counts(session: Session, view: VoteView, row: RoomCount) -> list[BallotCount]:
    contents = votes.unsealed(session, view, sealed(row))
    if contents is None:
        raise Refused(votes.NO_KEY)
    return [_count(view, json.loads(one)) for one in contents]


def _content(view: VoteView, count: BallotCount) -> bytes:
    """Nội dung để niêm, of the same length whatever was counted."""
    parts = [count.issued, count.returned, count.not_returned, count.valid, count.invalid]
    for one in view.draft.candidates:
        tally = count.tallies.get(one.code, Tally())
        parts += [tally.agree, tally.disagree, tally.abstain]
    return json.dumps([f"{part:0{_WIDTH}}" for part in parts]).encode()


def _count(view: VoteView, parts: Sequence[str]) -> BallotCount:
    issued, returned, not_returned, valid, invalid, *rest = map(int, parts)
    codes = [one.code for one in view.draft.candidates]
    tallies = {code: Tally(*rest[3 * at : 3 * at + 3]) for at, code in enumerate(codes)}
    return BallotCount(
        issued=issued,
        returned=returned,
        not_returned=not_returned,
        valid=valid,
        invalid=invalid,
        tallies=tallies,
    )


def join(session: Session, row: Vote, view: VoteView) -> list[Slip]:
    """Kiểm chung: the slips of the paper ballots, when a vote is closed; their own count goes.

    Each bears the mark of a receipt that nobody has, so that it is like those of the screen.
    Refused until two people agree, and where so few ballots are on one side that they would show.
    """
    fault = closing_fault(view.roll, tellers_of(session, view.key))
    if fault:
        raise Refused(fault)
    _require_no_void(view)
    _, in_box = papers_out(view.roll)
    tellers = held(session, row)
    slips: list[Slip] = []
    if in_box:
        counts = [] if tellers is None else _counts(session, view, tellers)
        if tellers is None or len(counts) != 2:
            raise Refused("Phiếu giấy chưa có hai người đếm và khớp nhau nên chưa kiểm chung được.")
        rules, candidates = view.draft.rules, view.draft.candidates
        faults = room_faults(rules, candidates, view.roll, counts[0])
        if faults:
            raise Refused(" ".join(faults))
        count = settled(rules, candidates, view.roll, counts[0])
        slips = [_slip(view, code, answer) for code, answer in answers_in(count)]
        tellers.invalid = count.invalid
        _forget(tellers)
        session.add(tellers)
    session.connection().execute(delete(RoomPaper).where(col(RoomPaper.vote_id) == row.id))
    session.flush()
    return slips


def _slip(view: VoteView, candidate: str, answer: Answer) -> Slip:
    code = receipt(token_bytes(RECEIPT_LENGTH))
    return slip(code, view.box, candidate, answer, token_hex(16))
