"""Đăng nhập: opens, recognises and ends sessions; the database decides at every request."""

import hashlib
import hmac
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
from thidua.domain.access.account import IDLE, LIFETIME, LONGEST_LOGIN
from thidua.domain.access.guessing import Guesser, Guesses, Told, Turn, place_of
from thidua.domain.access.permissions import Actor
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotPermitted, NotSignedIn
from thidua.passwords import Compared
from thidua.services.access import accounts, logins
from thidua.services.ground.audit import Act, Name, record
from thidua.services.ground.work import Work

WRONG = (
    "Tên đăng nhập hoặc mật khẩu không đúng. Sai nhiều lần liền thì máy chủ trả lời chậm dần; hãy "
    "xem lại phím Caps Lock và bộ gõ, hoặc nhờ người quản trị đặt lại mật khẩu."
)
"""Câu từ chối, the same for every cause, so that it tells nobody which names exist."""

_NOBODY = Actor("Người chưa đăng nhập")
_TOUCH = timedelta(minutes=1)
_LONGEST_MARK = 200
_guesses = Guesses()


@dataclass(frozen=True, slots=True)
class Attempt:
    """Một lần thử mật khẩu: with what it is compared, and the turn it waits for."""

    login: str
    kept: str | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class Opened:
    """Phiên đã mở: its token, and the mark by which this browser is known the next time."""

    token: str
    browser: str


@dataclass(frozen=True, slots=True)
class Known:
    """Người đã đăng nhập: who acts, and whether the password must be changed first.

    `is_stale` says that the last use on record is older than a minute and should be renewed.
    """

    actor: Actor
    must_change: bool
    is_stale: bool


def begin(
    session: Session, *, login: str, now: datetime, address: str = "", browser: str = ""
) -> Attempt:
    """Bắt đầu đăng nhập: looks the account up; nobody is told whether it exists.

    TooManyGuesses where so many wait already that this one is not to be compared.
    """
    typed = login[:_LONGEST_TYPED]
    wanted = logins.stored(session, typed) or code_key(typed)[:LONGEST_LOGIN]
    row = session.exec(select(Account).where(Account.login == wanted)).first()
    kept = row.password_hash or None if row is not None and row.active else None
    known = browser if kept and _is_mark(browser, kept) else ""
    turn = _guesses.turn(Guesser(_lane(session, wanted), place_of(address), known), now)
    return Attempt(wanted, kept, turn)


def begin_own(work: Work) -> Attempt:
    """Bắt đầu đổi mật khẩu: the one in use is asked for, which a browser left open may not guess.

    TooManyGuesses as at the door.
    """
    login = work.actor.account
    row = work.session.exec(select(Account).where(Account.login == login)).one()
    turn = _guesses.turn(Guesser(_lane(work.session, login), "", _OWN), work.now)
    return Attempt(login, row.password_hash or None, turn)


def _lane(session: Session, login: str) -> str:
    """Tên đăng nhập trong cơ sở dữ liệu này: the demo's people slow nobody of the same name."""
    return f"{_DEMO} {login}" if is_demo(session) else login


def guess(attempt: Attempt, password: str) -> bool:
    """So mật khẩu; slow on purpose, so it is done while no transaction is open."""
    return compare(attempt, password).correct


def compare(attempt: Attempt, password: str) -> Compared:
    """So mật khẩu, for whoever has to show later what was compared with what."""
    return passwords.compared(password, attempt.kept)


def give_up(attempt: Attempt, *, now: datetime) -> None:
    """Bỏ lần thử: its turn goes to the next."""
    _guesses.given_up(attempt.turn, now)


def count_wrong(attempt: Attempt, *, now: datetime) -> Told | None:
    """Đếm một lần sai; what of it is to be recorded, which is not every one."""
    return _guesses.wrong(attempt.turn, now)


def finish(session: Session, *, attempt: Attempt, now: datetime, address: str) -> Opened | None:
    """Kết thúc đăng nhập with the right password: a new session, or None.

    A guess begun before the account was switched off or its password changed comes too late.
    """
    row = session.exec(
        select(Account).where(Account.login == attempt.login).with_for_update()
    ).first()
    if row is None or not row.active or row.password_hash != attempt.kept:
        told = _guesses.wrong(attempt.turn, now)
        if told is not None:
            refuse(session, attempt=attempt, told=told, now=now, address=address)
        return None
    before = _guesses.right(attempt.turn, now)
    token = _open(session, row, now, address, "password", before)
    return Opened(token, _new_mark(row.password_hash))


def refuse(session: Session, *, attempt: Attempt, told: Told, now: datetime, address: str) -> None:
    """Ghi nhật ký các lần sai: how many since the last entry, and on which account the last."""
    row = session.exec(select(Account).where(Account.login == attempt.login)).first()
    known = "" if row is None else accounts.name_of(row)
    _record_refused(session, _NOBODY, now, "wrong", told=told, who=known, address=address)


def require_own_password(work: Work, *, attempt: Attempt, correct: bool) -> str:
    """Yêu cầu mật khẩu của chính mình, before it is changed; the sentence to show otherwise."""
    if correct:
        _guesses.right(attempt.turn, work.now)
        return ""
    told = _guesses.wrong(attempt.turn, work.now)
    if told is not None:
        who = work.actor.name
        _record_refused(work.session, work.actor, work.now, "wrong_own", told=told, who=who)
    return "Mật khẩu hiện tại không đúng."


def _record_refused(
    session: Session,
    actor: Actor,
    now: datetime,
    why: str,
    *,
    told: Told | None = None,
    who: str = "",
    address: str = "",
) -> None:
    detail: dict[str, object] = {"why": why, "account": Name(who), "address": Name(address)}
    if told is not None:
        detail |= {"count": told.count, "rush": told.is_rush}
    record(session, actor=actor, now=now, acts=[Act("sign_in.refused", detail=detail)])


_LONGEST_TYPED = 4 * LONGEST_LOGIN
_OWN = "đổi mật khẩu"
_DEMO = "khối mẫu"


def _new_mark(kept: str) -> str:
    """Dấu trình duyệt quen: made with what is kept of the password, so a new one ends it."""
    chance = secrets.token_urlsafe(16)
    return f"{chance}.{_sign(chance, kept)}"


def _is_mark(given: str, kept: str) -> bool:
    chance, _, sign = given[:_LONGEST_MARK].partition(".")
    return hmac.compare_digest(sign.encode(errors="replace"), _sign(chance, kept).encode())


def _sign(chance: str, kept: str) -> str:
    said = f"trình duyệt {chance}".encode(errors="replace")
    return hmac.new(kept.encode(), said, hashlib.sha256).hexdigest()


def enter_from_outside(
    session: Session, *, subject: str, now: datetime, address: str
) -> str | None:
    """Vào bằng đăng nhập một lần: only an account linked before; never makes one."""
    row = session.exec(select(Account).where(Account.subject == subject)).first()
    if row is None or not row.active:
        _record_refused(session, _NOBODY, now, "not_linked", address=address)
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


def _open(
    session: Session, row: Account, now: datetime, address: str, how: str, wrong: int = 0
) -> str:
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
    detail: dict[str, object] = {"how": how, "address": Name(address)}
    if wrong:
        detail["wrong"] = wrong
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
