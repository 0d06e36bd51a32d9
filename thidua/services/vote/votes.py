"""Cuộc bỏ phiếu: set up, opened over a fixed roll, made anew; closing it is elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import delete, event
from sqlmodel import Session, col, select

from thidua import ballot_box
from thidua.db.changes import delete_rows
from thidua.db.engine import data_folder
from thidua.db.tables import (
    BallotSlip,
    PaperCount,
    SealedBallot,
    Vote,
    VoteOption,
    VoteRoll,
)
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import STAGE_WORDS, Stage, earlier_stages
from thidua.domain.vote.vote import (
    Candidate,
    RollMember,
    Subject,
    Threshold,
    VoteDraft,
    VoteRules,
    VoteStatus,
    draft_faults,
    turn_out,
)
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.vote import electors
from thidua.services.vote import seals as vote_seals

_FOLDER = "hom-phieu"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteView:
    """Cuộc bỏ phiếu as people see it: everything but what was cast.

    `box` names the ballot box of this opening; receipts are bound to it. `fingerprint` is of the
    sealed box while it is open, and of the result once it was counted.
    """

    key: int
    draft: VoteDraft
    status: VoteStatus
    version: int
    roll: tuple[RollMember, ...]
    set_by: str
    box: str = ""
    opened_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None
    fingerprint: str = ""

    @property
    def is_open(self) -> bool:
        """Đang bỏ phiếu."""
        return self.status is VoteStatus.OPEN

    @property
    def names(self) -> dict[str, str]:
        """Tên mọi người trong danh sách, by code."""
        return {one.code: one.name for one in self.roll}

    def member(self, code: str) -> RollMember:
        """Người có tên trong danh sách; NotFound for anybody else."""
        for one in self.roll:
            if one.code == code:
                return one
        raise NotFound


def folder() -> Path:
    """Nơi giữ khóa hòm phiếu, beside the data and never in it."""
    return data_folder() / _FOLDER


def listed(work: Work) -> tuple[VoteView, ...]:
    """Các cuộc bỏ phiếu của kỳ này, latest first."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return unchecked(work.session, work.period)


def unchecked(session: Session, period: BlockPeriod) -> tuple[VoteView, ...]:
    """Các cuộc bỏ phiếu của kỳ này, latest first, whoever asks."""
    return kept(session, ("votes", period), lambda: fresh(session, period))


def unchecked_open(session: Session, period: BlockPeriod) -> tuple[VoteView, ...]:
    """Các cuộc đang bỏ phiếu, whoever asks: while there is one, nothing is final."""
    return tuple(one for one in unchecked(session, period) if one.is_open)


def fresh(session: Session, period: BlockPeriod) -> tuple[VoteView, ...]:
    """Các cuộc bỏ phiếu như đang lưu, also where somebody changed them behind the program."""
    rows = session.exec(
        select(Vote).where(Vote.block_year_id == period.id).order_by(col(Vote.id).desc())
    ).all()
    options: dict[int, list[Candidate]] = {}
    for option in session.exec(
        select(VoteOption)
        .join(Vote, col(Vote.id) == col(VoteOption.vote_id))
        .where(Vote.block_year_id == period.id)
        .order_by(col(VoteOption.position))
    ):
        found = Candidate(option.code, option.text, option.unit_code)
        options.setdefault(option.vote_id, []).append(found)
    rolls: dict[int, list[RollMember]] = {}
    for member in session.exec(
        select(VoteRoll)
        .join(Vote, col(Vote.id) == col(VoteRoll.vote_id))
        .where(Vote.block_year_id == period.id)
        .order_by(col(VoteRoll.code))
    ):
        rolls.setdefault(member.vote_id, []).append(roll_member(member))
    return tuple(
        view_of(row, options.get(row.id or 0, ()), rolls.get(row.id or 0, ())) for row in rows
    )


def roll_member(row: VoteRoll) -> RollMember:
    """Một dòng của danh sách, without what was written."""
    return RollMember(
        code=row.code,
        name=row.name,
        unit=row.unit_code,
        voters=tuple(row.voters.splitlines()),
        presence=row.presence,
        delegate=row.delegate,
        document=row.document,
        has_cast=row.has_cast,
        written_by=row.written_by,
        confirmed_by=row.confirmed_by,
    )


