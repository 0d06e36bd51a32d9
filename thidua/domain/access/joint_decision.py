"""Quyết định hai người: asked by one, done when a second person of another unit confirms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from thidua.domain.access.interest import Interest


class JointKind(StrEnum):
    """Loại quyết định hai người: what is done once the second person confirms."""

    CONSIDERATION = "consideration"
    LINE = "line"
    REOPENING = "reopening"


JOINT_WORDS: Mapping[JointKind, str] = MappingProxyType(
    {
        JointKind.CONSIDERATION: "tình trạng xét",
        JointKind.LINE: "dòng thẩm định",
        JointKind.REOPENING: "mở lại bảng thẩm định",
    }
)
"""Loại quyết định hai người bằng chữ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointDecision:
    """Quyết định hai người: what is to be done about which unit, why, by which document.

    `content` are the values it will write, `asked_of` the units of who asked. Nothing is changed
    before `done_at`.
    """

    key: int
    kind: JointKind
    unit: str
    criterion: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    reason: str
    document: str = ""
    asked_by: str
    asked_of: frozenset[str] = frozenset()
    asked_at: datetime
    done_by: str = ""
    done_at: datetime | None = None
    difference: str = ""

    def awaits(self, name: str, interest: Interest) -> bool:
        """Chờ được người này: another person, of another unit than both of them."""
        if self.done_at is not None or name == self.asked_by:
            return False
        return interest.may_second(Interest(self.asked_of), self.unit)
