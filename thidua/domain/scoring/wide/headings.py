"""Chữ ở tiêu đề bảng rộng: the words blocks head their columns with, and what these mean."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from thidua.domain.ground.text import folded
from thidua.domain.rules.entry import Field
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.grid import LONGEST_LINE

LONGEST_KEY, LONGEST_TITLE = 200, 120
_NUMBERED = re.compile(r"\(?\d{1,2}\)?|\(?[A-Za-z]\)?")


class LineRole(StrEnum):
    """Vai của cột hay dòng không phải điểm."""

    CODE = "mã, số thứ tự"
    TEXT = "nội dung tiêu chí"
    MAXIMUM = "điểm tối đa"
    UNIT = "tên đơn vị"
    TOTAL = "cột cộng"
    RANK = "xếp hạng"
    NOTE = "ghi chú"
    BESIDE = "chữ khác ở cạnh tiêu chí"


@dataclass(frozen=True, slots=True)
class HeadingMeaning:
    """Tiêu đề được hiểu: a field, a hand, a role, as far as its words say."""

    field: Field | str | None = None
    hand: Hand | None = None
    role: LineRole | None = None


EXPLAINED, PROVEN = "Giải trình", "Minh chứng"

_ROLES = {
    LineRole.CODE: "tt|stt|số tt|số thứ tự|mã|mã số|mã tiêu chí|mã tc|ký hiệu|mục|thứ tự",
    LineRole.TEXT: "nội dung|nội dung tiêu chí|tiêu chí|các tiêu chí|nội dung thi đua|tên tiêu chí|"
    "tiêu chí thi đua|nội dung chấm điểm|nội dung đánh giá|tiêu chí đánh giá|tiêu chí chấm điểm|"
    "nội dung các tiêu chí|nội dung và tiêu chí|nội dung tiêu chí thi đua|tiêu chí nội dung|"
    "nhóm|nhóm tiêu chí|lĩnh vực|nội dung công việc",
    LineRole.MAXIMUM: "điểm tối đa|điểm chuẩn|thang điểm|tối đa|điểm quy định|điểm chuẩn tối đa|"
    "khung điểm|mức điểm tối đa|số điểm tối đa|điểm theo quy định|điểm theo giao ước|điểm chuẩn "
    "cao nhất|điểm cao nhất",
    LineRole.UNIT: "đơn vị|tên đơn vị|các đơn vị|điểm của các đơn vị|tên các đơn vị|mã đơn vị",
    LineRole.TOTAL: "tổng|cộng|tổng cộng|tổng điểm|tổng số điểm|tổng số|điểm tổng|trung bình|"
    "bình quân|điểm trung bình|điểm bình quân",
    LineRole.RANK: "xếp hạng|hạng|thứ hạng|xếp loại|xếp thứ|vị thứ|xếp thứ tự|kết quả xếp loại",
    LineRole.NOTE: "ghi chú|ý kiến|nhận xét|hướng dẫn|hướng dẫn chấm|cách tính|cách tính điểm|"
    "phương pháp tính|cách chấm|đơn vị tính|đvt|căn cứ",
}
_FIELDS: dict[Field | str, str] = {
    Field.TARGET: "kế hoạch|kh|chỉ tiêu giao|chỉ tiêu kế hoạch|được giao|kế hoạch giao",
    Field.ACTUAL: "kết quả|kq|thực hiện|th|kết quả thực hiện|kết quả đạt được|đã thực hiện",
    Field.COUNT: "số lượt|số lần|lượt|số vụ|số việc|lần",
    Field.CHOICE: "mức|mức đạt|đạt không|đạt hay không|mức độ|mức đánh giá",
    Field.POINTS: "điểm|số điểm|điểm chấm|điểm đạt|điểm đạt được|chấm điểm|điểm số",
    EXPLAINED: "giải trình|lý do|thuyết minh|diễn giải",
    PROVEN: "minh chứng|tài liệu minh chứng|tài liệu kiểm chứng|hồ sơ minh chứng",
}
_HANDS = {
    Hand.SELF: "tự chấm|điểm tự chấm|đơn vị tự chấm|tự đánh giá|điểm tự đánh giá|đơn vị chấm|"
    "đơn vị tự đánh giá|điểm đơn vị tự chấm|tự chấm điểm|điểm tc",
    Hand.VERIFIED: "thẩm định|điểm thẩm định|khối chấm|điểm khối chấm|hội đồng chấm|khối thẩm định|"
    "hội đồng thẩm định|điểm hội đồng chấm|kết quả thẩm định|tổ thẩm định|tổ thẩm định chấm|"
    "điểm phúc tra|phúc tra|điểm tđ|điểm hội đồng thẩm định|điểm khối thẩm định",
    Hand.CROSS: "chấm chéo|điểm chấm chéo|đơn vị khác chấm|các đơn vị chấm|điểm chéo",
}


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Chữ trơn: folded, signs between words are one space; equal for texts that differ in these.

    Of a text longer than any criterion its beginning.
    """
    text = text[:LONGEST_LINE]
    kept = "".join(sign if sign.isalnum() else " " for sign in folded(text))
    return " ".join(kept.split())


def _headings() -> Mapping[str, HeadingMeaning]:
    found: dict[str, HeadingMeaning] = {}
    for role, words in _ROLES.items():
        found |= dict.fromkeys(map(plain, words.split("|")), HeadingMeaning(role=role))
    for field, words in _FIELDS.items():
        found |= dict.fromkeys(map(plain, words.split("|")), HeadingMeaning(field=field))
    for hand, words in _HANDS.items():
        found |= {
            plain(word): HeadingMeaning(field=Field.POINTS, hand=hand) for word in words.split("|")
        }
    return MappingProxyType(found)


_KNOWN = _headings()


@lru_cache(maxsize=8192)
def heading_of(text: str) -> HeadingMeaning | None:
    """Tiêu đề này có nghĩa gì; None where it is no known word. Years and scales aside."""
    if len(text) > LONGEST_TITLE:
        return None
    bare = re.sub(r"\([^()]*\)|\bnăm \d{4}\b", " ", folded(text))
    return _KNOWN.get(plain(text)) or _KNOWN.get(plain(bare))


def is_numbering(text: str) -> bool:
    """Ô của dòng đánh số cột: «(1)», «2», «A»."""
    return bool(_NUMBERED.fullmatch(text))


def key_of(what: str, text: str) -> str:
    """Khóa của câu hỏi: equal for the same words however they are set, and never too long."""
    words = plain(text) or "(trống)"
    if len(words) > LONGEST_KEY:
        words = f"{words[:LONGEST_KEY]} {hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return f"{what}: {words}"
