"""Tài khoản: people who may sign in and the roles they were given; nothing here is erased."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, or_
from sqlmodel import Session, col, select

from thidua import passwords
from thidua.db import queries, tables
from thidua.db.tables import Block, RoleGrant, SignIn, Unit
from thidua.domain.access.account import (
    Account,
    AccountPage,
    full_name_fault,
    login_fault,
    record_name,
)
from thidua.domain.access.interest import home_fault
from thidua.domain.access.permissions import SCOPES, Actor, Grant, Permission, Role, Scope, require
from thidua.domain.ground.codes import login_key
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, clean, length_fault
from thidua.domain.period.stage import FIRST_YEAR, LAST_YEAR
from thidua.passwords import Compared, NewPassword
from thidua.services.access import logins
from thidua.services.ground.audit import Act, Name
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work

_LAST_ADMINISTRATOR = (
    "Đây là quản trị cuối cùng còn hoạt động; hãy giao quyền cho người khác trước."
)

_OWN_PASSWORD = "Mật khẩu của chính mình thì đổi ở trang Đổi mật khẩu, không đặt lại ở đây."
_OWN_ACCOUNT = "Không tự khóa tài khoản mình đang dùng; hãy nhờ người quản trị khác."
_OWN_ROLE = "Không tự thu hồi vai trò quản trị của mình; hãy nhờ người quản trị khác."
"""Việc không tự làm cho mình, since it ends one's own way in before its result is seen."""


def has_any(session: Session) -> bool:
    """Đã có tài khoản nào chưa."""
    return session.exec(select(tables.Account.id).limit(1)).first() is not None


def listed(work: Work) -> list[Account]:
    """Mọi tài khoản với vai trò đang giữ, by login."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    return unchecked_listed(work.session)


def unchecked_listed(session: Session) -> list[Account]:
    """Mọi tài khoản, whoever asks."""
    rows = session.exec(select(tables.Account).order_by(col(tables.Account.login))).all()
    grants = _grants(session)
    return [_person(row, grants.get(row.id or 0, ())) for row in rows]


def unchecked_able(session: Session, role: Role) -> int:
    """Số tài khoản đang dùng được có vai trò này, whoever asks."""
    able = col(tables.Account.active) & _holds(col(RoleGrant.role) == role)
    return session.exec(select(func.count()).select_from(tables.Account).where(able)).one()


PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Tài khoản cần tìm: words of the name, the sign-in name or the unit, and a role held now."""

    words: str = ""
    role: Role | None = None


def page(work: Work, *, sought: Sought, page: int = 0) -> AccountPage:
    """Một trang tài khoản, by login, of those that fit all the words."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    return kept(work.session, ("accounts", sought, page), lambda: _page(work.session, sought, page))


def _page(session: Session, sought: Sought, page: int) -> AccountPage:
    conditions = [_with_word(word) for word in clean(sought.words).split()[:_MOST_WORDS]]
    if sought.role is not None:
        conditions.append(_holds(col(RoleGrant.role) == sought.role))
    counted = select(func.count(), func.count().filter(col(tables.Account.active)))
    total, active = session.exec(counted.select_from(tables.Account)).one()
    found = total
    if conditions:
        fitting = select(func.count()).select_from(tables.Account).where(*conditions)
        found = session.exec(fitting).one()
    rows = session.exec(
        select(tables.Account)
        .where(*conditions)
        .order_by(col(tables.Account.login))
        .offset(page * PAGE)
        .limit(PAGE)
    ).all()
    return AccountPage(
        people=tuple(_people(session, rows)), found=found, total=total, active=active
    )


def one(work: Work, *, login: str) -> Account | None:
    """Một tài khoản theo tên đăng nhập; None where there is none."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    rows = work.session.exec(select(tables.Account).where(tables.Account.login == login)).all()
    return next(iter(_people(work.session, rows)), None)


def unchecked_named(session: Session, login: str) -> Account:
    """Tài khoản mang đúng tên đăng nhập này, whoever asks; NotFound where there is none."""
    row = session.exec(select(tables.Account).where(tables.Account.login == login)).first()
    if row is None:
        raise NotFound(f"Không có tài khoản «{login}».")
    return next(iter(_people(session, [row])))


