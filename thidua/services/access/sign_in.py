"""Đăng nhập: opens, recognises and ends sessions; the database decides at every request."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, true, update
from sqlmodel import Session, col, select

from thidua import passwords
from thidua.db import stamps
from thidua.db.engine import is_demo
from thidua.db.queries import pick
from thidua.db.tables import Account, AuditHead, SignIn
from thidua.domain.access.account import IDLE, LIFETIME, lock_after
from thidua.domain.access.permissions import Actor
from thidua.domain.ground.errors import NotPermitted, NotSignedIn
from thidua.domain.ground.text import clean
from thidua.passwords import Compared
from thidua.services.access import accounts
from thidua.services.ground.audit import Act, Name, record
from thidua.services.ground.work import Work

WRONG = (
    "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa do nhập sai nhiều lần. "
    "Hãy thử lại sau ít phút hoặc nhờ người quản trị đặt lại mật khẩu."
)
"""Câu từ chối, the same for every cause, so that it tells nobody which names exist."""

_NOBODY = Actor("Người chưa đăng nhập")
_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Một lần thử đăng nhập: what the password is compared with, read before anything is held."""

    login: str
    kept: str | None
    locked: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Người đã đăng nhập: who acts, and whether the password must be changed first.

    `is_stale` says that the last use on record is older than a minute and should be renewed.
    """

    actor: Actor
    must_change: bool
    is_stale: bool


def begin(session: Session, *, login: str, now: datetime) -> Attempt:
    """Bắt đầu đăng nhập: looks the account up; nobody is told whether it exists."""
    wanted = clean(login).lower()
    row = session.exec(select(Account).where(Account.login == wanted)).first()
    if row is None or not row.active:
        return Attempt(wanted, None, locked=False)
    locked = _is_locked(row, now)
    return Attempt(row.login, None if locked else row.password_hash or None, locked)


def guess(attempt: Attempt, password: str) -> bool:
    """So mật khẩu; slow on purpose, so it is done while no transaction is open."""
    return compare(attempt, password).correct


def compare(attempt: Attempt, password: str) -> Compared:
    """So mật khẩu, for whoever has to show later what was compared with what."""
    return passwords.compared(password, attempt.kept)


def finish(
    session: Session, *, attempt: Attempt, correct: bool, now: datetime, address: str
) -> str | None:
    """Kết thúc đăng nhập: a new token, or None; wrong guesses are counted and recorded.

    A guess begun before the door was shut comes too late, whatever it guessed.
    """
    row = session.exec(
        select(Account).where(Account.login == attempt.login).with_for_update()
    ).first()
    unchanged = row is not None and row.active and row.password_hash == attempt.kept
    if row is not None and correct and unchanged and not _is_locked(row, now):
        row.failures, row.locked_until = 0, None
        session.add(row)
        return _open(session, row, now, address, "password")
    was_locked = attempt.locked or (correct and row is not None and _is_locked(row, now))
    if row is not None and attempt.kept is not None and not correct:
        _count_failure(session, row, now)
    known = "" if row is None else accounts.name_of(row)
    why = "locked" if was_locked else "wrong"
    _refuse(session, _NOBODY, now, why, known, address)
    return None


def require_own_password(work: Work, *, attempt: Attempt, correct: bool) -> str:
    """Yêu cầu mật khẩu của chính mình, before it is changed; the sentence to show otherwise.

    Whoever found a browser left open must not guess here what the door does not let them guess.
    """
    row = work.session.exec(
        select(Account).where(Account.login == work.actor.account).with_for_update()
    ).one()
    if correct and not _is_locked(row, work.now):
        return ""
    if attempt.kept is not None and not correct:
        _count_failure(work.session, row, work.now)
    locked = attempt.locked or _is_locked(row, work.now)
    _refuse(work.session, work.actor, work.now, "wrong_own", work.actor.name)
    return _LOCKED if locked else "Mật khẩu hiện tại không đúng."


def _refuse(
    session: Session, actor: Actor, now: datetime, why: str, who: str = "", address: str = ""
) -> None:
    detail = {"why": why, "account": Name(who), "address": Name(address)}
    record(session, actor=actor, now=now, acts=[Act("sign_in.refused", detail=detail)])


_LOCKED = "Mật khẩu hiện tại không đúng, hoặc đã nhập sai nhiều lần; hãy thử lại sau ít phút."


def _is_locked(row: Account, now: datetime) -> bool:
    return row.locked_until is not None and now < row.locked_until


def _count_failure(session: Session, row: Account, now: datetime) -> None:
    row.failures += 1
    locked = lock_after(row.failures)
    row.locked_until = now + locked if locked else None
    session.add(row)
    session.flush()


def enter_from_outside(
    session: Session, *, subject: str, now: datetime, address: str
) -> str | None:
    """Vào bằng đăng nhập một lần: only an account linked before; never makes one."""
    row = session.exec(select(Account).where(Account.subject == subject)).first()
    if row is None or not row.active:
        _refuse(session, _NOBODY, now, "not_linked", address=address)
        return None
    return _open(session, row, now, address, "outside")


def enter_demo(session: Session, *, login: str, now: datetime) -> str:
    """Vào vai trong khối mẫu, without a password; NotPermitted in any other database."""
    if not is_demo(session):
        raise NotPermitted
    row = session.exec(select(Account).where(Account.login == login)).first()
    if row is None or not row.active:
        raise NotPermitted
    return _open(session, row, now, "", "demo")


def _open(session: Session, row: Account, now: datetime, address: str, how: str) -> str:
    # Sessions past their time open nothing, they only take room.
    session.connection().execute(delete(SignIn).where(col(SignIn.expires_at) <= now))
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=_digest(token),
            account_id=row.id or 0,
            created_at=now,
            used_at=now,
            expires_at=now + LIFETIME,
            address=address[:64],
        )
    )
    session.flush()
    actor = accounts.actor_of(session, row)
    detail = {"how": how, "address": Name(address)}
    record(session, actor=actor, now=now, acts=[Act("sign_in.done", detail=detail)])
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def known(session: Session, *, token: str | None, now: datetime) -> Known:
    """Nhận ra người đang dùng; NotSignedIn for a token that is unknown, idle, old or switched off.

    One look in the database each time, so that signing out and switching off act at once.
    """
    if not token:
        raise NotSignedIn
    found = session.connection().execute(_LOOK_UP, {"token_hash": _digest(token)}).first()
    if found is None:
        raise NotSignedIn
    key, login, full_name, active, must_change, used_at, expires_at, recorded, said = found
    if not active or now >= expires_at or now - used_at >= IDLE:
        raise NotSignedIn
    stamps.note_head(session, recorded)
    stamps.note_stamps(session, {stamps.ANY}, said)
    actor = accounts.named_actor(session, key, login, full_name)
    return Known(actor, must_change, now - used_at >= _TOUCH)


_LOOK_UP = (
    pick(
        Account.id,
        Account.login,
        Account.full_name,
        Account.active,
        Account.must_change,
        SignIn.used_at,
        SignIn.expires_at,
        AuditHead.hash,
        stamps.OF_NONE,
    )
    .join_from(SignIn, Account, col(Account.id) == col(SignIn.account_id))
    .join(AuditHead, true())
    .where(col(SignIn.token_hash) == bindparam("token_hash"))
)


def touch(session: Session, *, token: str, now: datetime) -> None:
    """Ghi lần dùng mới nhất of a session that is still good."""
    session.connection().execute(
        update(SignIn)
        .where(col(SignIn.token_hash) == _digest(token), col(SignIn.used_at) > now - IDLE)
        .values(used_at=now)
    )


def sign_out(session: Session, *, token: str, now: datetime) -> None:
    """Đăng xuất: ends this session, in every tab."""
    found = session.exec(
        select(SignIn, Account)
        .join(Account, col(Account.id) == col(SignIn.account_id))
        .where(SignIn.token_hash == _digest(token))
    ).first()
    if found is None:
        return
    opened, account = found
    actor = accounts.actor_of(session, account)
    session.connection().execute(delete(SignIn).where(col(SignIn.id) == opened.id))
    record(session, actor=actor, now=now, acts=[Act("sign_in.ended")])
