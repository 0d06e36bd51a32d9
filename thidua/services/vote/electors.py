"""Thành phần bỏ phiếu: who is on the roll of a vote that is opened now."""

from typing import Any

from sqlmodel import Session, col

from thidua.db import queries
from thidua.db.tables import (
    Account,
    Block,
    RoleGrant,
    Unit,
)
from thidua.domain.access.account import record_name
from thidua.domain.access.permissions import Permission, Role, require
from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.vote import Electorate, RollMember
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work


def electors(work: Work, *, electorate: Electorate) -> tuple[RollMember, ...]:
    """Danh sách dự kiến: who would be on the roll if the vote were opened now."""
    require(work.actor, Permission.SET_UP_VOTE, work.period)
    return kept(
        work.session,
        ("electors", work.period, electorate),
        lambda: unchecked(work.session, work.period, electorate),
    )


def unchecked(
    session: Session, period: BlockPeriod, electorate: Electorate
) -> tuple[RollMember, ...]:
    officers, council = _people(session, period)
    if electorate is Electorate.UNITS:
        return tuple(
            RollMember(
                code=one.code,
                name=one.name,
                unit=one.code,
                voters=tuple(login for login, _ in officers.get(one.code, ())),
            )
            for one in block_members.members(session, period)
        )
    units = {login: unit for unit, people in officers.items() for login, _ in people}
    return tuple(
        RollMember(
            code=login, name=record_name(name, login), unit=units.get(login, home), voters=(login,)
        )
        for login, name, home in council
    )


def _people(
    session: Session, period: BlockPeriod
) -> tuple[dict[str, list[tuple[str, str]]], list[tuple[str, str, str]]]:
    """Cán bộ của từng đơn vị và thành viên hội đồng, whose accounts are in use.

    Of a member of the council comes the unit they are of, empty where none was said.
    """
    officers: dict[str, list[tuple[str, str]]] = {}
    council = []
    statement: Any = (
        queries.pick(RoleGrant.role, Unit.code, Account.login, Account.full_name, RoleGrant.home)
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .join(Block, col(Block.id) == col(RoleGrant.block_id))
        .outerjoin(Unit, col(Unit.id) == col(RoleGrant.unit_id))
        .where(
            col(RoleGrant.role).in_((Role.UNIT_OFFICER, Role.COUNCIL_MEMBER)),
            col(RoleGrant.ended_at).is_(None),
            col(Account.active),
            col(Block.code) == period.block_code,
            col(RoleGrant.year) == period.year,
        )
        .order_by(col(Account.login))
    )
    for role, unit, login, name, home in queries.picked(session, statement):
        if role is Role.COUNCIL_MEMBER:
            council.append((login, name, home or ""))
        else:
            officers.setdefault(unit, []).append((login, name))
    return officers, list(dict.fromkeys(council))
