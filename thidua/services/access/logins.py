"""Tên đăng nhập: whose it is that was typed, and which two nobody can tell apart."""

from functools import lru_cache

from sqlmodel import Session, select

from thidua.db.tables import Account
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.text import clean


def stored(session: Session, typed: str) -> str | None:
    """Tên đăng nhập đang có mà chữ gõ vào chỉ tới; None where it is nobody's.

    The very name comes first, then the one that looks the same: a stored name is reached however
    much wider the comparison of codes became since it was given. What would be two is nobody's.
    """
    wanted = clean(typed)
    for one in dict.fromkeys((wanted, code_key(typed))):
        exact = select(Account.login).where(Account.login == one)
        if (found := session.exec(exact).first()) is not None:
            return found
    key = _look(wanted)
    alike = [one for one in session.exec(select(Account.login)) if _look(one) == key]
    return alike[0] if len(alike) == 1 else None


_look = lru_cache(4096)(code_key)
"""Khóa của một tên đăng nhập: the same names are compared with whatever is typed at the door."""


def twin_fault(login: str, twin: str) -> str:
    """Lời từ chối một tên đăng nhập mà mắt không phân biệt được với tên khác."""
    return (
        f"Tên đăng nhập «{login}» trông giống hệt «{twin}» đã có người dùng (số 0 và chữ o, "
        "số 1 và chữ l); hãy chọn tên khác."
    )
