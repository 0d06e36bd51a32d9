"""Vai trò sang năm sau: who goes on in what they were and who cannot, told before it is done."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlmodel import Session

from thidua.domain.access.interest import grant_words
from thidua.domain.access.permissions import Grant, Permission, Role, require
from thidua.domain.ground.errors import Refused
from thidua.services.access import account_list, accounts
from thidua.services.ground.work import Work

GOES, HELD = "chuyển", "đã có"
LEFT, SHUT = "đơn vị không còn trong khối", "tài khoản bị khóa"


@dataclass(frozen=True, slots=True)
class CarriedRole:
    """Một vai trò của năm cũ: whose, which one it becomes, and what stops it."""

    login: str
    full_name: str
    grant: Grant
    fate: str

    @property
    def key(self) -> str:
        """Khóa of the role, for choosing it out."""
        unit = self.grant.unit or ""
        return f"{self.login}/{self.grant.role}/{unit}"

    @property
    def words(self) -> str:
        """Vai trò ở năm sau, in words."""
        return f"{self.full_name} ({self.login}): {grant_words(self.grant)}"


def carried(work: Work, *, block: str, old: int, new: int) -> tuple[CarriedRole, ...]:
    """Các vai trò của khối ở năm cũ, as they would stand in the new one."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    return _carried(work.session, block, old, new)


def _carried(session: Session, block: str, old: int, new: int) -> tuple[CarriedRole, ...]:
    units = {one.code for one in account_list.members_of(session, block, new)}
    found = []
    for person in accounts.unchecked_listed(session):
        for grant in person.grants:
            if (grant.block, grant.year) != (block, old):
                continue
            after = replace(grant, year=new)
            fate = GOES
            if after in person.grants:
                fate = HELD
            elif not person.active:
                fate = SHUT
            elif not {one for one in (grant.unit, grant.home) if one} <= units:
                fate = LEFT
            found.append(CarriedRole(person.login, person.full_name, after, fate))
    order = list(Role)
    return tuple(sorted(found, key=lambda one: (order.index(one.grant.role), one.login)))


def carry(work: Work, *, block: str, old: int, new: int, without: Collection[str] = ()) -> int:
    """Giao các vai trò ấy ở năm mới, but for those chosen out; how many were given.

    Whoever held them keeps reading the old year: nothing of it is taken away.
    """
    require(work.actor, Permission.EDIT_ACCOUNTS)
    if new == old:
        raise Refused("Năm sau phải khác năm trước.")
    given = [
        one
        for one in _carried(work.session, block, old, new)
        if one.fate == GOES and one.key not in without
    ]
    if not given:
        raise Refused("Không có vai trò nào để chuyển.")
    for one in given:
        accounts.give_role(work, login=one.login, grant=one.grant, document=f"Chuyển từ năm {old}")
        work.session.flush()
    return len(given)
