"""Truy vấn hồ sơ khen thưởng: people, facts, awards given, proposals; rows as domain values."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, func, tuple_
from sqlmodel import Session, col, select

from thidua.db import tables
from thidua.db.changes import update_rows
from thidua.db.queries import made, pick, picked
from thidua.db.tables import (
    AchievementUse,
    BlockYear,
    GivenAward,
    LawText,
    Proposal,
    QuotaSetting,
    StatedFact,
    Unit,
)
from thidua.domain.awards.proposal import ProposedAward
from thidua.domain.dossier.award_file import RecordedAward
from thidua.domain.dossier.award_history import UsedAchievement
from thidua.domain.dossier.fact_file import FactKey, RecordedFact
from thidua.domain.dossier.facts import Recipient
from thidua.domain.dossier.staff import StaffMember
from thidua.domain.law.layers import LawCopy
from thidua.domain.period.period import BlockPeriod, Member


def all_units(session: Session) -> list[Member]:
    """Mọi đơn vị đã biết, by code."""
    columns = (Unit.code, Unit.name, Unit.short_name, Unit.kind)
    return made(session, Member, pick(*columns).order_by(col(Unit.code)))


def staff(session: Session, units: Collection[str] | None = None) -> list[StaffMember]:
    """Cá nhân của những đơn vị này, or of all; by code."""
    statement = (
        pick(
            tables.StaffMember.code,
            tables.StaffMember.full_name,
            col(Unit.code).label("unit"),
            tables.StaffMember.position,
            tables.StaffMember.is_leader,
            tables.StaffMember.active,
            tables.StaffMember.version,
        )
        .join(Unit, col(Unit.id) == col(tables.StaffMember.unit_id))
        .order_by(col(tables.StaffMember.code))
    )
    if units is not None:
        statement = statement.where(col(Unit.code).in_(units))
    return made(session, StaffMember, statement)


def facts(session: Session, subjects: Collection[str] | None = None) -> list[RecordedFact]:
    """Dữ kiện đang có hiệu lực của những đối tượng này, or of all."""
    statement = (
        pick(
            StatedFact.recipient,
            StatedFact.subject,
            StatedFact.code,
            StatedFact.year,
            StatedFact.value,
            StatedFact.evidence,
            StatedFact.version,
            StatedFact.stated_by,
            StatedFact.stated_at,
        )
        .where(col(StatedFact.live))
        .order_by(col(StatedFact.id))
    )
    if subjects is not None:
        statement = statement.where(col(StatedFact.subject).in_(subjects))
    return made(session, RecordedFact, statement)


def fact_versions(
    session: Session, recipient: Recipient, subject: str, code: str, year: int | None
) -> list[RecordedFact]:
    """Mọi phiên bản của một dữ kiện, newest first."""
    rows = session.exec(
        select(StatedFact)
        .where(
            col(StatedFact.recipient) == recipient,
            StatedFact.subject == subject,
            StatedFact.code == code,
            _same_year(year),
        )
        .order_by(col(StatedFact.id).desc())
    )
    return [
        RecordedFact(
            recipient=row.recipient,
            subject=row.subject,
            code=row.code,
            year=row.year,
            value=row.value,
            evidence=row.evidence,
            version=row.version,
            stated_by=row.stated_by,
            stated_at=row.stated_at,
        )
        for row in rows
    ]


def last_versions(session: Session, subjects: Collection[str]) -> dict[FactKey, int]:
    """Số của phiên bản cuối của các dữ kiện về những đối tượng này, those withdrawn included."""
    place = (StatedFact.recipient, StatedFact.subject, StatedFact.code, StatedFact.year)
    rows = picked(
        session,
        pick(*place, func.max(StatedFact.version))
        .where(col(StatedFact.subject).in_(subjects))
        .group_by(*map(col, place)),
    )
    return {tuple(key): last for *key, last in rows}


_CHUNK = 2000
"""Số khóa mỗi câu lệnh: a database takes only so many values at once."""


def end_facts(session: Session, keys: Collection[FactKey]) -> None:
    """Kết thúc phiên bản đang dùng của những dữ kiện này."""
    place = (col(StatedFact.recipient), col(StatedFact.subject), col(StatedFact.code))
    year = col(StatedFact.year)
    listed = [*keys]
    for start in range(0, len(listed), _CHUNK):
        some = listed[start : start + _CHUNK]
        yearly = [key for key in some if key[3] is not None]
        standing = [key[:3] for key in some if key[3] is None]
        if yearly:
            same = tuple_(*place, year).in_(yearly)
            update_rows(session, StatedFact, same, col(StatedFact.live), live=False)
        if standing:
            same = tuple_(*place).in_(standing)
            update_rows(session, StatedFact, same, year.is_(None), col(StatedFact.live), live=False)


def _same_year(year: int | None) -> ColumnElement[bool]:
    """Cùng năm, where a standing fact has none."""
    column = col(StatedFact.year)
    return column.is_(None) if year is None else column == year


def awards_given(session: Session, subjects: Collection[str] | None = None) -> list[RecordedAward]:
    """Các lần đã được khen còn hiệu lực, the earliest year first."""
    statement = (
        select(GivenAward)
        .where(col(GivenAward.withdrawn).is_(False))
        .order_by(col(GivenAward.year), col(GivenAward.id))
    )
    if subjects is not None:
        statement = statement.where(col(GivenAward.subject).in_(subjects))
    return [given_award(row) for row in session.exec(statement)]


def given_award(row: GivenAward) -> RecordedAward:
    """Lần khen từ dòng đã đọc."""
    return RecordedAward(
        key=row.id or 0,
        recipient=row.recipient,
        subject=row.subject,
        award=row.award,
        year=row.year,
        decision=row.decision,
        day=row.day,
        authority=row.authority,
        occasion=row.occasion,
        version=row.version,
        is_decided_here=row.proposal_id is not None,
    )


def law_copies(session: Session, name: str | None = None) -> list[LawCopy]:
    """Bản luật của người dùng: those in force, or every version of one file, newest first."""
    statement = select(LawText).order_by(col(LawText.name), col(LawText.version).desc())
    if name is None:
        statement = statement.where(col(LawText.live))
    else:
        statement = statement.where(LawText.name == name)
    return [
        LawCopy(
            name=row.name,
            text=row.content,
            version=row.version,
            set_by=row.set_by,
            set_at=row.set_at,
            reason=row.reason,
            live=row.live,
        )
        for row in session.exec(statement)
    ]


def proposals(session: Session, period: BlockPeriod | None = None) -> list[ProposedAward]:
    """Đề nghị khen thưởng của một kỳ, or of all, with what they used; the first made first."""
    statement = select(Proposal).order_by(col(Proposal.id))
    if period is not None:
        statement = statement.where(Proposal.block_year_id == period.id)
    rows = session.exec(statement).all()
    uses = _uses(session, rows)
    return [proposed_award(row, uses.get(row.id or 0, ())) for row in rows]


def _uses(session: Session, rows: Iterable[Proposal]) -> dict[int, list[UsedAchievement]]:
    years = _years(session)
    known = {row.id: row for row in rows}
    found: dict[int, list[UsedAchievement]] = {}
    for use in session.exec(
        select(AchievementUse)
        .where(col(AchievementUse.proposal_id).in_(known))
        .order_by(col(AchievementUse.id))
    ):
        row = known[use.proposal_id]
        found.setdefault(use.proposal_id, []).append(
            UsedAchievement(
                what=use.what,
                year=use.year,
                for_award=row.programme or row.award,
                for_year=years[row.block_year_id],
                evidence=use.evidence,
            )
        )
    return found


def _years(session: Session) -> dict[int, int]:
    return {key: year for key, year in picked(session, pick(BlockYear.id, BlockYear.year))}


def proposed_award(row: Proposal, uses: Iterable[UsedAchievement] = ()) -> ProposedAward:
    """Đề nghị từ dòng đã đọc."""
    return ProposedAward(
        key=row.id or 0,
        award=row.award,
        recipient=row.recipient,
        subject=row.subject,
        state=row.state,
        programme=row.programme,
        group=row.group_code,
        round=row.round_code,
        reason=row.reason,
        despite=row.despite,
        document=row.document,
        vote=row.vote_id,
        council=row.council,
        decision=row.decision,
        day=row.day,
        signer=row.signer,
        authority=row.authority,
        verdict=row.verdict,
        judged_on=row.judged_on,
        version=row.version,
        set_by=row.set_by,
        set_at=row.set_at,
        uses=tuple(uses),
    )


def used_by(
    session: Session, subjects: Collection[str]
) -> dict[tuple[Recipient, str], tuple[UsedAchievement, ...]]:
    """Thành tích đã dùng của những đối tượng này, whoever put them forward in whichever block."""
    rows = session.exec(
        select(Proposal).where(col(Proposal.standing), col(Proposal.subject).in_(subjects))
    ).all()
    uses = _uses(session, rows)
    found: dict[tuple[Recipient, str], tuple[UsedAchievement, ...]] = {}
    for row in rows:
        key = (row.recipient, row.subject)
        found[key] = (*found.get(key, ()), *uses.get(row.id or 0, ()))
    return found


def quota_settings(session: Session, period: BlockPeriod) -> list[QuotaSetting]:
    """Số suất và cách hiểu đã ấn định cho kỳ này."""
    return list(
        session.exec(
            select(QuotaSetting)
            .where(QuotaSetting.block_year_id == period.id)
            .order_by(QuotaSetting.programme, QuotaSetting.code)
        )
    )
