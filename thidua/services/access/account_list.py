"""Nhập danh sách tài khoản: who is new, which roles are added, each told before it is written."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from thidua.db import queries, tables
from thidua.db.tables import Block, Unit
from thidua.domain.access import account_list as words
from thidua.domain.access.account import Account, full_name_fault, login_fault
from thidua.domain.access.account_list import AccountRow
from thidua.domain.access.interest import ASKED_OF, grant_words
from thidua.domain.access.permissions import Grant, Permission, require
from thidua.domain.ground.codes import login_key
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.preview import Change, ChangeKind, Preview
from thidua.domain.period.part import WHOLE_YEAR
from thidua.domain.period.period import Member
from thidua.files.reading import any_book
from thidua.files.roster.account_book import account_template, read_account_book
from thidua.passwords import NewPassword
from thidua.services.access import accounts, logins
from thidua.services.ground import block_members
from thidua.services.ground.work import Work

__all__ = ["account_template", "bring", "new_logins", "preview", "read"]


def read(content: bytes, name: str) -> tuple[list[AccountRow], Findings]:
    """Đọc tệp danh sách tài khoản."""
    return any_book.read(read_account_book, content, name)


def preview(work: Work, *, rows: Sequence[AccountRow], findings: Sequence[Finding] = ()) -> Preview:
    """Xem trước: new accounts, new roles, and what is held already."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    told = Findings(findings)
    known = _known(work.session)
    changes: list[Change] = []
    seen: dict[str, AccountRow] = {}
    looks = {login_key(login): login for login in known}
    given: dict[tuple[str, Grant], AccountRow] = {}
    for row in rows:
        first = seen.setdefault(row.login, row)
        before = known.get(row.login)
        if first is row:
            changes.append(_account(row, before, told))
            _tell_twin(row, looks.setdefault(login_key(row.login), row.login), told)
        elif first.full_name != row.full_name:
            message = f"tên đăng nhập {row.login} đứng với hai họ tên khác nhau"
            told.error("two_names", message, row.at.get(words.FULL_NAME, ""))
        if row.grant is not None:
            other = given.setdefault((row.login, row.grant), row)
            if other is not row:
                _tell_twice(row, row.grant, other, told)
                continue
            held = () if before is None else before.grants
            changes += _role(work.session, row, row.grant, held, told)
    if not rows and not told:
        told.error("empty", "chưa có người nào trong tệp", "")
    return Preview(tuple(told), tuple(changes))


def _tell_twin(row: AccountRow, other: str, told: Findings) -> None:
    """Tên đăng nhập trông như tên khác: refused here, at its cell, as it would be when written."""
    if other != row.login:
        message = logins.twin_fault(row.login, other)
        told.error("twin", message, row.at.get(words.LOGIN, ""))


def _tell_twice(row: AccountRow, grant: Grant, first: AccountRow, told: Findings) -> None:
    """Vai trò ghi hai lần: once is enough, and twice with two units would leave it to chance."""
    place = first.at.get(words.ROLE, "")
    if first.grant is not None and grant.home != first.grant.home:
        message = f"vai trò này đã ghi ở {place} với đơn vị khác; hãy để lại một dòng"
        told.error("two_homes", message, row.at.get(words.HOME, ""))
        return
    told.notice("twice", f"vai trò này đã ghi ở {place}", row.at.get(words.ROLE, ""))


def _account(row: AccountRow, before: Account | None, told: Findings) -> Change:
    subject = f"Tài khoản {row.login}"
    if before is not None:
        if before.full_name != row.full_name:
            message = f"{row.login} đã có với họ tên «{before.full_name}»; họ tên ấy được giữ"
            told.warning("name_kept", message, row.at.get(words.FULL_NAME, ""))
        return Change(ChangeKind.SAME, subject, before.full_name, before.full_name)
    for title, fault in (
        (words.LOGIN, login_fault(row.login)),
        (words.FULL_NAME, full_name_fault(row.full_name)),
    ):
        if fault:
            told.error("fault", fault, row.at.get(title, ""))
    return Change(ChangeKind.NEW, subject, new=row.full_name)


def _role(
    session: Session, row: AccountRow, grant: Grant, held: Sequence[Grant], told: Findings
) -> list[Change]:
    fault = _fault(session, grant)
    if fault is not None:
        title, message = fault
        told.error("role", message, row.at.get(title, ""))
        return []
    subject = f"Vai trò của {row.login}"
    before = next((one for one in held if one == grant), None)
    if before is not None and grant.home is None:
        grant = before
    return [Change.of(subject, None if before is None else grant_words(before), grant_words(grant))]


def _fault(session: Session, grant: Grant) -> tuple[str, str] | None:
    """Chỗ sai của một vai trò: a block, a year or a unit that there is not."""
    if grant.home and session.exec(select(Unit.id).where(Unit.code == grant.home)).first() is None:
        return words.HOME, f"không có đơn vị «{grant.home}»"
    if fault := accounts.year_fault(grant):
        return words.YEAR, fault
    if grant.role in ASKED_OF and grant.home is None:
        return words.HOME, f"cần ghi mã đơn vị của người này, hoặc «{words.NO_UNIT}»"
    if grant.block is None:
        return None
    if session.exec(select(Block.id).where(Block.code == grant.block)).first() is None:
        return words.BLOCK, f"không có khối «{grant.block}»"
    if grant.unit is None:
        return None
    members = members_of(session, grant.block, grant.year)
    if grant.unit not in {one.code for one in members}:
        return words.UNIT, f"đơn vị «{grant.unit}» không thuộc khối {grant.block} năm {grant.year}"
    return None


def members_of(session: Session, block: str, year: int | None) -> Sequence[Member]:
    """Các đơn vị của khối trong năm ấy; none where there is no such year."""
    found = next(
        (
            one
            for one in queries.periods(session)
            if (one.block_code, one.year, one.part) == (block, year, WHOLE_YEAR)
        ),
        None,
    )
    return () if found is None else block_members.members(session, found)


def _known(session: Session) -> Mapping[str, Account]:
    return {one.login: one for one in accounts.unchecked_listed(session)}


def new_logins(work: Work, *, rows: Sequence[AccountRow]) -> tuple[str, ...]:
    """Những tên đăng nhập sẽ được tạo, each once: for them a password is made before writing."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    logins = list(dict.fromkeys(row.login for row in rows))
    held = set(
        work.session.exec(
            select(tables.Account.login).where(col(tables.Account.login).in_(logins))
        ).all()
    )
    return tuple(login for login in logins if login not in held)


def bring(
    work: Work,
    *,
    rows: Sequence[AccountRow],
    findings: Sequence[Finding] = (),
    passwords: Mapping[str, NewPassword],
    seen: str | None = None,
) -> Preview:
    """Nhập tất cả hoặc không gì cả; every new account gets the password that was made for it."""
    require(work.actor, Permission.EDIT_ACCOUNTS)
    found = preview(work, rows=rows, findings=findings)
    found.require_agreed("Danh sách", seen)
    names = {row.login: row.full_name for row in reversed(rows)}
    new = new_logins(work, rows=rows)
    if set(new) - set(passwords):
        raise Refused("Danh sách đã đổi từ lúc xem trước; hãy xem lại rồi nhập.")
    for login in new:
        accounts.create(work, login=login, full_name=names[login], password=passwords[login])
        work.session.flush()
    for row in rows:
        if row.grant is not None:
            accounts.give_role(work, login=row.login, grant=row.grant)
            work.session.flush()
    return found
