"""Ngưỡng: comparisons with a number, as covenants and the law write them."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from thidua.domain.ground.points import Exact
from thidua.domain.ground.text import folded
from thidua.domain.rules.parameters import ParametersError, number, plain

COMPARISONS: Mapping[str, Callable[[Exact, Exact], bool]] = MappingProxyType(
    {
        ">=": operator.ge,
        ">": operator.gt,
        "<=": operator.le,
        "<": operator.lt,
        "=": operator.eq,
    }
)
"""Phép so, by its sign."""

UNITS = (
    r"ngày|lượt|lần|việc|vụ|buổi|bài|tin bài|người|hồ sơ|văn bản|báo cáo|sáng kiến|đề tài|mô hình"
    r"|trường hợp|cuộc|đơn vị"
)
"""Đơn vị đếm, behind a figure."""
_BOUND = re.compile(r"(>=|<=|≥|≤|>|<|=)?\s*(-?\d+(?:[.,]\d+)*\s*%?)[ ,]*")
_FIGURE = rf"(-?\d+(?:[.,]\d+)*(?: ?%)?)(?: ?(?:điểm|đ|{UNITS})(?!\w))?"
_WORDED = (
    (re.compile(rf"(?:từ )?trên {_FIGURE} ?đến dưới {_FIGURE}"), r">\1 <\2"),
    (re.compile(rf"(?:từ )?trên {_FIGURE} ?đến {_FIGURE}"), r">\1 <=\2"),
    (
        re.compile(rf"(?:từ )?(?<![\d><=≥≤.,-]){_FIGURE} ?(?:-|–|—|đến) ?(?=\d){_FIGURE}"),
        r">=\1 <=\2",
    ),
    (re.compile(rf"(?:từ )?{_FIGURE} ?đến dưới {_FIGURE}"), r">=\1 <\2"),
    (re.compile(rf"(?:đạt )?(?:từ |trên |hơn )?{_FIGURE} trở lên"), r">=\1"),
    (re.compile(rf"(?:từ )?{_FIGURE} trở xuống"), r"<=\1"),
    (re.compile(rf"(?:từ )?(?:trên|hơn|quá) {_FIGURE}"), r">\1"),
    (re.compile(rf"(?:đến )?(?:dưới|chưa đến) {_FIGURE}"), r"<\1"),
    (re.compile(rf"(?:từ|ít nhất|tối thiểu|đạt) {_FIGURE}"), r">=\1"),
    (re.compile(rf"(?:đến|tối đa|nhiều nhất) {_FIGURE}"), r"<=\1"),
    (re.compile(_FIGURE), r"\1"),
)
"""Ngưỡng bằng lời, in the order tried; the last takes away a unit behind a bare figure."""

_LONGEST = 200
"""Ngưỡng dài nhất: trying every form on more would take its time."""
_SPELT = (
    (re.compile(r"=([<>])"), r"\1="),
    (re.compile(r"([<>]) ="), r"\1="),
    (re.compile(r"(?<=[\d%]) ?(?:đến|[-–—]) ?(?:dưới|<)(?!=) ?(?=\d)"), " đến dưới "),
    (re.compile(r"(?:lớn|cao|nhiều) hơn hoặc bằng"), ">="),
    (re.compile(r"(?:nhỏ|thấp|ít) hơn hoặc bằng"), "<="),
)
"""Cách ghi khác của dấu so sánh."""
_SIGNS = {"≥": ">=", "≤": "<=", "": "="}


@dataclass(frozen=True, slots=True)
class Bound:
    """Ngưỡng: one comparison with a number; `sign` is one of >=, >, <=, <, =."""

    sign: str
    value: Decimal

    def holds(self, value: Exact) -> bool:
        """Thỏa: exact comparison, of a fraction too."""
        threshold = self.value if isinstance(value, Decimal) else Fraction(self.value)
        return COMPARISONS[self.sign](value, threshold)

    def __str__(self) -> str:
        """Viết lại."""
        return f"{self.sign}{plain(self.value)}"


def read_bounds(text: str) -> tuple[Bound, ...]:
    """Đọc ngưỡng: `>=90`, `>=90 <100`, `≤ 2`, or a bare number for equality.

    Words are read too: `từ 850`, `85 trở lên`, `dưới 50`, `từ 90 đến dưới 100`, `90-99`.
    """
    if len(text) > _LONGEST:
        raise ParametersError(f"không hiểu ngưỡng «{text[:40]}…»; ví dụ đúng: «>=90»")
    plain = folded(text).replace(" và ", " ").replace("−", "-")
    plain = plain.replace("không quá", "đến").replace("không dưới", "từ")
    for form, sign in (*_SPELT, *_WORDED):
        plain = form.sub(sign, plain)
    bounds = []
    position = 0
    while position < len(plain):
        found = _BOUND.match(plain, position)
        if found is None:
            raise ParametersError(f"không hiểu ngưỡng «{text}»; ví dụ đúng: «>=90»")
        sign = found.group(1) or ""
        value = number(found.group(2), text)
        bounds.append(Bound(_SIGNS.get(sign, sign), value))
        position = found.end()
    if not bounds or (len(bounds) > 1 and any(bound.sign == "=" for bound in bounds)):
        raise ParametersError(f"không hiểu ngưỡng «{text}»; ví dụ đúng: «>=90»")
    return tuple(bounds)


_NUMBER = r"(-?\d+(?:[.,]\d+)*)"
_BETWEEN = re.compile(rf"(>=|≥|>) ?{_NUMBER} (<=|≤|<) ?{_NUMBER}")
_ALONE = re.compile(rf"(>=|≥|>|<=|≤|<|=) ?{_NUMBER}")
_FROM = {">": "trên"}
_BEFORE = {"<": "dưới "}
_SAID = {
    ">=": "từ {} trở lên",
    ">": "trên {}",
    "<=": "từ {} trở xuống",
    "<": "dưới {}",
    "=": "{}",
}


def in_words(text: str) -> str:
    """Dấu so sánh thành lời: «>=90 <100: 8» is «từ 90 đến dưới 100: 8», and reads back the same."""

    def between(found: re.Match[str]) -> str:
        low, least, high, most = found.groups()
        return f"{_FROM.get(low, 'từ')} {least} đến {_BEFORE.get(high, '')}{most}"

    def alone(found: re.Match[str]) -> str:
        return _SAID[_SIGNS.get(found[1], found[1])].format(found[2])

    return _ALONE.sub(alone, _BETWEEN.sub(between, text))


def shared_point(one: Sequence[Bound], other: Sequence[Bound]) -> Decimal | None:
    """Điểm chung duy nhất: of «từ 80 đến 90» and «từ 90 đến 100» it is 90, of which nobody can tell
    whose it is. None where they have none or more in common, or where one is a single number."""
    spans = [_span(bounds) for bounds in (one, other)]
    if any(span[0] is not None and span[0] == span[2] for span in spans):
        return None
    low = max(((least, is_in) for least, is_in, *_ in spans if least is not None), default=None)
    tops = [(most, is_in) for *_, most, is_in in spans if most is not None]
    if low is None or not tops or low[0] != min(most for most, _ in tops):
        return None
    ends = [is_in for least, is_in, *_ in spans if least == low[0]]
    ends += [is_in for most, is_in in tops if most == low[0]]
    return low[0] if all(ends) else None


def _span(bounds: Sequence[Bound]) -> tuple[Decimal | None, bool, Decimal | None, bool]:
    """Hai đầu của một khoảng, each with whether it belongs to it."""
    lowers = [(one.value, one.sign == ">") for one in bounds if one.sign in _LOWER]
    uppers = [(one.value, one.sign != "<") for one in bounds if one.sign in _UPPER]
    least, is_out = max(lowers) if lowers else (None, False)
    most, is_in = min(uppers) if uppers else (None, True)
    return least, not is_out, most, is_in


_LOWER, _UPPER = (">=", ">", "="), ("<=", "<", "=")

_COUNTED = re.compile(rf"\d ?({UNITS})(?!\w)")


def read_point_bounds(text: str) -> tuple[Bound, ...]:
    """Đọc ngưỡng điểm: as `read_bounds`, but no number of days or of occurrences is points."""
    counted = _COUNTED.search(folded(text))
    if counted is not None:
        raise ParametersError(f"ngưỡng «{text}» phải là số điểm, không phải số {counted.group(1)}")
    return read_bounds(text)
