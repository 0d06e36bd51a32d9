"""Thiết lập lần đầu: the first administrator, for whoever can read the server's log."""

import os
import re
import secrets
from contextlib import suppress
from datetime import datetime
from hmac import compare_digest
from pathlib import Path

from sqlmodel import Session

from thidua import passwords
from thidua.db.engine import data_folder
from thidua.domain.access.permissions import Grant, Role, administrator
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.passwords import NewPassword
from thidua.services.access import accounts
from thidua.services.ground.audit import take_turn
from thidua.services.ground.work import Work

_FILE = "ma-thiet-lap.txt"
_WHOLE = re.compile(r"[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}")


def code() -> str:
    """Mã thiết lập: the same for every process of this machine until somebody used it."""
    file = data_folder() / _FILE
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        _write(file)
    found = file.read_text(encoding="ascii", errors="replace").strip()
    if _WHOLE.fullmatch(found):
        return found
    half = file.with_name(f"{_FILE}.{secrets.token_hex(4)}")  # whoever began it died over it
    _write(half)
    half.replace(file)
    return file.read_text(encoding="ascii").strip()


def _write(file: Path) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as made:
        made.write("-".join(secrets.token_hex(3) for _ in range(3)))


def forget_code() -> None:
    """Bỏ mã thiết lập once there is an administrator."""
    (data_folder() / _FILE).unlink(missing_ok=True)


def require_code(given: str) -> None:
    """Yêu cầu đúng mã thiết lập; asked first, so that nobody else has a password digested."""
    if not compare_digest(given.strip().encode(), code().encode()):
        raise Refused(
            "Mã thiết lập không đúng; mã được in trong nhật ký của máy chủ khi khởi động."
        )


def set_up(
    session: Session,
    *,
    given: str,
    login: str,
    full_name: str,
    password: NewPassword,
    now: datetime,
) -> None:
    """Tạo người quản trị đầu tiên; NotPermitted once anybody has an account."""
    take_turn(session)
    if accounts.has_any(session):
        raise NotPermitted
    require_code(given)
    passwords.require_acceptable(password.typed, login, full_name)
    actor = administrator("Thiết lập lần đầu")
    accounts.create(
        Work(session, actor, now=now),
        login=login,
        full_name=full_name,
        password=password,
        must_change=False,
    )
    grant = Grant(Role.ADMINISTRATOR)
    accounts.give_role(Work(session, actor, now=now), login=login, grant=grant)
