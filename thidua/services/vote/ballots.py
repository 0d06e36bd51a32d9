"""Bỏ phiếu kín: a ballot goes sealed into the box, and the roll learns only that it was cast."""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from thidua import ballot_box
from thidua.db import queries
from thidua.db.changes import update_rows
from thidua.db.tables import SealedBallot, Vote, VoteRoll
from thidua.domain.access.permissions import Actor, Permission, is_allowed, require
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, ThiduaError
from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.ballot import (
    RECEIPT_LENGTH,
    FoundSlip,
    ballot_faults,
    find,
    normal_receipt,
    packed,
    receipt,
    slip,
)
from thidua.domain.vote.vote import (
    Answer,
    Candidate,
    Conduct,
    Electorate,
    Paper,
    Presence,
    RollMember,
    barred_from,
    may_cast,
    turn_out,
)
from thidua.services.ground.audit import Act, record
from thidua.services.ground.work import Work
from thidua.services.vote import results as vote_results
from thidua.services.vote import room_counts, votes
from thidua.services.vote import seals as vote_seals
from thidua.services.vote.votes import VoteView

SOMEBODY = Actor("Một người trong danh sách bỏ phiếu")
"""Người bỏ phiếu trong nhật ký: who has voted stands on the roll, in what order nowhere."""


def new_receipt() -> str:
    """Mã biên nhận mới, to be shown to the voter once and kept nowhere."""
    return receipt(secrets.token_bytes(RECEIPT_LENGTH))


def own(actor: Actor, period: BlockPeriod, vote: VoteView) -> tuple[RollMember, ...]:
    """Lá phiếu người này được bỏ bây giờ: their own, and those delegated to them."""
    return tuple(
        one
        for one in vote.roll
        if vote.is_open
        and may_cast(vote.draft.rules, vote.roll, one, actor.account)
        and is_allowed(actor, Permission.CAST_BALLOT, period, _acting_unit(vote, one, actor))
    )


def is_voter(actor: Actor, vote: VoteView) -> bool:
    """Có tên trong danh sách, whether or not the ballot was cast."""
    return any(actor.account in one.voters for one in vote.roll)


def asked(vote: VoteView, member: RollMember) -> tuple[Candidate, ...]:
    """Phương án mà lá phiếu này được có ý kiến."""
    rules = vote.draft.rules
    return tuple(one for one in vote.draft.candidates if not barred_from(rules, member, one))


def _acting_unit(vote: VoteView, member: RollMember, actor: Actor) -> str | None:
    """Đơn vị mà người bỏ lá phiếu này thay mặt; None for the council, whose members are persons."""
    if vote.draft.rules.electorate is Electorate.COUNCIL:
        return None
    is_own = actor.account in member.voters or member.presence is not Presence.DELEGATED
    return member.code if is_own else member.delegate


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """Một lần bỏ phiếu: whose ballot, what it says, and the receipt, which only the voter keeps.

    `who` finds who casts it, once its turn to be written has come: roles may be withdrawn while it
    waits.
    """

    who: Callable[[Session], Actor]
    member: str
    answers: Mapping[str, Answer]
    code: str


def cast(work: Work, *, vote: int, member: str, answers: Mapping[str, Answer], code: str) -> None:
    """Bỏ phiếu: marks the roll and puts the sealed ballot into the box, both or neither.

    NotPermitted for whoever is not on the roll; Refused where the ballot was cast already, or where
    the vote has just been closed.
    """
    one = Casting(who=lambda _: work.actor, member=member, answers=answers, code=code)
    [fault] = cast_all(work.session, work.period, vote=vote, castings=[one], now=work.now)
    if fault is not None:
        raise fault


def cast_all(
    session: Session,
    period: BlockPeriod,
    *,
    vote: int,
    castings: Sequence[Casting],
    now: datetime,
) -> list[ThiduaError | None]:
    """Bỏ nhiều lá phiếu một lượt: why each was refused, None where it lies in the box.

    All rights are asked here, each ballot by itself, and one that is refused leaves nothing behind.
    The caller owns the transaction; no ballot is cast before it has committed.

    Nothing that is written names the voter, the time or the order together with what was cast: the
    record learns how many have voted and the new fingerprint of the whole box.
    """
    fresh = queries.held_period(session, period.id)
    if fresh is None:
        raise NotFound
    box: tuple[Vote, VoteView] | ThiduaError
    try:
        box = votes.held_open(session, fresh, vote)
    except ThiduaError as fault:
        box = fault
    faults: list[ThiduaError | None] = [None] * len(castings)
    contents: list[bytes] = []
    # By the roll, so that the marks do not lie in the order in which the ballots came.
    for place in sorted(range(len(castings)), key=lambda place: castings[place].member):
        try:
            contents.append(_admitted(session, fresh, box, castings[place]))
        except ThiduaError as fault:
            faults[place] = fault
    if contents and not isinstance(box, ThiduaError):
        row, view = box
        _put_in(session, row, view, contents)
        vote_seals.renew(session, row)
        acts = _acts(view, len(contents))
        record(session, actor=SOMEBODY, now=now, acts=acts, period=fresh)
    return faults


