"""Cá nhân: the people of the units who may be put forward for an award, as a list has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.domain.dossier.facts import NO, YES

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
    def said(self) -> tuple[str, str, str, bool | None]:
        """Những gì danh sách nói về một người."""
        return self.full_name, self.unit, self.position, self.is_leader

    @property
    def words(self) -> str:
        """Bằng lời, for previews."""
        return staff_words(*self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
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
    def said(self) -> tuple[str, str, str, bool | None]:
        """Những gì danh sách nói về một người."""
        return self.full_name, self.unit, self.position, self.is_leader

    @property
    def words(self) -> str:
        """Bằng lời, for previews."""
        return staff_words(*self.said, active=self.active)


def staff_words(
    full_name: str, unit: str, position: str, is_leader: bool | None, *, active: bool = True
) -> str:
    """Cá nhân bằng lời: name, unit, position, whether it leads, and is considered no longer."""
    leads = {None: "chưa rõ", True: YES, False: NO}[is_leader]
    said = [full_name, unit, position or "không ghi chức vụ", f"lãnh đạo: {leads}"]
    return " · ".join(said if active else [*said, "thôi xét"])
