"""Bảng chấm điểm: whose scores a sheet holds, and how far it has come."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Hand(StrEnum):
    """Người chấm: whose scores a sheet holds."""

    SELF = "self"
    CROSS = "cross"
    VERIFIED = "verified"


HAND_WORDS: Mapping[Hand, str] = MappingProxyType(
    {Hand.SELF: "Tự chấm", Hand.CROSS: "Chấm chéo", Hand.VERIFIED: "Thẩm định"}
)
"""Bên chấm bằng chữ."""


class SheetStatus(StrEnum):
    """Trạng thái bảng chấm: a draft is being filled, a verified sheet counts in the ranking."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"


SHEET_STATUS_WORDS: Mapping[SheetStatus, str] = MappingProxyType(
    {
        SheetStatus.DRAFT: "Nháp",
        SheetStatus.SUBMITTED: "Đã nộp",
        SheetStatus.VERIFIED: "Đã thẩm định",
    }
)
"""Trạng thái bảng chấm bằng chữ."""
