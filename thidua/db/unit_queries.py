"""Truy vấn về một đơn vị trong một năm của khối: what is kept of it there."""

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from thidua.db.tables import (
    Block,
    BlockYear,
    Membership,
    OfficeHolder,
    RoleGrant,
    Unit,
    Vote,
    VoteOption,
    VoteRoll,
)
from thidua.domain.period.period import BlockPeriod


def unit_called(session: Session, code: str) -> Unit | None:
    """Đơn vị mang mã này, of whatever block."""
    return session.exec(select(Unit).where(Unit.code == code)).first()


def membership(session: Session, period: BlockPeriod, code: str) -> Membership | None:
    """Đơn vị này là thành viên của khối trong năm này; None where it is not."""
    return session.exec(
        select(Membership)
        .join(Unit, col(Unit.id) == col(Membership.unit_id))
        .join(Block, col(Block.id) == col(Membership.block_id))
        .where(Unit.code == code, Block.code == period.block_code, Membership.year == period.year)
    ).first()


def kept_of(session: Session, member: Membership) -> frozenset[str]:
    """Các bảng có dòng của đơn vị này trong năm này của khối, whatever its period."""
    periods = select(BlockYear.id).where(
        BlockYear.block_id == member.block_id, BlockYear.year == member.year
    )
    found = set()
    for table in SQLModel.metadata.sorted_tables:
        if {"block_year_id", "unit_id"} <= set(table.columns.keys()):
            own = sa.select(table.c.id).where(
                table.c.unit_id == member.unit_id, table.c.block_year_id.in_(periods)
            )
            if session.connection().execute(own.limit(1)).first() is not None:
                found.add(table.name)
    grant = select(RoleGrant.id).where(
        RoleGrant.unit_id == member.unit_id,
        RoleGrant.block_id == member.block_id,
        RoleGrant.year == member.year,
        col(RoleGrant.ended_at).is_(None),
    )
    code = select(Unit.code).where(Unit.id == member.unit_id).scalar_subquery()
    rolled = (
        select(VoteRoll.id)
        .join(Vote, col(Vote.id) == col(VoteRoll.vote_id))
        .where(col(Vote.block_year_id).in_(periods), VoteRoll.code == code)
    )
    option = (
        select(VoteOption.id)
        .join(Vote, col(Vote.id) == col(VoteOption.vote_id))
        .where(col(Vote.block_year_id).in_(periods), VoteOption.unit_code == code)
    )
    office = select(OfficeHolder.id).where(
        OfficeHolder.unit_id == member.unit_id,
        OfficeHolder.block_id == member.block_id,
        OfficeHolder.year == member.year,
    )
    for name, wanted in (
        ("role_grant", grant),
        ("vote_roll", rolled),
        ("vote_option", option),
        ("office_holder", office),
    ):
        if session.exec(wanted.limit(1)).first() is not None:
            found.add(name)
    return frozenset(found)
