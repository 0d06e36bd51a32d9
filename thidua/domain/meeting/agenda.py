"""Chương trình họp: its points in their order, and the stops the screen makes at each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class Point(StrEnum):
    """Mục của chương trình họp, in the order of the meeting."""

    OPENING = "opening"
    FIGURES = "figures"
    SCORES = "scores"
    EXPLAINED = "explained"
    RANKING = "ranking"
    VOTES = "votes"
    AWARDS = "awards"
    OFFICE = "office"
    COVENANT = "covenant"
    CONCLUSION = "conclusion"


POINT_WORDS = MappingProxyType(
    {
        Point.OPENING: "Mở đầu",
        Point.FIGURES: "Số liệu của khối",
        Point.SCORES: "Tự chấm, chấm chéo, thẩm định",
        Point.EXPLAINED: "Điểm đã giải trình",
        Point.RANKING: "Công bố xếp hạng",
        Point.VOTES: "Bỏ phiếu",
        Point.AWARDS: "Đề nghị khen thưởng, hạn mức",
        Point.OFFICE: "Bầu khối trưởng, trao cờ luân lưu",
        Point.COVENANT: "Giao ước năm sau",
        Point.CONCLUSION: "Kết luận",
    }
)
"""Mục bằng chữ."""

RANKING_STOP = "cong-bo"
"""Mã của điểm dừng công bố xếp hạng; the one stop that has steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Điểm dừng: one slide of the meeting, or one step of revealing the ranking.

    One that is aside is shown when it is chosen from the list, and passed by otherwise.
    """

    code: str
    point: Point
    name: str
    step: int = 0
    is_aside: bool = False


LONGEST_POINT = 600
"""Thời lượng dự kiến dài nhất của một mục, in minutes."""


def planned_words(minutes: int) -> str:
    """Thời lượng dự kiến bằng lời; empty where none was foreseen."""
    return f"dự kiến {minutes} phút" if minutes else ""


def at(stops: Sequence[Stop], code: str, step: int) -> int | None:
    """Chỗ của một điểm dừng trong cuộc họp; None where there is no such one (any more)."""
    found = (place for place, one in enumerate(stops) if (one.code, one.step) == (code, step))
    return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRecord:
    """Một mục đã diễn ra: opened and closed when, who was there, what was decided.

    `attending` are the codes of the units; empty where they were only counted, or not at all.
    `planned` are the minutes that were foreseen for it, 0 where none were.
    """

    point: Point
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    present: int | None = None
    attending: tuple[str, ...] = ()
    decided: str = ""
    planned: int = 0
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Đang bàn mục này."""
        return self.opened_at is not None and self.closed_at is None

    def absent(self, units: Iterable[str]) -> tuple[str, ...]:
        """Đơn vị vắng mặt ở mục này; none where nobody said who was there."""
        there = frozenset(self.attending)
        return tuple(one for one in units if one not in there) if there else ()
