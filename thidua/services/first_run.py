"""Thiết lập lần đầu: the first administrator, for whoever can read the server's log."""

import secrets
from datetime import datetime
from hmac import compare_digest

from sqlmodel import Session

from thidua import passwords
from thidua.db.engine import data_folder
from thidua.domain.errors import NotPermitted, Refused
from thidua.domain.permissions import Grant, Role, administrator
from thidua.services import accounts
from thidua.services.audit import take_turn

_FILE = "ma-thiet-lap.txt"


def code() -> str:
    """Mã thiết lập: the same for every process of this machine until somebody used it."""
    file = data_folder() / _FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="ascii") as made:
            file.chmod(0o600)
            made.write(f"{secrets.token_hex(3)}-{secrets.token_hex(3)}-{secrets.token_hex(3)}")
    except FileExistsError:
        pass
    return file.read_text(encoding="ascii").strip()


def forget_code() -> None:
    """Bỏ mã thiết lập once there is an administrator."""
    (data_folder() / _FILE).unlink(missing_ok=True)


def set_up(
    session: Session,
    *,
    given: str,
    login: str,
    full_name: str,
    password: str,
    now: datetime,
) -> None:
    """Tạo người quản trị đầu tiên; NotPermitted once anybody has an account."""
    take_turn(session)
    if accounts.has_any(session):
        raise NotPermitted
    if not compare_digest(given.strip().encode(), code().encode()):
        raise Refused(
            "Mã thiết lập không đúng; mã được in trong nhật ký của máy chủ khi khởi động."
        )
    passwords.require_acceptable(password, login, full_name)
    actor = administrator("Thiết lập lần đầu")
    accounts.create(
        session,
        actor=actor,
        login=login,
        full_name=full_name,
        password=password,
        now=now,
        must_change=False,
    )
    grant = Grant(Role.ADMINISTRATOR)
    accounts.give_role(session, actor=actor, login=login, grant=grant, now=now)
