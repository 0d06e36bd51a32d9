"""Chức vụ trong khối: which unit was head or deputy in which year, so that the turn is seen."""

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Block, OfficeHolder, Unit
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import clean
from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.vote import HeldOffice, Office
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work


def past(work: Work) -> tuple[HeldOffice, ...]:
    """Ai đã giữ chức năm nào trong khối này, latest year first."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return kept(
        work.session, ("offices", work.period.block_code), lambda: _read(work.session, work.period)
    )


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


def note(work: Work, *, year: int, office: Office, unit: str, source: str = "") -> None:
    """Ghi ai đã giữ chức của một năm trước; what is known already is refused."""
    work = work.require(Permission.SET_UP_VOTE)
    if not 1950 <= year <= work.period.year:
        raise Refused(f"Năm phải từ 1950 đến {work.period.year}.")
    if unit not in {one.code for one in block_members.members(work.session, work.period)}:
        raise NotFound
    acts = write(work, year=year, office=office, unit=unit, source=clean(source))
    if not acts:
        raise Refused("Chức vụ này của đơn vị này trong năm ấy đã được ghi.")
    work.record(*acts)


def write(work: Work, *, year: int, office: Office, unit: str, source: str) -> list[Act]:
    """Ghi chức vụ, a part of noting and of closing a vote; nothing where it is there already."""
    block = work.session.exec(select(Block.id).where(Block.code == work.period.block_code)).one()
    key = queries.unit_key(work.session, unit)
    same = select(OfficeHolder.id).where(
        OfficeHolder.block_id == block,
        OfficeHolder.year == year,
        OfficeHolder.office == office,
        OfficeHolder.unit_id == key,
    )
    if work.session.exec(same).first() is not None:
        return []
    row = OfficeHolder(
        block_id=block or 0,
        year=year,
        office=office,
        unit_id=key,
        source=source,
        set_by=work.actor.name,
        set_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return [Act("office.noted", unit, rows=[row_of(row)])]
