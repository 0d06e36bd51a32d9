"""Quyền lợi riêng: who says whose unit they are of, and who was named to decide for whom."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Account, Block, RoleGrant, SubstituteRow, Unit
from thidua.domain.access.account import record_name
from thidua.domain.access.interest import (
    ASKED_OF,
    OUTSIDE,
    UNSTATED,
    BlockLeader,
    Interest,
    Substitute,
    as_head,
    interest_of,
    is_of_unit,
    require_disinterest,
)
from thidua.domain.access.permissions import (
    Actor,
    Grant,
    Permission,
    Role,
    is_allowed,
    require,
)
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.ground.text import LONGEST_TEXT, clean, length_fault, listed
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import accounts
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work

_STANDING_IN = (*sorted(ASKED_OF), Role.STANDING_OFFICE)
"""Ai được cử làm người thay: a deputy, the secretary, the standing office."""


def leaders(work: Work) -> tuple[BlockLeader, ...]:
    """Người giữ việc của khối trong năm này, and the standing office; everybody may see them."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return kept(work.session, ("leaders", work.period), lambda: _leaders(work.session, work.period))


def _leaders(session: Session, period: BlockPeriod) -> tuple[BlockLeader, ...]:
    statement: Any = (
        queries.pick(Account.login, Account.full_name, RoleGrant.role, RoleGrant.home)
        .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
        .outerjoin(Block, col(Block.id) == col(RoleGrant.block_id))
        .where(
            col(RoleGrant.ended_at).is_(None),
            col(Account.active),
            col(RoleGrant.role).in_(_STANDING_IN),
            col(RoleGrant.year).is_(None)
            | ((col(RoleGrant.year) == period.year) & (col(Block.code) == period.block_code)),
        )
        .order_by(col(Account.login), col(RoleGrant.id))
    )
    found = [
        BlockLeader(login=login, name=record_name(name, login), role=role, home=home)
        for login, name, role, home in queries.picked(session, statement)
    ]
    return tuple(sorted(found, key=lambda one: _STANDING_IN.index(one.role)))


def interests(session: Session, period: BlockPeriod, names: Iterable[str]) -> dict[str, Interest]:
    """Quyền lợi của những người có tên trong nhật ký; whoever has no account is of no unit."""
    wanted = set(names)
    logins = {one.rpartition(" (")[2].removesuffix(")") for one in wanted}
    rows = session.exec(select(Account).where(col(Account.login).in_(logins))).all()
    known = {
        accounts.name_of(row): interest_of(accounts.actor_of(session, row), period) for row in rows
    }
    return {name: known.get(name, Interest()) for name in wanted}


