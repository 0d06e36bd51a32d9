"""Điểm: exact numbers, the one rounding, and how Vietnamese people write and read them."""

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

Exact = Decimal | Fraction
"""Số chính xác: a value before rounding; a Fraction only where something was divided."""

ZERO = Decimal(0)
_MARKS = str.maketrans(",.", ".,")

MOST_WHOLE_DIGITS = 15
MOST_DECIMALS = 17
_MOST_DIGITS = 25
"""Số dài nhất nhận vào: beyond it a number is a slip of the hand, and sums would lose digits."""

_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?$", re.ASCII)
_PLAIN = re.compile(r"-?(\d+([.,]\d+)?|[.,]\d+)$")
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}$")
_SPACED_GROUPS = re.compile(r"-?\d{1,3}( \d{3})+([.,]\d+)?$")
_SPACE = re.compile(r"\s")  # the unbreakable and the thin ones too
_UNIT_WORDS = re.compile(r"\s*(điểm|đ|%|lượt|lần|ngày|báo cáo)\.?$", re.IGNORECASE)


class Rounding(StrEnum):
    """Cách làm tròn: what the covenant says happens to digits beyond its scale."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    CUT = "cut"


_SHOWN_PLACES = 6
"""Số chữ số sau dấu phẩy được viết ra của một phân số."""

_DECIMAL_MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.CUT: ROUND_DOWN,
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Thang số: how many decimals a covenant keeps and how it rounds to them, once per line."""

    places: int = 2
    rounding: Rounding = Rounding.HALF_UP

    def rounded(self, value: Exact) -> Decimal:
        """Làm tròn: the value at this scale; exact for fractions, never through a float."""
        unit = Decimal(1).scaleb(-self.places)
        if isinstance(value, Decimal):
            return value.quantize(unit, _DECIMAL_MODES[self.rounding]) + ZERO  # no minus zero
        steps = abs(value) * 10**self.places
        whole, rest = divmod(steps.numerator, steps.denominator)
        twice = 2 * rest - steps.denominator
        up = (self.rounding is Rounding.HALF_UP and twice >= 0) or (
            self.rounding is Rounding.HALF_EVEN and (twice > 0 or (twice == 0 and whole % 2 == 1))
        )
        digits = Decimal(whole + up).scaleb(-self.places)
        return digits if value >= 0 else -digits

    def text(self, value: Exact | None) -> str | None:
        """Chuỗi máy đọc: "873.50" at this scale, None when missing."""
        return None if value is None else f"{self.rounded(value):f}"


def is_same(one: Exact, other: Exact) -> bool:
    """Bằng nhau, compared exactly whichever kind each is of."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one == other
    return as_fraction(one) == as_fraction(other)


def as_fraction(value: Exact) -> Fraction:
    """Phân số: the same value, ready to be divided or compared exactly."""
    return value if isinstance(value, Fraction) else Fraction(value)


def parse_number(text: str) -> Decimal | None:
    """Đọc số: "12,5", "12.5", "1.234,50", "10 điểm" or "97 %" as a Decimal; None if not a number.

    "1.234" is refused: a Vietnamese reader means a thousand, an English keyboard means a fraction,
    and guessing would change a score without a word. So is a number of more digits than anybody
    means. `number_problem` says which it was to people.
    """
    found = _read(_bare(text))
    return found if found is not None and is_bearable(found) else None


def _read(stripped: str) -> Decimal | None:
    if _AMBIGUOUS.match(stripped):
        return None
    if _GROUPED.match(stripped) and ("," in stripped or stripped.count(".") > 1):
        return Decimal(stripped.replace(".", "").replace(",", "."))
    if _PLAIN.match(stripped):
        return Decimal(stripped.replace(",", "."))
    return None


def parse_whole(text: str) -> int | None:
    """Đọc số nguyên từ 0; None for anything else, and for more digits than a count has."""
    bare = text.strip()
    is_whole = bare.isascii() and bare.isdecimal() and len(bare) <= _COUNT_DIGITS
    return int(bare) if is_whole else None


_COUNT_DIGITS = 9


def is_bearable(value: Decimal) -> bool:
    """Không quá dài: fifteen digits before the comma and seventeen after it, not both full."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return False
    spare = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    decimals = -(exponent + spare) if value else 0
    return (
        value.adjusted() < MOST_WHOLE_DIGITS
        and decimals <= MOST_DECIMALS
        and len(digits) - spare <= _MOST_DIGITS
    )


