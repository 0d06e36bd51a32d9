"""Không tính trùng: one thing named by its name counts once, as covenants write it."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.ground.text import folded


class Once(StrEnum):
    """Không tính trùng: of one named achievement only the highest counts, of one fault too."""

    ACHIEVEMENT = "achievement"
    FAULT = "fault"


ONCE_WORDS: Mapping[Once, str] = MappingProxyType(
    {
        Once.ACHIEVEMENT: "mỗi thành tích chỉ tính mức cao nhất",
        Once.FAULT: "không trừ trùng lỗi",
    }
)
"""Không tính trùng, as it stands in Tham số and in the setting of the whole covenant."""

_ONE = r"(?:mỗi|một|cùng một|cùng) (?:thành tích|giải thưởng|sáng kiến|việc)"
_FORMS = (
    (re.compile(rf"{_ONE} chỉ (?:được )?tính (?:mức cao nhất|một lần|1 lần)"), Once.ACHIEVEMENT),
    (
        re.compile(r"(?:mỗi thành tích )?chỉ (?:(?:được )?tính )?(?:một|1) vai trò"),
        Once.ACHIEVEMENT,
    ),
    (re.compile(r"không (?:tính|cộng|thưởng) trùng(?: thành tích)?"), Once.ACHIEVEMENT),
    (re.compile(r"không trừ trùng(?: lỗi)?"), Once.FAULT),
    (re.compile(r"(?:mỗi|một|cùng một) lỗi chỉ (?:bị )?trừ (?:một|1) lần"), Once.FAULT),
)


def read_once(part: str) -> Once | None:
    """Đọc lời không tính trùng: `mỗi thành tích chỉ tính mức cao nhất`, `không trừ trùng lỗi`."""
    words = folded(part)
    return next((once for form, once in _FORMS if form.fullmatch(words)), None)
