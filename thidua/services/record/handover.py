"""Bàn giao khối: a block is packed for its next chair, every year of it."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date

from sqlmodel import Session, col, select

from thidua.db import dossier_queries, queries
from thidua.db.tables import (
    Account,
    Block,
    BlockYear,
    Membership,
    OfficeHolder,
    RoleGrant,
    Unit,
)
from thidua.db.tables import Covenant as CovenantTable
from thidua.domain.access.permissions import Permission, require
from thidua.domain.awards.proposal import OPEN, PROPOSAL_WORDS
from thidua.domain.dossier.facts import Recipient
from thidua.domain.ground.errors import NotFound, ThiduaError
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import STAGE_WORDS, Stage
from thidua.domain.record.handover import (
    HandedAward,
    HandedCovenant,
    HandedOffice,
    HandedPerson,
    HandedRole,
    HandedUnit,
    Handover,
)
from thidua.files.handover_pack import handover_pack, record_name
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import chained, exports
from thidua.services.thread import threads
from thidua.services.vote import votes


def pack(work: Work) -> bytes:
    """Tải gói bàn giao của khối này, for whoever leads it: every year of it."""
    require(work.actor, Permission.VIEW_RECORD, work.period)
    require(work.actor, Permission.DECIDE_AWARD, work.period)
    packed = {
        record_name(one.place): exports.record(work.at(one))
        for one in _periods(work.session, work.period.block_code)
        if one.covenant_version is not None and _reads(work, one)
    }
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in packed.items()}
    return handover_pack(unchecked(work.session, work.period.block_code, digests), packed)


def _reads(work: Work, period: BlockPeriod) -> bool:
    try:
        require(work.actor, Permission.VIEW_RECORD, period)
        require(work.actor, Permission.VIEW_STANDINGS, period)
    except ThiduaError:
        return False
    return True


def _periods(session: Session, block: str) -> list[BlockPeriod]:
    found = [one for one in rosters.all_periods(session) if one.block_code == block]
    return sorted(found, key=lambda one: (one.year, one.part.code))


def unchecked(session: Session, block: str, digests: dict[str, str] | None = None) -> Handover:
    """Nội dung bàn giao của một khối, whoever asks."""
    row = session.exec(select(Block).where(Block.code == block)).first()
    if row is None:
        raise NotFound
    organiser = queries.organisers(session).get(block)
    units = _units(session, block)
    codes = [one.code for one in units]
    people = dossier_queries.staff(session, codes)
    position, seal = chained.head(session)
    return Handover(
        block_code=row.code,
        block_name=row.name,
        organiser=None
        if organiser is None
        else (organiser.level.value, organiser.body, organiser.document),
        units=units,
        offices=tuple(_offices(session, row)),
        covenants=tuple(_covenants(session, row)),
        people=tuple(
            HandedPerson(
                code=one.code,
                full_name=one.full_name,
                unit=one.unit,
                position=one.position,
                is_leader=one.is_leader,
                active=one.active,
            )
            for one in people
        ),
        awards=tuple(awards_of(session, codes, [one.code for one in people])),
        roles=tuple(_roles(session, row)),
        matters=tuple(_matters(session, block)),
        position=position,
        seal=seal,
        records=tuple(sorted((digests or {}).items())),
    )


def _units(session: Session, block: str) -> tuple[HandedUnit, ...]:
    years: dict[str, list[int]] = {}
    rows = session.exec(
        select(Membership.year, Unit.code)
        .join(Unit, col(Unit.id) == col(Membership.unit_id))
        .join(Block, col(Block.id) == col(Membership.block_id))
        .where(Block.code == block)
    )
    for year, unit in rows:
        years.setdefault(unit, []).append(year)
    return tuple(
        HandedUnit(
            code=one.code,
            name=one.name,
            short_name=one.short_name,
            kind=one.kind,
            years=tuple(sorted(years[one.code])),
        )
        for one in dossier_queries.all_units(session)
        if one.code in years
    )


def _offices(session: Session, block: Block) -> Iterator[HandedOffice]:
    rows = session.exec(
        select(OfficeHolder, Unit.code)
        .join(Unit, col(Unit.id) == col(OfficeHolder.unit_id))
        .where(OfficeHolder.block_id == block.id)
        .order_by(col(OfficeHolder.year), col(OfficeHolder.office), Unit.code)
    )
    for row, unit in rows:
        yield HandedOffice(year=row.year, office=row.office.value, unit=unit, source=row.source)


def _covenants(session: Session, block: Block) -> Iterator[HandedCovenant]:
    known = {one.id: one for one in _periods(session, block.code)}
    rows = session.exec(
        select(CovenantTable, BlockYear)
        .join(BlockYear, col(BlockYear.id) == col(CovenantTable.block_year_id))
        .where(BlockYear.block_id == block.id)
        .order_by(
            col(BlockYear.year),
            col(BlockYear.kind),
            col(BlockYear.part),
            col(CovenantTable.version),
        )
    ).all()
    for row, year in rows:
        draft = queries.covenant_draft(session, known[year.id or 0], row.version)
        yield HandedCovenant(
            year=year.year,
            kind=year.kind.value,
            part=year.part,
            part_name=year.part_name,
            begins=_day(year.begins),
            ends=_day(year.ends),
            version=row.version,
            title=row.title,
            effective_from=_day(row.effective_from),
            reason=row.reason,
            document=row.document,
            created_by=row.created_by,
            created_at=row.created_at.astimezone(UTC).isoformat(),
            fingerprint=row.fingerprint,
            settings=tuple((one.name, _text(one.value)) for one in draft.settings),
            criteria=tuple(
                (
                    *(one.code, one.text, _number(one.max_points), one.method, one.parameters),
                    *(one.sign, one.evidence, one.gate, one.clause, one.note),
                    *([one.quotation] if one.quotation or one.source else []),
                    *([one.source] if one.source else []),
                )
                for one in draft.criteria
            ),
            ranking=tuple((one.kind, one.order, one.content, one.value) for one in draft.ranking),
        )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: object) -> str | None:
    return None if value is None else f"{value:f}"


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def awards_of(
    session: Session, units: Sequence[str], people: Sequence[str]
) -> Iterator[HandedAward]:
    """Các lần khen còn hiệu lực của những đơn vị và cá nhân này, whoever asks."""
    for one in dossier_queries.awards_given(session, [*units, *people]):
        if one.subject in (units if one.recipient is Recipient.COLLECTIVE else people):
            yield HandedAward(
                recipient=one.recipient.value,
                subject=one.subject,
                award=one.award,
                year=one.year,
                decision=one.decision,
                day=_day(one.day),
                authority=one.authority,
                occasion=one.occasion.value,
            )


def _roles(session: Session, block: Block) -> Iterator[HandedRole]:
    rows = session.exec(
        select(Account, RoleGrant, Unit.code)
        .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
        .join(Unit, col(Unit.id) == col(RoleGrant.unit_id), isouter=True)
        .where(RoleGrant.block_id == block.id, col(RoleGrant.ended_at).is_(None))
        .order_by(Account.login, col(RoleGrant.year), col(RoleGrant.role), Unit.code)
    )
    for account, grant, unit in rows:
        yield HandedRole(
            login=account.login,
            full_name=account.full_name,
            role=grant.role.value,
            unit=unit,
            year=grant.year or 0,
            home=grant.home,
        )


def _matters(session: Session, block: str) -> Iterator[str]:
    """Việc còn dở: what the next chair finds undone, period by period."""
    for period in _periods(session, block):
        if period.covenant_version is None:
            continue
        if period.stage is not Stage.PUBLISHED:
            yield f"{period.words}: đang ở giai đoạn «{STAGE_WORDS[period.stage]}»"
        for thread in threads.unchecked_open(session, period):
            about = f"đơn vị {thread.unit}, tiêu chí {thread.criterion}"
            yield f"{period.words}: giải trình, kiến nghị chưa kết thúc, {about}"
        for vote in votes.unchecked_open(session, period):
            yield f"{period.words}: cuộc bỏ phiếu đang mở «{vote.draft.title}»"
        waiting = len(queries.unconfirmed_lines(session, period))
        if waiting:
            yield f"{period.words}: {waiting} dòng điểm chờ người thứ hai xác nhận"
        for one in dossier_queries.proposals(session, period):
            if one.state in OPEN:
                yield (
                    f"{period.words}: đề nghị {one.award} cho {one.subject} "
                    f"{PROPOSAL_WORDS[one.state]}, chưa có kết quả"
                )
