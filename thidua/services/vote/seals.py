"""Vân tay hòm phiếu: what no entry of the record may hold, bound to the record as one whole.

Ballots, marks on the roll and written answers stand in no entry, since one beside the other would
tell who cast what, or in which order. So the vote's own row, which is recorded, keeps one digest
of all of them, made anew whenever one is added.

It gives nothing away: whenever ballots are put in, the whole box is mixed and sealed anew, so each
digest is of signs nobody can guess, which are gone with the next ones. Without them no guess about
marks can be tried; who has kept them has kept the roll of that moment beside them.

Who has paper is marked while no ballot need lie in the box. There a blank chest, sealed anew with
each digest and gone with the next or at the count, is the signs that nobody can guess.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from thidua import ballot_box
from thidua.db.tables import BallotSlip, RoomCount, RoomPaper, SealedBallot, Vote, VoteRoll


def renew(session: Session, row: Vote) -> None:
    """Ghi vân tay mới của hòm phiếu, after whatever changed in it; the caller records."""
    session.flush()
    if row.allows_paper:
        _salt(session, row)
    ballots, roll = _sealed(session, row.id or 0)
    row.fingerprint = digest(row.box, ballots, roll, _in_the_room(session, row))
    session.add(row)
    session.flush()


def _salt(session: Session, row: Vote) -> None:
    """Ngăn trống mới: without it every guess about who has paper could be tried."""
    old = delete(SealedBallot).where(
        col(SealedBallot.vote_id) == row.id, col(SealedBallot.sealed).startswith(ballot_box.BLANK)
    )
    session.connection().execute(old)
    session.add(SealedBallot(vote_id=row.id or 0, sealed=ballot_box.blank(row.public_key)))
    session.flush()


def fault(session: Session, row: Vote) -> str:
    """Chỗ một hòm đang mở khác lần ghi cuối; empty where all is as the program left it."""
    ballots, roll = _sealed(session, row.id or 0)
    room = _in_the_room(session, row)
    marked = sum(has_cast for _, has_cast, *_ in roll)
    cast = marked - sum(in_box for _, in_box in room.get("papers", ()))
    slips = session.exec(
        select(func.count()).select_from(BallotSlip).where(col(BallotSlip.vote_id) == row.id)
    ).one()
    lying = sum(ballot_box.number(sealed) for _, sealed in ballots)
    if lying != cast:
        return f"hòm có {lying} phiếu, danh sách ghi {cast} người đã bỏ"
    if not _fits(roll, room):
        return "dấu phiếu giấy trong hòm khác danh sách"
    if slips:
        return f"có {slips} mảnh phiếu đã mở dù chưa kiểm phiếu"
    if any(bool(written) is not bool(by) for *_, written, by in roll):
        return "có ý kiến bằng văn bản bị xóa hoặc thêm vào"
    if digest(row.box, ballots, roll, room) != row.fingerprint:
        return "phiếu trong hòm, dấu đã bỏ hoặc ý kiến bằng văn bản khác lần ghi cuối"
    return ""


def _sealed(session: Session, vote: int) -> tuple[Sequence[Any], Sequence[Any]]:
    ballots = session.exec(
        select(SealedBallot.id, SealedBallot.sealed)
        .where(SealedBallot.vote_id == vote)
        .order_by(SealedBallot.id)
    ).all()
    roll = session.exec(
        select(VoteRoll.id, VoteRoll.has_cast, VoteRoll.written, VoteRoll.written_by)
        .where(VoteRoll.vote_id == vote)
        .order_by(col(VoteRoll.id))
    ).all()
    return ballots, roll


def _in_the_room(session: Session, row: Vote) -> Mapping[str, Sequence[Any]]:
    """Phiếu giấy và các lần đếm còn niêm; nothing where the vote has none."""
    if not row.allows_paper:
        return {}
    papers = session.exec(
        select(RoomPaper.roll_id, RoomPaper.in_box)
        .where(RoomPaper.vote_id == row.id)
        .order_by(col(RoomPaper.roll_id))
    ).all()
    counts = session.exec(
        select(RoomCount.sealed_one, RoomCount.sealed_two).where(RoomCount.vote_id == row.id)
    ).all()
    voids = session.exec(
        select(VoteRoll.id, VoteRoll.void_by, VoteRoll.void_reason)
        .where(VoteRoll.vote_id == row.id, VoteRoll.void_by != "")
        .order_by(col(VoteRoll.id))
    ).all()
    return {
        "papers": [[key, in_box] for key, in_box in papers],
        "counts": [[one, two] for one, two in counts],
        "voids": [[key, by, reason] for key, by, reason in voids],
    }


def _fits(roll: Sequence[Any], room: Mapping[str, Sequence[Any]]) -> bool:
    """Người có phiếu giấy trong hòm thì có dấu đã bỏ, and who still holds one has none."""
    marks = {key: has_cast for key, has_cast, *_ in roll}
    return all(marks.get(key) is in_box for key, in_box in room.get("papers", ()))


def digest(
    box: str,
    ballots: Sequence[Any],
    roll: Sequence[Any],
    room: Mapping[str, Sequence[Any]] = MappingProxyType({}),
) -> str:
    """Vân tay của hòm này: its sealed ballots, and who is marked and has written on the roll."""
    content = {
        **room,
        "box": box,
        "ballots": [[name, sealed] for name, sealed in ballots],
        "roll": [[key, has_cast, written] for key, has_cast, written, _ in roll],
    }
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()
