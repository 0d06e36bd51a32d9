"""Chỗ đang chiếu: which stop the screen stands at, and how far the ranking was revealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.meeting.reveal import ranking_mark
from thidua.domain.ranking.standing import Standing

FIRST_STOP = "mo-dau"


class Look(StrEnum):
    """Nền của màn chiếu."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    PLAIN = "plain"


LOOK_WORDS = MappingProxyType(
    {
        Look.AUTO: "Theo máy chiếu",
        Look.LIGHT: "Nền sáng",
        Look.DARK: "Nền tối",
        Look.PLAIN: "Đen trắng",
    }
)
"""Nền bằng chữ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Chỗ đang chiếu, kept on the server: an address names a link and nothing else.

    `revealed` is how many steps of the ranking the room has seen, of the order that `mark` tells;
    of any other order it has seen none.
    """

    stop: str = FIRST_STOP
    step: int = 0
    revealed: int = 0
    mark: str = ""
    look: Look = Look.AUTO
    version: int = 0

    def revealed_of(self, rows: Sequence[Standing]) -> int:
        """Đã công bố bao nhiêu bậc của thứ tự này."""
        return self.revealed if self.mark == ranking_mark(rows) else 0

    def is_of_another_order(self, rows: Sequence[Standing]) -> bool:
        """Thứ tự đã đổi sau khi công bố."""
        return self.revealed > 0 and self.mark != ranking_mark(rows)
