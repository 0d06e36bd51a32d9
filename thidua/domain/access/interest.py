"""Quyền lợi riêng: whose unit a person is of, and how many hands a decision about a unit takes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from thidua.domain.access.permissions import (
    ROLE_WORDS,
    SCOPES,
    Actor,
    Grant,
    Permission,
    Role,
    Scope,
    is_allowed,
)
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.period import BlockPeriod

OUTSIDE = ""
"""Không thuộc đơn vị thành viên nào: said of a person as the code of a unit would be."""

OUTSIDE_WORDS = "không thuộc đơn vị thành viên nào"

ASKED_OF = frozenset({Role.HEAD, Role.SECRETARY})
"""Vai trò phải khai đơn vị: whoever leads a block comes from one of its units, or says not.

The standing office and the administrator stand outside the blocks unless it is said otherwise.
"""


def home_words(home: str) -> str:
    """Người của đơn vị nào, in words."""
    return f"người của {home}" if home else OUTSIDE_WORDS


def grant_words(grant: Grant) -> str:
    """Vai trò bằng chữ, with what it reaches and whose unit its holder is of."""
    place = [one for one in (grant.unit, grant.block, grant.year and str(grant.year)) if one]
    role = ROLE_WORDS[grant.role]
    said = f"{role} ({', '.join(place)})" if place else role
    if grant.home is not None:
        return f"{said}, {home_words(grant.home)}"
    return f"{said}, chưa khai đơn vị" if grant.role in ASKED_OF else said


class Hands(StrEnum):
    """Mấy tay: what a decision of this person about this unit takes."""

    ONE = "one"
    TWO = "two"
    BARRED = "barred"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Interest:
    """Quyền lợi của một người trong một kỳ: the units this person is of.

    `is_stated` is False while nobody has said whose unit a head or a secretary is of.
    """

    units: frozenset[str] = frozenset()
    is_stated: bool = True

    def hands(self, unit: str, *, always_two: bool = False, moves_own: bool = False) -> Hands:
        """Mấy tay cho quyết định về đơn vị này.

        `moves_own`: its place against a unit this person is of becomes another by it.
        """
        if not self.is_stated:
            return Hands.UNSTATED
        if unit in self.units:
            return Hands.BARRED
        return Hands.TWO if always_two or moves_own else Hands.ONE

    def may_second(self, first: "Interest", unit: str) -> bool:
        """Làm được người thứ hai sau người này: of neither the unit judged nor the first's own."""
        if self.hands(unit) is not Hands.ONE:
            return False
        return not self.units & first.units


def interest_of(actor: Actor, period: BlockPeriod) -> Interest:
    """Quyền lợi của người này trong kỳ, from the roles held in its year.

    Whoever acts for a unit is of it; other roles say it. Units have one code everywhere, so that a
    role in another block of the year counts as well.
    """
    of_year = [one for one in actor.grants if one.year in (None, period.year)]
    acted_for = {one.unit for one in of_year if one.unit is not None}
    said = {one.home for one in of_year if one.home}
    here = [one for one in of_year if one.block == period.block_code]
    unsaid = any(one.role in ASKED_OF and one.home is None for one in here)
    is_officer_here = any(one.unit is not None for one in here)
    return Interest(frozenset(acted_for | said), is_stated=not unsaid or is_officer_here)


def units_anywhere(actor: Actor) -> frozenset[str]:
    """Đơn vị của mình, whatever the block and year: where something is about no period."""
    return frozenset(one for grant in actor.grants for one in (grant.unit, grant.home) if one)


def own_units_not_spoken_for(
    actor: Actor, permission: Permission, period: BlockPeriod
) -> frozenset[str]:
    """Đơn vị mình mà người này không thay mặt: of it, but with this right by another role only.

    What a unit says of itself is said by those who act for it, in their time.
    """
    for_units = replace(actor, grants=tuple(one for one in actor.grants if one.unit is not None))
    return frozenset(
        unit
        for unit in interest_of(actor, period).units
        if not is_allowed(for_units, permission, period, unit)
    )


def is_of_unit(actor: Actor, period: BlockPeriod, unit: str) -> bool:
    """Là người của đơn vị này."""
    return unit in interest_of(actor, period).units


def may_judge(actor: Actor, period: BlockPeriod, unit: str) -> bool:
    """Không vướng quyền lợi: has said whose unit they are of, and it is not this one."""
    return interest_of(actor, period).hands(unit) is Hands.ONE


UNSTATED = (
    "Chưa khai bạn là người của đơn vị nào nên chưa quyết định được; hãy khai ở trang Tổng quan, "
    "mục «Việc của tôi», hoặc nhờ quản trị ghi ở trang Tài khoản."
)
OWN_UNIT = (
    "Bạn là người của đơn vị này nên không quyết định về nó; người khác trong tổ thẩm định, người "
    "thay hoặc cơ quan thường trực phải làm thay."
)


def require_disinterest(actor: Actor, period: BlockPeriod, unit: str) -> None:
    """Yêu cầu không quyết định cho đơn vị mình: whoever is of the unit leaves it to another.

    Refused while it was not said whose unit this person is of.
    """
    hands = interest_of(actor, period).hands(unit)
    if hands is Hands.BARRED:
        raise NotPermitted(OWN_UNIT)
    if hands is Hands.UNSTATED:
        raise Refused(UNSTATED)


def home_fault(grant: Grant) -> str | None:
    """Chỗ sai của lời khai đơn vị: whoever acts for a unit is of it and says no other."""
    if grant.home and SCOPES[grant.role] is Scope.UNIT and grant.home != grant.unit:
        return "Vai trò này làm thay cho một đơn vị nên người ấy là người của chính đơn vị đó."
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLeader:
    """Người giữ việc của khối: in which role, and whose unit they are of; None while unsaid."""

    login: str
    name: str
    role: Role
    home: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """Người thay: decides about one unit where those who lead the block may not.

    Named with a document; everybody of the block sees it.
    """

    unit: str
    login: str
    name: str
    document: str
    named_by: str


def as_head(actor: Actor, period: BlockPeriod) -> Actor:
    """Người thay như khối trưởng: with the rights of the one replaced, in this block and year."""
    homes = {one.home for one in actor.grants if one.home}
    home = next(iter(sorted(homes)), OUTSIDE)
    head = Grant(Role.HEAD, period.block_code, None, period.year, home)
    return Actor(actor.name, (*actor.grants, head), actor.account)
