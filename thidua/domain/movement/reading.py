"""Cách hiểu: where a text can be read in two ways, each is named and one is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReading(Generic[T]):
    """Cách hiểu khác: its words, and what then stands in place of the ordinary one."""

    code: str
    text: str
    meaning: T


def as_read(
    plain: T, readings: Sequence[PlanReading[T]], chosen: Mapping[str, str], code: str
) -> T:
    """Điều này theo cách hiểu đã chọn cho mã ấy; the ordinary one where none, or an unknown one."""
    found = chosen.get(code, "")
    return next((one.meaning for one in readings if one.code == found), plain)
