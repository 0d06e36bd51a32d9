"""Bảng hiển thị của tài khoản."""

from collections.abc import Sequence

import pandas as pd

from thidua.domain.access.account import Account
from thidua.domain.access.interest import grant_words


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


def _state(person: Account) -> str:
    if not person.active:
        return "Bị khóa"
    return "Phải đổi mật khẩu" if person.must_change else "Hoạt động"
