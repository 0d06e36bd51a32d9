"""Phân quyền: role ∧ scope ∧ stage in one table; whatever is not listed is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.access.permission import Permission as Permission
from thidua.domain.access.permission_words import PERMISSION_WORDS
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, STAGE_WORDS, Stage


class Role(StrEnum):
    """Vai trò: in what capacity somebody acts."""

    ADMINISTRATOR = "administrator"
    STANDING_OFFICE = "standing_office"
    HEAD = "head"
    SECRETARY = "secretary"
    UNIT_OFFICER = "unit_officer"
    REVIEWER = "reviewer"
    COUNCIL_MEMBER = "council_member"
    LEADER = "leader"
    AUDITOR = "auditor"
    KIOSK = "kiosk"


ROLE_WORDS: Mapping[Role, str] = MappingProxyType(
    {
        Role.ADMINISTRATOR: "Quản trị",
        Role.STANDING_OFFICE: "Cơ quan thường trực",
        Role.HEAD: "Khối trưởng",
        Role.SECRETARY: "Thư ký khối",
        Role.UNIT_OFFICER: "Cán bộ thi đua đơn vị",
        Role.REVIEWER: "Người chấm chéo",
        Role.COUNCIL_MEMBER: "Thành viên hội đồng",
        Role.LEADER: "Lãnh đạo",
        Role.AUDITOR: "Kiểm tra",
        Role.KIOSK: "Màn chiếu",
    }
)
"""Vai trò bằng chữ."""


class Scope(StrEnum):
    """Phạm vi của một vai trò: everything, one block in one year, or one unit of such a block."""

    SYSTEM = "system"
    BLOCK = "block"
    UNIT = "unit"


SCOPES: Mapping[Role, Scope] = MappingProxyType(
    {
        Role.ADMINISTRATOR: Scope.SYSTEM,
        Role.STANDING_OFFICE: Scope.SYSTEM,
        Role.HEAD: Scope.BLOCK,
        Role.SECRETARY: Scope.BLOCK,
        Role.UNIT_OFFICER: Scope.UNIT,
        Role.REVIEWER: Scope.UNIT,
        Role.COUNCIL_MEMBER: Scope.BLOCK,
        Role.LEADER: Scope.BLOCK,
        Role.AUDITOR: Scope.SYSTEM,
        Role.KIOSK: Scope.BLOCK,
    }
)


OF_SYSTEM = frozenset(
    {
        Permission.EDIT_UNITS,
        Permission.EDIT_ACCOUNTS,
        Permission.KEEP_FACTS,
        Permission.EDIT_LAW,
        Permission.EDIT_MOVEMENT,
        Permission.ANSWER_PERSONAL,
        Permission.BACK_UP,
        Permission.CHECK_SYSTEM,
    }
)
"""Quyền toàn hệ thống: asked without a block; every other permission needs one."""

OF_UNIT = frozenset(
    {
        Permission.PROPOSE_CLAUSE,
        Permission.SIGN_COVENANT,
        Permission.VIEW_SHEET,
        Permission.VIEW_OWN_RECORD,
        Permission.VIEW_DUTY,
        Permission.VIEW_REVIEWS,
        Permission.SCORE_SELF,
        Permission.SUBMIT_SELF,
        Permission.ADD_EVIDENCE,
        Permission.VIEW_INTERNAL,
        Permission.VIEW_SECRET,
        Permission.REVIEW,
        Permission.CONFIRM_LINE,
        Permission.OPEN_THREAD,
        Permission.ANSWER_THREAD,
        Permission.CAST_BALLOT,
        Permission.VIEW_AWARDS,
        Permission.JOIN_MOVEMENT,
        Permission.VIEW_REGISTERS,
        Permission.EDIT_REGISTER,
        Permission.VIEW_PETITIONS,
        Permission.VIEW_REPORTS,
        Permission.SUBMIT_REPORT,
        Permission.EDIT_FACTS,
        Permission.PROPOSE_AWARD,
        Permission.SEND_DOSSIER,
        Permission.WRITE_DOCUMENT,
    }
)
"""Quyền trên một đơn vị: whoever acts for a unit has these for that unit alone."""

_ALWAYS = frozenset(Stage)
_OPEN = _ALWAYS - CLOSED
_SETTING_UP = frozenset({Stage.PREPARE, Stage.SIGN})
_SIGNING = _OPEN - {Stage.PREPARE}
"""Ký giao ước: in its stage, and later if an amendment asks for it; the service asks which."""

_CLAIMING = frozenset({Stage.SELF_SCORE})
_JUDGING = _CLAIMING | {Stage.CROSS_SCORE, Stage.VERIFY, Stage.APPRAISE}
_REVIEWING = frozenset({Stage.CROSS_SCORE})
_CHECKING = frozenset({Stage.VERIFY, Stage.APPRAISE})
_MEETING = frozenset({Stage.APPRAISE}) | CLOSED

Rights = Mapping[Permission, frozenset[Stage]]

_READ: Rights = {
    Permission.VIEW_PERIOD: _ALWAYS,
    Permission.VIEW_COVENANT: _ALWAYS,
    Permission.VIEW_STANDINGS: _ALWAYS,
    Permission.VIEW_SHEET: _ALWAYS,
}
_OF_MEMBER: Rights = {
    Permission.VIEW_PERIOD: _ALWAYS,
    Permission.VIEW_COVENANT: _ALWAYS,
    Permission.VIEW_STANDINGS: _MEETING,
}
_KEEP_OFFICE: Rights = {
    **_READ,
    Permission.VIEW_RECORD: _ALWAYS,
    Permission.VIEW_DUTY: _ALWAYS,
    Permission.VIEW_REVIEWS: _ALWAYS,
    Permission.VIEW_INTERNAL: _ALWAYS,
    Permission.ANALYSE: _ALWAYS,
    Permission.PROJECT: _ALWAYS,
    Permission.EDIT_WINDOWS: _OPEN,
    Permission.DRAFT_COVENANT: _OPEN,
    Permission.SIGN_COVENANT: _SIGNING,
    Permission.ASSIGN_REVIEWERS: _OPEN,
    Permission.ADD_EVIDENCE: _JUDGING,
    Permission.SCORE_VERIFIED: _JUDGING,
    Permission.SEND_BACK: _JUDGING,
    Permission.CONFIRM_LINE: _OPEN,
    Permission.OPEN_THREAD: _JUDGING,
    Permission.ANSWER_THREAD: _JUDGING,
    Permission.SETTLE_THREAD: _JUDGING,
    Permission.REMIND: _OPEN,
    Permission.VIEW_VOTES: _ALWAYS,
    Permission.SET_UP_VOTE: _OPEN,
    Permission.EDIT_COUNCIL: _OPEN,
    Permission.CONFIRM_COUNT: _OPEN,
    Permission.VIEW_AWARDS: _ALWAYS,
    Permission.VIEW_MOVEMENTS: _ALWAYS,
    Permission.JOIN_MOVEMENT: _OPEN,
    Permission.RECEIVE_PARTICIPATION: _OPEN,
    Permission.VIEW_REGISTERS: _ALWAYS,
    Permission.EDIT_REGISTER: _OPEN,
    Permission.CONFIRM_REGISTER: _OPEN,
    Permission.VIEW_REPORTS: _ALWAYS,
    Permission.SUBMIT_REPORT: _OPEN,
    Permission.RECEIVE_REPORT: _OPEN,
    Permission.SET_REPORTS: _OPEN,
    Permission.EDIT_FACTS: _OPEN,
    Permission.PROPOSE_AWARD: _OPEN,
    Permission.DECIDE_AWARD: _ALWAYS,
    Permission.SEND_DOSSIER: _ALWAYS,
    Permission.WRITE_DOCUMENT: _ALWAYS,
}
_STAND_OFFICE: Rights = {
    **_KEEP_OFFICE,
    Permission.EDIT_UNITS: _ALWAYS,
    Permission.EDIT_COVENANT: _OPEN,
    Permission.EXTEND_DEADLINE: _OPEN,
    Permission.NAME_SUBSTITUTE: _OPEN,
    Permission.SCORE_SELF: _OPEN,
    Permission.SUBMIT_SELF: _OPEN,
    Permission.SEND_BACK: _OPEN,
    Permission.SCORE_VERIFIED: _OPEN,
    Permission.MARK_NOT_ASSIGNED: _OPEN,
    Permission.SET_CONSIDERATION: _OPEN,
    Permission.ADVANCE_STAGE: _OPEN,
    Permission.PUBLISH: frozenset({Stage.LOCKED}),
    Permission.RETURN_STAGE: _ALWAYS,
    Permission.CHECK_SYSTEM: _ALWAYS,
    Permission.CHECK_PERIOD: _ALWAYS,
    Permission.KEEP_FACTS: _ALWAYS,
    Permission.EDIT_LAW: _ALWAYS,
    Permission.EDIT_MOVEMENT: _ALWAYS,
    Permission.ANSWER_PERSONAL: _ALWAYS,
    Permission.ALLOCATE_QUOTA: _ALWAYS,
    Permission.CLOSE_REGISTER: _OPEN,
    Permission.VIEW_PETITIONS: _ALWAYS,
    Permission.SETTLE_PETITION: _OPEN,
}

RIGHTS: Mapping[Role, Rights] = MappingProxyType(
    {
        Role.ADMINISTRATOR: {
            **_STAND_OFFICE,
            Permission.VIEW_REVIEWERS: _ALWAYS,
            Permission.REVIEW: _OPEN,
            Permission.EDIT_ACCOUNTS: _ALWAYS,
            Permission.BACK_UP: _ALWAYS,
        },
        Role.STANDING_OFFICE: {
            **_STAND_OFFICE,
            Permission.VIEW_SECRET: _ALWAYS,
            Permission.LOWER_EVIDENCE: _OPEN,
        },
        Role.HEAD: {
            **_KEEP_OFFICE,
            Permission.VIEW_SECRET: _ALWAYS,
            Permission.LOWER_EVIDENCE: _OPEN,
            Permission.EDIT_COVENANT: _SETTING_UP,
            Permission.EXTEND_DEADLINE: _OPEN,
            Permission.NAME_SUBSTITUTE: _OPEN,
            Permission.SCORE_SELF: _CLAIMING,
            Permission.MARK_NOT_ASSIGNED: _OPEN,
            Permission.SET_CONSIDERATION: _OPEN,
            Permission.ADVANCE_STAGE: _OPEN,
            Permission.PUBLISH: frozenset({Stage.LOCKED}),
            Permission.RETURN_STAGE: _OPEN | {Stage.LOCKED},
            Permission.CHECK_PERIOD: _ALWAYS,
            Permission.CLOSE_REGISTER: _OPEN,
            Permission.VIEW_PETITIONS: _ALWAYS,
            Permission.SETTLE_PETITION: _OPEN,
        },
        Role.SECRETARY: {
            **_KEEP_OFFICE,
            Permission.VIEW_SECRET: _ALWAYS,
            Permission.SCORE_SELF: _CLAIMING,
        },
        Role.UNIT_OFFICER: {
            **_OF_MEMBER,
            Permission.VIEW_SHEET: _ALWAYS,
            Permission.VIEW_OWN_RECORD: _ALWAYS,
            Permission.VIEW_DUTY: _ALWAYS,
            Permission.VIEW_REVIEWS: _CHECKING | CLOSED,
            Permission.PROPOSE_CLAUSE: _OPEN,
            Permission.SIGN_COVENANT: _SIGNING,
            Permission.SCORE_SELF: _CLAIMING,
            Permission.SUBMIT_SELF: _CLAIMING,
            Permission.ADD_EVIDENCE: _JUDGING,
            Permission.VIEW_INTERNAL: _ALWAYS,
            Permission.VIEW_SECRET: _ALWAYS,
            Permission.REVIEW: _REVIEWING,
            Permission.CONFIRM_LINE: _CLAIMING,
            Permission.OPEN_THREAD: _CHECKING,
            Permission.ANSWER_THREAD: _JUDGING,
            Permission.VIEW_VOTES: _ALWAYS,
            Permission.CAST_BALLOT: _OPEN,
            Permission.VIEW_AWARDS: _ALWAYS,
            Permission.VIEW_MOVEMENTS: _ALWAYS,
            Permission.JOIN_MOVEMENT: _OPEN,
            Permission.VIEW_REGISTERS: _ALWAYS,
            Permission.EDIT_REGISTER: _OPEN,
            Permission.VIEW_PETITIONS: _ALWAYS,
            Permission.VIEW_REPORTS: _ALWAYS,
            Permission.SUBMIT_REPORT: _OPEN,
            Permission.EDIT_FACTS: _CLAIMING,
            Permission.PROPOSE_AWARD: _JUDGING,
            Permission.SEND_DOSSIER: _ALWAYS,
            Permission.WRITE_DOCUMENT: _ALWAYS,
        },
        Role.REVIEWER: {
            **_OF_MEMBER,
            Permission.VIEW_SHEET: _ALWAYS,
            Permission.VIEW_INTERNAL: _ALWAYS,
            Permission.VIEW_DUTY: _ALWAYS,
            Permission.REVIEW: _REVIEWING,
        },
        Role.COUNCIL_MEMBER: {
            **_OF_MEMBER,
            Permission.VIEW_VOTES: _ALWAYS,
            Permission.CAST_BALLOT: _OPEN,
            Permission.VIEW_AWARDS: _MEETING,
            Permission.VIEW_MOVEMENTS: _ALWAYS,
            Permission.VIEW_REGISTERS: _ALWAYS,
            Permission.VIEW_REPORTS: _ALWAYS,
        },
        Role.LEADER: {
            **_READ,
            Permission.VIEW_REVIEWS: _ALWAYS,
            Permission.PROJECT: _ALWAYS,
            Permission.VIEW_VOTES: _ALWAYS,
            Permission.VIEW_AWARDS: _ALWAYS,
            Permission.VIEW_MOVEMENTS: _ALWAYS,
            Permission.VIEW_REGISTERS: _ALWAYS,
            Permission.VIEW_REPORTS: _ALWAYS,
        },
        Role.AUDITOR: {
            **_READ,
            Permission.VIEW_REVIEWS: _ALWAYS,
            Permission.VIEW_REVIEWERS: _ALWAYS,
            Permission.VIEW_RECORD: _ALWAYS,
            Permission.VIEW_INTERNAL: _ALWAYS,
            Permission.VIEW_SECRET: _ALWAYS,
            Permission.CHECK_SYSTEM: _ALWAYS,
            Permission.CHECK_PERIOD: _ALWAYS,
            Permission.VIEW_VOTES: _ALWAYS,
            Permission.VIEW_AWARDS: _ALWAYS,
            Permission.VIEW_MOVEMENTS: _ALWAYS,
            Permission.VIEW_REGISTERS: _ALWAYS,
            Permission.VIEW_PETITIONS: _ALWAYS,
            Permission.VIEW_REPORTS: _ALWAYS,
        },
        Role.KIOSK: {Permission.PROJECT: _ALWAYS},
    }
)
"""Bảng quyền: what each role may do, and in which stages of the period it is asked for."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Vai trò được giao: its scope is the block and year, or the unit, named here.

    A grant that does not name what its role's scope asks for allows nothing. `home` is the unit
    the person is of, empty for none of the blocks and None while nobody has said; it is no part of
    which role it is.
    """

    role: Role
    block: str | None = None
    unit: str | None = None
    year: int | None = None
    home: str | None = field(default=None, compare=False)

    @property
    def is_whole(self) -> bool:
        """Đủ phạm vi: names exactly what the scope of its role asks for."""
        named = (self.block is not None, self.year is not None, self.unit is not None)
        scope = SCOPES[self.role]
        return named == (scope is not Scope.SYSTEM, scope is not Scope.SYSTEM, scope is Scope.UNIT)


@dataclass(frozen=True, slots=True)
class Actor:
    """Người thực hiện: the name written in the record, unlike anyone else's, and the rights held.

    `account` is the sign-in name; empty for the command line and for the program itself.
    """

    name: str
    grants: tuple[Grant, ...] = ()
    account: str = ""


def administrator(name: str) -> Actor:
    """Quản trị: an actor with every right of an administrator, under this name."""
    return Actor(name, (Grant(Role.ADMINISTRATOR),))


def is_allowed(
    actor: Actor,
    permission: Permission,
    period: BlockPeriod | None = None,
    unit: str | None = None,
) -> bool:
    """Được phép: whether one of the actor's roles lists this here and now; default deny.

    `period` is needed for all but the permissions of the whole system, `unit` for those on a unit.
    """
    if period is None and permission not in OF_SYSTEM:
        return False
    return any(_allows(grant, permission, period, unit) for grant in actor.grants)


def _allows(
    grant: Grant, permission: Permission, period: BlockPeriod | None, unit: str | None
) -> bool:
    stages = RIGHTS.get(grant.role, {}).get(permission, frozenset())
    if not stages or not grant.is_whole:
        return False
    if period is None:
        return SCOPES[grant.role] is Scope.SYSTEM
    if not _reaches(grant, period) or period.stage not in stages:
        return False
    return permission not in OF_UNIT or grant.unit is None or grant.unit == unit


def _reaches(grant: Grant, period: BlockPeriod) -> bool:
    if SCOPES[grant.role] is Scope.SYSTEM:
        return True
    return (grant.block, grant.year) == (period.block_code, period.year)


def reaches(actor: Actor, period: BlockPeriod) -> bool:
    """Thuộc phạm vi: some role of the actor reaches this block and year at all."""
    return any(grant.is_whole and _reaches(grant, period) for grant in actor.grants)


def may_ever(actor: Actor, permission: Permission) -> bool:
    """Có thể được phép: somewhere, in some stage; for the menu. The service asks exactly."""
    return any(
        grant.is_whole and bool(RIGHTS.get(grant.role, {}).get(permission))
        for grant in actor.grants
    )


def units_of(actor: Actor, permission: Permission, period: BlockPeriod) -> frozenset[str] | None:
    """Đơn vị được phép: None when all of the block, otherwise those named in the actor's roles."""
    found: set[str] = set()
    for grant in actor.grants:
        if _allows(grant, permission, period, grant.unit):
            if grant.unit is None:
                return None
            found.add(grant.unit)
    return frozenset(found)