def view_of(row: Vote, candidates: Sequence[Candidate], roll: Sequence[RollMember]) -> VoteView:
    """Cuộc bỏ phiếu từ các dòng đã đọc."""
    return VoteView(
        key=row.id or 0,
        draft=VoteDraft(
            title=row.title,
            rules=rules_of(row.model_dump()),
            candidates=tuple(candidates),
            subject=row.subject,
            award=row.award,
            office=row.office,
        ),
        status=row.status,
        version=row.version,
        roll=tuple(roll),
        set_by=row.set_by,
        box=row.box,
        opened_at=row.opened_at,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
        fingerprint=row.fingerprint,
    )


def rules_of(row: Mapping[str, Any]) -> VoteRules:
    """Thể lệ từ các cột của cuộc bỏ phiếu."""
    return VoteRules(
        threshold=Threshold(Fraction(row["share"]), row["base"], row["source"], row["above"]),
        kind=row["kind"],
        electorate=row["electorate"],
        conduct=row["conduct"],
        most=row.get("most"),
        seats=row.get("seats"),
        quorum=Fraction(row["quorum"]) if row["quorum"] else None,
        own_unit=row["own_unit"],
        allows_delegation=row["allows_delegation"],
    )


def set_up(work: Work, *, draft: VoteDraft, vote: int | None = None, seen: int = 0) -> int:
    """Lập cuộc bỏ phiếu, or change one that is not open yet; its key.

    Refused with everything that is wrong with it.
    """
    work = work.require(Permission.SET_UP_VOTE)
    draft = _tidied(draft)
    faults = [*draft_faults(draft), *_length_faults(draft)]
    if faults:
        raise Refused(" ".join(faults))
    if vote is None:
        row = Vote(block_year_id=work.period.id, set_by="", set_at=work.now, **columns(draft))
    else:
        row = held(work.session, work.period, vote, seen, VoteStatus.DRAFT)
        for name, value in columns(draft).items():
            setattr(row, name, value)
        row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    key = row.id or 0
    if _candidates(work.session, key) != draft.candidates:
        delete_rows(work.session, VoteOption, col(VoteOption.vote_id) == key)
        work.session.add_all(
            VoteOption(
                vote_id=key, position=place, code=one.code, text=one.text, unit_code=one.unit
            )
            for place, one in enumerate(draft.candidates, 1)
        )
        work.session.flush()
    act = Act("vote.set_up" if vote is None else "vote.changed")
    work.record(act)
    return key


def _candidates(session: Session, vote: int) -> tuple[Candidate, ...]:
    """Các phương án đang lưu, in the order of the ballot."""
    options = session.exec(
        select(VoteOption).where(VoteOption.vote_id == vote).order_by(col(VoteOption.position))
    )
    return tuple(Candidate(one.code, one.text, one.unit_code) for one in options)


def _tidied(draft: VoteDraft) -> VoteDraft:
    candidates = tuple(Candidate(one.code, clean(one.text), one.unit) for one in draft.candidates)
    return VoteDraft(
        title=clean(draft.title),
        rules=draft.rules,
        candidates=candidates,
        subject=draft.subject,
        award=clean(draft.award),
        office=draft.office,
    )


def _length_faults(draft: VoteDraft) -> list[str]:
    texts = {"Tên cuộc bỏ phiếu": draft.title, "Tên khen thưởng": draft.award}
    texts |= {f"Phương án {place}": one.text for place, one in enumerate(draft.candidates, 1)}
    found = ((name, length_fault(text, LONGEST_NAME)) for name, text in texts.items())
    return [f"{name} {fault}." for name, fault in found if fault]


def columns(draft: VoteDraft) -> dict[str, Any]:
    """Các cột của nội dung này, all but its candidates."""
    rules = draft.rules
    return {
        "title": draft.title,
        "subject": draft.subject,
        "award": draft.award,
        "office": draft.office,
        "kind": rules.kind,
        "electorate": rules.electorate,
        "conduct": rules.conduct,
        "share": str(rules.threshold.share),
        "above": rules.threshold.above,
        "base": rules.threshold.base,
        "source": rules.threshold.source.strip(),
        "most": rules.most,
        "seats": rules.seats,
        "quorum": "" if rules.quorum is None else str(rules.quorum),
        "own_unit": rules.own_unit,
        "allows_delegation": rules.allows_delegation,
    }


