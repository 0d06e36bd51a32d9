"""Phân quyền: what each role may do; whatever is not listed is refused."""

from dataclasses import dataclass
from enum import StrEnum

from thidua.domain.errors import NotPermitted


class Role(StrEnum):
    """Vai trò of the person who acts."""

    ADMINISTRATOR = "administrator"
    LEADER = "leader"
    KIOSK = "kiosk"


class Permission(StrEnum):
    """Quyền: one thing that can be allowed or refused."""

    VIEW_STANDINGS = "view_standings"
    VIEW_COVENANT = "view_covenant"
    VIEW_SHEET = "view_sheet"
    PROJECT = "project"
    EDIT_UNITS = "edit_units"
    EDIT_COVENANT = "edit_covenant"
    SCORE_SELF = "score_self"
    SCORE_VERIFIED = "score_verified"
    MARK_NOT_ASSIGNED = "mark_not_assigned"
    SET_CONSIDERATION = "set_consideration"


_VIEW = frozenset({Permission.VIEW_STANDINGS, Permission.VIEW_COVENANT, Permission.VIEW_SHEET})

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.LEADER: _VIEW | {Permission.PROJECT},
    Role.KIOSK: frozenset({Permission.PROJECT}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Người thực hiện: the name written in the record and the role whose rights apply."""

    name: str
    role: Role


def is_allowed(actor: Actor, permission: Permission) -> bool:
    """Được phép: whether this actor's role lists the permission; default deny."""
    return permission in ALLOWED.get(actor.role, frozenset())


def require(actor: Actor, permission: Permission) -> None:
    """Yêu cầu quyền: NotPermitted unless the actor may do this."""
    if not is_allowed(actor, permission):
        raise NotPermitted
