"""Tình trạng xét: three states, not two — considered, excluded, deferred."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class ConsiderationState(StrEnum):
    """Tình trạng xét: được xét, không xét, tạm hoãn."""

    CONSIDERED = "considered"
    EXCLUDED = "excluded"
    DEFERRED = "deferred"


CONSIDERATION_WORDS: Mapping[ConsiderationState, str] = MappingProxyType(
    {
        ConsiderationState.CONSIDERED: "Được xét",
        ConsiderationState.EXCLUDED: "Không xét",
        ConsiderationState.DEFERRED: "Tạm hoãn",
    }
)
"""Tình trạng xét bằng chữ."""


@dataclass(frozen=True, slots=True)
class UnitConsideration:
    """Tình trạng xét của một đơn vị, with the reason and document the chair gave."""

    state: ConsiderationState = ConsiderationState.CONSIDERED
    reason: str = ""
    document: str = ""

    @property
    def words(self) -> str:
        """Tình trạng xét với lý do và văn bản."""
        paper = f", theo {self.document}" if self.document else ""
        why = f": {self.reason}" if self.reason else ""
        return f"{CONSIDERATION_WORDS[self.state]}{why}{paper}"