def discard(work: Work, *, vote: int, seen: int) -> None:
    """Bỏ một cuộc bỏ phiếu chưa mở; the record keeps what it was."""
    work = work.require(Permission.SET_UP_VOTE)
    row = held(work.session, work.period, vote, seen, VoteStatus.DRAFT)
    delete_rows(work.session, VoteOption, col(VoteOption.vote_id) == row.id)
    work.session.delete(row)
    work.session.flush()
    work.record(Act("vote.discarded"))


def open_vote(
    work: Work,
    *,
    vote: int,
    seen: int,
    members: Sequence[str] | None = None,
    reason: str = "",
) -> None:
    """Mở bỏ phiếu: the roll is fixed, all of the electorate or these `members` of it.

    A vote on awards belongs to the stage of the meeting: before it a reason is asked for.
    A box is made for the ballots; its key is a file beside the data.
    """
    work = work.require(Permission.SET_UP_VOTE)
    row = held(work.session, work.period, vote, seen, VoteStatus.DRAFT)
    if is_early(work.period, row.subject) and not clean(reason):
        raise Refused(EARLY.format(STAGE_WORDS[work.period.stage]))
    found = electors.unchecked(work.session, work.period, row.electorate)
    if members is not None:
        if not set(members) <= {one.code for one in found}:
            raise Refused("Danh sách bỏ phiếu có người không thuộc thành phần bỏ phiếu.")
        found = tuple(one for one in found if one.code in members)
    if not found:
        raise Refused("Danh sách bỏ phiếu chưa có ai.")
    work.session.add_all(
        VoteRoll(
            vote_id=vote,
            code=one.code,
            name=one.name,
            unit_code=one.unit,
            voters="\n".join(one.voters),
        )
        for one in found
    )
    _forget_old_keys(work.session)
    row.box = token_hex(16)
    row.public_key = ballot_box.make(folder(), row.box)
    row.opened_by, row.opened_at = work.actor.name, work.now
    move(work.session, row, VoteStatus.OPEN)
    vote_seals.renew(work.session, row)
    work.record(Act("vote.opened", reason=clean(reason)))


def is_early(period: BlockPeriod, subject: Subject) -> bool:
    """Bỏ phiếu khen thưởng khi kỳ chưa tới bình xét: scores may still move."""
    return subject is Subject.AWARD and Stage.VERIFY not in earlier_stages(period.stage)


EARLY = (
    "Kỳ đang ở «{}», chưa tới «Bình xét», nên điểm còn có thể đổi; muốn bỏ phiếu khen thưởng ngay "
    "thì ghi lý do."
)


def _forget_old_keys(session: Session) -> None:
    """Khóa của hòm đã kiểm mà chưa hủy được, where the program was stopped in between."""
    done = select(Vote.box).where(Vote.status == VoteStatus.CLOSED)
    for name in ballot_box.names(folder()) & set(session.exec(done).all()):
        ballot_box.destroy(ballot_box.keys(folder(), name))


