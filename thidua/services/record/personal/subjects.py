"""Chủ thể dữ liệu: who a person is in the tables, and who may ask for that."""

from dataclasses import dataclass

from sqlmodel import Session, select

from thidua.db import tables
from thidua.db.tables import Account
from thidua.domain.access.account import record_name
from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.ground.codes import same_code
from thidua.domain.ground.errors import NotFound
from thidua.domain.ground.text import clean
from thidua.domain.record.personal_data import DataSubject
from thidua.services.access import logins
from thidua.services.ground import personal
from thidua.services.ground.work import Work


@dataclass(frozen=True, slots=True)
class Known:
    """Người ấy như đang có: the name shown, and every way in which tables and the record write it.

    `earlier` are those among them that were corrected since.
    """

    name: str
    written: frozenset[str]
    earlier: tuple[str, ...] = ()
    account: Account | None = None


def is_own(work: Work, subject: DataSubject) -> bool:
    """Chính là người đang dùng."""
    return bool(work.actor.account) and subject == DataSubject(login=work.actor.account)


def may_answer(work: Work) -> bool:
    """Được trả lời yêu cầu về dữ liệu cá nhân."""
    return is_allowed(work.actor, Permission.ANSWER_PERSONAL)


def require_reader(work: Work, subject: DataSubject) -> None:
    """Yêu cầu là chính người ấy, or who answers for the data of others."""
    if not is_own(work, subject):
        require(work.actor, Permission.ANSWER_PERSONAL)


def find(work: Work, *, words: str) -> DataSubject:
    """Tìm theo tên đăng nhập hoặc mã cá nhân, for who answers for others; NotFound otherwise."""
    require(work.actor, Permission.ANSWER_PERSONAL)
    login = logins.stored(work.session, words)
    if login is not None:
        return DataSubject(login=login)
    code = same_code(clean(words), work.session.exec(select(tables.StaffMember.code)))
    if code is None:
        raise NotFound(f"Không có tài khoản hay cá nhân nào mang mã «{clean(words)}».")
    return DataSubject(person=code)


def known(session: Session, subject: DataSubject) -> Known:
    """Tìm người ấy; NotFound, naming what was asked for."""
    if subject.login:
        account = session.exec(select(Account).where(Account.login == subject.login)).first()
        if account is None:
            raise NotFound(f"Không có tài khoản «{subject.login}».")
        name = record_name(account.full_name, account.login)
        written = {account.full_name, name, account.login, account.subject or ""} - {""}
        earlier = personal.earlier_names(session, name) - written
        return Known(name, frozenset(written | earlier), tuple(sorted(earlier)), account)
    named = select(tables.StaffMember).where(tables.StaffMember.code == subject.person)
    person = session.exec(named).first()
    if person is None:
        raise NotFound(f"Không có cá nhân mã «{subject.person}».")
    had = sorted(personal.names_of_staff(session, person.id) - {person.full_name})
    shown = f"{person.full_name} (mã {person.code})"
    return Known(shown, frozenset({person.full_name, *had}), tuple(had))
