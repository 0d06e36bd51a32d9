"""Cuộc bỏ phiếu: set up, opened over a fixed roll, made anew; closing it is elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from secrets import token_hex
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, event, update
from sqlmodel import Session, col, select

from thidua import ballot_box
from thidua.db import council_queries
from thidua.db.changes import delete_rows, update_rows
from thidua.db.engine import folder_of
from thidua.db.tables import (
    BallotSlip,
    CouncilItemTable,
    PaperCount,
    RoomCount,
    RoomPaper,
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
    Paper,
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
from thidua.services.vote import electors, own_interest
from thidua.services.vote import seals as vote_seals

KEYS = "hom-phieu"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteView:
    """Cuộc bỏ phiếu as people see it: everything but what was cast.

    `box` names the ballot box of this opening; receipts are bound to it. `fingerprint` is of the
    sealed box while it is open, and of the result once it was counted. `figures` are the points of
    the units on the ballot when it was opened. One of a council's meeting is no part of the
    meeting of the block.
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
    figures: tuple[tuple[str, str], ...] = ()
    is_of_council: bool = False

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


def folder(session: Session) -> Path:
    """Nơi giữ khóa hòm phiếu, beside the database and never in it."""
    return folder_of(session) / KEYS


def listed(work: Work) -> tuple[VoteView, ...]:
    """Các cuộc bỏ phiếu của kỳ này, latest first."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return unchecked(work.session, work.period)


def listed_of_block(work: Work) -> tuple[VoteView, ...]:
    """Các cuộc bỏ phiếu của chính khối, those of its councils left out, latest first."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return unchecked_of_block(work.session, work.period)


def unchecked(session: Session, period: BlockPeriod) -> tuple[VoteView, ...]:
    """Các cuộc bỏ phiếu của kỳ này, latest first, whoever asks."""
    return kept(session, ("votes", period), lambda: fresh(session, period))


def unchecked_of_block(session: Session, period: BlockPeriod) -> tuple[VoteView, ...]:
    """Các cuộc bỏ phiếu của chính khối, those of its councils left out, whoever asks."""
    return tuple(one for one in unchecked(session, period) if not one.is_of_council)


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
    has_paper = any(row.allows_paper and row.status is VoteStatus.OPEN for row in rows)
    held = papers(session, col(Vote.block_year_id) == period.id) if has_paper else {}
    rolls: dict[int, list[RollMember]] = {}
    for member in session.exec(
        select(VoteRoll)
        .join(Vote, col(Vote.id) == col(VoteRoll.vote_id))
        .where(Vote.block_year_id == period.id)
        .order_by(col(VoteRoll.code))
    ):
        rolls.setdefault(member.vote_id, []).append(roll_member(member, held))
    of_council = council_queries.votes(session, period) if rows else frozenset()
    views = (view_of(row, options.get(row.id or 0, ()), rolls.get(row.id or 0, ())) for row in rows)
    return tuple(replace(one, is_of_council=one.key in of_council) for one in views)


def papers(session: Session, *where: ColumnElement[bool]) -> dict[int, Paper]:
    """Phiếu giấy đang phát trong các cuộc bỏ phiếu này, by the row of the roll."""
    found = session.exec(
        select(RoomPaper.roll_id, RoomPaper.in_box)
        .join(Vote, col(Vote.id) == col(RoomPaper.vote_id))
        .where(*where)
    )
    return {row: Paper.IN_BOX if in_box else Paper.GIVEN for row, in_box in found}


def roll_member(row: VoteRoll, held: Mapping[int, Paper] = MappingProxyType({})) -> RollMember:
    """Một dòng của danh sách, without what was written; `held` are the paper ballots out."""
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
        paper=held.get(row.id or 0, Paper.NONE),
        void_by=row.void_by,
        void_reason=row.void_reason,
        kept_from=frozenset(row.kept_from.splitlines()),
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
        figures=figures_from(row.figures),
    )


def figures_from(text: str) -> tuple[tuple[str, str], ...]:
    """Số điểm lúc mở phiếu, as the row keeps it: a unit a line, with what it is compared by."""
    rows = (line.rpartition("\t") for line in text.split("\n") if line)
    return tuple((unit, figure) for unit, _, figure in rows)


def figures_text(figures: Mapping[str, str], candidates: Sequence[Candidate]) -> str:
    """Số điểm của các đơn vị trên lá phiếu, as the row keeps it."""
    units = sorted({one.unit for one in candidates if one.unit in figures})
    return "\n".join(f"{unit}\t{figures[unit]}" for unit in units)


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
        allows_paper=row.get("allows_paper", False),
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
        if is_of_council(work, vote):
            raise Refused(OF_COUNCIL)
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


OF_COUNCIL = (
    "Cuộc bỏ phiếu này của một phiên họp hội đồng: muốn đổi thì bỏ nó rồi lập lại từ phiên họp."
)


def is_of_council(work: Work, vote: int) -> bool:
    """Cuộc bỏ phiếu của một phiên họp hội đồng, whose matters and members it has."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return council_queries.meeting_of_vote(work.session, vote) is not None


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
        "allows_paper": rules.allows_paper,
    }


def discard(work: Work, *, vote: int, seen: int) -> None:
    """Bỏ một cuộc bỏ phiếu chưa mở; the record keeps what it was.

    One that another person set up is put away by nobody who stands on its ballot.
    """
    work = work.require(Permission.SET_UP_VOTE)
    row = held(work.session, work.period, vote, seen, VoteStatus.DRAFT)
    if row.set_by != work.actor.name:
        own_interest.require_none(work, _candidates(work.session, vote))
    delete_rows(work.session, VoteOption, col(VoteOption.vote_id) == row.id)
    update_rows(work.session, CouncilItemTable, col(CouncilItemTable.vote_id) == vote, vote_id=None)
    work.session.delete(row)
    work.session.flush()
    work.record(Act("vote.discarded"))


def may_discard(work: Work, view: VoteView) -> bool:
    """Bỏ được cuộc chưa mở này: one's own, or any where not on the ballot."""
    is_own = view.set_by == work.actor.name
    return is_own or not own_interest.why_not(work, view.draft.candidates)