def held(
    session: Session,
    period: BlockPeriod,
    vote: int,
    seen: int | None,
    status: VoteStatus,
) -> Vote:
    """Cuộc bỏ phiếu giữ nguyên tình trạng tới hết giao dịch, as it was `seen`.

    NotFound, Refused in another status, StaleEdit when somebody has changed it since.
    """
    row = session.exec(
        select(Vote)
        .where(Vote.id == vote, Vote.block_year_id == period.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound
    if row.status is not status:
        raise Refused(NOT_IN[status])
    if seen is not None and row.version != seen:
        raise StaleEdit("Cuộc bỏ phiếu vừa được người khác đổi; hãy xem lại.")
    return row


NOT_IN = {
    VoteStatus.DRAFT: "Cuộc bỏ phiếu này đã mở nên không đổi được nữa.",
    VoteStatus.OPEN: "Cuộc bỏ phiếu này không đang mở.",
    VoteStatus.CLOSED: "Cuộc bỏ phiếu này chưa kiểm phiếu nên chưa có kết quả.",
}
"""Lời từ chối where a vote is not in the status that is needed."""


def move(session: Session, row: Vote, status: VoteStatus) -> None:
    """Chuyển tình trạng, a part of opening, closing and making anew."""
    row.status = status
    row.version += 1
    session.add(row)
    session.flush()


def view_from(session: Session, row: Vote) -> VoteView:
    """Cuộc bỏ phiếu của dòng đã giữ, with its roll as it is inside the transaction."""
    key = row.id or 0
    roll = [roll_member(one) for one in roll_rows(session, key)]
    return view_of(row, _candidates(session, key), roll)


def held_open(
    session: Session, period: BlockPeriod, vote: int, seen: int | None = None
) -> tuple[Vote, VoteView]:
    """Cuộc đang bỏ phiếu, held, with its roll as it is inside the transaction.

    Refused where what lies sealed is not as the program left it: what is done next would hide that.
    """
    row = held(session, period, vote, seen, VoteStatus.OPEN)
    fault = vote_seals.fault(session, row)
    if fault:
        raise Refused(
            f"Dữ liệu của cuộc bỏ phiếu đã bị đổi ngoài phần mềm ({fault}); chưa ghi gì thêm, hãy "
            "báo khối trưởng làm lại cuộc bỏ phiếu."
        )
    return row, view_from(session, row)


def roll_rows(session: Session, vote: int) -> list[VoteRoll]:
    """Các dòng của danh sách, by code."""
    return list(
        session.exec(
            select(VoteRoll)
            .where(VoteRoll.vote_id == vote)
            .order_by(col(VoteRoll.code))
            .execution_options(populate_existing=True)
        )
    )


def letters(session: Session, vote: int) -> list[VoteRoll]:
    """Các dòng của danh sách có ý kiến bằng văn bản, by code."""
    return [one for one in roll_rows(session, vote) if one.written]


def public_key(session: Session, vote: int) -> str:
    """Khóa để niêm phiếu của hòm này; it opens nothing."""
    return session.exec(select(Vote.public_key).where(Vote.id == vote)).one()


def unsealed(session: Session, view: VoteView, sealed: Sequence[str]) -> list[bytes] | None:
    """Mở những gì đã niêm cho hòm này; None where its key is gone or does not fit."""
    return ballot_box.opened(folder(), view.box, public_key(session, view.key), sealed)


def ballots_in(session: Session, view: VoteView) -> list[bytes] | None:
    """Mọi lá phiếu trong hòm, in nobody's order; None where its key is gone or does not fit."""
    chests = session.exec(select(SealedBallot.sealed).where(SealedBallot.vote_id == view.key)).all()
    return ballot_box.emptied(folder(), view.box, public_key(session, view.key), chests)


def new_key(session: Session, row: Vote) -> str:
    """Thay khóa của hòm đang giữ; its public half. All earlier ones go once this is written."""
    destroy_when_written(session, row.box)
    row.public_key = ballot_box.make(folder(), row.box)
    session.add(row)
    session.flush()
    return row.public_key


def destroy_when_written(session: Session, box: str) -> None:
    """Hủy các khóa hòm này có bây giờ once the caller has committed, if it comes to that."""
    found = ballot_box.keys(folder(), box)

    def destroy(_: Session) -> None:
        ballot_box.destroy(found)

    event.listen(session, "after_commit", destroy, once=True)


def reset(work: Work, *, vote: int, seen: int, reason: str) -> None:
    """Làm lại cuộc đang bỏ phiếu: ballots, marks on the roll, written answers and receipts go.

    It can be changed and opened again, over a new roll and with a new box; old receipts find
    nothing any more. A counted vote stays as it is.
    """
    work = work.require(Permission.SET_UP_VOTE)
    row = held(work.session, work.period, vote, seen, VoteStatus.OPEN)
    if not reason.strip():
        raise Refused("Cần ghi lý do làm lại cuộc bỏ phiếu.")
    cast, there = turn_out(view_from(work.session, row).roll)
    for sealed in (SealedBallot, BallotSlip):
        work.session.connection().execute(delete(sealed).where(col(sealed.vote_id) == row.id))
    for table in (PaperCount, VoteRoll):
        delete_rows(work.session, table, col(table.vote_id) == row.id)
    work.session.expire_all()
    row = held(work.session, work.period, vote, seen, VoteStatus.OPEN)
    old_box, row.box, row.public_key, row.fingerprint = row.box, "", "", ""
    row.opened_by, row.opened_at = "", None
    move(work.session, row, VoteStatus.DRAFT)
    act = Act("vote.reset", detail={"done": cast, "there": there}, reason=reason.strip())
    work.record(act)
    destroy_when_written(work.session, old_box)