_MOST_WORDS = 8


def _with_word(word: str) -> ColumnElement[bool]:
    """Điều kiện có chữ này, however it is written: not every database knows Đ and đ for one."""
    ways = {word, word.lower(), word.upper(), word.capitalize()}

    def within(column: Any) -> ColumnElement[bool]:  # noqa: ANN401
        return or_(*(column.contains(way, autoescape=True) for way in sorted(ways)))

    unit = or_(*(within(col(one)) for one in (Unit.code, Unit.name, Unit.short_name)))
    held = _holds(col(RoleGrant.unit_id) == col(Unit.id), unit)
    return or_(within(col(tables.Account.login)), within(col(tables.Account.full_name)), held)


def _holds(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Điều kiện đang giữ một vai trò như vậy."""
    own = col(RoleGrant.account_id) == col(tables.Account.id)
    return exists().where(own, col(RoleGrant.ended_at).is_(None), *conditions)


def _people(session: Session, rows: Sequence[tables.Account]) -> Iterator[Account]:
    grants = _grants(session, [row.id or 0 for row in rows])
    return (_person(row, grants.get(row.id or 0, ())) for row in rows)


def _person(row: tables.Account, grants: Iterable[Grant]) -> Account:
    return Account(
        login=row.login,
        full_name=row.full_name,
        active=row.active,
        must_change=row.must_change,
        subject=row.subject,
        version=row.version,
        grants=tuple(grants),
    )


def _grants(session: Session, accounts: Sequence[int] | None = None) -> dict[int, list[Grant]]:
    statement: Any = (
        queries.pick(
            RoleGrant.account_id,
            RoleGrant.role,
            Block.code,
            Unit.code,
            RoleGrant.year,
            RoleGrant.home,
        )
        .outerjoin(Block, col(Block.id) == col(RoleGrant.block_id))
        .outerjoin(Unit, col(Unit.id) == col(RoleGrant.unit_id))
        .where(col(RoleGrant.ended_at).is_(None))
        .order_by(col(RoleGrant.id))
    )
    if accounts is not None:
        statement = statement.where(col(RoleGrant.account_id).in_(accounts))
    found: dict[int, list[Grant]] = {}
    for key, *grant in session.connection().execute(statement):
        found.setdefault(key, []).append(Grant(*grant))
    return found


def unchecked_of(session: Session, key: int) -> Sequence[Grant]:
    """Vai trò mà tài khoản này đang giữ, whoever asks."""
    return _grants(session, [key]).get(key, [])


def actor_of(session: Session, account: tables.Account) -> Actor:
    """Người thực hiện with the roles this account holds now."""
    return named_actor(session, account.id or 0, account.login, account.full_name)


def named_actor(session: Session, key: int, login: str, full_name: str) -> Actor:
    """Người thực hiện, where the account was looked up already."""
    grants = kept(session, ("grants", key), lambda: unchecked_of(session, key))
    return Actor(record_name(full_name, login), tuple(grants), login)


def create(
    work: Work,
    *,
    login: str,
    full_name: str,
    password: NewPassword | None,
    must_change: bool = True,
) -> None:
    """Tạo tài khoản without any role; without a password it can only be entered from outside."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    fault = login_fault(login)
    if fault:
        raise Refused(fault)
    name = clean(full_name)
    fault = full_name_fault(name)
    if fault:
        raise Refused(fault)
    taken = {login_key(one): one for one in work.session.exec(select(tables.Account.login))}
    twin = taken.get(login_key(login))
    if twin == login:
        raise Refused(f"Tên đăng nhập «{login}» đã có người dùng.")
    if twin is not None:
        raise Refused(logins.twin_fault(login, twin))
    work.session.add(
        tables.Account(
            login=login,
            full_name=name,
            password_hash="" if password is None else password.digest,
            must_change=must_change and password is not None,
            created_at=work.now,
            created_by=work.actor.name,
        )
    )
    work.at(None).record(Act("account.created"))


def one_time_password() -> NewPassword:
    """Mật khẩu dùng một lần, for a person to sign in with once; made before anything is written."""
    return passwords.new(passwords.one_time())


def new_password(typed: str) -> NewPassword:
    """Mật khẩu tự chọn; its digest is slow, so it is made before anything is written."""
    return passwords.new(typed)


def reset_password(work: Work, *, login: str, password: NewPassword) -> None:
    """Đặt lại mật khẩu của người khác, who changes it at the next sign-in; their sessions end."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    account = _account(work.session, login)
    if account.login == work.actor.account:
        raise Refused(_OWN_PASSWORD)
    account.password_hash, account.must_change = password.digest, True
    _changed(work.session, account)
    _end_sessions(work.session, account)
    act = Act("account.reset", detail={"account": Name(name_of(account))})
    work.at(None).record(act)


def change_password(work: Work, *, old: Compared, new: NewPassword) -> None:
    """Đổi mật khẩu của chính mình; every session of the account ends.

    `old` was compared before; with what is no longer kept it is as wrong as any other.
    """
    account = _account(work.session, work.actor.account)
    if not old.correct or old.kept != account.password_hash:
        raise Refused("Mật khẩu hiện tại không đúng.")
    if old.typed == new.typed:
        raise Refused("Mật khẩu mới phải khác mật khẩu hiện tại.")
    passwords.require_acceptable(new.typed, account.login, account.full_name)
    account.password_hash, account.must_change = new.digest, False
    _changed(work.session, account)
    _end_sessions(work.session, account)
    act = Act("account.password_changed", detail={"account": Name(name_of(account))})
    work.at(None).record(act)


def set_active(work: Work, *, login: str, active: bool, seen: int) -> None:
    """Khóa hoặc mở lại một tài khoản; the last active administrator stays."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    account = _account(work.session, login)
    if account.version != seen:
        raise StaleEdit
    if not active and _only_administrator(work.session, account):
        raise Refused(_LAST_ADMINISTRATOR)
    if not active and account.login == work.actor.account:
        raise Refused(_OWN_ACCOUNT)
    account.active = active
    _changed(work.session, account)
    if not active:
        _end_sessions(work.session, account)
    work.at(None).record(Act("account.active"))


def link_subject(work: Work, *, login: str, subject: str | None) -> None:
    """Nối với đăng nhập một lần: who this account is at the outside sign-in service."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    account = _account(work.session, login)
    subject = clean(subject or "") or None
    fault = length_fault(subject or "", LONGEST_NAME)
    if fault:
        raise Refused(f"Danh tính {fault}.")
    taken = (
        subject
        and work.session.exec(
            select(tables.Account).where(tables.Account.subject == subject)
        ).first()
    )
    if taken and taken.id != account.id:
        raise Refused(f"Danh tính này đã nối với tài khoản «{taken.login}».")
    account.subject = subject
    _changed(work.session, account)
    work.at(None).record(Act("account.linked"))


def give_role(work: Work, *, login: str, grant: Grant, document: str = "") -> None:
    """Giao vai trò within its scope, with whose unit the person is of.

    Giving one already held changes nothing but that, where something is said of it.
    `document` is the paper it rests on, where there is one.
    """
    require(work.actor, Permission.EDIT_ACCOUNTS)
    if not grant.is_whole:
        raise Refused(_SCOPE_NEEDS[SCOPES[grant.role]])
    if fault := year_fault(grant):
        raise Refused(fault)
    _require_home(work.session, grant)
    account = _account(work.session, login)
    held = next((one for one in actor_of(work.session, account).grants if one == grant), None)
    if held is not None:
        if grant.home not in (None, held.home):
            write_home(work, login=login, grant=grant, home=grant.home)
            work.at(None).record(Act("role.home_stated"))
        return
    work.session.add(
        RoleGrant(
            account_id=account.id or 0,
            role=grant.role,
            block_id=_block_key(work.session, grant.block),
            unit_id=None if grant.unit is None else queries.unit_key(work.session, grant.unit),
            year=grant.year,
            home=grant.home,
            granted_at=work.now,
            granted_by=work.actor.name,
        )
    )
    work.at(None).record(Act("role.given", reason=document))


def year_fault(grant: Grant) -> str | None:
    """Chỗ sai của năm của một vai trò; None where it may be given."""
    if grant.year is None or FIRST_YEAR <= grant.year <= LAST_YEAR:
        return None
    return f"Năm của vai trò phải từ {FIRST_YEAR} đến {LAST_YEAR}."


def _require_home(session: Session, grant: Grant) -> None:
    """Yêu cầu lời khai đơn vị đúng: a unit there is, or none."""
    fault = home_fault(grant)
    if fault:
        raise Refused(fault)
    if grant.home:
        queries.unit_key(session, grant.home)


def write_home(work: Work, *, login: str, grant: Grant, home: str | None) -> None:
    """Ghi người giữ vai trò này là của đơn vị nào; the caller asked for rights and records it."""
    for row in _held_rows(work.session, _account(work.session, login), grant):
        row.home = home
        work.session.add(row)
    work.session.flush()


_SCOPE_NEEDS = {
    Scope.SYSTEM: "Vai trò này có phạm vi toàn hệ thống, không ghi khối, đơn vị hay năm.",
    Scope.BLOCK: "Vai trò này cần ghi khối và năm.",
    Scope.UNIT: "Vai trò này cần ghi khối, năm và đơn vị.",
}


def end_role(work: Work, *, login: str, grant: Grant) -> None:
    """Thu hồi vai trò; it stays in the table with the day it ended."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    account = _account(work.session, login)
    if grant.role is Role.ADMINISTRATOR and _only_administrator(work.session, account):
        raise Refused(_LAST_ADMINISTRATOR)
    if grant.role is Role.ADMINISTRATOR and account.login == work.actor.account:
        raise Refused(_OWN_ROLE)
    rows = _held_rows(work.session, account, grant)
    if not rows:
        raise NotFound
    for row in rows:
        row.ended_at, row.ended_by = work.now, work.actor.name
        work.session.add(row)
    work.at(None).record(Act("role.ended"))


def _held_rows(session: Session, account: tables.Account, grant: Grant) -> Sequence[RoleGrant]:
    """Các dòng vai trò đang giữ ứng với vai trò này."""
    unit = None if grant.unit is None else queries.unit_key(session, grant.unit)
    return session.exec(
        select(RoleGrant).where(
            RoleGrant.account_id == account.id,
            RoleGrant.role == grant.role,
            col(RoleGrant.block_id).is_not_distinct_from(_block_key(session, grant.block)),
            col(RoleGrant.unit_id).is_not_distinct_from(unit),
            col(RoleGrant.year).is_not_distinct_from(grant.year),
            col(RoleGrant.ended_at).is_(None),
        )
    ).all()


def words_of(grant: Grant) -> str:
    """Vai trò bằng mã, for machines and the command line: the role, what it reaches, whose."""
    place = [grant.unit or "", grant.block or "", "" if grant.year is None else str(grant.year)]
    if grant.home is not None:
        place.append(f"home={grant.home or '-'}")
    return " · ".join([grant.role, *(one for one in place if one)])


def _block_key(session: Session, code: str | None) -> int | None:
    if code is None:
        return None
    found = session.exec(select(Block.id).where(Block.code == code)).first()
    if found is None:
        raise NotFound(f"Không có khối «{code}».")
    return found


def _account(session: Session, login: str) -> tables.Account:
    stored = logins.stored(session, login)
    if stored is None:
        raise NotFound(f"Không có tài khoản «{login}».")
    return session.exec(
        select(tables.Account).where(tables.Account.login == stored).with_for_update()
    ).one()


def name_of(account: tables.Account) -> str:
    """Tên trong nhật ký of an account."""
    return record_name(account.full_name, account.login)


def _only_administrator(session: Session, account: tables.Account) -> bool:
    holders = session.exec(
        select(tables.Account.id)
        .join(RoleGrant, col(RoleGrant.account_id) == col(tables.Account.id))
        .where(
            RoleGrant.role == Role.ADMINISTRATOR,
            col(RoleGrant.ended_at).is_(None),
            col(tables.Account.active),
        )
    ).all()
    return set(holders) == {account.id}


def _changed(session: Session, account: tables.Account) -> None:
    account.version += 1
    session.add(account)
    session.flush()


def _end_sessions(session: Session, account: tables.Account) -> None:
    session.connection().execute(delete(SignIn).where(col(SignIn.account_id) == account.id))
