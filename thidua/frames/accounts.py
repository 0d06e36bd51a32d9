"""Bảng hiển thị của tài khoản."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from thidua import labels
from thidua.domain.access.account import Account
from thidua.domain.access.permissions import Grant
from thidua.domain.period.windows import vi_moment


def people_frame(people: Sequence[Account], now: datetime) -> pd.DataFrame:
    """Các tài khoản, by sign-in name."""
    return pd.DataFrame(
        {
            "Tên đăng nhập": [one.login for one in people],
            "Họ tên": [one.full_name for one in people],
            "Tình trạng": [_state(one, now) for one in people],
            "Vai trò": ["; ".join(map(grant_words, one.grants)) for one in people],
            "Danh tính ngoài": [one.subject or "" for one in people],
        }
    )


def _state(person: Account, now: datetime) -> str:
    if not person.active:
        return "Bị khóa"
    if person.locked_until is not None and now < person.locked_until:
        return f"Tạm khóa đến {vi_moment(person.locked_until)}"
    return "Phải đổi mật khẩu" if person.must_change else "Hoạt động"


def grant_words(grant: Grant) -> str:
    """Vai trò bằng chữ, with what it reaches."""
    place = [one for one in (grant.unit, grant.block, grant.year and str(grant.year)) if one]
    role = labels.ROLES[grant.role]
    return f"{role} ({', '.join(place)})" if place else role