def _admitted(
    session: Session,
    period: BlockPeriod,
    box: tuple[Vote, VoteView] | ThiduaError,
    casting: Casting,
) -> bytes:
    """Nhận một lá phiếu: its content, once its voter is marked; refused before anything is."""
    actor = casting.who(session)
    require(actor, Permission.VIEW_VOTES, period)
    if isinstance(box, ThiduaError):
        raise copy(box)
    _, view = box
    mine = view.member(casting.member)
    require(actor, Permission.CAST_BALLOT, period, _acting_unit(view, mine, actor))
    _require_ballot(view, mine, actor.account)
    faults = ballot_faults(view.draft.rules, asked(view, mine), casting.answers)
    if faults:
        raise Refused(" ".join(faults))
    if normal_receipt(casting.code) is None:
        raise Refused("Mã biên nhận không đúng dạng; hãy mở lại lá phiếu.")
    content = _content(view, casting.answers, casting.code)
    _mark_roll(session, view, mine)
    return content


def _acts(view: VoteView, number: int) -> list[Act]:
    """Một mục nhật ký cho mỗi lá; the first one holds the new fingerprint, the others say of which
    vote they are.
    """
    before, there = turn_out(view.roll)
    named = {"vote": view.key, "title": view.draft.title}
    return [
        Act("vote.cast", detail={"done": before + at, "there": there} | (named if at > 1 else {}))
        for at in range(1, number + 1)
    ]


def _require_ballot(view: VoteView, mine: RollMember, login: str) -> None:
    rules = view.draft.rules
    if may_cast(rules, view.roll, mine, login):
        return
    takers = {login_ for one in view.roll if one.code == mine.delegate for login_ in one.voters}
    if login not in {*mine.voters, *takers}:
        raise NotPermitted("Lá phiếu này không phải của bạn.")
    if mine.has_cast:
        raise Refused("Lá phiếu này đã được bỏ rồi; mỗi người chỉ bỏ một lần.")
    if rules.conduct is Conduct.PAPER:
        raise Refused("Cuộc này bỏ phiếu giấy, không bỏ phiếu trên phần mềm.")
    if mine.paper is not Paper.NONE:
        raise Refused(
            "Lá phiếu này đã phát bằng giấy nên không bỏ trên phần mềm; muốn đổi thì hai người "
            "hủy phiếu giấy trước."
        )
    if mine.presence is Presence.DELEGATED:
        raise Refused("Phiếu này đã ủy quyền: chỉ người được ủy quyền, đang có mặt, mới bỏ được.")
    raise Refused("Bạn chưa được điểm danh có mặt nên chưa bỏ phiếu được; hãy báo khối trưởng.")


def _mark_roll(session: Session, view: VoteView, mine: RollMember) -> None:
    """Đánh dấu đã bỏ: only where nobody has meanwhile, however many ask at once."""
    marked = update_rows(
        session,
        VoteRoll,
        col(VoteRoll.vote_id) == view.key,
        col(VoteRoll.code) == mine.code,
        col(VoteRoll.has_cast).is_(False),
        col(VoteRoll.presence) == mine.presence,
        has_cast=True,
    )
    if len(marked) != 1:
        raise Refused("Lá phiếu này đã được bỏ rồi; mỗi người chỉ bỏ một lần.")


def _content(view: VoteView, answers: Mapping[str, Answer], code: str) -> bytes:
    candidates = view.draft.candidates
    slips = [
        slip(code, view.box, one.code, answers[one.code], secrets.token_hex(16))
        for one in candidates
        if one.code in answers
    ]
    filler = [secrets.token_hex(32) for _ in candidates]
    return packed(candidates, slips, filler)


def _put_in(session: Session, row: Vote, view: VoteView, contents: Sequence[bytes]) -> None:
    """Bỏ vào hòm: all that lies in it is mixed and sealed anew to a new key, and the old one goes.

    So whoever takes the key with the whole database, its old pages and its log finds which ballots
    there are, and not which of them came with which mark on the roll.
    """
    letters = votes.letters(session, view.key)
    tellers = room_counts.held(session, row)
    counts = room_counts.sealed(tellers)
    inside = votes.ballots_in(session, view)
    said = votes.unsealed(session, view, [one.written for one in letters])
    counted = votes.unsealed(session, view, counts)
    if inside is None or said is None or counted is None:
        raise Refused(_NO_KEY)
    mixed = Counter([*inside, *contents])
    new = votes.new_key(session, row)
    session.connection().execute(delete(SealedBallot).where(col(SealedBallot.vote_id) == view.key))
    chests = ballot_box.filled(new, mixed.elements())
    session.add_all(SealedBallot(vote_id=view.key, sealed=one) for one in chests)
    for one, written in zip(letters, ballot_box.seal(new, said), strict=True):
        one.written = written
        session.add(one)
    room_counts.keep(session, tellers, ballot_box.seal(new, counted))
    session.flush()
    # Nobody is told that the ballot is in the box before it was seen that it can be opened again.
    if Counter(votes.ballots_in(session, view) or ()) != mixed:
        raise Refused(_NO_KEY)


_NO_KEY = (
    "Hòm phiếu này không dùng được nữa vì máy chủ không còn khóa của nó; phiếu chưa được bỏ, hãy "
    "báo khối trưởng làm lại cuộc bỏ phiếu."
)


def check_receipt(work: Work, *, vote: int, code: str) -> tuple[FoundSlip, ...]:
    """Tìm phiếu theo biên nhận among all that were counted; Refused for what cannot be a receipt.

    A line a candidate; no answer where not exactly one slip bears the receipt, as when it was
    changed. None has one where the receipt is of another vote.
    """
    require(work.actor, Permission.VIEW_VOTES, work.period)
    found = vote_results.unchecked_result(work.session, work.period, vote)
    if normal_receipt(code) is None:
        raise Refused(f"Mã biên nhận có {RECEIPT_LENGTH} chữ và số; hãy gõ lại cho đủ.")
    return find(code, found.vote.box, found.slips)
