"""Nhận chức: what a counted election offers, the role of the office for a person of the unit.

The unit is elected; which of its people leads the block is said by whoever gives roles, with the
paper it rests on. Nothing is given by the vote itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from thidua.db.tables import Account, Block, OfficeHolder, RoleGrant, Unit
from thidua.domain.access.permissions import Grant, Permission, Role, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import clean
from thidua.domain.vote.vote import Office
from thidua.services.access import accounts
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import rosters


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectedRole:
    """Vai trò chờ giao: which unit was elected to what by which vote; `people` by their logins."""

    block: str
    block_name: str
    year: int
    office: Office
    unit: str
    unit_name: str
    vote: str
    people: Mapping[str, str]

    @property
    def grant(self) -> Grant:
        """Vai trò: head and deputy lead the block in the same way."""
        return Grant(Role.HEAD, self.block, None, self.year)


def waiting(work: Work) -> tuple[ElectedRole, ...]:
    """Các vai trò chờ giao, of elections for a year not behind the latest of their block."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    return kept(work.session, "elected roles", lambda: _waiting(work.session))


def _waiting(session: Session) -> tuple[ElectedRole, ...]:
    rows = session.exec(
        select(OfficeHolder, Block, Unit)
        .join(Block, col(Block.id) == col(OfficeHolder.block_id))
        .join(Unit, col(Unit.id) == col(OfficeHolder.unit_id))
        .where(OfficeHolder.source != "")
        .order_by(Block.code, col(OfficeHolder.year), col(OfficeHolder.office).desc(), Unit.code)
    ).all()
    if not rows:
        return ()
    latest: dict[str, int] = {}
    for one in rosters.all_periods(session):
        latest[one.block_code] = max(one.year, latest.get(one.block_code, 0))
    found = []
    for held, block, unit in rows:
        if held.year < latest.get(block.code, 0):
            continue
        people = _people(session, block, unit, held.year)
        if not _has_role(session, block, held.year, people):
            found.append(
                ElectedRole(
                    block=block.code,
                    block_name=block.name,
                    year=held.year,
                    office=held.office,
                    unit=unit.code,
                    unit_name=unit.name,
                    vote=held.source,
                    people={login: name for login, name, _ in people},
                )
            )
    return tuple(found)


_People = list[tuple[str, str, int]]


def _people(session: Session, block: Block, unit: Unit, year: int) -> _People:
    """Người của đơn vị được bầu: who acts for it in the year of the office or the one before."""
    rows = session.exec(
        select(Account.login, Account.full_name, Account.id)
        .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
        .where(
            RoleGrant.role == Role.UNIT_OFFICER,
            RoleGrant.block_id == block.id,
            RoleGrant.unit_id == unit.id,
            col(RoleGrant.year).in_([year - 1, year]),
            col(RoleGrant.ended_at).is_(None),
            col(Account.active),
        )
        .order_by(Account.login)
    ).all()
    return [(login, name, key or 0) for login, name, key in dict.fromkeys(rows)]


def _has_role(session: Session, block: Block, year: int, people: _People) -> bool:
    held = select(RoleGrant.id).where(
        RoleGrant.role == Role.HEAD,
        RoleGrant.block_id == block.id,
        RoleGrant.year == year,
        col(RoleGrant.account_id).in_([key for _, _, key in people]),
        col(RoleGrant.ended_at).is_(None),
    )
    return session.exec(held).first() is not None


def give(
    work: Work, *, block: str, year: int, office: Office, unit: str, login: str, document: str
) -> None:
    """Giao vai trò của chức vụ vừa bầu for a person of the elected unit, by a named document."""
    offers = waiting(work)
    place = (block, year, office, unit)
    offer = next((one for one in offers if _place(one) == place), None)
    if offer is None:
        raise NotFound("Vai trò này đã được giao, hoặc không có cuộc bầu nào như vậy.")
    if login not in offer.people:
        raise Refused(f"«{login}» không phải cán bộ thi đua của {offer.unit_name}.")
    if not clean(document):
        raise Refused("Cần ghi văn bản giao nhiệm vụ (số, ngày).")
    accounts.give_role(work, login=login, grant=offer.grant, document=clean(document))


def _place(one: ElectedRole) -> tuple[str, int, Office, str]:
    return one.block, one.year, one.office, one.unit
