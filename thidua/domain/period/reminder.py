"""Nhắc việc: the ready text for one unit — what exactly is missing, until when, and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thidua.domain.period.windows import day_of, vi_moment

_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class OwedItem:
    """Một việc còn thiếu: in words, and the address where it is done."""

    words: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Một lần đã nhắc: which unit, with what text, to where, by whom; `sent_to` is a mail address.

    It is empty where the person passed the text on themselves.
    """

    unit: str
    body: str
    sent_to: str
    sent_by: str
    sent_at: datetime


def deadline_words(until: datetime, now: datetime) -> str:
    """Thời hạn bằng lời: «còn 5 ngày, đến 23:59 ngày 20/03/2026», «quá hạn 2 ngày»."""
    left = (day_of(until) - day_of(now)).days
    if now > until:
        return f"quá hạn {-left} ngày" if left else f"đã hết hạn lúc {vi_moment(until)}"
    return f"{f'còn {left} ngày' if left else 'hôm nay là ngày cuối'}, đến {vi_moment(until)}"


def criterion_words(code: str, title: str) -> str:
    """Tiêu chí trong lời nhắc: its code, and as much of its name as fits a line."""
    words = " ".join(title.split())
    if len(words) > _LONGEST_TITLE:
        words = words[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return f"{code} ({words})" if words else code


def reminder_text(unit: str, period: str, deadline: str, owed: Sequence[OwedItem]) -> str:
    """Lời nhắc một đơn vị, to be copied as it stands: `period` and `deadline` are in words."""
    links = dict.fromkeys(one.link for one in owed)
    lines = [
        f"Kính gửi {unit},",
        f"{period}, {deadline}. Đơn vị còn:" if deadline else f"{period}. Đơn vị còn:",
        *(f"- {one.words};" for one in owed[:-1]),
        f"- {owed[-1].words}.",
        "Mời đơn vị vào làm tiếp tại:",
        *links,
        "Trân trọng cảm ơn.",
    ]
    return "\n".join(lines)
