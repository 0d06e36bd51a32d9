"""Liên kết màn chiếu: opens the screen of one meeting without an account, for some hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType


class LinkState(StrEnum):
    """Tình trạng của liên kết: only an open one shows anything."""

    OPEN = "open"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


LINK_WORDS = MappingProxyType(
    {
        LinkState.OPEN: "đang mở",
        LinkState.EXPIRED: "đã hết hạn",
        LinkState.WITHDRAWN: "đã thu hồi",
    }
)
"""Tình trạng bằng chữ."""

LIFETIMES = MappingProxyType(
    {
        4: "4 giờ",
        12: "12 giờ",
        24: "1 ngày",
        72: "3 ngày",
    }
)
"""Các thời hạn, by hours; a screen link never lives longer than a meeting may last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLink:
    """Liên kết màn chiếu: to whom it was given, until when; its key is told once and never kept."""

    key: int
    name: str
    made_by: str
    made_at: datetime
    ends_at: datetime
    withdrawn_at: datetime | None = None

    def state(self, now: datetime) -> LinkState:
        """Tình trạng lúc này; what was withdrawn stays so, whether its time is over or not."""
        return link_state(self.ends_at, self.withdrawn_at, now)


def link_state(ends_at: datetime, withdrawn_at: datetime | None, now: datetime) -> LinkState:
    """Tình trạng của một liên kết lúc này."""
    if withdrawn_at is not None:
        return LinkState.WITHDRAWN
    return LinkState.OPEN if now < ends_at else LinkState.EXPIRED


def ends_after(now: datetime, hours: int) -> datetime:
    """Hết hạn lúc nào."""
    return now + timedelta(hours=hours)
