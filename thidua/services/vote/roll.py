"""Điểm danh bỏ phiếu: who is there, who is not, and who was given another's vote."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from thidua.db.tables import Vote, VoteRoll
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import clean, mentions
from thidua.domain.vote.vote import Paper, Presence, RollMember
from thidua.services.ground.audit import Act, Name, row_of
from thidua.services.ground.work import Work
from thidua.services.vote import own_interest, votes
from thidua.services.vote import seals as vote_seals
from thidua.services.vote.votes import VoteView


def mark(work: Work, *, vote: int, presences: Mapping[str, Presence]) -> None:
    """Điểm danh những người này: there, absent, or not marked after all.

    Whoever has cast stays there. A written answer of somebody who came goes; so does a delegation
    of somebody who is marked. Refused all at once where one cannot be. Nobody does it who stands on
    the ballot.
    """
    work = work.require(Permission.SET_UP_VOTE)
    if Presence.DELEGATED in presences.values():
        raise Refused("Muốn ghi ủy quyền, hãy ghi ủy quyền cho ai và theo văn bản nào.")
    held, view = votes.held_open(work.session, work.period, vote)
    own_interest.require_none(work, view.draft.candidates)
    wanted = {view.member(code).code: presence for code, presence in presences.items()}
    changed = [
        row
        for row in votes.roll_rows(work.session, view.key)
        if wanted.get(row.code, row.presence) is not row.presence
    ]
    for row in changed:
        _require_not_cast(row, view)
    letters = without_letters(work.session, held, changed, "presence")
    work.record(*letters)
    for row in changed:
        row.presence, row.delegate, row.document = wanted[row.code], "", ""
        work.session.add(row)
    work.session.flush()
    acts = [Act("vote.presence", row.unit_code, rows=[row_of(row)]) for row in changed]
    work.record(*acts)


def without_letters(
    session: Session, held: Vote, rows: Sequence[VoteRoll], cause: str = ""
) -> list[Act]:
    """Bỏ ý kiến bằng văn bản của những người này, where they sent one; `cause` says what did it.

    The caller records it before anything else of these rows is changed.
    """
    written = [row for row in rows if row.written_by]
    if not written:
        return []
    for row in written:
        row.written, row.written_by, row.confirmed_by, row.document = "", "", "", ""
        session.add(row)
    vote_seals.renew(session, held)
    detail = {"cause": cause} if cause else {}
    return [
        Act("vote.written_removed", row.unit_code, rows=[row_of(row)], detail=detail)
        for row in written
    ]


def members_with(roll: Sequence[RollMember], words: str) -> tuple[RollMember, ...]:
    """Người trong danh sách có các chữ này in the name, code, voters or document."""
    return tuple(
        one for one in roll if mentions(words, one.name, one.code, *one.voters, one.document)
    )


def _require_not_cast(row: VoteRoll, view: VoteView) -> None:
    if row.has_cast:
        raise Refused(f"{row.name} đã bỏ phiếu nên không đổi điểm danh được nữa.")
    for one in view.roll:
        if one.delegate == row.code and one.paper is not Paper.NONE:
            raise Refused(
                f"{row.name} được ủy quyền phiếu giấy của {one.name}; hai người hủy phiếu giấy ấy "
                "trước."
            )
    if view.member(row.code).paper is not Paper.NONE:
        raise Refused(f"{row.name} đang cầm phiếu giấy; hai người hủy phiếu giấy ấy trước.")


def delegate(work: Work, *, vote: int, member: str, to: str, document: str) -> None:
    """Ghi ủy quyền: another member casts this one's ballot, by a document, if the rules allow it.

    Nobody delegates what was delegated to them, nor a vote that was cast; nobody writes it down who
    stands on the ballot.
    """
    work = work.require(Permission.SET_UP_VOTE)
    held, view = votes.held_open(work.session, work.period, vote)
    own_interest.require_none(work, view.draft.candidates)
    if not view.draft.rules.allows_delegation:
        raise Refused("Thể lệ của cuộc bỏ phiếu này không cho ủy quyền.")
    giver, taker = view.member(member), view.member(to)
    if giver.code == taker.code:
        raise Refused("Không ai ủy quyền cho chính mình.")
    if taker.presence is Presence.DELEGATED or any(one.delegate == giver.code for one in view.roll):
        raise Refused("Người được ủy quyền không ủy quyền tiếp cho người khác.")
    if not clean(document):
        raise Refused("Cần ghi số, ngày của văn bản ủy quyền.")
    row = next(one for one in votes.roll_rows(work.session, view.key) if one.code == member)
    _require_not_cast(row, view)
    letters = without_letters(work.session, held, [row], "delegated")
    work.record(*letters)
    row.presence, row.delegate, row.document = Presence.DELEGATED, to, clean(document)
    work.session.add(row)
    work.session.flush()
    act = Act("vote.delegated", row.unit_code, detail={"to": Name(taker.name)})
    work.record(act)
