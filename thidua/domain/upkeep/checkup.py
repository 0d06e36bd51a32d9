"""Khám máy: whether an installation is sound, part by part, each with what cures it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import vi_day, vi_moment

HEALTH_PATH = "/suc-khoe"
"""Địa chỉ trả lời máy canh, at a program that runs."""
PROGRAM_NAME = "thi-dua"
"""Tên phần mềm trong lời đáp ấy."""
COPY_DAYS = 7
"""Số ngày mà một bản sao lưu còn được coi là mới."""
CERTIFICATE_DAYS = 21
"""Còn ít hơn chừng này ngày thì chứng chỉ cần được thay."""
CLOCK_SLACK = timedelta(minutes=2)
"""Hai đồng hồ lệch nhau chừng này vẫn coi là đúng."""
_LEAST_ROOM = 200 * 1024**2
_COPIES = 5


class Soundness(StrEnum):
    """Tình trạng của một phần, the worst last."""

    GOOD = "tốt"
    UNSEEN = "chưa khám"
    WATCH = "cần xem"
    BROKEN = "hỏng"


@dataclass(frozen=True, slots=True)
class Part:
    """Một phần được khám: how it is, and what to do where that is not good."""

    name: str
    state: Soundness
    said: str
    cure: str = ""


def worst(parts: Iterable[Part]) -> Soundness:
    """Tình trạng chung: that of the part which is worst."""
    order = list(Soundness)
    return max((one.state for one in parts), key=order.index, default=Soundness.GOOD)


def size_words(size: int) -> str:
    """Cỡ, in the unit a person would use: «3,4 GB», «812 MB»; bytes by 1024."""
    for unit, name in ((1024**3, "GB"), (1024**2, "MB")):
        if size >= unit:
            return f"{vi_number(Fraction(size * 10 // unit, 10))} {name}"
    return f"{-(-size // 1024)} KB"


def disk(name: str, *, free: int, needed: int) -> Part:
    """Ổ đĩa: `needed` bytes are what one more backup takes."""
    said = f"còn {size_words(free)}; một bản sao lưu cần chừng {size_words(needed)}"
    cure = "Dọn ổ đĩa, hoặc chuyển bớt bản sao lưu cũ sang máy khác."
    if free < needed + _LEAST_ROOM:
        return Part(name, Soundness.BROKEN, said, cure)
    if free < _COPIES * (needed + _LEAST_ROOM):
        return Part(name, Soundness.WATCH, said, cure)
    return Part(name, Soundness.GOOD, said)


def clock(name: str, *, now: datetime, last: datetime | None, other: datetime | None) -> Part:
    """Đồng hồ: never before the `last` entry of the record, and near that of the `other` machine.

    `other` is None where there is no other machine to ask.
    """
    cure = "Chỉnh giờ máy, bật đồng bộ giờ (NTP); hạn nộp và nhật ký dựa vào giờ này."
    if last is not None and now < last - CLOCK_SLACK:
        said = f"máy chỉ {vi_moment(now)}, sớm hơn mục nhật ký cuối {vi_moment(last)}"
        return Part(name, Soundness.BROKEN, said, cure)
    if other is not None and other.tzinfo is not None and abs(now - other) > CLOCK_SLACK:
        said = f"máy chỉ {vi_moment(now)}, máy chủ bên ngoài chỉ {vi_moment(other)}"
        return Part(name, Soundness.WATCH, said, cure)
    return Part(name, Soundness.GOOD, f"{vi_moment(now)} (giờ Việt Nam)")


def copies(name: str, *, now: datetime, latest: datetime | None) -> Part:
    """Sao lưu: when the latest copy was made, None where there was never one."""
    cure = "Bấm «Sao lưu ngay» ở trang Hệ thống, và đặt lịch chạy «python -m thidua backup»."
    if latest is None:
        return Part(name, Soundness.WATCH, "chưa có bản sao lưu nào", cure)
    said = f"bản gần nhất lúc {vi_moment(latest)}"
    if now - latest > timedelta(days=COPY_DAYS):
        return Part(name, Soundness.WATCH, f"{said}, đã quá {COPY_DAYS} ngày", cure)
    return Part(name, Soundness.GOOD, said)


def certificate(name: str, *, now: datetime, until: datetime) -> Part:
    """Chứng chỉ: until when browsers trust this address."""
    said = f"có hiệu lực đến {vi_day(until.date())}"
    cure = "Gia hạn chứng chỉ ở máy chủ trước phần mềm (xem docs/van-hanh/https.md)."
    left = until - now
    if left <= timedelta():
        return Part(name, Soundness.BROKEN, f"đã hết hạn ngày {vi_day(until.date())}", cure)
    if left < timedelta(days=CERTIFICATE_DAYS):
        return Part(name, Soundness.WATCH, f"{said}, còn {left.days} ngày", cure)
    return Part(name, Soundness.GOOD, said)
