"""Tình trạng xét: three states, not two — considered, excluded, deferred."""

from dataclasses import dataclass
from enum import StrEnum


class ConsiderationState(StrEnum):
    """Tình trạng xét: được xét, không xét, tạm hoãn."""

    CONSIDERED = "considered"
    EXCLUDED = "excluded"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class UnitConsideration:
    """Tình trạng xét của một đơn vị, with the reason and document the chair gave."""

    state: ConsiderationState = ConsiderationState.CONSIDERED
    reason: str = ""
    document: str = ""