def is_own_unit(actor: Actor, period: BlockPeriod, unit: str) -> bool:
    """Đơn vị của mình: the actor is an officer of this unit in this period."""
    own = Grant(Role.UNIT_OFFICER, period.block_code, unit, period.year)
    return own in actor.grants


def require(
    actor: Actor,
    permission: Permission,
    period: BlockPeriod | None = None,
    unit: str | None = None,
) -> None:
    """Yêu cầu quyền: NotPermitted unless allowed, saying so where only the stage forbids it."""
    if is_allowed(actor, permission, period, unit):
        return
    if period is not None and any(
        is_allowed(actor, permission, replace(period, stage=stage), unit) for stage in Stage
    ):
        said = _WRONG_STAGE.format(period.words, _words(period), PERMISSION_WORDS[permission])
        raise NotPermitted(said)
    raise NotPermitted


def to_move_from(stage: Stage) -> Permission:
    """Quyền chuyển khỏi giai đoạn này: publishing is a right of its own."""
    return Permission.PUBLISH if stage is Stage.LOCKED else Permission.ADVANCE_STAGE


_WRONG_STAGE = "{} đang ở giai đoạn «{}», lúc này không được {}."


def _words(period: BlockPeriod) -> str:
    return STAGE_WORDS[period.stage]


