"""Phiếu giấy trong phòng: handed out by the roll, marked when in the box, made void by two people.

The record says how many there are and never who has one; that stands beside the roll while the
vote is open, under the fingerprint of the box. Only a paper that two people made void is named.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import delete
from sqlmodel import Session, col, select

from thidua.db.tables import RoomPaper, Vote, VoteRoll
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import clean
from thidua.domain.vote.room import hand_out_fault, papers_out
from thidua.domain.vote.vote import Paper, RollMember
from thidua.services.ground.audit import Act, Name, row_of
from thidua.services.ground.work import Work
from thidua.services.vote import own_interest, room_counts, votes
from thidua.services.vote import seals as vote_seals
from thidua.services.vote.votes import VoteView


def hand_out(work: Work, *, vote: int, members: Collection[str]) -> None:
    """Phát phiếu giấy: who has one casts on the screen no more.

    Refused where so few would be on one side that their ballots could be worked out. Nobody does it
    who stands on the ballot.
    """
    work = work.require(Permission.SET_UP_VOTE)
    row, view = _open(work, vote)
    own_interest.require_none(work, view.draft.candidates)
    given = frozenset(view.member(code).code for code in members)
    if not given:
        raise Refused("Hãy chọn người được phát phiếu giấy.")
    tellers = room_counts.tellers_of(work.session, view.key)
    fault = hand_out_fault(view.draft.rules, view.roll, given, tellers)
    if fault:
        raise Refused(fault)
    rows = _rows(work.session, view, given)
    work.session.add_all(RoomPaper(vote_id=view.key, roll_id=one.id or 0) for one in rows)
    _written(work, row, "vote.paper_given")


def _open(work: Work, vote: int) -> tuple[Vote, VoteView]:
    row, view = votes.held_open(work.session, work.period, vote)
    if not view.draft.rules.allows_paper:
        raise Refused("Thể lệ của cuộc bỏ phiếu này không có phiếu giấy kiểm chung.")
    if room_counts.was_counted(work.session, view.key):
        raise Refused(
            "Đã có người đếm phiếu giấy nên số phiếu giấy đứng yên: thêm hay bớt một phiếu thì "
            "người đã đếm suy ra phiếu ấy. Muốn đổi thì làm lại cuộc bỏ phiếu."
        )
    return row, view


def _rows(session: Session, view: VoteView, codes: Collection[str]) -> list[VoteRoll]:
    return [one for one in votes.roll_rows(session, view.key) if one.code in codes]


def _written(work: Work, row: Vote, action: str) -> None:
    """Ghi: how many there are now, and the new fingerprint of the box."""
    vote_seals.renew(work.session, row)
    given, in_box = papers_out(votes.view_from(work.session, row).roll)
    detail = {"given": given, "in_box": in_box}
    work.record(Act(action, rows=[row_of(row)], detail=detail))


def mark_in_box(work: Work, *, vote: int, in_box: Mapping[str, bool]) -> None:
    """Ghi phiếu giấy đã vào hòm, or not after all: only then has its voter taken part."""
    work = work.require(Permission.SET_UP_VOTE)
    row, view = _open(work, vote)
    own_interest.require_none(work, view.draft.candidates)
    for code in in_box:
        _require_paper(view.member(code))
    wanted = {
        code: is_in for code, is_in in in_box.items() if _is_in(view.member(code)) is not is_in
    }
    if not wanted:
        raise Refused("Dấu đã vào hòm của những người này không có gì đổi.")
    for one in _rows(work.session, view, wanted):
        if one.void_by:
            raise Refused(f"Phiếu giấy của {one.name} đang chờ hủy.")
        one.has_cast = wanted[one.code]
        paper = work.session.exec(select(RoomPaper).where(RoomPaper.roll_id == one.id)).one()
        paper.in_box = wanted[one.code]
        work.session.add_all((one, paper))
    _written(work, row, "vote.paper_in_box")


def _is_in(member: RollMember) -> bool:
    return member.paper is Paper.IN_BOX


def _require_paper(member: RollMember) -> None:
    if member.paper is Paper.NONE:
        raise Refused(f"{member.name} không có phiếu giấy.")


def void(work: Work, *, vote: int, member: str, reason: str = "") -> None:
    """Hủy phiếu giấy hỏng hoặc trả lại: one person asks with a reason, another takes it back.

    Then its voter casts on the screen or is given another. What lies in the box is nobody's any
    more and stays.
    """
    work = work.require(Permission.CONFIRM_COUNT)
    row, view = _open(work, vote)
    holder = view.member(member)
    _require_paper(holder)
    if holder.paper is Paper.IN_BOX:
        raise Refused(
            f"Phiếu giấy của {holder.name} đã ghi là vào hòm; lấy ra khỏi hòm và bỏ dấu ấy trước."
        )
    [mine] = _rows(work.session, view, [member])
    if not mine.void_by:
        if not clean(reason):
            raise Refused("Cần ghi lý do hủy phiếu giấy.")
        mine.void_by, mine.void_reason = work.actor.name, clean(reason)
        work.session.add(mine)
        vote_seals.renew(work.session, row)
        work.record(Act("vote.paper_void_asked", rows=[row_of(row)]))
        return
    if mine.void_by == work.actor.name:
        raise Refused("Người đề nghị hủy không tự xác nhận; cần người thứ hai.")
    own_interest.require_second(work, view.draft.candidates, mine.void_by)
    why, asked_by = mine.void_reason, Name(mine.void_by)
    _forget_void(work, mine)
    paper = delete(RoomPaper).where(col(RoomPaper.roll_id) == mine.id)
    work.session.connection().execute(paper)
    vote_seals.renew(work.session, row)
    detail = {"member": Name(mine.name), "asked_by": asked_by}
    act = Act("vote.paper_voided", mine.unit_code, rows=[row_of(row)], detail=detail, reason=why)
    work.record(act)


def drop_void(work: Work, *, vote: int, member: str) -> None:
    """Thôi hủy phiếu giấy: whoever may count takes back what waits for a second person."""
    work = work.require(Permission.CONFIRM_COUNT)
    row, view = _open(work, vote)
    view.member(member)
    [mine] = _rows(work.session, view, [member])
    if not mine.void_by:
        raise Refused("Không có đề nghị hủy phiếu giấy nào của người này.")
    _forget_void(work, mine)
    vote_seals.renew(work.session, row)
    work.record(Act("vote.paper_void_dropped", rows=[row_of(row)]))


def _forget_void(work: Work, mine: VoteRoll) -> None:
    mine.void_by = mine.void_reason = ""
    work.session.add(mine)
