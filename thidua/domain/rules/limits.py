"""Mức trần: how people write that points, or occurrences, count only up to a limit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.finding import Finding, error
from thidua.domain.ground.text import folded
from thidua.domain.rules.checks import place
from thidua.domain.rules.parameters import number, plain

_WORDS = (
    r"(?:(?:tổng|cộng|trừ|thưởng|tính|được|điểm|số|các lỗi|mục|dòng) )*"
    r"(?:(?:là )?(?:tối đa|nhiều nhất|trần|(?:không|ko) (?:vượt )?quá))"
    r"(?: (?:trừ|cộng|tính|là|chỉ|được))*"
)
_UNIT = r"lượt|lần|ngày|báo cáo|việc|vụ|buổi|trường hợp"
_LIMIT = re.compile(
    rf"{_WORDS} ?:? ?([-−–]? ?\d[\d.,]*)(?: ?(?:điểm|đ)| ?({_UNIT}))?\.?(?: ?/ ?(?:năm|kỳ))?"
)
_NAME = re.compile(rf"{_WORDS}(?!\w)")


@dataclass(frozen=True, slots=True)
class Limit:
    """Mức trần: the most that counts, in points or in occurrences."""

    most: Decimal
    counts: bool = False

    def __str__(self) -> str:
        """Viết lại."""
        return f"tối đa {plain(self.most)}{' lượt' if self.counts else ''}"


def read_limit(part: str) -> Limit | None:
    """Đọc mức trần: `tối đa 2`, `trừ tối đa: 1,5`, `trần: 4`, `tối đa 4 lượt`; else None."""
    found = _LIMIT.fullmatch(folded(part))
    if found is None:
        return None
    return Limit(abs(number(found.group(1).replace("–", "-"), part)), bool(found.group(2)))


def check_names(code: str, names: Iterable[str | None]) -> Iterator[Finding]:
    """Lời về mức trần mà không hiểu được không phải là tên một loại lượt."""
    for name in names:
        if name is not None and _NAME.match(folded(name)):
            message = (
                f"{code}: «{name}» đọc như một mức trần nhưng không hiểu được; ghi «tối đa 1,5» "
                "(điểm) hoặc «tối đa 4 lượt»"
            )
            yield error("limit_as_kind", message, place(code))
