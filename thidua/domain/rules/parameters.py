"""Tham số: the one-line grammar shared by all rules — parts joined by «;», a name before «:»."""

import re
from collections.abc import Iterable
from decimal import Decimal

from thidua.domain.ground.points import number_problem, parse_number, vi_number
from thidua.domain.ground.text import clean, folded


class ParametersError(ValueError):
    """Tham số không đọc được: the message says which part and shows the right form."""


def parts_of(text: str) -> list[str]:
    """Các phần: the pieces between «;», cleaned, without empty ones."""
    return [part for part in (clean(piece).rstrip(". ") for piece in text.split(";")) if part]


def number(text: str, part: str) -> Decimal:
    """Số trong tham số; ParametersError names the part when it is not a number.

    A plus before it says only that it is earned.
    """
    value = parse_number(re.sub(r"^\+ ?(?=\d)", "", clean(text)))
    if value is None:
        raise ParametersError(f"phần «{part}»: {number_problem(clean(text))}")
    return value


_OTHER_UNIT = re.compile(r"\d ?(%|lượt|lần|ngày|báo cáo)\.?$", re.IGNORECASE)


def points(text: str, part: str) -> Decimal:
    """Điểm trong tham số: a number of points, not of per cents or of days."""
    unit = _OTHER_UNIT.search(clean(text))
    if unit is not None:
        raise ParametersError(
            f"phần «{part}»: sau dấu «:» phải là số điểm, không phải số {unit.group(1)}"
        )
    return number(text, part)


def named_number(part: str, form: str) -> tuple[str, Decimal]:
    """Tên và số: «Tốt: 8» as ("Tốt", 8); the last colon divides, so a name may hold one."""
    name, colon, value = part.rpartition(":")
    if not colon or not clean(name):
        raise ParametersError(f"phần «{part}» phải có dạng «{form}»")
    return clean(name), points(value, part)


def named_numbers(parts: Iterable[str], form: str, needed: str) -> tuple[tuple[str, Decimal], ...]:
    """Các tên và số: at least one, else ParametersError says what is `needed`."""
    listed = tuple(named_number(part, form) for part in parts)
    if not listed:
        raise ParametersError(needed)
    refuse_twice(name for name, _ in listed)
    return listed


_UNIT = re.compile(r"\d ?(điểm|đ|%|lượt|lần|ngày|báo cáo)\.?$")
POINTS, PERCENT, FACTOR = "số điểm", "số phần trăm", "hệ số như 0,3"
_UNITS_OF = {POINTS: ("điểm", "đ"), PERCENT: ("%",), FACTOR: ()}
"""Đơn vị có thể đứng sau mỗi loại số; another one says that something else is meant."""


def match_number(pattern: str, part: str, wanted: str = POINTS) -> Decimal | None:
    """Số theo mẫu: the number caught by `pattern` in this part, None when the part is another.

    `wanted` says what the number is of: «sàn 50 điểm» is no floor of fifty per cent.
    """
    found = re.fullmatch(pattern, folded(part))
    if found is None:
        return None
    unit = _UNIT.search(clean(found.group(1)))
    if unit is not None and unit.group(1) not in _UNITS_OF[wanted]:
        raise ParametersError(
            f"phần «{part}»: ở đây cần {wanted}, không phải số có «{unit.group(1)}»"
        )
    return number(found.group(1), part)


def refuse_twice(names: Iterable[str]) -> None:
    """Không trùng tên: ParametersError when two parts carry one name."""
    seen: set[str] = set()
    for name in names:
        if folded(name) in seen:
            raise ParametersError(f"«{name}» được ghi hai lần")
        seen.add(folded(name))


def joined(parts: Iterable[str]) -> str:
    """Ghép lại: the parts as they stand in a workbook."""
    return "; ".join(parts)


def plain(value: Decimal) -> str:
    """Viết lại một số: without thousand dots, since «1.000» alone could not be read back."""
    return vi_number(value).replace(".", "")


def written(name: str, value: Decimal) -> str:
    """Viết lại «tên: số»."""
    return f"{name}: {plain(value)}"