def open_vote(
    work: Work,
    *,
    vote: int,
    seen: int,
    members: Sequence[str] | None = None,
    reason: str = "",
    figures: Mapping[str, str] | None = None,
) -> None:
    """Mở bỏ phiếu: the roll is fixed, all of the electorate or these `members` of it.

    A vote on awards belongs to the stage of the meeting: before it a reason is asked for. One in
    which the unit of whoever set it up or opens it stands is opened by a second person of another
    unit.
    A box is made for the ballots; its key is a file beside the data. `figures` are the points as
    they stand now, by unit: what the vote is held on; see `services.council.opening`.
    """
    work = work.require(Permission.SET_UP_VOTE)
    row = held(work.session, work.period, vote, seen, VoteStatus.DRAFT)
    own_interest.require_opener(work, _candidates(work.session, vote), row.set_by)
    if is_early(work.period, row.subject) and not clean(reason):
        raise Refused(EARLY.format(STAGE_WORDS[work.period.stage]))
    found = electors.of_vote(work.session, work.period, vote, row.electorate)
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
            presence=one.presence,
            document=one.document,
            kept_from="\n".join(sorted(one.kept_from)),
        )
        for one in found
    )
    _forget_old_keys(work.session)
    kept_figures = figures_text(figures or {}, _candidates(work.session, vote))
    row.box, row.figures = token_hex(16), kept_figures
    row.public_key = ballot_box.make(folder(work.session), row.box)
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
    here = folder(session)
    for name in ballot_box.names(here) & set(session.exec(done).all()):
        ballot_box.destroy(ballot_box.keys(here, name))


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
    held = papers(session, col(Vote.id) == key) if row.allows_paper else {}
    roll = [roll_member(one, held) for one in roll_rows(session, key)]
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
    return ballot_box.opened(folder(session), view.box, public_key(session, view.key), sealed)


def ballots_in(session: Session, view: VoteView) -> list[bytes] | None:
    """Mọi lá phiếu trong hòm, in nobody's order; None where its key is gone or does not fit."""
    chests = session.exec(select(SealedBallot.sealed).where(SealedBallot.vote_id == view.key)).all()
    return ballot_box.emptied(folder(session), view.box, public_key(session, view.key), chests)


NO_KEY = (
    "Không mở được hòm phiếu vì máy chủ không còn khóa của nó; các phiếu đã bỏ không đọc được, "
    "hãy làm lại cuộc bỏ phiếu."
)
"""Lời từ chối where the key of the box is gone."""


def new_key(session: Session, row: Vote) -> str:
    """Thay khóa của hòm đang giữ; its public half. All earlier ones go once this is written."""
    destroy_when_written(session, row.box)
    row.public_key = ballot_box.make(folder(session), row.box)
    session.add(row)
    session.flush()
    return row.public_key


def destroy_when_written(session: Session, box: str) -> None:
    """Hủy các khóa hòm này có bây giờ once the caller has committed, if it comes to that."""
    found = ballot_box.keys(folder(session), box)

    def destroy(_: Session) -> None:
        ballot_box.destroy(found)

    event.listen(session, "after_commit", destroy, once=True)


def rewrite_roll(session: Session, vote: int) -> None:
    """Ghi lại mọi dòng của danh sách, in the order of its keys, all in this transaction.

    PostgreSQL keeps with each row which transaction wrote it last, and where: those marked together
    as holding paper would be told from the others by that.
    """
    session.flush()
    again = update(VoteRoll).where(col(VoteRoll.id) == bindparam("row"))
    keys = session.exec(
        select(VoteRoll.id).where(VoteRoll.vote_id == vote).order_by(col(VoteRoll.id))
    )
    session.connection().execute(
        again.values(has_cast=col(VoteRoll.has_cast)), [{"row": key} for key in keys]
    )


def reset(work: Work, *, vote: int, seen: int, reason: str) -> None:
    """Làm lại cuộc đang bỏ phiếu: ballots, marks on the roll, written answers and receipts go.

    It can be changed and opened again, over a new roll and with a new box; old receipts find
    nothing any more. A counted vote stays as it is. Nobody does it who stands on the ballot.
    """
    work = work.require(Permission.SET_UP_VOTE)
    row = held(work.session, work.period, vote, seen, VoteStatus.OPEN)
    own_interest.require_none(work, _candidates(work.session, vote))
    if not reason.strip():
        raise Refused("Cần ghi lý do làm lại cuộc bỏ phiếu.")
    cast, there = turn_out(view_from(work.session, row).roll)
    for sealed in (SealedBallot, BallotSlip, RoomPaper):
        work.session.connection().execute(delete(sealed).where(col(sealed.vote_id) == row.id))
    for table in (PaperCount, RoomCount, VoteRoll):
        delete_rows(work.session, table, col(table.vote_id) == row.id)
    work.session.expire_all()
    row = held(work.session, work.period, vote, seen, VoteStatus.OPEN)
    old_box, row.box, row.public_key, row.fingerprint = row.box, "", "", ""
    row.figures = ""
    row.opened_by, row.opened_at = "", None
    move(work.session, row, VoteStatus.DRAFT)
    act = Act("vote.reset", detail={"done": cast, "there": there}, reason=reason.strip())
    work.record(act)
    destroy_when_written(work.session, old_box)
