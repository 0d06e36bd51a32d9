"""Mức trần: how people write that points, or occurrences, count only up to a limit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.finding import Finding, error
from thidua.domain.ground.text import folded
from thidua.domain.rules.checks import place
from thidua.domain.rules.parameters import number, plain

_BEFORE = r"(?:(?:tổng|mức|cộng|giảm|trừ|thưởng|tính|được|bị|điểm|số|dồn|các lỗi|mục|dòng) )*"
_AFTER = r"(?: (?:trừ|cộng|tính|là|chỉ|được|điểm))*"
_AT_MOST = (
    r"(?:là )?(?:(?:tối đa|nhiều nhất)(?: là)?,? (?=(?:không|ko) ))?"
    r"(?:tối đa|nhiều nhất|trần|(?:không|ko) (?:vượt )?quá)"
)
_OTHER_MOST = (
    r"(?:giới hạn|hạn mức|khống chế|max|(?:trừ|cộng) cao nhất"
    r"|(?:không|ko) (?:(?:được |bị )?(?:trừ|cộng|tính) )?(?:vượt quá|vượt|quá))"
)
_WORDS = rf"{_BEFORE}(?:{_AT_MOST}|{_OTHER_MOST}){_AFTER}"
_UNIT = r"lượt|lần|ngày|báo cáo|việc|vụ|buổi|trường hợp"
_LIMIT = re.compile(
    rf"{_WORDS} ?:? ?([-−–]? ?\d[\d.,]*)(?: ?(?:điểm|đ)| ?({_UNIT}))?\.?(?: ?/ ?(?:năm|kỳ))?"
)
_NAME = re.compile(rf"{_BEFORE}{_AT_MOST}{_AFTER}(?!\w)")
_TALK = (
    r"(?:tổng|cộng|giảm|trừ|thưởng|tính|được|bị|phải|điểm|số|mức|dồn|là|chỉ|thì|nhưng|và|cho|cả"
    r"|các lỗi|mục|dòng|nhóm|tiêu chí|mỗi|một|1|năm|quý|tháng|kỳ|loại|hạn|còn|lại|thấp|cao|hơn)"
)
_EDGE = (
    r"(?:tối đa|nhiều nhất|trần|giới hạn|hạn mức|khống chế|max|cao nhất|thấp nhất|min"
    r"|sàn|tối thiểu|ít nhất|còn lại|phần còn|tổng cộng|cộng tổng|chỉ tính"
    r"|(?:không|ko) (?:\w+ )?(?:vượt|quá|dưới|thấp hơn|ít hơn|nhỏ hơn|kém|xuống dưới|cao hơn"
    r"|nhiều hơn|hơn|lớn hơn|âm)|nhỏ nhất|lớn nhất)"
)
_ALL_TALK = re.compile(rf"(?:{_TALK} )*{_EDGE}(?: (?:{_TALK}|{_EDGE}))*")
"""Lời chỉ nói về một mức: a name with a word of its own beside it, «sàn nhà bẩn», is a name."""
_LONGEST = 80
"""Lời dài nhất còn xem: one word may be read in two ways, so trying them all takes its time."""
_SPAN = re.compile(
    r"(?:tính |trong )?(?:mỗi|một|1|cả|toàn|hàng|hằng|từng|trong) (?:năm|quý|tháng|kỳ|loại)"
)


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


_SETTING = re.compile(
    r"(?:(?:điểm |mức )?(?:hệ số|trọng số|bước|bước điểm|làm tròn|tổng|tổng số"
    r"|tổng điểm|tổng số điểm|ban đầu|bắt đầu|bắt đầu từ|khởi điểm|xuất phát|đủ điểm|chuẩn"
    r"|thưởng|cộng|trừ|bị trừ|trừ đến|trừ tới|chỉ trừ|chỉ cộng|trừ hết|cộng đến|cộng tới)|điểm)"
    r"|(?:điểm )?(?:chuẩn|ban đầu|khởi điểm)(?: là)? ?:? ?\d.*"
)
_LEVEL_SETTING = re.compile(
    r"(?:điểm )?(?:tối đa|tối thiểu|trần|sàn|giới hạn|không quá|nhiều nhất|ít nhất|hệ số|trọng số"
    r"|bước|làm tròn|thưởng|cộng|trừ|tổng|tổng điểm)"
)
_KEPT_ALL = re.compile(r"(?:không|ko) (?:có )?(?:vi phạm|lỗi|sai phạm)(?: nào)?|đúng quy định")


def check_settings(code: str, names: Iterable[str | None]) -> Iterator[Finding]:
    """Lời của cách chấm không phải là tên một loại lượt: «hệ số: 2», «ban đầu: 8»."""
    for name in names:
        if _SETTING.fullmatch(folded(name or "")) is not None:
            message = (
                f"{code}: «{name}» không phải tên một loại lượt và cách chấm này không có mục ấy; "
                "mỗi loại ghi tên việc và số điểm một lượt, như «vắng họp: 0,5», mức bắt đầu là "
                "điểm tối đa của dòng"
            )
            yield error("setting_as_kind", message, place(code))


def check_level_names(code: str, names: Iterable[str]) -> Iterator[Finding]:
    """Lời của cách chấm không phải là một mức để chọn: «tối đa: 9»."""
    for name in names:
        if _LEVEL_SETTING.fullmatch(folded(name)) is not None:
            message = (
                f"{code}: «{name}» được hiểu là một mức để chọn, mà cách chấm này không có mục ấy; "
                f"bỏ phần này, hoặc là tên một mức thì ghi «Mức {folded(name)}»"
            )
            yield error("setting_as_kind", message, place(code))


def check_no_fault(code: str, names: Iterable[str | None]) -> Iterator[Finding]:
    """Không vi phạm thì không bị trừ: as a fault it would cost a price."""
    for name in names:
        if _KEPT_ALL.fullmatch(folded(name or "")) is not None:
            message = (
                f"{code}: «{name}» được hiểu là một lỗi bị trừ; không có lỗi nào thì dòng đã được "
                "đủ điểm tối đa, hãy bỏ phần này"
            )
            yield error("setting_as_kind", message, place(code))


def _is_about_a_limit(words: str) -> bool:
    return len(words) <= _LONGEST and _ALL_TALK.fullmatch(words) is not None


def check_names(code: str, names: Iterable[str | None]) -> Iterator[Finding]:
    """Lời về mức trần hay mức sàn mà không hiểu được không phải là tên một loại lượt."""
    listed = list(names)
    for name in listed:
        words = folded(name or "")
        if _NAME.match(words):
            message = (
                f"{code}: «{name}» đọc như một mức trần nhưng không hiểu được; ghi «tối đa 1,5» "
                "(điểm) hoặc «tối đa 4 lượt»"
            )
            yield error("limit_as_kind", message, place(code))
        elif _is_about_a_limit(words) or (len(listed) > 1 and _SPAN.fullmatch(words)):
            message = (
                f"{code}: «{name}» đọc như một mức giới hạn, không phải tên một loại lượt; mức "
                "nhiều nhất thì ghi «tối đa 1,5» (điểm) hoặc «tối đa 4 lượt», mức còn lại ít nhất "
                "sau khi trừ thì đổi thành mức trừ nhiều nhất «trừ tối đa 5»"
            )
            yield error("limit_as_kind", message, place(code))
