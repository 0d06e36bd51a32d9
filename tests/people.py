"""Người dùng thử: accounts signed in without the form, for tests of what comes after it."""

from datetime import UTC, datetime
from hashlib import sha256

from sqlmodel import Session, select

from thidua import passwords
from thidua.db.engine import writing
from thidua.db.tables import Account, SignIn
from thidua.domain.access.account import LIFETIME
from thidua.domain.access.permissions import Actor, Grant, Role, administrator
from thidua.services.access import accounts
from thidua.services.ground.work import Work

PROGRAM = administrator("Chương trình kiểm thử")


def make_account(session: Session, login: str, *grants: Grant, password: str | None = None) -> None:
    """Tài khoản với các vai trò này."""
    now = datetime.now(UTC)
    accounts.create(
        Work(session, PROGRAM, now=now),
        login=login,
        full_name=f"Người {login}",
        password=None if password is None else passwords.new(password),
        must_change=False,
    )
    for grant in grants:
        accounts.give_role(Work(session, PROGRAM, now=now), login=login, grant=grant)


def signed_in(login: str, url: str | None = None) -> str:
    """Dấu của một phiên mới; an unknown login becomes an administrator."""
    now = datetime.now(UTC)
    with writing(url) as session:
        account = session.exec(select(Account).where(Account.login == login)).first()
        if account is None:
            make_account(session, login, Grant(Role.ADMINISTRATOR))
            account = session.exec(select(Account).where(Account.login == login)).one()
        token = f"thu-{login}-{now.timestamp()}"
        session.add(
            SignIn(
                token_hash=sha256(token.encode()).hexdigest(),
                account_id=account.id or 0,
                created_at=now,
                used_at=now,
                expires_at=now + LIFETIME,
            )
        )
    return token


def acting(
    role: Role, block: str | None = None, year: int | None = None, unit: str | None = None
) -> Actor:
    """Người thực hiện with one role; of no unit but the one acted for."""
    return Actor(f"Người thử ({role})", (Grant(role, block, unit, year, ""),), role)
