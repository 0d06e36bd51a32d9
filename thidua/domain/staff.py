"""Cá nhân: the people of the units who may be put forward for an award, as a list has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.domain.facts import NO, YES

PERSON_CODE, FULL_NAME, UNIT_CODE = "Mã", "Họ tên", "Mã đơn vị"
POSITION, LEADER = "Chức vụ", "Lãnh đạo"
STAFF_COLUMNS = (PERSON_CODE, FULL_NAME, UNIT_CODE, POSITION, LEADER)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Một dòng danh sách cá nhân: who works where; nothing said about leading is None.

    `unsaid` are the columns the list has not; what is stored of them stays.
    """

    code: str
    full_name: str
    unit: str
    position: str = ""
    is_leader: bool | None = None
    at: Mapping[str, str] = field(default_factory=dict, compare=False)
    unsaid: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """Bằng lời, for previews and the record."""
        return staff_words(self.full_name, self.unit, self.position, self.is_leader)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Cá nhân của một đơn vị; `version` is what a later change must name."""

    code: str
    full_name: str
    unit: str
    position: str = ""
    is_leader: bool | None = None
    active: bool = True
    version: int = 1

    @property
    def words(self) -> str:
        """Bằng lời, for previews and the record."""
        said = staff_words(self.full_name, self.unit, self.position, self.is_leader)
        return said if self.active else f"{said} · thôi xét"


def staff_words(full_name: str, unit: str, position: str, is_leader: bool | None) -> str:
    """Cá nhân bằng lời: name, unit, position, whether it leads."""
    leads = {None: "chưa rõ", True: YES, False: NO}[is_leader]
    return " · ".join([full_name, unit, position or "không ghi chức vụ", f"lãnh đạo: {leads}"])
