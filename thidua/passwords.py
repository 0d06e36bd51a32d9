"""Mật khẩu: kept as argon2 digests; at most two are worked out at the same time."""

import secrets
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from thidua.domain.access.account import LONGEST, SHORTEST
from thidua.domain.ground.errors import Refused

_hasher = PasswordHasher()
# One verification takes 64 MB; a rush of sign-ins must not take the whole machine.
_turns = BoundedSemaphore(2)
# A digest of no password, as dear to compare with as any, and nothing to work out at the start.
_NOBODY = (
    f"$argon2id$v=19$m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    f"${'A' * 22}${'A' * 43}"
)


@dataclass(frozen=True, slots=True)
class NewPassword:
    """Mật khẩu mới: as it was typed, and its digest, which is kept instead of it."""

    typed: str = field(repr=False)
    digest: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """Mật khẩu đã so: as it was typed, with which digest, and whether it is that one."""

    typed: str = field(repr=False)
    kept: str | None = field(repr=False)
    correct: bool


def new(typed: str) -> NewPassword:
    """Mật khẩu mới, digested; slow on purpose, so it is done while nobody waits to write."""
    return NewPassword(typed, digest(typed))


def compared(typed: str, kept: str | None) -> Compared:
    """So mật khẩu; as slow, and done as early."""
    return Compared(typed, kept, matches(typed, kept))


def digest(password: str) -> str:
    """Dấu của mật khẩu, to be kept instead of it."""
    with _turns:
        return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Khớp: takes the same time whether or not there is anything to compare with."""
    with _turns:
        try:
            return _hasher.verify(kept or _NOBODY, password[:LONGEST]) and bool(kept)
        except (Argon2Error, InvalidHashError):
            return False


def require_acceptable(password: str, login: str, full_name: str) -> None:
    """Yêu cầu mật khẩu đủ tốt: Refused when too short, too plain, or the person's own name."""
    if len(password) < SHORTEST:
        raise Refused(f"Mật khẩu cần ít nhất {SHORTEST} ký tự.")
    if len(password) > LONGEST:
        raise Refused(f"Mật khẩu dài nhất {LONGEST} ký tự.")
    if len(set(password)) < 5:
        raise Refused("Mật khẩu lặp quá ít ký tự khác nhau; hãy chọn câu khác.")
    plain = password.casefold()
    names = (login.strip().casefold(), full_name.strip().casefold())
    if any(name and name in plain for name in names):
        raise Refused("Mật khẩu không được chứa tên của bạn; hãy chọn câu khác.")


def one_time() -> str:
    """Mật khẩu dùng một lần: given to a person to sign in with once."""
    return secrets.token_urlsafe(12)