def require_here(actor: Actor, permission: Permission, period: BlockPeriod) -> None:
    """Yêu cầu quyền với ít nhất một đơn vị của kỳ này: for opening a page, not for acting."""
    if not is_allowed_here(actor, permission, period):
        units = {grant.unit for grant in actor.grants}
        own = next((unit for unit in units if unit is not None), None)
        require(actor, permission, period, own)


def is_allowed_here(actor: Actor, permission: Permission, period: BlockPeriod) -> bool:
    """Được phép với ít nhất một đơn vị của kỳ này."""
    units = {grant.unit for grant in actor.grants} | {None}
    return any(is_allowed(actor, permission, period, unit) for unit in units)


def stages_of(actor: Actor, permission: Permission, period: BlockPeriod) -> tuple[Stage, ...]:
    """Các giai đoạn được phép: in which of this period some role lists it; none where never."""
    return tuple(
        stage for stage in Stage if is_allowed_here(actor, permission, replace(period, stage=stage))
    )


def roles_at(permission: Permission, stage: Stage) -> tuple[Role, ...]:
    """Những vai trò có quyền này ở giai đoạn ấy."""
    return tuple(role for role, own in RIGHTS.items() if stage in own.get(permission, ()))


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Vai trò có quyền này in some stage, in the order of the table."""
    return tuple(role for role, rights in RIGHTS.items() if rights.get(permission))


def require_ever(actor: Actor, permission: Permission) -> None:
    """Yêu cầu có quyền ở đâu đó: NotPermitted for whoever is allowed this nowhere."""
    if not may_ever(actor, permission):
        raise NotPermitted
