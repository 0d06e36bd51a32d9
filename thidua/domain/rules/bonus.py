"""Thưởng riêng: how people write how much a line may earn beyond its maximum."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.finding import Finding, notice
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules.checks import place
from thidua.domain.rules.parameters import ParametersError, number, plain

_MOST = (
    r"(?:là )?(?:mức )?(?:tối đa|nhiều nhất|cao nhất|trần|giới hạn|hạn mức|khống chế|max"
    r"|(?:không|ko) (?:vượt quá|vượt|quá))"
)
_NO_LIMIT = (
    r"(?:không|ko) (?:bị |có )?(?:hạn chế|giới hạn|khống chế)(?: (?:mức|điểm|số)(?: điểm)?)?"
)
_GAINED = r"(?:(?:tổng|phần|mức|số|các) )*(?:điểm )?(?:được )?thưởng(?: thêm)?"
_AMOUNT = r"([-−–]? ?\d[\d.,]*)(?: ?(?:điểm|đ))?\.?"
_LIMITED = (
    re.compile(rf"{_GAINED}(?: điểm)?:? {_MOST}(?: (?:là|thêm|đến))? ?:? ?{_AMOUNT}"),
    re.compile(rf"{_MOST} (?:được )?thưởng(?: thêm)? ?:? ?{_AMOUNT}"),
)
_UNLIMITED = (
    re.compile(rf"{_GAINED}(?: điểm)?:? {_NO_LIMIT}"),
    re.compile(rf"{_NO_LIMIT} (?:điểm )?thưởng"),
    re.compile(r"(?:không|ko) có trần (?:điểm )?thưởng"),
)
_BARE = re.compile(_NO_LIMIT)
NO_LIMIT_WORD = "thưởng không hạn chế"


@dataclass(frozen=True, slots=True)
class BonusRoom:
    """Mức thưởng: the most that is earned beyond the maximum, None without limit."""

    most: Decimal | None

    def __str__(self) -> str:
        """Viết lại."""
        return NO_LIMIT_WORD if self.most is None else f"thưởng tối đa {plain(self.most)}"


def read_bonus_room(part: str) -> BonusRoom | None:
    """Đọc mức thưởng: `thưởng tối đa 2`, `tổng thưởng không quá 2`, `thưởng không hạn chế`."""
    words = folded(part)
    for form in _LIMITED:
        found = form.fullmatch(words)
        if found is not None:
            return BonusRoom(number(found.group(1).replace("–", "-"), part))
    if any(form.fullmatch(words) for form in _UNLIMITED):
        return BonusRoom(None)
    return None


def is_no_limit(part: str) -> bool:
    """«Không giới hạn» đứng một mình, without a word of what."""
    return _BARE.fullmatch(folded(part)) is not None


def total_with(most: Decimal, room: Decimal | None) -> Decimal | None:
    """Điểm cao nhất kể cả thưởng; None without limit."""
    return None if room is None else most + room


def bonus_words(room: Decimal | None) -> str:
    """Phần thưởng bằng lời, beside a maximum: « + thưởng 2»; empty where there is none."""
    if room is None:
        return " + thưởng không hạn chế"
    return f" + thưởng {vi_number(room)}" if room else ""


def check_no_limit(code: str, most: Decimal, room: Decimal | None) -> Iterator[Finding]:
    """Thưởng không hạn chế: said, because nothing then holds the line within its maximum."""
    if room is None:
        message = (
            f"{code}: thưởng không hạn chế nên điểm của dòng có thể vượt điểm tối đa "
            f"{vi_number(most)} bao nhiêu cũng được; muốn có mức thì ghi «thưởng tối đa 2»"
        )
        yield notice("bonus_without_limit", message, place(code))


def read_level_room(part: str) -> Decimal | None:
    """Mức thưởng của cách chấm có sẵn các mức: a number, since its levels are known."""
    room = read_bonus_room(part)
    if room is None:
        return None
    if room.most is None:
        raise ParametersError(
            f"«{part}» không dùng cho cách chấm đã nêu sẵn điểm từng mức; ghi «thưởng tối đa 2»"
        )
    return room.most