def substitutes(work: Work) -> tuple[Substitute, ...]:
    """Người thay đang có hiệu lực trong kỳ này, by unit; everybody of the block may see them."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return unchecked_substitutes(work.session, work.period)


def unchecked_substitutes(session: Session, period: BlockPeriod) -> tuple[Substitute, ...]:
    """Người thay của kỳ này, whoever asks."""
    return kept(session, ("substitutes", period), lambda: _substitutes(session, period))


def _substitutes(session: Session, period: BlockPeriod) -> tuple[Substitute, ...]:
    rows = session.exec(
        select(SubstituteRow, Unit.code, Account)
        .join(Unit, col(Unit.id) == col(SubstituteRow.unit_id))
        .join(Account, col(Account.id) == col(SubstituteRow.account_id))
        .where(SubstituteRow.block_year_id == period.id, col(SubstituteRow.ended_at).is_(None))
        .order_by(Unit.code, Account.login)
    )
    return tuple(
        Substitute(
            unit=unit,
            login=account.login,
            name=accounts.name_of(account),
            document=row.document,
            named_by=row.named_by,
        )
        for row, unit, account in rows
    )


def is_substitute(session: Session, actor: Actor, period: BlockPeriod, unit: str) -> bool:
    """Là người thay cho đơn vị này trong kỳ."""
    if not actor.account:
        return False
    found = unchecked_substitutes(session, period)
    return any((one.unit, one.login) == (unit, actor.account) for one in found)


def substituted_units(work: Work) -> tuple[str, ...]:
    """Các đơn vị mà người này là người thay."""
    found = unchecked_substitutes(work.session, work.period) if work.actor.account else ()
    return tuple(one.unit for one in found if one.login == work.actor.account)


def deciding(session: Session, actor: Actor, period: BlockPeriod, unit: str) -> Actor:
    """Người quyết định về đơn vị này: a substitute has the rights of the head, for this unit."""
    return as_head(actor, period) if is_substitute(session, actor, period, unit) else actor


def may_decide(work: Work, permission: Permission, unit: str) -> bool:
    """Quyết định được về đơn vị này: by role or as its substitute, and not of the unit itself."""
    actor = deciding(work.session, work.actor, work.period, unit)
    allowed = is_allowed(actor, permission, work.period, unit)
    return allowed and not is_of_unit(work.actor, work.period, unit)


def require_deciding(work: Work, permission: Permission, unit: str) -> Work:
    """Yêu cầu quyết định được về đơn vị này: the work with its period as it stands now.

    NotPermitted without the right, and for whoever is of the unit, naming who stands in; Refused
    while nobody said whose unit this person is of.
    """
    fresh = queries.held_period(work.session, work.period.id)
    if fresh is None:
        raise NotFound
    require(deciding(work.session, work.actor, fresh, unit), permission, fresh, unit)
    try:
        require_disinterest(work.actor, fresh, unit)
    except NotPermitted as fault:
        named = [
            f"{one.name}, theo {one.document}"
            for one in unchecked_substitutes(work.session, fresh)
            if one.unit == unit
        ]
        said = f" Người thay cho đơn vị này: {'; '.join(named)}." if named else ""
        raise NotPermitted(f"{fault}{said}") from fault
    return work.at(fresh)


def rival_fault(work: Work, unit: str) -> str:
    """Vì sao người này không một mình làm mất phần của đơn vị này; empty where they may.

    Who is of another member unit competes with it: whoever is of none does it, or the substitute
    named for it.
    """
    members = {one.code for one in block_members.members(work.session, work.period)}
    own = interest_of(work.actor, work.period).units & members - {unit}
    if not own or is_substitute(work.session, work.actor, work.period, unit):
        return ""
    named = [
        one.name for one in unchecked_substitutes(work.session, work.period) if one.unit == unit
    ]
    able = [*dict.fromkeys([*named, *_outside(work, members)])]
    said = (
        f"Làm được: {listed(able, 'người', most=_NAMED)}."
        if able
        else "Chưa có ai: hãy cử người thay cho đơn vị này hoặc lập tài khoản cơ quan thường trực."
    )
    return f"{RIVAL} {said}"


def block_fault(work: Work) -> str:
    """Vì sao người này không một mình ấn định cho cả khối; empty where they may.

    What every unit competes for is set by who is of none of them.
    """
    members = {one.code for one in block_members.members(work.session, work.period)}
    interest = interest_of(work.actor, work.period)
    if not interest.is_stated:
        return UNSTATED
    if not interest.units & members:
        return ""
    return (
        "Đơn vị của bạn cùng thi đua trong khối nên bạn không một mình ấn định điều này cho cả "
        f"khối. {_can('Làm được', _outside(work, members))}"
    )


def require_no_competitor(work: Work) -> None:
    """Yêu cầu không thuộc đơn vị nào cùng thi đua, for what all of the block compete for."""
    fault = block_fault(work)
    if fault:
        raise NotPermitted(fault)


def who_else(work: Work, unit: str) -> str:
    """Ai giữ việc của khối làm thay được, in words: whoever is not of this unit."""
    able = [
        one.name
        for one in leaders(work)
        if one.home != unit and (one.home is not None or one.role not in ASKED_OF)
    ]
    return _can("Làm được", able)


def _outside(work: Work, members: Collection[str]) -> list[str]:
    return [one.name for one in leaders(work) if _competes_not(one, members)]


def _can(what: str, able: Collection[str]) -> str:
    if not able:
        return "Chưa có ai: hãy nhờ quản trị lập tài khoản của cơ quan thường trực."
    return f"{what}: {listed([*dict.fromkeys(able)], 'người', most=_NAMED)}."


RIVAL = (
    "Đơn vị của bạn cùng thi đua với đơn vị này nên bạn không một mình làm việc ấy; người không "
    "thuộc đơn vị thành viên nào hoặc người thay được cử cho đơn vị này làm."
)
_NAMED = 4


def _competes_not(one: BlockLeader, members: Collection[str]) -> bool:
    is_said = one.home is not None or one.role not in ASKED_OF
    return is_said and (one.home or OUTSIDE) not in members


def require_no_rival(work: Work, unit: str) -> None:
    """Yêu cầu không tranh với đơn vị này: what is taken from a unit is taken by no rival alone.

    NotPermitted for whoever is of another member unit and was not named its substitute, and for
    the unit itself; Refused while nobody said whose unit this person is of.
    """
    require_disinterest(work.actor, work.period, unit)
    fault = rival_fault(work, unit)
    if fault:
        raise NotPermitted(fault)


def name_substitute(work: Work, *, unit: str, login: str, document: str) -> None:
    """Cử người thay cho một đơn vị, by a document: a deputy, the secretary, the standing office.

    Refused for whoever is of the unit, has not said whose unit they are of, or names themselves.
    NotPermitted where the namer is of the unit, or both are of units that compete with it.
    """
    work = work.require(Permission.NAME_SUBSTITUTE)
    document = clean(document)
    if not document:
        raise Refused("Cần ghi văn bản cử người thay (số, ngày).")
    fault = length_fault(document, LONGEST_TEXT)
    if fault:
        raise Refused(f"Văn bản {fault}.")
    if unit not in {one.code for one in block_members.members(work.session, work.period)}:
        raise NotFound
    if login == work.actor.account:
        raise Refused("Không tự cử mình làm người thay.")
    account = next((one for one in _leaders(work.session, work.period) if one.login == login), None)
    if account is None:
        raise Refused(
            "Người thay phải là khối phó, thư ký của khối hoặc cơ quan thường trực đang hoạt động."
        )
    interest = interests(work.session, work.period, [account.name])[account.name]
    if not interest.is_stated:
        raise Refused(f"{account.name} chưa khai là người của đơn vị nào; hãy khai trước.")
    if unit in interest.units:
        raise Refused(f"{account.name} là người của chính đơn vị này nên không thay được.")
    _require_namer(work, unit, interest)
    if any(
        (one.unit, one.login) == (unit, login) for one in _substitutes(work.session, work.period)
    ):
        raise Refused(f"{account.name} đã là người thay cho đơn vị này.")
    key = work.session.exec(select(Account.id).where(Account.login == login)).one()
    row = SubstituteRow(
        block_year_id=work.period.id,
        unit_id=queries.unit_key(work.session, unit),
        account_id=key or 0,
        document=document,
        named_by=work.actor.name,
        named_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record(Act("substitute.named", unit, rows=[row_of(row)]))


def _require_namer(work: Work, unit: str, named: Interest) -> None:
    """Yêu cầu cử được người này: no rival is put in charge of a unit by a rival, nor by itself."""
    members = {one.code for one in block_members.members(work.session, work.period)}
    namer = interest_of(work.actor, work.period)
    if not namer.is_stated:
        raise Refused(UNSTATED)
    own, competes = namer.units & members, bool(named.units & members)
    if not own or not (unit in own or competes):
        return
    able = [
        one.name
        for one in leaders(work)
        if one.role in (Role.HEAD, Role.STANDING_OFFICE)
        and (_competes_not(one, members) or (one.home not in (None, unit) and not competes))
    ]
    why = (
        "Bạn là người của đơn vị này nên không cử người thay cho nó."
        if unit in own
        else "Bạn và người được cử đều là người của đơn vị cùng thi đua với đơn vị này; hãy cử "
        "người không thuộc đơn vị thành viên nào."
    )
    raise NotPermitted(f"{why} {_can('Cử được', able)}")


def end_substitute(work: Work, *, unit: str, login: str) -> None:
    """Thôi cử người thay; what they decided meanwhile stands. By neither the unit nor a rival."""
    work = work.require(Permission.NAME_SUBSTITUTE)
    require_no_rival(work, unit)
    row = work.session.exec(
        select(SubstituteRow)
        .join(Unit, col(Unit.id) == col(SubstituteRow.unit_id))
        .join(Account, col(Account.id) == col(SubstituteRow.account_id))
        .where(
            SubstituteRow.block_year_id == work.period.id,
            col(SubstituteRow.ended_at).is_(None),
            col(Unit.code) == unit,
            col(Account.login) == login,
        )
    ).first()
    if row is None:
        raise NotFound
    row.ended_by, row.ended_at = work.actor.name, work.now
    work.session.add(row)
    work.record(Act("substitute.ended", unit))


def is_asked(actor: Actor, period: BlockPeriod) -> bool:
    """Còn phải khai mình là người của đơn vị nào."""
    return bool(_unsaid(actor, period)) and not interest_of(actor, period).is_stated


def _unsaid(actor: Actor, period: BlockPeriod) -> list[Grant]:
    place = (period.block_code, period.year)
    return [
        one
        for one in actor.grants
        if one.role in ASKED_OF and (one.block, one.year) == place and one.home is None
    ]


def state_home(work: Work, *, unit: str) -> None:
    """Khai mình là người của đơn vị nào, empty for none; once, then only an administrator.

    NotPermitted for whoever has no role here that asks for it.
    """
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    unsaid = _unsaid(work.actor, work.period)
    if not work.actor.account or not any(one.role in ASKED_OF for one in work.actor.grants):
        raise NotPermitted
    if not unsaid:
        raise Refused("Đã khai rồi; muốn đổi thì nhờ quản trị ghi ở trang Tài khoản.")
    codes = {one.code for one in block_members.members(work.session, work.period)}
    if unit != OUTSIDE and unit not in codes:
        raise NotFound(f"«{unit}» không phải thành viên của {work.period.words}.")
    for grant in unsaid:
        accounts.write_home(work, login=work.actor.account, grant=grant, home=unit)
    work.record(Act("role.home_stated"))
