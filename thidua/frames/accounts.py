"""Bảng hiển thị của tài khoản."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from thidua.domain.access.account import Account
from thidua.domain.access.interest import grant_words
from thidua.domain.access.permissions import Grant


def people_frame(people: Sequence[Account]) -> pd.DataFrame:
    """Các tài khoản, by sign-in name."""
    return pd.DataFrame(
        {
            "Tên đăng nhập": [one.login for one in people],
            "Họ tên": [one.full_name for one in people],
            "Tình trạng": [_state(one) for one in people],
            "Vai trò": ["; ".join(map(grant_words, one.grants)) for one in people],
            "Danh tính ngoài": [one.subject or "" for one in people],
        }
    )


@dataclass(frozen=True, slots=True)
class Slip:
    """Một phiếu giao tài khoản: for whom, the sign-in name and the password that opens once."""

    login: str
    full_name: str
    password: str


def slips_frame(held: Sequence[Slip], address: str) -> pd.DataFrame:
    """Các phiếu giao tài khoản, a row each."""
    return pd.DataFrame(
        {
            "Họ tên": [one.full_name for one in held],
            "Địa chỉ": [address] * len(held),
            "Tên đăng nhập": [one.login for one in held],
            "Mật khẩu dùng một lần": [one.password for one in held],
        }
    )


class Carried(Protocol):
    """Một vai trò của năm cũ, as the table of the next year reads it."""

    @property
    def login(self) -> str:
        """Tên đăng nhập."""

    @property
    def full_name(self) -> str:
        """Họ tên."""

    @property
    def grant(self) -> Grant:
        """Vai trò ở năm sau."""

    @property
    def fate(self) -> str:
        """Có chuyển không, vì sao."""


def carried_frame(found: Sequence[Carried]) -> pd.DataFrame:
    """Các vai trò và việc chuyển sang năm sau."""
    return pd.DataFrame(
        {
            "Họ tên": [one.full_name for one in found],
            "Tên đăng nhập": [one.login for one in found],
            "Vai trò": [grant_words(one.grant) for one in found],
            "Sang năm sau": [one.fate for one in found],
        }
    )


def _state(person: Account) -> str:
    if not person.active:
        return "Bị khóa"
    return "Phải đổi mật khẩu" if person.must_change else "Hoạt động"
