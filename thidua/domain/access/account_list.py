"""Danh sách tài khoản: many people and their roles from one workbook, one line a role."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.domain.access.permissions import ROLE_WORDS, Grant, Role
from thidua.domain.ground.text import folded

LOGIN, FULL_NAME, ROLE = "Tên đăng nhập", "Họ tên", "Vai trò"
BLOCK, YEAR, UNIT, HOME = "Mã khối", "Năm", "Mã đơn vị", "Người của đơn vị"

ACCOUNT_COLUMNS = (LOGIN, FULL_NAME, ROLE, BLOCK, YEAR, UNIT, HOME)
"""Các cột của danh sách tài khoản."""

NO_UNIT = "không"
"""Ghi ở «Người của đơn vị» of somebody who is of none of the units."""

BY_FILE = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
"""Vai trò giao được bằng tệp: who may do everything is named one by one."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Một dòng: who signs in under which name, and a role where one is written."""

    login: str
    full_name: str
    grant: Grant | None
    at: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)


def read_role(written: str) -> Role | None:
    """Vai trò theo tên của nó; None where there is none of that name, or it is not given here."""
    found = {folded(ROLE_WORDS[role]): role for role in BY_FILE}
    return found.get(folded(written))


def roles_told() -> str:
    """Các vai trò ghi được, in words."""
    return ", ".join(ROLE_WORDS[role] for role in BY_FILE)