def _bare(text: str) -> str:
    signs = _SPACE.sub(" ", text).strip().lstrip("'’").replace("−", "-")
    plain = re.sub(r"^- +", "-", _UNIT_WORDS.sub("", signs))
    return plain.replace(" ", "") if _SPACED_GROUPS.match(plain) else plain


def number_problem(text: str) -> str:
    """Vì sao không đọc được số: the sentence for a text that `parse_number` refused."""
    stripped = _bare(text)
    if _AMBIGUOUS.match(stripped):
        plain = stripped.replace(".", "")
        decimal = stripped.replace(".", ",")
        return f"«{text}» có thể là {plain} hoặc {decimal}; hãy gõ lại một trong hai cách ấy"
    if _read(stripped) is not None:
        return TOO_LONG.format(text[:40])
    return f"«{text}» phải là số, ví dụ 12,5"


TOO_LONG = (
    f"«{{}}» dài quá {MOST_WHOLE_DIGITS} chữ số trước dấu phẩy hoặc {MOST_DECIMALS} chữ số sau dấu "
    "phẩy; hãy kiểm tra lại"
)


def vi_number(value: Exact | int, places: int | None = None) -> str:
    """Số kiểu Việt Nam: "1.234,50"; without `places` the digits the value has, at most six."""
    return _in_vietnamese(value, places)


# The same few numbers stand in every explanation of a block.
@lru_cache(maxsize=8192, typed=True)
def _in_vietnamese(value: Exact | int, places: int | None) -> str:
    if isinstance(value, int):
        value = Decimal(value)
    if places is not None:
        value = Scale(places).rounded(value)
    elif isinstance(value, Fraction):
        value = Scale(_SHOWN_PLACES).rounded(value).normalize()
    else:
        value = value.normalize() if value else ZERO
    return f"{value:,f}".translate(_MARKS)


def is_shown_whole(value: Exact | int, places: int | None = None) -> bool:
    """Số viết ra là đúng số ấy: nothing of it is lost when `vi_number` writes it."""
    if places is None:
        return not isinstance(value, Fraction) or (value * 10**_SHOWN_PLACES).denominator == 1
    return isinstance(value, int) or is_same(Scale(places).rounded(value), value)


def equals(value: Exact | int, places: int | None = None) -> str:
    """Dấu và số: «= 7,5», or «≈ 7,333333» where what is written is not the whole of it."""
    return f"{'=' if is_shown_whole(value, places) else '≈'} {vi_number(value, places)}"


def signed(value: Exact | int, places: int | None = None) -> str:
    """Chênh lệch có dấu: «+0,25», «−1»; what is written as nothing has no sign."""
    size = vi_number(-value if value < 0 else value, places)
    if not size.strip("0,"):
        return size
    return f"{'+' if value > 0 else '−'}{size}"


def in_percent(share: Fraction) -> str:
    """Phần trăm tròn: «83 %», a half rounded up as everywhere."""
    return f"{vi_number(share * 100, 0)} %"


def share_ceiling(share: Fraction, count: int) -> int:
    """Tỷ lệ tối thiểu: the least whole number that is at least this share; 70 % of 5 is 4."""
    return -((-share.numerator * count) // share.denominator)


def share_floor(share: Fraction, count: int) -> int:
    """Tỷ lệ tối đa: the most whole number that is at most this share; 35 % of 180 is 63."""
    return share.numerator * count // share.denominator
