"""Chức vụ trong khối: which unit was head or deputy in which year, so that the turn is seen."""

from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Block, OfficeHolder, Unit
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import clean
from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.vote import HeldOffice, Office
from thidua.services.ground.audit import Act, record, row_of
from thidua.services.ground.kept import kept
from thidua.services.ground.rights import require_now


def past(session: Session, *, actor: Actor, period: BlockPeriod) -> tuple[HeldOffice, ...]:
    """Ai đã giữ chức năm nào trong khối này, latest year first."""
    require(actor, Permission.VIEW_VOTES, period)
    return kept(session, ("offices", period.block_code), lambda: _read(session, period))


def _read(session: Session, period: BlockPeriod) -> tuple[HeldOffice, ...]:
    rows = session.exec(
        select(OfficeHolder, Unit.code)
        .join(Block, col(Block.id) == col(OfficeHolder.block_id))
        .join(Unit, col(Unit.id) == col(OfficeHolder.unit_id))
        .where(Block.code == period.block_code)
        .order_by(col(OfficeHolder.year).desc(), col(OfficeHolder.office), Unit.code)
    )
    found = [HeldOffice(row.year, row.office, unit, row.source) for row, unit in rows]
    return tuple(sorted(found, key=lambda one: (-one.year, one.office is not Office.HEAD)))


def note(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    year: int,
    office: Office,
    unit: str,
    now: datetime,
    source: str = "",
) -> None:
    """Ghi ai đã giữ chức của một năm trước; what is known already is refused."""
    period = require_now(session, actor, Permission.SET_UP_VOTE, period)
    if not 1950 <= year <= period.year:
        raise Refused(f"Năm phải từ 1950 đến {period.year}.")
    if unit not in {one.code for one in queries.members(session, period)}:
        raise NotFound
    acts = write(
        session,
        actor=actor,
        period=period,
        year=year,
        office=office,
        unit=unit,
        source=clean(source),
        now=now,
    )
    if not acts:
        raise Refused("Chức vụ này của đơn vị này trong năm ấy đã được ghi.")
    record(session, actor=actor, now=now, acts=acts, period=period)


def write(
    session: Session,
    *,
    actor: Actor,
    period: BlockPeriod,
    year: int,
    office: Office,
    unit: str,
    source: str,
    now: datetime,
) -> list[Act]:
    """Ghi chức vụ, a part of noting and of closing a vote; nothing where it is there already."""
    block = session.exec(select(Block.id).where(Block.code == period.block_code)).one()
    key = queries.unit_key(session, unit)
    same = select(OfficeHolder.id).where(
        OfficeHolder.block_id == block,
        OfficeHolder.year == year,
        OfficeHolder.office == office,
        OfficeHolder.unit_id == key,
    )
    if session.exec(same).first() is not None:
        return []
    row = OfficeHolder(
        block_id=block or 0,
        year=year,
        office=office,
        unit_id=key,
        source=source,
        set_by=actor.name,
        set_at=now,
    )
    session.add(row)
    session.flush()
    return [Act("office.noted", unit, rows=[row_of(row)])]
