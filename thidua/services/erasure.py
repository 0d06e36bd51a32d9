"""Xóa tên một người: out of the record and of every table, while every seal still holds.

What others typed about the person in free words is not found here; it has to be mended where it
stands. Copies made earlier still hold the name.
"""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from thidua.db.engine import sqlite_file
from thidua.db.rows import all_recorded
from thidua.db.tables import Account, Person, PersonalValue, SignIn, Vote
from thidua.domain.account import record_name
from thidua.domain.errors import NotFound, Refused
from thidua.domain.permissions import Actor, Permission, require
from thidua.domain.text import clean
from thidua.domain.vote import VoteStatus
from thidua.services import personal
from thidua.services.audit import Act, record


def erase_account(session: Session, *, actor: Actor, login: str, order: str, now: datetime) -> None:
    """Xóa tên người của một tài khoản đã khóa; `order` says by whose order, in which paper.

    NotFound for an unknown login. Refused for an account in use, without an order, or while a vote
    is open, whose roll names the voters.
    """
    require(actor, Permission.EDIT_ACCOUNTS)
    account = session.exec(select(Account).where(Account.login == login)).first()
    if account is None:
        raise NotFound(f"Không có tài khoản «{login}».")
    if account.active:
        raise Refused(f"Tài khoản «{login}» còn hoạt động; hãy khóa trước khi xóa tên.")
    names = [account.full_name, record_name(account.full_name, login), account.subject or "", login]
    account.password_hash, account.failures, account.locked_until = "", 0, None
    session.add(account)
    session.connection().execute(sa.delete(SignIn).where(col(SignIn.account_id) == account.id))
    _erase(session, actor, names, order, now)


def erase_staff(session: Session, *, actor: Actor, code: str, order: str, now: datetime) -> None:
    """Xóa họ tên của một cá nhân trong hồ sơ khen thưởng; the code stays and names nobody.

    NotFound for an unknown code; Refused without an order or while a vote is open.
    """
    require(actor, Permission.EDIT_ACCOUNTS)
    found = session.exec(select(Person).where(Person.code == code)).first()
    if found is None:
        raise NotFound(f"Không có cá nhân mã «{code}».")
    _erase(session, actor, [found.full_name], order, now)


def _erase(session: Session, actor: Actor, names: Iterable[str], order: str, now: datetime) -> None:
    if not clean(order):
        raise Refused("Cần ghi xóa theo yêu cầu hoặc văn bản nào.")
    if session.exec(select(Vote.id).where(Vote.status == VoteStatus.OPEN)).first() is not None:
        raise Refused("Đang có cuộc bỏ phiếu mở; hãy đợi kiểm phiếu xong rồi xóa tên.")
    session.flush()
    _leave_no_trace(session)
    rows = _values(session, {name for name in names if name})
    for row in rows:
        _take_out(session, row.value or "", personal.mark(row.token))
        row.value, row.salt, row.lookup = None, None, None
        row.erased_at, row.erased_by, row.erased_for = now, actor.name, clean(order)
        session.add(row)
    session.flush()
    session.expire_all()
    act = Act("person.erased", detail={"erased": [row.token for row in rows]}, reason=clean(order))
    record(session, actor=actor, now=now, acts=[act])


def _values(session: Session, names: set[str]) -> list[PersonalValue]:
    """Các tên này trong nhật ký, and lists of names that hold one of them."""
    found = session.exec(select(PersonalValue).where(col(PersonalValue.value).is_not(None)))
    return [row for row in found if names & {row.value or "", *(row.value or "").splitlines()}]


def _take_out(session: Session, name: str, mark: str) -> None:
    """Thay tên bằng dấu ở mọi bảng; the record is not asked, since it holds the same token."""
    for shape in all_recorded():
        for column in shape.persons:
            place = shape.table.c[column]
            change = sa.update(shape.table).where(place == name).values({column: mark})
            session.connection().execute(change)


def _leave_no_trace(session: Session) -> None:
    """Không để lại trong tệp: SQLite overwrites what it deletes from here on."""
    if sqlite_file(session.get_bind().engine.url.render_as_string(hide_password=False)):
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
