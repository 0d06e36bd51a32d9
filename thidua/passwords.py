"""Mật khẩu: kept as argon2 digests; at most three are worked out at the same time."""

import secrets
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from thidua.domain.access.account import LONGEST, SHORTEST
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import without_marks
from thidua.later import Later

if TYPE_CHECKING:
    import zxcvbn
else:
    zxcvbn = Later("zxcvbn")

_hasher = PasswordHasher()
# One verification takes 64 MB; a rush of sign-ins must not take the whole machine.
_turns = BoundedSemaphore(3)
# A digest of no password, as dear to compare with as any, and nothing to work out at the start.
_NOBODY = (
    f"$argon2id$v=19$m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    f"${'A' * 22}${'A' * 43}"
)


_FEWEST_TRIES = 10**8
_LOOKED_AT = 72
_OURS = (
    *("thidua", "khoithidua", "khoi", "khenthuong", "giaouoc", "chamdiem", "xephang", "binhxet"),
    *("matkhau", "quantri", "quantrivien", "vanphong", "hanhchinh", "uyban", "ubnd", "vietnam"),
    *("hanoi", "saigon", "xinchao", "chaoban", "anhyeuem", "emyeuanh", "congchuc", "canbo"),
)
"""Từ của chỗ này: what is tried first by whoever knows where the password is used."""


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
    parts = without_marks(full_name).split()
    joined = ["".join(parts[at:]) for at in range(len(parts))]
    if _is_easy(without_marks(password), [*login.split("."), *parts, *joined]):
        raise Refused(
            "Mật khẩu này dễ đoán: nằm trong danh sách hay dùng, hoặc chỉ ghép từ thường gặp, tên, "
            "năm và dãy phím liền nhau. Hãy chọn một câu dài hơn, ví dụ bốn từ không liên quan."
        )


def _is_easy(password: str, names: list[str]) -> bool:
    """Dễ đoán: found within so few tries by whoever knows the lists, this product and the name.

    Words written apart are tried together too, as they stand in the lists.
    """
    known = [*_OURS, *filter(None, names)]
    return any(
        zxcvbn.zxcvbn(one[:_LOOKED_AT], user_inputs=known)["guesses"] < _FEWEST_TRIES
        for one in (password, "".join(password.split()))
        if one
    )


def one_time() -> str:
    """Mật khẩu dùng một lần: given to a person to sign in with once."""
    return secrets.token_urlsafe(12)
