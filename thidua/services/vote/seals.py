"""Vân tay hòm phiếu: what no entry of the record may hold, bound to the record as one whole.

Ballots, marks on the roll and written answers stand in no entry, since one beside the other would
tell who cast what, or in which order. So the vote's own row, which is recorded, keeps one digest
of all of them, made anew whenever one is added.

It gives nothing away: whenever ballots are put in, the whole box is mixed and sealed anew, so each
digest is of signs nobody can guess, which are gone with the next ones. Without them no guess about
marks can be tried; who has kept them has kept the roll of that moment beside them.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from thidua import ballot_box
from thidua.db.tables import BallotSlip, SealedBallot, Vote, VoteRoll


def renew(session: Session, row: Vote) -> None:
    """Ghi vân tay mới của hòm phiếu, after whatever changed in it; the caller records."""
    session.flush()
    ballots, roll = _sealed(session, row.id or 0)
    row.fingerprint = digest(row.box, ballots, roll)
    session.add(row)
    session.flush()


def fault(session: Session, row: Vote) -> str:
    """Chỗ một hòm đang mở khác lần ghi cuối; empty where all is as the program left it."""
    ballots, roll = _sealed(session, row.id or 0)
    cast = sum(has_cast for _, has_cast, *_ in roll)
    slips = session.exec(
        select(func.count()).select_from(BallotSlip).where(col(BallotSlip.vote_id) == row.id)
    ).one()
    lying = sum(ballot_box.number(sealed) for _, sealed in ballots)
    if lying != cast:
        return f"hòm có {lying} phiếu, danh sách ghi {cast} người đã bỏ"
    if slips:
        return f"có {slips} mảnh phiếu đã mở dù chưa kiểm phiếu"
    if any(bool(written) is not bool(by) for *_, written, by in roll):
        return "có ý kiến bằng văn bản bị xóa hoặc thêm vào"
    if digest(row.box, ballots, roll) != row.fingerprint:
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


def digest(box: str, ballots: Sequence[Any], roll: Sequence[Any]) -> str:
    """Vân tay của hòm này: its sealed ballots, and who is marked and has written on the roll."""
    content = {
        "box": box,
        "ballots": [[name, sealed] for name, sealed in ballots],
        "roll": [[key, has_cast, written] for key, has_cast, written, _ in roll],
    }
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()
