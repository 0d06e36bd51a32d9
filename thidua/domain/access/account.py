"""Tài khoản: how a person signs in, and what the page of accounts shows of it."""

import re
from dataclasses import dataclass
from datetime import timedelta

from thidua.domain.access.permissions import Grant
from thidua.domain.ground.text import LONGEST_NAME, length_fault

IDLE = timedelta(hours=2)
"""Nghỉ tối đa: a session nobody used for this long is over."""

LIFETIME = timedelta(hours=12)
"""Đời của một phiên: signing in lasts a working day at most."""

SHORTEST = 10
LONGEST = 200
"""Độ dài mật khẩu: the fewest and the most signs."""

LONGEST_LOGIN = 64
LONGEST_FULL_NAME = LONGEST_NAME - LONGEST_LOGIN - len(" ()")
"""Họ tên dài nhất: what is kept of who did something is the name and the login beside it."""

_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Người dùng: what the page of accounts shows of one account."""

    login: str
    full_name: str
    active: bool
    must_change: bool
    subject: str | None
    version: int
    grants: tuple[Grant, ...] = ()

    @property
    def name(self) -> str:
        """Tên trong nhật ký: unlike anyone else's, because the login is."""
        return record_name(self.full_name, self.login)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """Trang tài khoản: some of the accounts that were looked for, and how many there are.

    `found` counts those looked for, `total` and `active` all of them.
    """

    people: tuple[Account, ...]
    found: int
    total: int
    active: int


def record_name(full_name: str, login: str) -> str:
    """Tên ghi nhật ký: «Trần Thị Thư (thu.tran)»."""
    return f"{full_name} ({login})"


def full_name_fault(name: str) -> str | None:
    """Chỗ sai của họ tên; None when it may be used."""
    if not name:
        return "Cần ghi họ tên."
    fault = length_fault(name, LONGEST_FULL_NAME)
    return None if fault is None else f"Họ tên {fault}."


def login_fault(login: str) -> str | None:
    """Chỗ sai của tên đăng nhập; None when it may be used."""
    if _LOGIN.fullmatch(login):
        return None
    return (
        "Tên đăng nhập gồm chữ thường không dấu, số, dấu chấm, gạch ngang hoặc gạch dưới, "
        "ví dụ «thu.tran»."
    )
